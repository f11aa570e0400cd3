from __future__ import annotations

from firsthand.model.check import Check, CheckResult
from firsthand.model.finding import Population
from firsthand.weigh.arithmetic.bands import check_bands
from weigh.arithmetic.counts import census, figures

ALL = census("all residents", 21_813_334)
AGES = (
    census("age 0-14", 4_530_645),
    census("age 15-64", 15_932_420),
    census("age 65+", 1_350_269),
)


def checks(*populations: Population) -> list[Check]:
    return list(check_bands(figures(populations=populations)))


def test_age_bands_that_leave_nobody_out_add_up() -> None:
    """4,530,645 + 15,932,420 + 1,350,269 = 21,813,334"""
    (check,) = checks(ALL, *AGES)
    assert check.result is CheckResult.HOLDS
    assert "exactly" in check.note
    assert len(check.figures) == 4


def test_bands_that_do_not_add_up_say_by_how_much() -> None:
    (check,) = checks(ALL, *AGES[:2], census("age 65+", 1_350_369))
    assert check.result is CheckResult.FAILS
    assert "100 more than the whole" in check.note


def test_bands_with_a_gap_are_no_whole() -> None:
    """0 to 14 and 65 and over: those between are missing"""
    assert checks(ALL, AGES[0], AGES[2]) == []


def test_sexes_and_a_group_with_all_others_are_wholes_as_far_as_printed() -> None:
    """men and women; Han and non-Han, the latter rounded to 13.1 million"""
    found = checks(
        ALL,
        census("male", 11_190_228),
        census("female", 10_623_106),
        census("Han", 8_746_148),
        census("non-Han", 13_100_000),
    )
    assert [check.result for check in found] == [CheckResult.HOLDS] * 2
    assert "as far as the figures are printed" in found[1].note


def test_places_within_a_place_may_not_exceed_it() -> None:
    """two prefectures and a county in one of them, which is not counted twice"""
    within = (
        census("all residents", 15_000_000, code="653100"),
        census("all residents", 2_000_000, code="653121"),
    )
    (check,) = checks(ALL, *within, census("all residents", 6_000_000, code="652900"))
    assert check.result is CheckResult.HOLDS
    (check,) = checks(ALL, *within, census("all residents", 8_000_000, code="652900"))
    assert check.result is CheckResult.FAILS


def test_parts_from_another_census_are_not_added() -> None:
    assert checks(ALL, census("male", 1, year="2020"), census("female", 2, year="2020")) == []
