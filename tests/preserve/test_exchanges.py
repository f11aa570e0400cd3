"""Exchanges are values; bodies are read as often as asked."""

from __future__ import annotations

from firsthand.model.custody import Fidelity
from firsthand.model.moment import Moment
from firsthand.preserve.exchanges import Exchange, Held


def test_a_body_is_read_again_from_its_beginning() -> None:
    body = Held(data=b"abc")
    assert [list(body.pieces()), list(body.pieces())] == [[b"abc"], [b"abc"]]
    assert body.size_bytes == 3


def test_an_empty_body_has_no_piece() -> None:
    assert list(Held().pieces()) == []
    assert Held().size_bytes == 0


def test_what_no_log_says_of_an_exchange_is_empty_and_it_is_of_the_wire() -> None:
    said = Exchange(
        address="http://a.example/",
        began=Moment(utc="2030-01-02T03:04:05Z"),
        method="GET",
        request_head=b"GET / HTTP/1.1\r\n\r\n",
    )
    assert said.fidelity is Fidelity.WIRE
    assert (said.response_head, said.connection, said.frames) == (b"", -1, None)
