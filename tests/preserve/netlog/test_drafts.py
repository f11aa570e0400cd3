from __future__ import annotations

import io

from firsthand.preserve.netlog.drafts import Carrier, Draft, finish
from firsthand.preserve.netlog.spool import Runs, Spool

from .made import CONSTANTS


def carrier() -> Carrier:
    return Carrier(
        spool=Spool(io.BytesIO()),
        finished=lambda *_: None,
        problem=lambda *_: None,
        noted=lambda *_: None,
        spoken=lambda *_: None,
        moment=CONSTANTS.moment,
        number=3,
        peer="192.0.2.1:443",
        protocols=("h2", "tls/1.3"),
    )


def test_a_draft_becomes_an_exchange_with_what_carried_it() -> None:
    made = finish(
        Draft(began=5.0, method="GET", address="https://a.example/"), carrier(), CONSTANTS
    )
    assert (made.connection, made.peer, made.protocols) == (3, "192.0.2.1:443", ("h2", "tls/1.3"))
    assert made.began.utc == "2030-01-01T00:00:00.005Z"
    assert made.frames is None


def test_frames_are_those_sent_then_those_received() -> None:
    carried = carrier()
    sent, received = Runs(), Runs()
    received.add(carried.spool.append(b"back"), 4)
    sent.add(carried.spool.append(b"out"), 3)
    draft = Draft(began=0.0, sent_frames=sent, received_frames=received)
    frames = finish(draft, carried, CONSTANTS).frames
    assert frames is not None
    assert b"".join(frames.pieces()) == b"outback"


def test_an_answer_is_whole_if_nothing_is_missing() -> None:
    assert Draft(began=0.0, response_head=b"HTTP/1.1 200 OK\r\n\r\n").whole
    assert not Draft(began=0.0).whole
    assert not Draft(began=0.0, response_head=b"x", truncated="disconnect").whole
