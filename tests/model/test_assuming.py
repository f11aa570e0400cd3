from __future__ import annotations

from firsthand.model.assuming import AssumptionsEntered
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Entry
from firsthand.store.codec import decode, encode


def test_assumptions_are_an_entry_that_is_read_back_as_it_was_written() -> None:
    """The file's text, its digest and why; who and when stand with the entry."""
    by = Agent(kind=AgentKind.PERSON, name="A. Example")
    body = AssumptionsEntered(text="format = 1\n", sha256="0" * 64, reason="asked of a nurse")
    entry = Entry(at=Moment(utc="2030-01-02T00:00:00Z"), by=by, tool=by, body=body)
    assert decode(encode(entry), Entry) == entry
