"""The gate that every connection of a capturing browser goes through: a SOCKS5 proxy of our own on loopback.

In: a listening socket, rules, a resolver.  Out: each connection asked for, with what became of it. The browser sends
names, never addresses of its own finding (RFC 1928): the gate looks each up once, refuses what its rules forbid
*after* that, and connects to the very address it looked at, so that a name cannot be one thing when it is judged
and another when it is used. It reads nothing of what goes through. Where the operator gives a proxy, names are
passed on unresolved: nobody here then sees what is captured, and only names and addresses as written can be judged.
This module opens the network, to where a captured page leads.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import ipaddress
import os
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from typing import Protocol, Self

from firsthand.model.moment import Moment
from firsthand.model.passage import Passage, PassageEnd
from firsthand.tools.gate_rules import Rules
from firsthand.tools.upstream import Upstream

HANDSHAKE_SECONDS = 10  # the browser is on this machine
RESOLVE_SECONDS = 20  # a resolver's own patience is 10 to 15
CONNECT_SECONDS = 20  # to each address of a name
PIECE_BYTES = 1 << 16
PASSAGES_MAX = 20_000  # a page that asks for more wears down whoever keeps it
ADDRESSES_TRIED = 6  # of one name
_VERSION, _CONNECT = 5, 1
_NO_LOGIN, _NO_METHOD = 0, 0xFF
_IPV4, _NAME, _IPV6 = 1, 3, 4
_DONE, _FORBIDDEN, _UNREACHED, _REFUSED, _NO_COMMAND = 0, 2, 4, 5, 7
_REPLY = struct.pack("!BBBB4sH", _VERSION, 0, 0, _IPV4, bytes(4), 0)


class Resolve(Protocol):
    """Look a name up."""

    def __call__(self, name: str) -> Sequence[str]:
        """All addresses of *name*; OSError where it has none."""


def resolve_here(name: str) -> Sequence[str]:
    """Ask this machine's resolver."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class _NotOpenedError(Exception):
    def __init__(self, end: PassageEnd, why: str, reply: int) -> None:
        super().__init__(why)
        self.end, self.why, self.reply = end, why, reply


