from __future__ import annotations

from firsthand.model.claim import Claim, Element
from firsthand.model.decision import DisputeRuling, DisputeState
from firsthand.model.finding import Contradiction
from firsthand.model.moment import Moment
from firsthand.weigh.contradict import find_contradictions
from firsthand.weigh.register import TOLD_MAX, keep_register
from weigh.said import READER, SETTINGS, claim, code, meant, people

COMPULSION = Element.COMPULSION
SAID = [
    claim("page-a", code("mandatory"), element=COMPULSION),
    claim("page-b", code("voluntary"), element=COMPULSION, said_by="officials"),
]


def registered(
    *said: Claim, rulings: tuple[DisputeRuling, ...] = ()
) -> tuple[tuple[Contradiction, ...], tuple[DisputeRuling, ...]]:
    statements = meant(*said)
    found = find_contradictions(statements, names={}, settings=SETTINGS)
    return keep_register(found, statements=statements, rulings=rulings)


def ruling(found: Contradiction, state: DisputeState, *said: Claim, at: int = 1) -> DisputeRuling:
    one = [c.id for s in meant(*said) if s.id == found.one for c in s.claims]
    other = [c.id for s in meant(*said) if s.id == found.other for c in s.claims]
    return DisputeRuling(
        key=found.key,
        kind=found.kind,
        one=tuple(one),
        other=tuple(other),
        state=state,
        reason="officials speak of the law, residents of what is done",
        by=READER,
        at=Moment(utc=f"2030-01-0{at}T00:00:00Z"),
    )


def test_both_sides_stand_with_their_words_and_nothing_is_decided() -> None:
    ((found,), gone) = registered(*SAID)
    assert found.state is DisputeState.OPEN
    assert {t.said_by for side in found.sides for t in side.told} == {"", "officials"}
    assert [side.statement for side in found.sides] == [found.one, found.other]
    assert gone == ()


def test_a_side_that_many_say_shows_some_of_its_words_and_counts_all() -> None:
    more = [claim(f"page-{n}", code("mandatory"), element=COMPULSION) for n in range(9)]
    ((found,), _) = registered(*SAID, *more)
    assert sorted((len(s.told), s.claims_count) for s in found.sides) == [(1, 1), (TOLD_MAX, 10)]


def test_a_decision_stays_when_more_pages_say_either() -> None:
    ((found,), _) = registered(*SAID)
    made = ruling(found, DisputeState.EXPLAINED, *SAID)
    more = [*SAID, claim("page-c", code("mandatory"), element=COMPULSION)]
    ((again,), gone) = registered(*more, rulings=(made,))
    assert (again.key, again.ruling, again.state) == (found.key, made, DisputeState.EXPLAINED)
    assert gone == ()


def test_a_decision_is_found_again_by_its_claims_where_the_key_has_changed() -> None:
    """
    page-a  1,880,000 examined        page-b  18,800,000 examined in 2017
    page-c  1,880,000 examined in 2017, of which page-a's count is now one
    """
    counts = [
        claim("page-a", people(1_880_000)),
        claim("page-b", people(18_800_000, period="2017")),
    ]
    ((found,), _) = registered(*counts)
    made = ruling(found, DisputeState.BOTH, *counts)
    ((again,), gone) = registered(
        *counts, claim("page-c", people(1_880_000, period="2017")), rulings=(made,)
    )
    assert again.key != found.key
    assert (again.state, gone) == (DisputeState.BOTH, ())


def test_the_latest_decision_counts_and_one_whose_contradiction_is_gone_is_kept() -> None:
    ((found,), _) = registered(*SAID)
    first = ruling(found, DisputeState.EXPLAINED, *SAID)
    later = ruling(found, DisputeState.OPEN, *SAID, at=2)
    ((again,), _) = registered(*SAID, rulings=(first, later))
    assert (again.state, again.ruling) == (DisputeState.OPEN, later)
    assert registered(SAID[0], rulings=(first, later)) == ((), (later,))


def test_the_order_of_pages_changes_nothing() -> None:
    more = [*SAID, claim("page-c", code("mandatory"), element=COMPULSION)]
    assert registered(*more) == registered(*reversed(more))
