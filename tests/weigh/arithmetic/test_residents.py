from __future__ import annotations

from firsthand.model.check import CheckResult
from firsthand.model.claim import Claim
from firsthand.model.finding import Population
from firsthand.weigh.arithmetic.residents import check_residents
from weigh.arithmetic.counts import census, figures
from weigh.said import claim, people

CENSUSES = (census("all residents", 21_800_000), census("all residents", 25_850_000, year="2020"))


def result(said: Claim, *populations: Population) -> CheckResult | None:
    found = list(check_residents(figures(said, populations=populations)))
    return found[0].result if found else None


def test_a_count_larger_than_every_population_fails() -> None:
    """36 million in 2017, of 21.8 million (2010) and 25.85 million (2020)."""
    said = claim("page-a", people(36_000_000, place="650000", period="2016/2017"))
    assert result(said, *CENSUSES) is CheckResult.FAILS


def test_a_count_between_two_years_populations_cannot_be_told() -> None:
    """23 million in 2011: more than in 2010, not more than in 2020."""
    said = claim("page-a", people(23_000_000, place="650000", period="2011"))
    assert result(said, *CENSUSES) is CheckResult.CANNOT_TELL


def test_a_count_within_the_population_holds() -> None:
    said = claim("page-a", people(18_800_000, place="650000", period="2017"))
    assert result(said, *CENSUSES) is CheckResult.HOLDS


def test_a_population_of_another_place_or_group_says_nothing() -> None:
    """Uyghurs counted are not held against everybody, nor Tibet against Xinjiang."""
    said = claim("page-a", people(36_000_000, place="540000"))
    assert result(said, *CENSUSES) is None
    assert result(claim("page-a", people(36_000_000)), *CENSUSES) is None
    assert result(said, census("Tibetan", 2_700_000, code="540000")) is None
