from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Counts,
    Element,
    ElementValue,
    Period,
    Place,
    Stance,
    Words,
)
from firsthand.weigh.meaning import group_by_meaning, one_page_says_both
from weigh.said import claim, code, meant, nearly, people, residents

ONE_MEANING: dict[str, tuple[ElementValue, ElementValue]] = {
    "a code across languages": (code("dna", "DNA samples"), code("dna", "采集DNA")),
    "ages": (AgeRange(age_years_min=12, age_years_max=65),) * 2,
    "a year and its months": (Period(edtf="2017"), Period(edtf="2017-01/2017-12")),
    "a place by code": (Place(name="Xinjiang", code="650000"), Place(name="新疆", code="650000")),
    "words without case": (Words(text="The IJOP app"), Words(text="IJOP app.")),
    "a count that leaves place and time out": (
        people(18_800_000, place="650000", period="2017"),
        people(18_800_000),
    ),
    "a count with a shorter time within the longer": (
        people(18_800_000, period="2017-01/2017-10"),
        people(18_800_000, period="2017"),
    ),
    "a count that leaves out what it counts": (people(500), people(500, counts=None)),
    "a people in two spellings": (
        residents(11_000_000, group="Uyghur"),
        residents(11_000_000, group="Uighurs"),
    ),
}

TWO_MEANINGS: dict[str, tuple[ElementValue, ElementValue]] = {
    "another code": (code("dna"), code("iris")),
    "other things under one code": (code("other", "toe prints"), code("other", "3-D images")),
    "other ages": (
        AgeRange(age_years_min=12, age_years_max=65),
        AgeRange(age_years_min=12, age_years_max=None),
    ),
    "another place": (Place(name="Ili", code="654000"), Place(name="Aksu", code="652901")),
    "another count": (people(18_800_000), people(17_500_000)),
    "nearly and exactly": (people(36_000_000), nearly(36_000_000)),
    "about and exactly": (people(36_000_000), people(36_000_000, about=True)),
    "people and visits": (people(500), people(500, counts=Counts.VISITS)),
    "examined and sampled": (people(500), people(500, unit="sampled")),
    "one year and another": (people(500, period="2016"), people(500, period="2017")),
    "a county and its region": (people(500, place="652901"), people(500, place="650000")),
    "other words": (Words(text="IJOP app"), Words(text="IJOP system")),
    "two peoples": (residents(100, group="Uyghur"), residents(100, group="Kazakh")),
}


@pytest.mark.parametrize("reason", ONE_MEANING)
def test_claims_of_one_meaning_are_one_statement(reason: str) -> None:
    """Whatever page, language or wording they are from."""
    one, other = ONE_MEANING[reason]
    assert len(meant(claim("page-a", one), claim("page-b", other))) == 1


@pytest.mark.parametrize("reason", TWO_MEANINGS)
def test_claims_of_two_meanings_are_two_statements(reason: str) -> None:
    """However alike they look."""
    one, other = TWO_MEANINGS[reason]
    assert len(meant(claim("page-a", one), claim("page-b", other))) == 2


def test_a_target_group_is_its_people_and_not_only_its_kind() -> None:
    """Uyghurs and Kazakhs are both "ethnic"; suspects are suspects in any words."""
    group = Element.TARGET_GROUP
    peoples = [
        claim("page-a", code("ethnic", "Uyghurs"), element=group),
        claim("page-b", code("ethnic", "哈萨克族"), element=group),
    ]
    suspects = [
        claim("page-a", code("suspect", "focus personnel"), element=group),
        claim("page-b", code("suspect", "重点人员"), element=group),
    ]
    assert len(meant(*peoples)) == 2
    assert len(meant(*suspects)) == 1


def test_a_law_claimed_is_told_by_its_name_and_a_law_missing_is_not() -> None:
    """ "No law allows it" says one thing in any words; which law is claimed matters."""
    law = Element.LEGAL_BASIS
    claimed = [claim(p, code("claimed", p), element=law) for p in ("law-a", "law-b")]
    missing = [claim(p, code("missing", p), element=law) for p in ("law-a", "law-b")]
    assert len(meant(*claimed)) == 2
    assert len(meant(*missing)) == 1


def test_what_is_denied_or_unknown_is_another_statement_and_what_is_hedged_is_not() -> None:
    """
    page-a  "DNA is taken"           page-b  "DNA may be taken"
    page-c  "no DNA is taken"        page-d  "whether DNA is taken is not known"
    """
    stances = [Stance.ASSERTED, Stance.HEDGED, Stance.DENIED, Stance.UNKNOWN]
    said = [claim(f"page-{n}", code("dna"), stance=s) for n, s in enumerate(stances)]
    statements = meant(*said)
    assert sorted(len(s.claims) for s in statements) == [1, 1, 2]
    assert {s.stance for s in statements} == {Stance.ASSERTED, Stance.DENIED, Stance.UNKNOWN}
    assert len({s.about for s in statements}) == 1
    hedged = meant(said[1])
    assert hedged[0].stance is Stance.HEDGED


def test_a_count_without_a_time_joins_none_of_two() -> None:
    """500 in 2016, 500 in 2017, and 500 at a time that is not stated."""
    said = [
        claim("page-a", people(500, period="2016")),
        claim("page-b", people(500, period="2017")),
        claim("page-c", people(500)),
    ]
    assert len(meant(*said)) == 3


def test_a_time_that_cannot_be_read_is_compared_as_words() -> None:
    """ "last winter" twice, and "this winter"."""
    said = [claim(f"page-{n}", people(500, period=p)) for n, p in enumerate(["last winter"] * 2)]
    other = claim("page-c", people(500, period="this winter"))
    assert len(meant(*said, other)) == 2


def test_a_statement_shows_its_fullest_value() -> None:
    """The one that states place and time."""
    full = people(500, place="650000", period="2017")
    (statement,) = meant(claim("a", people(500)), claim("b", people(500)), claim("c", full))
    assert statement.value == full


def test_currency_tells_amounts_apart() -> None:
    """Ten million dollars are not ten million yuan."""
    amount = people(10_000_000, unit="budget", counts=Counts.MONEY)
    said = [claim(c, replace(amount, currency=c)) for c in ("USD", "CNY")]
    assert len(meant(*said)) == 2


def test_a_page_that_gives_both_in_one_voice_means_two_things() -> None:
    """One page with two age ranges; another page with one of them, said by somebody."""
    young, old = (
        AgeRange(age_years_min=0, age_years_max=5),
        AgeRange(age_years_min=6, age_years_max=9),
    )
    one, other = meant(claim("page-a", young), claim("page-a", old))
    assert one_page_says_both(one, other)
    one, other = meant(claim("page-a", young), claim("page-a", old, said_by="a teacher"))
    assert not one_page_says_both(one, other)


def test_place_names_are_one_with_their_codes() -> None:
    """A page that writes 新疆 and one that gives 650000."""
    said: list[Claim] = [
        claim("page-a", people(500, place="新疆")),
        claim("page-b", people(500, place="650000")),
        claim("page-c", Place(name="新疆", code="")),
        claim("page-d", Place(name="Xinjiang", code="650000")),
    ]
    assert len(group_by_meaning(said, names={"新疆": "650000"})) == 2
