"""What two states of one page say is counted once."""

from __future__ import annotations

from firsthand.pipeline.decided import Judgements
from firsthand.pipeline.states import notes, said_once, traced_once
from firsthand.pipeline.suggesting import say
from firsthand.pipeline.tracing import make_ready
from spoken import in_two_states, page

SENT = "Police collected DNA samples from 36 million residents of Xinjiang, the ministry said."
ADDED = "Officials also scanned the irises of residents aged 12 to 65."
NOTHING = Judgements(judged=(), codings=(), described=(), corrections=(), populations=())
WIRE, STATE = in_two_states(SENT, f"{SENT}\n{ADDED}")


def test_what_the_final_state_repeats_is_suggested_once_from_what_came_over_the_wire() -> None:
    found = [say(WIRE), say(STATE)]
    assert {s.quotation.exact for s in found[0].suggestions} <= {
        s.quotation.exact for s in found[1].suggestions
    }
    once = {each.document: each.suggestions for each in said_once(found, [STATE, WIRE])}
    assert once[WIRE.id] == found[0].suggestions
    assert once[STATE.id]
    assert all(
        ADDED.startswith(s.quotation.exact[:20]) or s.quotation.exact in ADDED
        for s in once[STATE.id]
    )
    assert len(once[STATE.id]) + len(once[WIRE.id]) == len(found[1].suggestions)


def test_without_states_nothing_changes() -> None:
    other = page(SENT)
    found = [say(WIRE), say(other)]
    assert said_once(found, [WIRE, other]) == tuple(found)
    assert traced_once([WIRE, other]) == (WIRE, other)
    assert list(notes([WIRE, other])) == []


def test_of_two_states_the_one_with_more_words_is_traced_and_the_pair_is_told() -> None:
    """another page that copies the words is traced with it"""
    copy = page(f"{SENT}\n{ADDED}", address="https://copy.example/")
    ready = make_ready([WIRE, STATE, copy], NOTHING, latest="2030-01-02T12:00:00Z")
    assert {document.id for document in ready.dated} == {STATE.id, copy.id}
    assert ready.documents == [WIRE, STATE, copy]
    assert [(each.code, each.where) for each in ready.impossible] == [("same-page", STATE.id)]
    assert WIRE.id in ready.impossible[0].message
