from __future__ import annotations

import pytest

from firsthand.model.claim import AgeRange, ElementValue, Period, Place, Quantity
from firsthand.weigh.compatible import find_compatible
from firsthand.weigh.contradict import find_contradictions
from weigh.said import SETTINGS, claim, meant, people


def ages(low: int | None, high: int | None) -> AgeRange:
    return AgeRange(age_years_min=low, age_years_max=high)


def span(low: float, high: float) -> Quantity:
    return people(low, high, place="650000", period="2017")


CASES: dict[str, tuple[ElementValue, ElementValue, set[str]]] = {
    "a range and a figure in it": (
        span(18e6, 20e6),
        people(18_800_000, place="650000", period="2017"),
        {"its figure lies in this, as wide as it is printed", "this figure lies in its own"},
    ),
    "a county in its region": (
        Place(name="Aksu", code="652901"),
        Place(name="Xinjiang", code="650000"),
        {"lies in 650000", "holds 652901"},
    ),
    "a month in its year": (
        Period(edtf="2017-05"),
        Period(edtf="2017"),
        {"its time lies in this", "this time lies in its own"},
    ),
    "ages in an open range": (
        ages(12, 65),
        ages(12, None),
        {"its ages lie in these", "these ages lie in its own"},
    ),
}
APART: dict[str, tuple[ElementValue, ElementValue]] = {
    "another figure": (span(18e6, 20e6), people(25_000_000, place="650000", period="2017")),
    "another year": (span(18e6, 20e6), people(18_800_000, place="650000", period="2016")),
    "a longer time": (span(18e6, 20e6), people(18_800_000, place="650000", period="2016/2017")),
    "another place": (span(18e6, 20e6), people(18_800_000, place="540000", period="2017")),
    "counties apart": (Place(name="Aksu", code="652901"), Place(name="Hotan", code="653201")),
    "years apart": (Period(edtf="2016"), Period(edtf="2017")),
    "other closed ages": (ages(12, 65), ages(12, 56)),
}


@pytest.mark.parametrize("reason", CASES)
def test_what_can_be_so_at_once_is_listed_with_why_and_contradicts_nothing(reason: str) -> None:
    """page-a beside page-b"""
    one, other, why = CASES[reason]
    statements = meant(claim("page-a", one), claim("page-b", other))
    found = find_compatible(statements, names={}, settings=SETTINGS)
    assert {key: [c.statement for c in listed] for key, listed in found.items()} == {
        statements[0].id: [statements[1].id],
        statements[1].id: [statements[0].id],
    }
    assert {c.why for listed in found.values() for c in listed} <= why | {
        "this figure lies in its own, as wide as it is printed",
        "its figure lies in this",
    }
    assert find_contradictions(statements, names={}, settings=SETTINGS) == ()


@pytest.mark.parametrize("reason", APART)
def test_what_says_another_thing_is_not_compatible(reason: str) -> None:
    one, other = APART[reason]
    statements = meant(claim("page-a", one), claim("page-b", other))
    assert find_compatible(statements, names={}, settings=SETTINGS) == {}
