"""Turn a browser's log of the wire into exchanges, byte for byte, one after the other.

In: the stream of Chromium's NetLog (`--log-net-log=F --net-log-capture-mode=Everything`), and a spool: a stream
that can be written, read and sought, for bodies to lie in.  Out: each `Exchange` as soon as its answer is whole,
then those that broke off or failed, last one `Wire` with all else. Exchanges can be read as long as the spool
is open. Memory does not grow with bodies. Not done here: opening files, and driving the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from firsthand.model.problem import Problem, Severity
from firsthand.preserve.exchanges import Exchange
from firsthand.preserve.netlog.asked import Asked
from firsthand.preserve.netlog.drafts import Carrier, Draft, finish
from firsthand.preserve.netlog.events import Constants, Event, read_events
from firsthand.preserve.netlog.links import Link
from firsthand.preserve.netlog.lookups import Lookups
from firsthand.preserve.netlog.spool import Spool
from firsthand.preserve.netlog.tickets import Tickets
from firsthand.preserve.netlog.wire import Connection, Kind, Noted, Spoken, Wire

PROBLEMS_MAX = 1_000  # what is wrong so often is wrong in one way
LINKS_MAX = 20_000  # connections of one log
NOTED_MAX = 10_000  # sockets, pushes and the like
SOCKETS_MAX = 10_000  # WebSockets of one log
RESOLVERS = {"HOST_RESOLVER_IMPL_JOB", "DNS_TRANSACTION"}


def read_netlog(stream: BinaryIO, spool: BinaryIO) -> Iterator[Exchange | Wire]:
    """Exchanges as they end, and the rest of what the log tells as the last thing.

    A log that breaks off gives what is whole in it; `Wire.whole` then is false, and a problem says where.
    """
    reading = _Reading(spool)
    for found in read_events(stream):
        reading.take(found)
        yield from reading.finished()
    reading.close()
    yield from reading.finished()
    yield reading.wire()


def read_whole(stream: BinaryIO, spool: BinaryIO) -> tuple[tuple[Exchange, ...], Wire]:
    """All exchanges in order of their beginning, and the rest: for logs that are small enough."""
    exchanges: list[Exchange] = []
    wire = Wire()
    for found in read_netlog(stream, spool):
        if isinstance(found, Wire):
            wire = found
        else:
            exchanges.append(found)
    return tuple(sorted(exchanges, key=lambda e: e.began.utc)), wire


class _Reading:
    """What is known so far."""

    def __init__(self, spool: BinaryIO) -> None:
        self._spool = Spool(spool)
        self._constants = Constants({})
        self._links: dict[int, Link] = {}
        self._connections: list[Link | Connection] = []
        self._numbers: dict[int, int] = {}
        self._tickets = Tickets()
        self._ready: list[Exchange] = []
        self._unfinished: list[tuple[Draft, Carrier]] = []
        self._asked = Asked(self._constants)
        self._lookups = Lookups(self._constants)
        self._noted: list[Noted] = []
        self._spoken: list[Spoken] = []
        self._problems: list[Problem] = []
        self._first: float | None = None
        self._last = 0.0
        self._whole = True

    def take(self, found: Constants | Event | Problem) -> None:
        """Take in what comes next."""
        if isinstance(found, Problem):
            self._problems.append(found)
            self._whole = False
        elif isinstance(found, Constants):
            self._constants = found
            self._asked, self._lookups = Asked(found), Lookups(found)
        else:
            self._event(found)

    def finished(self) -> Iterator[Exchange]:
        """Exchanges that have ended since this was asked last."""
        ready, self._ready = self._ready, []
        yield from ready

    def close(self) -> None:
        """The log has ended."""
        for link in self._links.values():
            link.end(by_server=False)
        self._asked.close()
        for draft, carrier in self._unfinished:
            reason = self._asked.reason(draft.method, draft.address)
            if draft.failed and reason:
                draft.failed = reason
            self._ready.append(finish(draft, carrier, self._constants))
        nobody = self._carrier()
        for draft in self._asked.failed:
            self._ready.append(finish(draft, nobody, self._constants))

    def wire(self) -> Wire:
        """All but the exchanges."""
        client, constants = self._constants.client, self._constants
        noted = [*self._noted, *self._asked.noted, *self._asked.refused()]
        return Wire(
            browser=client.get("name", ""),
            version=client.get("version", ""),
            system=client.get("os_type", ""),
            command_line=client.get("command_line", ""),
            began=None if self._first is None else constants.moment(self._first),
            ended=None if self._first is None else constants.moment(self._last),
            clock_offset_milliseconds=constants.offset_milliseconds,
            connections=tuple(
                c.connection() if isinstance(c, Link) else c for c in self._connections
            ),
            lookups=tuple(self._lookups.found),
            noted=tuple(sorted(noted, key=lambda n: (n.at.utc, n.kind, n.address))),
            spoken=tuple(sorted(self._spoken, key=lambda each: (each.began.utc, each.address))),
            problems=tuple(self._problems),
            whole=self._whole,
        )

    def _event(self, event: Event) -> None:
        self._first = event.moment if self._first is None else self._first
        self._last = max(self._last, event.moment)
        if event.source_kind == "SOCKET":
            self._socket(event)
        elif event.source_kind == "URL_REQUEST":
            self._asked.take(event)
        elif event.source_kind in RESOLVERS:
            self._lookups.take(event)

    def _socket(self, event: Event) -> None:
        """Pass it on to its connection; once a connection has ended, only what it told is kept."""
        link = self._links.get(event.source)
        if link is None:
            if event.name == "SOCKET_ALIVE" and event.phase == "end":
                return
            if len(self._connections) >= LINKS_MAX:
                self._problem(-1, "netlog-connections", f"more than {LINKS_MAX} connections")
                return
            number = len(self._connections)
            carrier = self._carrier(number)
            carrier.socket = event.source
            link = Link(carrier, self._constants, self._tickets, began=event.moment)
            self._links[event.source], self._numbers[event.source] = link, number
            self._connections.append(link)
        link.take(event)
        if event.name == "SOCKET_ALIVE" and event.phase == "end":
            del self._links[event.source]
            self._connections[self._numbers.pop(event.source)] = link.connection()

    def _carrier(self, number: int = -1) -> Carrier:
        return Carrier(
            spool=self._spool,
            finished=self._finished,
            problem=partial(self._problem, number),
            noted=self._note,
            spoken=self._speak,
            moment=self._constants.moment,
            number=number,
        )

    def _finished(self, draft: Draft, carrier: Carrier) -> None:
        if draft.whole:
            self._ready.append(finish(draft, carrier, self._constants))
        else:
            self._unfinished.append((draft, carrier))

    def _note(self, kind: Kind, address: str, words: str) -> None:
        if len(self._noted) < NOTED_MAX:
            at = self._constants.moment(self._last)
            self._noted.append(Noted(kind=kind, address=address, at=at, words=words))

    def _speak(self, spoken: Spoken) -> None:
        if len(self._spoken) < SOCKETS_MAX:
            self._spoken.append(spoken)

    def _problem(self, number: int, code: str, message: str) -> None:
        if len(self._problems) < PROBLEMS_MAX:
            where = f"netlog#connection={number}" if number >= 0 else "netlog"
            self._problems.append(
                Problem(severity=Severity.WARNING, code=code, message=message, where=where)
            )
