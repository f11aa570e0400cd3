from __future__ import annotations

import dataclasses

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.lineage import (
    Beginning,
    Correction,
    CutEdge,
    DerivationKind,
    Lineage,
    Origin,
    Ruling,
)
from firsthand.model.moment import Moment
from firsthand.read.agents import resolve_agent
from firsthand.trace.wanted import list_wanted
from publish.told import COPY, DAILY, DNA, DRIFT, GUIDELINE, REPORT, UYGHUR, WATCH, dossier, lookup


def test_a_statement_leads_up_to_its_first_source() -> None:
    """
    daily → watch → a guideline (not in the case)
    """
    found = lookup()
    assert found.edges_for(found.statements["s-dna"]) == (
        (WATCH.id, DAILY.id, DerivationKind.REWRITE),
        ("o-guideline", WATCH.id, DerivationKind.REPORT),
    )
    assert found.edges_for(found.statements["s-voluntary"]) == ()


def test_a_statement_that_begins_at_its_page_leads_no_further_up() -> None:
    """
    daily → watch → a guideline, of which watch does not have this
    """
    begun = tuple(Beginning(claim=each.id, document=WATCH.id, evidence=()) for each in DNA)
    lineage = Lineage(derivations=(COPY, REPORT), origins=(GUIDELINE,), begins=begun)
    found = lookup(dossier(lineage=lineage))
    assert found.edges_for(found.statements["s-dna"]) == (
        (WATCH.id, DAILY.id, DerivationKind.REWRITE),
    )


def test_an_edge_that_carries_a_claim_is_followed_alone() -> None:
    """
    daily → watch as a whole, and → a guideline for this claim
    """
    over = dataclasses.replace(
        COPY, earlier="o-guideline", claims=tuple(sorted(each.id for each in DNA))
    )
    lineage = Lineage(derivations=(COPY, REPORT), origins=(GUIDELINE,), carried=(over,))
    found = lookup(dossier(lineage=lineage))
    edges = found.edges_for(found.statements["s-dna"])
    assert ("o-guideline", DAILY.id, COPY.kind) in edges
    assert (WATCH.id, DAILY.id, COPY.kind) not in edges


def test_an_edge_that_was_cut_is_found_by_its_page() -> None:
    cut = CutEdge(
        derivation=COPY,
        correction=Correction(
            ruling=Ruling.CUT, later=COPY.later, earlier=COPY.earlier, reason="r",
            by=Agent(kind=AgentKind.PERSON, name="Ana"), at=Moment(utc="2030-01-02T03:04:05Z"),
        ),
    )  # fmt: skip
    found = lookup(
        dossier(lineage=Lineage(derivations=(REPORT,), origins=(GUIDELINE,), cut=(cut,)))
    )
    assert found.cuts_of(DAILY.id) == (cut,)
    assert found.cuts_of(WATCH.id) == ()


def test_a_drift_belongs_to_the_statement_whose_words_it_ends_in() -> None:
    found = lookup()
    assert found.drifts_of == {"s-dna": (DRIFT,)}
    assert found.statement_of[DNA[1].id] == "s-dna"


def test_what_rests_on_a_source_is_counted_without_itself() -> None:
    found = lookup()
    assert set(found.resting_on(GUIDELINE)) == {WATCH.id, DAILY.id}
    assert found.name("o-guideline") == "A guideline"
    assert found.name(UYGHUR.id) == "Press Office"
    assert found.places == {"X1": "Exampleville"}


def test_as_many_pages_rest_on_a_source_in_the_dossier_as_in_the_list_of_what_to_get() -> None:
    """
    watch and daily rest on a guideline, and so does an agency that is only named
    """
    agency = Origin(id="o-agency", name="An agency", seen=False, documents=())
    named = dataclasses.replace(REPORT, later=agency.id)
    lineage = Lineage(derivations=(COPY, REPORT, named), origins=(agency, GUIDELINE))
    found = lookup(dossier(lineage=lineage))
    assert found.resting_on(GUIDELINE) == (WATCH.id, DAILY.id)
    rows = list_wanted(lineage, documents=[WATCH, DAILY], claims=(), resolve=resolve_agent)
    for row in rows:
        assert row.pages == len(found.resting_on(row.origin))
