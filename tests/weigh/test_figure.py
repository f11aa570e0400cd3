from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.figure import Interval, digits_of, interval_of, printed, rounding, said
from weigh.said import SETTINGS, nearly, people

INTERVALS = {
    "18.8 million was rounded": (people(18_800_000), 18_750_000, 18_850_000),
    "printed to the last person": (people(17_492_301), 17_492_301, 17_492_301),
    "20 million hides no five million": (people(20_000_000), 19_500_000, 20_500_000),
    "about 19 million": (people(19_000_000, about=True), 18_050_000, 19_950_000),
    "over 18 million": (people(18_000_000, over=True), 17_550_000, math.inf),
    "nearly 36 million": (nearly(36_000_000), 32_400_000, 36_500_000),
    "one to three": (people(1, 3), 1, 3),
    "2.5 percent": (people(2.5), 2.45, 2.55),
    "nothing printed": (people(None, over=True), 0, math.inf),
}


@pytest.mark.parametrize("reason", INTERVALS)
def test_a_printed_figure_stands_for_an_interval(reason: str) -> None:
    """Rounding, "about", "over" and "nearly"."""
    quantity, low, high = INTERVALS[reason]
    interval = interval_of(quantity, SETTINGS)
    assert interval.low == pytest.approx(low)
    assert interval.high == pytest.approx(high)


def test_an_upper_limit_says_nothing_of_the_lower() -> None:
    """ "Up to 500": none is possible."""
    assert interval_of(people(None, 500), SETTINGS) == Interval(low=0, high=512.5)


def test_a_range_has_no_one_figure() -> None:
    """ "Between 3 and 5": neither is what was printed for it."""
    assert printed(people(3, 5)) is None
    assert printed(people(3)) == 3
    assert printed(nearly(5)) == 5
    assert printed(people(3, over=True)) == 3


def test_digits_that_carry_information() -> None:
    """18,800,000 has three, 20 one."""
    assert [digits_of(n) for n in (18_800_000, 20, 17_492_300, 2.5)] == [3, 1, 6, 2]
    assert rounding(0, SETTINGS) == 0


def test_numbers_are_written_for_readers() -> None:
    """With separators; an open end in words."""
    assert [said(n) for n in (18_800_000.0, 2.5, None, math.inf)] == [
        "18,800,000",
        "2.5",
        "no limit",
        "no limit",
    ]


@given(st.integers(0, 10**12), st.booleans())
def test_a_figure_lies_in_its_own_interval(figure: int, about: bool) -> None:
    """However it is rounded."""
    interval = interval_of(people(figure, about=about), SETTINGS)
    assert interval.low <= figure <= interval.high
    assert interval.meets(interval)
