from __future__ import annotations

import pytest

from firsthand.model.claim import Claim, Coded, Element, Stance, Words
from firsthand.model.decision import Role, RoleWord
from firsthand.model.lineage import Derivation, Lineage
from firsthand.model.moment import Moment
from firsthand.model.standing import Position
from firsthand.weigh.ancestry import arrange, supports_of
from firsthand.weigh.positions import Positions, side_of
from weigh.said import READER, claim, code, edge, meant, origin

MANDATORY = claim("page-a", code("mandatory"), element=Element.COMPULSION, said_by="a resident")
VOLUNTARY = claim("page-a", code("voluntary"), element=Element.COMPULSION, said_by="an officer")
DNA = claim("page-a", code("dna"), said_by="an officer", start=9)
OFFICE = origin("o-office", "The Office")


def role(name: str, word: RoleWord) -> Role:
    return Role(
        name=name, role=word, reason="it runs it", by=READER, at=Moment(utc="2030-01-01T00:00:00Z")
    )


def positions(
    *said: Claim, roles: tuple[Role, ...] = (), edges: tuple[Derivation, ...] = ()
) -> Positions:
    lineage = Lineage(derivations=edges, origins=(OFFICE,))
    ancestry = arrange(lineage, documents=())
    statements = meant(*said)
    supports = {
        key: found
        for each in statements
        for key, found in supports_of(each.claims, ancestry).items()
    }
    return Positions(
        statements,
        supports=supports,
        roles=roles,
        lineage=lineage,
        called={"o-office": "The Office"},
    )


def voice(about: Claim, *said: Claim, roles: tuple[Role, ...] = ()) -> Position | None:
    (statement,) = (m for m in meant(*said) if about in m.claims)
    found = positions(*said, roles=roles).voices(statement)
    return found[0].position if found else None


def test_an_officer_who_calls_it_voluntary_and_confirms_it_would_rather_not_say_so() -> None:
    """
    page-a  an officer: "it is voluntary", "DNA is taken"      a resident: "it is mandatory"
    """
    said = (MANDATORY, VOLUNTARY, DNA)
    assert voice(VOLUNTARY, *said) is Position.INTERESTED
    assert voice(DNA, *said) is Position.HOSTILE
    assert voice(MANDATORY, *said) is None


def test_an_officer_of_another_page_is_another_person() -> None:
    elsewhere = claim("page-b", code("dna"), said_by="an officer")
    (statement,) = meant(elsewhere)
    assert positions(VOLUNTARY, elsewhere).voices(statement) == ()


@pytest.mark.parametrize(
    ("word", "about", "expected"),
    [
        (RoleWord.PARTY, VOLUNTARY, Position.INTERESTED),
        (RoleWord.PARTY, DNA, Position.HOSTILE),
        (RoleWord.OPPONENT, VOLUNTARY, Position.HOSTILE),
        (RoleWord.OPPONENT, DNA, Position.NEITHER),
        (RoleWord.NEITHER, VOLUNTARY, Position.NEITHER),
    ],
)
def test_a_person_says_on_which_side_a_source_stands(
    word: RoleWord, about: Claim, expected: Position
) -> None:
    assert voice(about, VOLUNTARY, DNA, roles=(role("An Officer", word),)) is expected


def test_an_origin_is_seen_or_not_and_stands_by_its_name() -> None:
    """page-b has "voluntary" from the office, and says so; the office is not in the case"""
    said = claim("page-b", code("voluntary"), element=Element.COMPULSION, said_by="the office")
    (statement,) = meant(said)
    found = positions(said, edges=(edge("page-b", "o-office"),)).origins(statement, ["o-office"])
    assert [(o.seen, o.name) for o in found] == [(False, "The Office")]
    given = positions(said, roles=(role("The Office", RoleWord.PARTY),))
    assert given.origins(statement, ["o-office"])[0].position is Position.INTERESTED


def test_who_reports_a_denial_has_not_denied() -> None:
    """page-a reports what an officer says: page-a itself is on no side"""
    (statement,) = meant(DNA)
    document = DNA.suggestion.document
    assert (
        positions(VOLUNTARY, DNA).origins(statement, [document])[0].position is Position.NOT_KNOWN
    )


def test_to_deny_that_it_is_mandatory_serves_and_a_denial_is_one() -> None:
    denied = claim("a", code("mandatory"), element=Element.COMPULSION, stance=Stance.DENIED)
    unknown = claim("a", code("mandatory"), element=Element.COMPULSION, stance=Stance.UNKNOWN)
    denial = claim("a", Words(text="untrue"), element=Element.DENIAL)
    sanction = claim("a", Coded(code="passport", text=""), element=Element.SANCTION)
    sides = [side_of(meant(each)[0]) for each in (denied, unknown, denial, sanction, DNA)]
    assert sides == [1, 0, 1, -1, 0]
