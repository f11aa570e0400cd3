from __future__ import annotations

import pytest

from firsthand.claim.lexicon import lexicon
from firsthand.claim.sums import Sum


def total(language: str, *parts: int | str) -> float | None:
    """The sum of numbers and scales (written x1000), None where one begins another number."""
    numerals = lexicon(language).numbers.numerals
    assert numerals is not None
    made = Sum(numerals.writing)
    for part in parts:
        if isinstance(part, str):
            taken = made.times(int(part[1:]))
        else:
            taken = made.add(part, joined=False, digits=False)
        if not taken:
            return None
    return made.number


SUMS = {
    (200, 50, 3): 253,
    (23, "x1000", 400): 23_400,
    (1, "x1000000", 234, "x1000", 500): 1_234_500,
    (2, "x1000", 500, "x1000000"): 2_500_000_000,
    ("x1000",): 1000,
    (5, 100, "x1000"): 500_000,
}


@pytest.mark.parametrize("parts", SUMS)
def test_parts_make_one_number(parts: tuple[int | str, ...]) -> None:
    assert total("ru", *parts) == SUMS[parts]


@pytest.mark.parametrize("parts", [(2, 3), (15, 3), (20, 30), (100, 200), (3, "x1000", 4000), (3, "x1000", 2, "x1000")])  # fmt: skip
def test_what_cannot_be_added_begins_another(parts: tuple[int | str, ...]) -> None:
    assert total("ru", *parts) is None


def test_a_half_is_of_what_stands_before_it() -> None:
    """Two and a half thousand; a million and a half."""
    numerals = lexicon("ru").numbers.numerals
    assert numerals is not None
    one, other = Sum(numerals.writing), Sum(numerals.writing)
    one.add(2, joined=False, digits=False)
    one.half()
    one.times(1000)
    other.times(1_000_000)
    other.half()
    assert (one.number, other.number) == (2500, 1_500_000)
