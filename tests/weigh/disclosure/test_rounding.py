from __future__ import annotations

import pytest

from firsthand.weigh.disclosure.rounding import round_grid
from weigh.disclosure.tables import table


def test_counts_and_sums_are_rounded_each_for_itself() -> None:
    """3 + 20 = 23, printed 5 + 20 = 25; 2 is printed as 0."""
    printed = dict(round_grid(table((3, 20), (2, 40))).printed)
    assert printed["r0", "c0"] == 5
    assert printed["r1", "c0"] == 0
    assert printed["r0", "total"] == 25


def test_a_count_that_adding_up_reveals_is_named() -> None:
    """Three times 2 is printed as 0 + 0 + 0 = 5: each is at most 2, and the sum at least 3... 7."""
    found = round_grid(table((2, 2), (2, 2)))
    intervals = {cell: (i.low, i.high) for cell, i in found.learned}
    assert dict(found.printed)["total", "total"] == 10
    assert intervals["r0", "c0"] == (2, 2)
    assert ("r0", "c0") in found.given_away


def test_a_count_that_could_be_several_is_not_named() -> None:
    """3 is printed as 5: it could be 3 to 7."""
    assert round_grid(table((3, 20), (30, 40))).given_away == ()


def test_a_base_of_one_rounds_nothing_and_is_refused() -> None:
    """--base 1"""
    with pytest.raises(ValueError, match="2 or more, found 1"):
        round_grid(table((1,)), base=1)
