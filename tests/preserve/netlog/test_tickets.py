from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.tickets import Tickets, offered_in, ticket_in

NEW = b"\x04\x00\x00\x12" + bytes(8) + b"\x01\x00" + b"\x00\x04tick" + b"\x00\x00"
OLD = b"\x04\x00\x00\x0a" + bytes(4) + b"\x00\x04tock"


def hello(kind: int, data: bytes) -> bytes:
    """A ClientHello with one extension."""
    extension = kind.to_bytes(2, "big") + len(data).to_bytes(2, "big") + data
    body = b"\x03\x03" + bytes(32) + b"\x00" + b"\x00\x02\x13\x01" + b"\x01\x00"
    return b"\x01\x00\x00\x40" + body + len(extension).to_bytes(2, "big") + extension


SHARED = b"\x00\x14" + b"\x00\x04tick" + bytes(4) + b"\x00\x04tock" + bytes(4) + b"\x00\x03\x02hh"


def test_tickets_of_both_versions_are_read() -> None:
    assert (ticket_in(NEW), ticket_in(OLD), ticket_in(OLD[:-1])) == (b"tick", b"tock", b"")


def test_what_a_browser_offers_is_read_from_its_first_message() -> None:
    assert list(offered_in(hello(41, SHARED))) == [b"tick", b"tock"]
    assert list(offered_in(hello(35, b"tock"))) == [b"tock"]
    assert list(offered_in(hello(35, b""))) == []


def test_a_connection_continues_the_one_where_its_ticket_was_given() -> None:
    """
    0  gives tick     1  offers tick, gives tock     2  offers tock     3  offers what nobody gave
    """
    tickets = Tickets()
    tickets.give(0, NEW)
    tickets.offer(1, hello(41, SHARED))
    tickets.give(1, OLD)
    tickets.offer(2, hello(35, b"tock"))
    tickets.offer(3, hello(35, b"other"))
    assert [tickets.earlier(n) for n in range(5)] == [-1, 0, 1, -1, -1]


def test_nothing_continues_itself() -> None:
    tickets = Tickets()
    tickets.offer(0, hello(41, SHARED))
    tickets.give(0, NEW)
    assert tickets.earlier(0) == -1


@given(st.binary(max_size=80), st.binary(max_size=60), st.integers(0, 50))
def test_any_bytes_hold_tickets_or_none(message: bytes, data: bytes, kind: int) -> None:
    assert len(ticket_in(message)) <= len(message)
    for whole in (message, hello(kind, data), hello(41, data)):
        assert all(len(ticket) <= len(whole) for ticket in offered_in(whole))
