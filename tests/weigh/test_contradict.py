from __future__ import annotations

import pytest

from firsthand.model.claim import AgeRange, Claim, Element, ElementValue, Period, Stance
from firsthand.weigh.contradict import find_contradictions
from weigh.said import SETTINGS, claim, code, meant, people

COMPULSION, CONSENT = Element.COMPULSION, Element.CONSENT


def ages(low: int | None, high: int | None) -> AgeRange:
    return AgeRange(age_years_min=low, age_years_max=high)


def kinds(*said: Claim) -> list[str]:
    found = find_contradictions(meant(*said), names={}, settings=SETTINGS)
    return [each.kind for each in found]


Case = tuple[ElementValue, ElementValue, Element | None]

AGAINST: dict[str, tuple[Case, str]] = {
    "had to and could choose": ((code("mandatory"), code("voluntary"), COMPULSION), "value"),
    "told and not told": ((code("informed"), code("uninformed"), CONSENT), "value"),
    "told and forced": ((code("informed"), code("coerced"), CONSENT), "value"),
    "another upper age": ((ages(12, 65), ages(12, 56), None), "value"),
    "ages that do not meet": ((ages(0, 5), ages(12, None), None), "value"),
    "times that do not meet": ((Period(edtf="2013"), Period(edtf="2016/.."), None), "period"),
    "other numbers of one round": (
        (people(18_800_000, period="2017"), people(1_880_000, period="2017"), None),
        "value",
    ),
}

COMPATIBLE: dict[str, Case] = {
    "not told and forced": (code("uninformed"), code("coerced"), CONSENT),
    "had to and not clear": (code("mandatory"), code("unclear"), COMPULSION),
    "another modality": (code("dna"), code("iris"), None),
    "another occasion": (code("medical_exam"), code("school"), Element.CHANNEL),
    "an end left open": (ages(12, 65), ages(12, None), None),
    "times that meet": (Period(edtf="2016/.."), Period(edtf="2017"), None),
    "a date that cannot be read": (Period(edtf="soon"), Period(edtf="2017"), None),
    "another year": (people(17_500_000, period="2016"), people(18_800_000, period="2017"), None),
}


@pytest.mark.parametrize("reason", AGAINST)
def test_statements_that_cannot_both_stand(reason: str) -> None:
    """page-a against page-b."""
    (one, other, element), kind = AGAINST[reason]
    said = [claim("page-a", one, element=element), claim("page-b", other, element=element)]
    assert kinds(*said) == [kind]


@pytest.mark.parametrize("reason", COMPATIBLE)
def test_statements_that_differ_and_can_both_stand(reason: str) -> None:
    """page-a beside page-b."""
    one, other, element = COMPATIBLE[reason]
    said = [claim("page-a", one, element=element), claim("page-b", other, element=element)]
    assert kinds(*said) == []


def test_what_is_denied_contradicts_what_is_said_and_what_is_unknown_does_not() -> None:
    """
    page-a  "DNA is taken"   page-b  "no DNA is taken"   page-c  "not known"
    """
    said = [
        claim("page-a", code("dna")),
        claim("page-b", code("dna"), stance=Stance.DENIED),
        claim("page-c", code("dna"), stance=Stance.UNKNOWN),
    ]
    assert kinds(*said) == ["stance"]


def test_what_is_unknown_contradicts_nothing() -> None:
    """ "Whether it is voluntary is not known" against "mandatory"."""
    said = [
        claim("page-a", code("mandatory"), element=COMPULSION),
        claim("page-b", code("voluntary"), element=COMPULSION, stance=Stance.UNKNOWN),
    ]
    assert kinds(*said) == []


def test_one_page_that_gives_two_ages_speaks_of_two_things() -> None:
    """A page on two programmes; the contradiction is not with itself."""
    said = [claim("page-a", ages(12, 65)), claim("page-a", ages(0, 5), start=9)]
    assert kinds(*said) == []


def test_officials_and_a_resident_on_one_page_contradict_each_other() -> None:
    """The page reports both; their disagreement stays open."""
    said = [
        claim("page-a", code("voluntary"), element=COMPULSION, said_by="officials"),
        claim("page-a", code("mandatory"), element=COMPULSION, said_by="a resident", start=9),
    ]
    assert kinds(*said) == ["value"]
