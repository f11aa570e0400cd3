"""Tell which earlier connection a TLS connection continues.

In: the tickets that servers gave, and those that the browser offered in its first messages.  Out: the number of the
connection on which the ticket was given. That the server could use it is seen by the browser alone: the keys are
in no log. Rules: RFC 8446 4.2.11 and 4.6.1 (TLS 1.3), RFC 5077 3 (TLS 1.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from firsthand.preserve.netlog.handshakes import extensions

TICKETS_MAX = 100_000  # servers give two on each connection
OFFERED_MAX = 10  # browsers offer one
SESSION_TICKET, PRE_SHARED_KEY = 35, 41


class Tickets:
    """Which ticket was given where, and which offered. Of tickets only digests are kept."""

    def __init__(self) -> None:
        self._given: dict[bytes, int] = {}
        self._offered: dict[int, list[bytes]] = {}

    def give(self, connection: int, message: bytes) -> None:
        """A server's NewSessionTicket on a connection."""
        ticket = ticket_in(message)
        if ticket and len(self._given) < TICKETS_MAX:
            self._given.setdefault(_digest(ticket), connection)

    def offer(self, connection: int, hello: bytes) -> None:
        """The browser's first message on a connection."""
        if len(self._offered) < TICKETS_MAX:
            offered = [_digest(ticket) for ticket in offered_in(hello)][:OFFERED_MAX]
            if offered:
                self._offered[connection] = offered

    def earlier(self, connection: int) -> int:
        """Where the ticket was given that this connection was opened with; -1 if the log does not tell."""
        for digest in self._offered.get(connection, ()):
            found = self._given.get(digest, connection)
            if found != connection:
                return found
        return -1


def ticket_in(message: bytes) -> bytes:
    """The ticket in a NewSessionTicket of TLS 1.3 or 1.2; nothing where it has none.

    >>> ticket_in(bytes.fromhex("04 000009 0000003c 0003 616263"))
    b'abc'
    """
    at = 12  # after type, length, lifetime and age
    if len(message) > at:
        at += 1 + message[at]
        size = int.from_bytes(message[at : at + 2], "big")
        after = at + 2 + size
        if after + 2 + int.from_bytes(message[after : after + 2], "big") == len(message):
            return message[at + 2 : after]
    size = int.from_bytes(message[8:10], "big")
    return message[10:] if len(message) == 10 + size else b""


def offered_in(hello: bytes) -> Iterator[bytes]:
    """The tickets that a ClientHello offers."""
    for kind, data in extensions(hello):
        if kind == SESSION_TICKET and data:
            yield data
        elif kind == PRE_SHARED_KEY:
            at, end = 2, 2 + int.from_bytes(data[:2], "big")
            while at + 2 <= min(end, len(data)):
                size = int.from_bytes(data[at : at + 2], "big")
                yield data[at + 2 : at + 2 + size]
                at += 2 + size + 4


def _digest(ticket: bytes) -> bytes:
    return hashlib.sha256(ticket).digest()
