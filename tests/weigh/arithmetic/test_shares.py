from __future__ import annotations

from firsthand.model.check import Check, CheckResult
from firsthand.model.claim import Claim, Counts, Quantity
from firsthand.model.finding import Population
from firsthand.weigh.arithmetic.shares import check_shares
from weigh.arithmetic.counts import census, figures
from weigh.said import claim, people


def share(low: float | None, high: float | None = None) -> Quantity:
    return Quantity(
        low=low, high=high, approximate=False, unit="share", counts=Counts.PERSONS, place="650000"
    )


def checks(*said: Claim, populations: tuple[Population, ...] = ()) -> list[Check]:
    return list(check_shares(figures(*said, populations=populations)))


COUNT = people(17_500_000, place="650000", period="2016")


def test_over_90_percent_and_17_5_million_imply_a_population_that_is_not_the_known_one() -> None:
    """page-a  17.5 million, over 90 percent; 23.6 million live there: at most 19.6 million are implied"""
    said = (claim("page-a", COUNT), claim("page-a", share(90), start=9))
    (check,) = checks(*said, populations=(census("all residents", 23_600_000),))
    assert check.result is CheckResult.FAILS
    assert "19,608,938" in check.note  # 17.55 / 0.895, both as wide as they are printed
    assert "another population" in check.note


def test_a_percentage_that_fits_holds_and_without_a_population_nobody_can_tell() -> None:
    """page-a  17.5 million, 80 percent; 21.8 million live there"""
    said = (claim("page-a", COUNT), claim("page-a", share(80, 80), start=9))
    (check,) = checks(*said, populations=(census("all residents", 21_800_000),))
    assert check.result is CheckResult.HOLDS
    (check,) = checks(*said)
    assert check.result is CheckResult.CANNOT_TELL


def test_a_percentage_alone_is_no_count() -> None:
    """page-a "80 percent"; the count stands on another page"""
    said = (claim("page-b", COUNT), claim("page-a", share(80, 80)))
    (check,) = checks(*said, populations=(census("all residents", 21_800_000),))
    assert check.result is CheckResult.CANNOT_TELL
    assert "which nobody has counted" in check.note
    (check,) = checks(*said)
    assert "neither the count nor the population" in check.note
