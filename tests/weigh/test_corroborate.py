from __future__ import annotations

import pytest

from firsthand.model.claim import Claim, Decision, Maker, MakerKind, Stance
from firsthand.model.decision import StandingRule
from firsthand.model.finding import Standing
from firsthand.model.lineage import Derivation, Lineage
from firsthand.weigh.ancestry import arrange
from firsthand.weigh.corroborate import Backing, back, is_firm, is_judged, standing
from weigh.said import claim, code, edge, meant, page

DNA = code("dna")
RULE = StandingRule()


def backed(*said: Claim, edges: tuple[Derivation, ...] = (), rule: StandingRule = RULE) -> Backing:
    (statement,) = meant(*said)
    return back(
        statement,
        arrange(Lineage(derivations=edges), documents=()),
        search_steps_max=1_000,
        rule=rule,
    )


def stands(*said: Claim, against: tuple[Backing, ...] = (), rule: StandingRule = RULE) -> Standing:
    (statement,) = meant(*said)
    return standing(statement, backed(*said, rule=rule), against=against, rule=rule)


def hedged(name: str) -> Claim:
    return claim(name, DNA, stance=Stance.HEDGED)


STANDINGS = {
    "one origin": ([claim("a", DNA)], Standing.SINGLE_ORIGIN),
    "two origins": ([claim("a", DNA), claim("b", DNA)], Standing.CORROBORATED),
    "only hedged": ([hedged("a"), hedged("b")], Standing.UNSUPPORTED),
    "one firm, one hedged": ([claim("a", DNA), hedged("b")], Standing.SINGLE_ORIGIN),
    "said to be unknown": ([claim("a", DNA, stance=Stance.UNKNOWN)], Standing.UNSUPPORTED),
    "a person is unsure of it": (
        [claim("a", DNA, decision=Decision.UNSURE)],
        Standing.UNSUPPORTED,
    ),
    "two deny it": (
        [claim(n, DNA, stance=Stance.DENIED) for n in "ab"],
        Standing.CORROBORATED,
    ),
}


@pytest.mark.parametrize("reason", STANDINGS)
def test_how_a_statement_stands(reason: str) -> None:
    """Without anything against it."""
    said, expected = STANDINGS[reason]
    assert stands(*said) is expected


def test_only_a_firm_claim_of_another_origin_contests() -> None:
    """
    a, b  say it
    c     says the opposite: from elsewhere, from a itself, or with a hedge
    """
    said = (claim("a", DNA), claim("b", DNA))
    elsewhere = backed(claim("c", DNA))
    from_a = backed(claim("c", DNA), edges=(edge(page("c"), page("a")),))
    assert stands(*said, against=(elsewhere,)) is Standing.CONTESTED
    assert stands(*said, against=(from_a,)) is Standing.CORROBORATED
    assert stands(*said, against=(backed(hedged("c")),)) is Standing.CORROBORATED


def test_one_page_that_names_two_sources_corroborates_nothing() -> None:
    """
    p  says it twice: one ministry said so (o-1), and one report (o-2)
    c  repeats p
    q  has it from a third source (o-3)
    """
    first, second = claim("p", DNA, start=0), claim("p", DNA, start=10)
    repeated, third = claim("c", DNA), claim("q", DNA)
    edges = (
        edge(page("p"), "o-1", first),
        edge(page("p"), "o-2", second),
        edge(page("c"), page("p")),
        edge(page("q"), "o-3"),
    )

    def stand(*said: Claim) -> tuple[int, Standing]:
        (statement,) = meant(*said)
        backing = backed(*said, edges=edges)
        return backing.origins.count, standing(statement, backing, against=(), rule=RULE)

    assert stand(first, second) == (2, Standing.SINGLE_ORIGIN)
    assert stand(first, second, repeated) == (2, Standing.SINGLE_ORIGIN)
    assert stand(first, third) == (2, Standing.CORROBORATED)


def test_firm_and_judged_are_told_from_what_people_did() -> None:
    """A coding by a person needs no second judgement."""
    assert is_firm(claim("a", DNA, decision=Decision.ACCEPTED))
    assert not is_firm(claim("a", DNA, decision=Decision.UNSURE))
    assert is_judged(claim("a", DNA, decision=Decision.ACCEPTED))
    assert not is_judged(claim("a", DNA))
    machine = claim("a", DNA).suggestion
    by_hand = Claim(
        suggestion=type(machine)(
            document=machine.document,
            element=machine.element,
            value=machine.value,
            quotation=machine.quotation,
            said_by="",
            stance=Stance.ASSERTED,
            maker=Maker(kind=MakerKind.PERSON, name="Aygul Example", version=""),
        )
    )
    assert is_judged(by_hand)
    assert backed(by_hand).judged_count == 1


def test_a_case_may_ask_for_more_origins_pages_seen_or_accepted() -> None:
    """page-a and page-b say it, neither from the other; a person has accepted page-a's"""
    said = [claim("a", DNA, decision=Decision.ACCEPTED), claim("b", DNA)]
    asked = {
        "two": RULE,
        "three": StandingRule(origins_needed=3),
        "three pages": StandingRule(carriers_needed=3),
        "accepted": StandingRule(accepted_only=True),
        "both seen": StandingRule(seen_needed=2),
        "three seen": StandingRule(seen_needed=3),
    }
    found = {name: stands(*said, rule=rule) for name, rule in asked.items()}
    assert [n for n, how in found.items() if how is Standing.CORROBORATED] == ["two", "both seen"]


def test_origins_that_are_not_counted_support_and_do_not_corroborate() -> None:
    said = [claim("a", DNA), claim("b", DNA)]
    (statement,) = meant(*said)
    backing = backed(*said)
    uncounted = frozenset({page("a").id})
    how = standing(statement, backing, against=(), rule=RULE, uncounted=uncounted)
    assert how is Standing.SINGLE_ORIGIN
