"""Two states of one page, told from two pages."""

from __future__ import annotations

import dataclasses

from firsthand.model.document import ReadState
from firsthand.model.states import final_states, is_rendered
from spoken import in_two_states, page

WIRE, STATE = in_two_states("Police took blood.", "Police took blood. And iris scans.")


def test_a_final_state_belongs_to_the_page_of_the_same_capture_and_address() -> None:
    assert is_rendered(STATE)
    assert not is_rendered(WIRE)
    assert final_states([STATE, WIRE]) == {STATE.id: WIRE.id}
    moved = dataclasses.replace(STATE, address=f"{STATE.address}#part")
    assert final_states([WIRE, moved]) == {moved.id: WIRE.id}


def test_a_page_captured_twice_or_elsewhere_is_no_state_of_the_other() -> None:
    elsewhere = dataclasses.replace(STATE, address="https://b.example/")
    again = dataclasses.replace(STATE, capture="another")
    unread = dataclasses.replace(WIRE, state=ReadState.UNREADABLE)
    twice = page("Police took blood.", address=WIRE.address)
    assert final_states([WIRE, elsewhere]) == {}
    assert final_states([WIRE, again]) == {}
    assert final_states([unread, STATE]) == {}
    assert final_states([WIRE, twice]) == {}


def test_of_several_answers_at_one_address_the_first_is_the_page() -> None:
    asked_again = dataclasses.replace(WIRE, locator="record=7000")
    assert final_states([asked_again, STATE, WIRE]) == {STATE.id: WIRE.id}
