from __future__ import annotations

from typing import get_args

import pytest

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Body, Entry, Judged, PeopleNeeded, Refused
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


OLD = (
    b'{"at":{"utc":"2030-01-02T03:04:05Z"},"body":{"is":"Judged","judgement":{"at":{"utc":'
    b'"2030-01-02T03:04:05Z"},"by":{"kind":"person","name":"Ana"},"decision":"accepted","reason":'
    b'"read","suggestion":"c-1"},"suggestion":{"document":"d-1","element":"modality","maker":{'
    b'"kind":"rules","name":"rules","version":"1"},"quotation":{"document":"d-1","exact":"DNA",'
    b'"position":{"end":3,"start":0}},"said_by":"","stance":"asserted","value":{"code":"dna","is":'
    b'"Coded","text":"DNA"}}},"by":{"kind":"person","name":"Ana"},"tool":{"kind":"program","name":'
    b'"firsthand","version":"0.1.0"}}'
)


def test_a_judgement_written_before_there_were_batches_is_read_and_written_the_same() -> None:
    entry = decode(OLD, Entry)
    assert isinstance(entry.body, Judged)
    told = entry.body.judgement
    assert (told.batch, told.blind, told.replaced_by, told.replaces) == ("", False, (), ())
    assert encode(entry) == OLD


@pytest.mark.parametrize("count", [0, 3])
def test_one_person_or_two_accept_a_claim(count: int) -> None:
    with pytest.raises(ValueError, match="one person or two"):
        PeopleNeeded(count=count, reason="agreed")
