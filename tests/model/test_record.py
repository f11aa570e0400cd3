from __future__ import annotations

from typing import get_args

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Body, Entry, Refused
from firsthand.store.codec import decode, encode


def test_an_entry_says_who_did_what_and_when_and_comes_back_whole() -> None:
    entry = Entry(
        at=Moment(utc="2030-01-01T00:00:00Z"),
        by=Agent(kind=AgentKind.PERSON, name="an analyst"),
        tool=Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1"),
        body=Refused(address="a.bin", code="vanished", message="it was gone"),
    )
    assert decode(encode(entry), Entry) == entry


def test_each_kind_of_body_has_a_name_of_its_own() -> None:
    names = [kind.__name__ for kind in get_args(Body)]
    assert len(names) == len(set(names))
