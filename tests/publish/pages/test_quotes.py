from __future__ import annotations

import dataclasses

from firsthand.model.claim import Decision, Judgement
from firsthand.model.custody import Agent, AgentKind
from firsthand.publish.pages.quotes import change_of, quote_of
from publish.told import DNA, DRIFT, MOMENT, WATCH, dossier, lookup


def test_a_quote_stands_in_its_context_with_the_way_to_its_bytes() -> None:
    view = quote_of(DNA[0].id, lookup())
    assert view is not None
    assert (view.before, view.exact, view.after[:5]) == ("Police took ", "DNA", " from")
    assert view.bytes == view.capture == WATCH.capture
    assert view.judged.startswith("Suggested by a machine and judged by nobody")


def test_a_judgement_says_who_and_why() -> None:
    judgement = Judgement(
        suggestion=DNA[0].id,
        decision=Decision.ACCEPTED,
        reason="it says so",
        by=Agent(kind=AgentKind.PERSON, name="A. Person"),
        at=MOMENT,
    )
    told = dossier(claims=(dataclasses.replace(DNA[0], judgement=judgement), DNA[1]))
    view = quote_of(DNA[0].id, lookup(told))
    assert view is not None
    assert (view.judged, view.by, view.reason) == (
        "Accepted on 2030-02-03 by",
        "A. Person",
        "it says so",
    )


def test_a_claim_of_a_page_that_is_not_there_is_not_shown() -> None:
    assert quote_of("c-nothing", lookup()) is None


def test_a_change_has_both_sides() -> None:
    view = change_of(DRIFT, lookup(), with_statement=True)
    assert (view.earlier_quote, view.later_quote, view.statement) == ("DNA", "DNA", "s-dna")


def test_where_two_must_accept_everybody_who_spoke_is_named() -> None:
    def said(name: str, decision: Decision) -> Judgement:
        by = Agent(kind=AgentKind.PERSON, name=name)
        return Judgement(suggestion=DNA[0].id, decision=decision, reason="read", by=by, at=MOMENT)

    def view(*judged: Judgement) -> tuple[str, str, str]:
        claim = dataclasses.replace(DNA[0], said=judged, people_needed=2)
        found = quote_of(DNA[0].id, lookup(dossier(claims=(claim, DNA[1]))))
        assert found is not None
        return found.judged, found.by, found.reason

    one, other = said("A. Person", Decision.ACCEPTED), said("B. Person", Decision.REJECTED)
    waiting = "Suggested, and accepted by one of the two people whom it needs:"
    assert view(one) == (waiting, "A. Person (accepted)", "read")
    assert view(one, other) == ("Unsure by", "A. Person (accepted), B. Person (rejected)", "read")
