from __future__ import annotations

import pytest

from firsthand.model.claim import Element, Quantity, Stance
from firsthand.weigh.arithmetic.figures import in_words
from weigh.arithmetic.counts import census, figures
from weigh.said import claim, code, people, residents


def test_only_counts_that_are_said_to_be_so_are_figures() -> None:
    """page-a 5,000   page-b "not 6,000"   page-c DNA   page-d 21 million residents"""
    found = figures(
        claim("page-a", people(5_000)),
        claim("page-b", people(6_000), stance=Stance.DENIED),
        claim("page-c", code("dna")),
        claim("page-d", residents(21_000_000)),
        populations=(census("all residents", 25_000_000),),
    )
    assert sorted((each.number or 0) for each in found) == [5_000, 21_000_000, 25_000_000]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((7, 7, False), "7 persons examined in xinjiang (650000) in 2017"),
        ((7, 7, True), "about 7 persons examined in xinjiang (650000) in 2017"),
        ((7, None, True), "over 7 persons examined in xinjiang (650000) in 2017"),
        ((None, 7, True), "nearly 7 persons examined in xinjiang (650000) in 2017"),
        ((None, 7, False), "up to 7 persons examined in xinjiang (650000) in 2017"),
        ((5, 7, False), "5 to 7 persons examined in xinjiang (650000) in 2017"),
    ],
)
def test_a_count_is_told_with_its_hedge_unit_place_and_time(
    ends: tuple[int | None, int | None, bool], words: str
) -> None:
    quantity = people(1, place="650000", period="2017")
    low, high, approximate = ends
    told = Quantity(
        low=low,
        high=high,
        approximate=approximate,
        unit=quantity.unit,
        counts=quantity.counts,
        place="650000",
        period="2017",
    )
    assert in_words(told, {"xinjiang": "650000"}).casefold() == words


def test_a_percentage_is_rounded_to_whole_percent_and_never_above_all() -> None:
    """ "90 percent" is 89.5 to 90.5; "12.5 percent" is 12.45 to 12.55; "100 percent" ends at 100."""

    def ends(percent: float) -> tuple[float, float]:
        share = Quantity(low=percent, high=percent, approximate=False, unit="share")
        (each,) = figures(claim("page-a", share, element=Element.SCALE))
        return round(each.interval.low, 4), round(each.interval.high, 4)

    assert (ends(90), ends(12.5), ends(100)) == ((89.5, 90.5), (12.45, 12.55), (99.5, 100.0))
