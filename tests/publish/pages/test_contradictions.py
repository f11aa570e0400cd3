from __future__ import annotations

import dataclasses

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.decision import DisputeRuling, DisputeState
from firsthand.model.moment import Moment
from firsthand.publish.pages.contradictions import opposed_to
from publish.told import MANDATORY, VOLUNTARY, dossier, findings, lookup, site, words_of

FOUND = findings().contradictions[0]
RULING = DisputeRuling(
    key=FOUND.key,
    kind="value",
    one=tuple(each.id for each in MANDATORY),
    other=tuple(each.id for each in VOLUNTARY),
    state=DisputeState.EXPLAINED,
    reason="Zoe asked the office: it meant the law",
    by=Agent(kind=AgentKind.PERSON, name="Ana"),
    at=Moment(utc="2030-01-02T00:00:00Z"),
)
DECIDED = dossier(
    findings=dataclasses.replace(
        findings(), contradictions=(dataclasses.replace(FOUND, ruling=RULING),)
    )
)


def test_the_register_has_both_sides_and_says_that_it_is_open() -> None:
    words = words_of(site()["contradictions.html"])
    assert "1 pair of statements that cannot both stand" in words
    assert "open They differ in value: mandatory against voluntary" in words


def test_what_a_person_decided_stands_with_name_day_and_reason() -> None:
    for page in ("contradictions.html", "statements/s-mandatory.html"):
        words = words_of(site(DECIDED)[page])
        assert "Explained by Ana on 2030-01-02: Zoe asked the office: it meant the law" in words


def test_a_name_in_a_reason_is_withheld() -> None:
    assert "Zoe" not in site(DECIDED, withheld=["Zoe"])["contradictions.html"]


def test_the_statement_whose_page_it_is_stands_first() -> None:
    told = lookup()
    (view,) = opposed_to(told.statements["s-voluntary"], told)
    assert (view.this.id, view.that.id, view.this.claims) == ("s-voluntary", "s-mandatory", 1)