class Gate:
    """The gate, in a thread of its own. Used as `with Gate(...) as gate`."""

    def __init__(
        self,
        *,
        now: Callable[[], Moment],
        bytes_max: int,
        rules: Rules | None = None,
        resolve: Resolve = resolve_here,
        upstream: Upstream | None = None,
        listening: socket.socket | None = None,
    ) -> None:
        self._listening = listening or socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._rules = rules or Rules()
        self._resolve, self._upstream, self._now = resolve, upstream, now
        self._left, self._bytes_max = bytes_max, bytes_max
        self._pinned: dict[str, tuple[str, ...]] = {}
        self._lookups: dict[str, asyncio.Lock] = {}
        self._passages: list[Passage] = []
        self._open: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="gate", daemon=True)
        self._over = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What was asked for until now, in order."""
        return tuple(self._passages)

    @property
    def is_full(self) -> bool:
        """Whether more came through than the capture may have."""
        return self._left < 0

    @property
    def received_bytes(self) -> int:
        """How many bytes came in until now, over all connections."""
        return self._bytes_max - self._left

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()  # a lookup that still waits is not waited for

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._met, sock=self._listening, limit=PIECE_BYTES)
        await self._over.wait()
        server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "it is called as a task"
        self._open.add(task)
        try:
            await self._serve_one(reader, writer)
        except (OSError, EOFError, ValueError):
            pass  # the browser went away, or is no browser: nothing was asked for
        except asyncio.CancelledError:
            pass  # the gate ends it, and has noted why; nothing is done after this
        finally:
            self._open.discard(task)
            writer.transport.abort()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await asyncio.wait_for(_greeted(reader, writer), HANDSHAKE_SECONDS)
        if asked is None:
            return
        host, port = asked
        if len(self._passages) >= PASSAGES_MAX or self.is_full:
            writer.write(_reply(_FORBIDDEN))
            await writer.drain()
            return
        place = len(self._passages)
        self._passages.append(
            Passage(
                host=host,
                port=port,
                began=self._now(),
                end=PassageEnd.CUT,
                why="the capture was over before it was made",
                port_here=writer.get_extra_info("peername")[1],
            )
        )
        try:
            there = await self._opened(place)
        except _NotOpenedError as problem:
            self._note(place, end=problem.end, why=problem.why)
            writer.write(_reply(problem.reply))
            await writer.drain()
            return
        try:
            writer.write(_reply(_DONE))
            await self._join(place, (reader, writer), there)
        finally:
            there[1].transport.abort()

    async def _opened(self, place: int) -> _Stream:
        """A connection to what was asked for, if that is allowed."""
        asked = self._passages[place]
        literal = _literal(asked.host)
        if literal is None:
            why = self._rules.why_not_name(
                asked.host, resolved_elsewhere=self._upstream is not None
            )
        else:
            why = self._rules.why_not_address(literal)
        if why:
            raise _NotOpenedError(PassageEnd.REFUSED, why, _FORBIDDEN)
        if self._upstream is not None:
            return await self._through(self._upstream, asked)
        addresses = (literal,) if literal else await self._looked_up(asked.host)
        self._note(place, answers=addresses)
        for address in addresses:
            why = self._rules.why_not_address(address)
            if why:
                told = f"{asked.host} is {address}: {why}"
                raise _NotOpenedError(PassageEnd.REFUSED, told, _FORBIDDEN)
        return await self._connected(place, addresses, asked.port)

    async def _looked_up(self, host: str) -> tuple[str, ...]:
        """What the name was found to be, the first time it was asked for in this capture."""
        async with self._lookups.setdefault(host, asyncio.Lock()):
            if host not in self._pinned:
                asking = self._loop.run_in_executor(None, self._resolve, host)
                try:
                    found = await asyncio.wait_for(asking, RESOLVE_SECONDS)
                except (OSError, UnicodeError) as problem:  # TimeoutError is an OSError
                    told = getattr(problem, "strerror", None) or str(problem) or "it took too long"
                    raise _NotOpenedError(PassageEnd.UNRESOLVED, told, _UNREACHED) from None
                self._pinned[host] = tuple(found)
        return self._pinned[host]

    async def _connected(self, place: int, addresses: Sequence[str], port: int) -> _Stream:
        why = "the name has no address"
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                there = await asyncio.wait_for(
                    asyncio.open_connection(address, port, limit=PIECE_BYTES), CONNECT_SECONDS
                )
            except OSError as problem:
                told = os.strerror(problem.errno) if problem.errno else "nobody answered in time"
                why = f"{address} port {port}: {told}"
                continue
            ours, theirs = (there[1].get_extra_info(end)[0] for end in ("sockname", "peername"))
            if ours == theirs and not self._rules.loopback_counts_as_public:
                there[1].transport.abort()
                told = f"{address} is this machine itself"
                raise _NotOpenedError(PassageEnd.REFUSED, told, _FORBIDDEN)
            self._note(place, address=address)
            return there
        raise _NotOpenedError(PassageEnd.UNREACHED, why, _REFUSED)

    async def _through(self, upstream: Upstream, asked: Passage) -> _Stream:
        try:
            opening = upstream.open(asked.host, asked.port, limit=PIECE_BYTES)
            return await asyncio.wait_for(opening, CONNECT_SECONDS + RESOLVE_SECONDS)
        except (OSError, EOFError) as problem:
            told = str(problem) or "the proxy did not answer in time"
            raise _NotOpenedError(PassageEnd.UNREACHED, told, _REFUSED) from None

    async def _join(self, place: int, here: _Stream, there: _Stream) -> None:
        """Pass bytes both ways until both are done, or too many came."""
        up = asyncio.ensure_future(self._pass(here[0], there[1], place, "sent_bytes"))
        down = asyncio.ensure_future(self._pass(there[0], here[1], place, "received_bytes"))
        self._note(place, end=PassageEnd.PASSED, why="")
        try:
            await asyncio.gather(up, down)
        except OSError as problem:
            self._note(place, why=problem.strerror or "it was broken off")
        except _TooMuchError:
            for task in tuple(self._open):
                if task is not asyncio.current_task():
                    task.cancel()
            self._cut(place)
        except asyncio.CancelledError:
            if self.is_full:
                self._cut(place)
            else:
                self._note(place, why="it was open when the capture ended")
            raise
        finally:
            up.cancel()
            down.cancel()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, place: int, way: str
    ) -> None:
        while piece := await reader.read(PIECE_BYTES):
            self._note(place, **{way: getattr(self._passages[place], way) + len(piece)})
            if way == "received_bytes":
                self._left -= len(piece)
                if self._left < 0:
                    raise _TooMuchError
            writer.write(piece)
            await writer.drain()
        with contextlib.suppress(OSError):
            writer.write_eof()

    def _cut(self, place: int) -> None:
        told = f"more than the {self._bytes_max} bytes that the capture may have came in"
        self._note(place, end=PassageEnd.CUT, why=told)

    def _note(self, place: int, **found: object) -> None:
        self._passages[place] = dataclasses.replace(self._passages[place], **found)  # type: ignore[arg-type]


class _TooMuchError(Exception):
    """More came in than the capture may have."""


_Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def _reply(code: int) -> bytes:
    return _REPLY[:1] + bytes([code]) + _REPLY[2:]


def _literal(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None


async def _greeted(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[str, int] | None:
    """Where the browser wants to go; nothing where it asks for what the gate does not do."""
    version, count = await reader.readexactly(2)
    methods = await reader.readexactly(count)
    if version != _VERSION or _NO_LOGIN not in methods:
        writer.write(bytes([_VERSION, _NO_METHOD]))
        await writer.drain()
        return None
    writer.write(bytes([_VERSION, _NO_LOGIN]))
    version, command, _, kind = await reader.readexactly(4)
    if kind == _IPV4:
        host = str(ipaddress.IPv4Address(await reader.readexactly(4)))
    elif kind == _IPV6:
        host = str(ipaddress.IPv6Address(await reader.readexactly(16)))
    elif kind == _NAME:
        length = (await reader.readexactly(1))[0]
        host = (await reader.readexactly(length)).decode("ascii", "backslashreplace").lower()
    else:
        return None
    (port,) = struct.unpack("!H", await reader.readexactly(2))
    if version != _VERSION or command != _CONNECT:  # no listening for others, no datagrams
        writer.write(_reply(_NO_COMMAND))
        await writer.drain()
        return None
    return host, port
