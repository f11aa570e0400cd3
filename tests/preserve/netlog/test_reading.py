from __future__ import annotations

import io
import json
import tracemalloc
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any, BinaryIO, cast

import hpack
import pytest
from hyperframe import frame as frames
from hypothesis import given, settings
from hypothesis import strategies as st

from awkward.said import Said
from firsthand.preserve.exchanges import Body, Exchange
from firsthand.preserve.netlog.http2 import PREFACE
from firsthand.preserve.netlog.reading import read_netlog, read_whole
from firsthand.preserve.netlog.wire import Kind, Signed, Wire

from .conftest import Visited
from .made import closed, connected, event, log, went

LAST = "/over"  # the browser is closed while it is answered


def body(of: Body) -> bytes:
    """All of it."""
    return b"".join(of.pieces())


def headers(head: bytes) -> list[tuple[bytes, bytes]]:
    """Names and what they say, as HTTP/1.1 text has them."""
    lines = head.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")[1:]
    return [(name, text.strip(b" ")) for name, _, text in (line.partition(b":") for line in lines)]


def as_of_http2(sent: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """A header list of HTTP/2 as it is written: the authority as host, first; no other pseudo-header."""
    named = dict(sent)
    host = [(b"host", named[b":authority"])] if b":authority" in named else []
    return host + [(name, text) for name, text in sent if not name.startswith(b":")]


def pairs(visited: Visited) -> list[tuple[Said, Exchange]]:
    """What the site said beside what the log has; both must have the same exchanges."""
    found: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
    start = visited.site.address[:-1].split("://", 1)[1]
    for exchange in visited.exchanges:
        target = exchange.address.split(start, 1)
        if len(target) == 2:
            found[exchange.method, target[1]].append(exchange)
    together = []
    for said in sorted(visited.site.said, key=lambda s: s.connection):
        waiting = found[said.method, said.target]
        if said.target != LAST:
            assert waiting, f"the log has no {said.method} {said.target}"
            together.append((said, waiting.pop(0)))
    return together


def test_every_body_is_as_the_server_sent_it(visited: Visited) -> None:
    """gzip, brotli, chunks with extensions and trailers, GBK, Big5, 302 with body, range, 404, 6 MB, cut off."""
    compared = pairs(visited)
    assert len(compared) > 35
    for said, exchange in compared:
        if said.target != "/socket":
            assert body(exchange.response_body) == said.response_body, said.target
            assert exchange.response_body.size_bytes == len(said.response_body)


def test_every_request_s_body_is_as_the_server_got_it(visited: Visited) -> None:
    sent = {said.target: 0 for said in visited.site.said}
    for said, exchange in pairs(visited):
        assert body(exchange.request_body) == said.request_body, said.target
        sent[said.target] += len(said.request_body)
    assert sent["/form"] > 70_000


def test_every_head_is_as_it_was_sent_order_case_and_spaces(visited: Visited) -> None:
    for said, exchange in pairs(visited):
        if said.protocol == "h2":
            assert headers(exchange.request_head) == as_of_http2(said.request_headers)
            assert headers(exchange.response_head) == as_of_http2(said.response_headers)
            assert exchange.response_head.startswith(b"HTTP/1.1 %d \r\n" % said.status)
            assert len(exchange.interim) == (1 if said.target == "/early.txt" else 0)
        else:
            assert exchange.request_head == said.request_head
            assert exchange.response_head == said.response_head
            assert list(exchange.interim) == said.early_heads


def test_what_was_broken_off_says_so(visited: Visited) -> None:
    for said, exchange in pairs(visited):
        assert exchange.truncated == ("disconnect" if said.cut else ""), said.target
        assert exchange.failed == ""


def test_trailers_of_http2_are_kept_beside_the_body(visited: Visited) -> None:
    for said, exchange in pairs(visited):
        assert exchange.trailers == b"".join(b"%b: %b\r\n" % pair for pair in said.trailers)


def test_the_frames_of_a_stream_are_kept(visited: Visited) -> None:
    for said, exchange in pairs(visited):
        assert (exchange.frames is not None) == (said.protocol == "h2")
        if exchange.frames is not None:
            assert exchange.frames.size_bytes > len(said.request_body) + len(said.response_body)


def test_what_never_reached_a_server_says_why_in_plain_words(visited: Visited) -> None:
    own = {n.address for n in visited.wire.noted if n.kind is Kind.OWN}
    failed = {
        e.address.split("://", 1)[1]: e.failed
        for e in visited.exchanges
        if e.failed and e.address not in own
    }
    site = visited.site
    assert "(ERR_" in failed["nowhere.invalid/"]
    assert "(ERR_" in failed[f"{site.host}:{site.closed_port}/refused.txt"]
    stranger = failed[f"{site.host}:{site.stranger_port}/stranger.txt"]
    assert (
        stranger == "nobody known vouches for the server's certificate (ERR_CERT_AUTHORITY_INVALID)"
    )
    assert len(failed) == 3


def test_what_came_from_the_cache_and_web_sockets_are_named(visited: Visited) -> None:
    addresses = {(n.kind, n.address.rsplit("/", 1)[1]) for n in visited.wire.noted}
    assert (Kind.CACHED, "tagged.txt") in addresses
    assert (Kind.SOCKET, "socket") in addresses


def test_who_answered_is_checked_from_the_handshake(visited: Visited) -> None:
    secure = [c for c in visited.wire.connections if c.protocol]
    assert bool(secure) == visited.site.secure
    for connection in secure:
        assert connection.certificates == (visited.site.certificate,)
        assert connection.host == visited.site.host
        assert connection.protocol == "TLS 1.3"
        assert connection.signature is not None
        expected = Signed.UNKNOWN if connection.resumed else Signed.HOLDS
        assert connection.signature.outcome is expected
        assert (connection.continues >= 0) == connection.resumed
    strangers = [c for c in visited.wire.connections if c.failed and c.certificates]
    assert [c.signature.outcome for c in strangers if c.signature] == [Signed.HOLDS]


def test_an_exchange_names_its_connection(visited: Visited) -> None:
    for said, exchange in pairs(visited):
        connection = visited.wire.connections[exchange.connection]
        assert connection.peer == exchange.peer
        assert exchange.protocols[0] == said.protocol
        if visited.site.secure:
            assert exchange.protocols[1:] == ("tls/1.3",)
            assert exchange.cipher_suites == (connection.cipher_suite,)
        assert visited.wire.began is not None
        assert visited.wire.began.utc <= exchange.began.utc


def test_the_browser_and_its_clock_are_told(visited: Visited) -> None:
    wire = visited.wire
    assert wire.browser == "Chromium"
    assert int(wire.version.split(".")[0]) > 100
    assert wire.clock_offset_milliseconds > 0
    assert "--net-log-capture-mode=Everything" in wire.command_line


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9])
def test_a_log_that_breaks_off_gives_what_is_whole_in_it(visited: Visited, share: float) -> None:
    data = visited.log.read_bytes()
    cut = data[: int(len(data) * share)]
    exchanges, wire = read_whole(io.BytesIO(cut), io.BytesIO())
    assert not wire.whole
    assert {p.code for p in wire.problems} <= {"netlog-cut-off", "netlog-unreadable"}
    assert wire.problems
    complete = {(e.address, e.response_head, body(e.response_body)) for e in visited.exchanges}
    for exchange in exchanges:
        if exchange.response_head and not exchange.truncated:
            assert (
                exchange.address,
                exchange.response_head,
                body(exchange.response_body),
            ) in complete


def test_exchanges_come_before_the_log_has_been_read(visited: Visited) -> None:
    """Of a log that goes on, the first exchange is there before its middle; the rest is told last."""
    with visited.log.open("rb") as stream:
        found = read_netlog(stream, io.BytesIO())
        assert isinstance(next(found), Exchange)
        assert stream.tell() < visited.log.stat().st_size / 2
        assert isinstance(list(found)[-1], Wire)


class Endless(io.RawIOBase):
    """A log that is made as it is read: one body, many times the same piece."""

    def __init__(self, pieces: int) -> None:
        first, _, last = log(went(PIECE, sent=False)).partition(b'"events": [\n')
        self._lines = [first, b'"events": [\n', *self._asked()]
        self._piece = last.split(b"],", 1)[0] + b",\n"
        self._left = pieces

    def _asked(self) -> list[bytes]:
        start = b"HTTP/1.1 200 OK\r\n\r\n"
        events = [
            *connected(),
            went(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", sent=True),
            went(start, sent=False),
        ]
        return [json.dumps(e).encode() + b",\n" for e in events]

    def readline(self, size: int | None = -1, /) -> bytes:
        del size  # all lines are short
        if self._lines:
            return self._lines.pop(0)
        self._left -= 1
        return self._piece if self._left >= 0 else json.dumps(closed()).encode() + b"],\n"


PIECE = bytes(range(256)) * 128


def test_memory_does_not_grow_with_a_body(tmp_path: Path) -> None:
    """40 MB of body are read with less than 4 MB of memory."""
    pieces = 40_000_000 // len(PIECE)
    with (tmp_path / "spool").open("w+b") as spool:
        tracemalloc.start()
        (exchange, _) = read_netlog(cast("BinaryIO", Endless(pieces)), spool)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert isinstance(exchange, Exchange)
        assert exchange.response_body.size_bytes == pieces * len(PIECE)
        assert next(iter(exchange.response_body.pieces()))[: len(PIECE)] == PIECE
    assert peak < 4_000_000


def _over_http2() -> list[dict[str, Any]]:
    """A connection with TLS and two streams, as a log has it."""
    pack, answer = hpack.Encoder(), hpack.Encoder()
    ask = [(":method", "GET"), (":scheme", "https"), (":authority", "a.example"), (":path", "/")]
    sent = PREFACE + frames.SettingsFrame(0).serialize()
    received = b""
    for stream in (1, 3):
        flags = ["END_HEADERS", "END_STREAM"]
        sent += frames.HeadersFrame(stream, data=pack.encode(ask), flags=flags).serialize()
        head = answer.encode([(":status", "200"), ("x", "y")])
        received += frames.HeadersFrame(stream, data=head, flags=["END_HEADERS"]).serialize()
        received += frames.DataFrame(stream, data=b"abc", flags=["END_STREAM"]).serialize()
    return [
        *connected(2),
        event("SSL_CONNECT", 2, phase="begin"),
        event("SSL_CONNECT", 2, phase="end", version="TLS 1.3", next_proto="h2", cipher_suite=4865),
        went(sent, sent=True, secure=True, source=2),
        went(received, sent=False, secure=True, source=2),
        closed(2),
    ]


MADE = log(
    *connected(),
    went(b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", sent=True),
    went(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", sent=False),
    closed(),
    *_over_http2(),
)


def test_the_log_that_is_damaged_below_is_whole_before() -> None:
    exchanges, wire = read_whole(io.BytesIO(MADE), io.BytesIO())
    assert [body(e.response_body) for e in exchanges] == [b"abc"] * 3
    assert wire.whole
    assert wire.problems == ()


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, len(MADE)), st.binary(max_size=4)), min_size=1, max_size=6)
)
def test_a_log_with_any_damage_gives_exchanges_and_problems(
    damage: list[tuple[int, bytes]],
) -> None:
    data = bytearray(MADE)
    for at, other in damage:
        data[at : at + len(other)] = other
    exchanges, wire = read_whole(io.BytesIO(bytes(data)), io.BytesIO())
    assert len(exchanges) <= 3
    for exchange in exchanges:
        assert len(body(exchange.response_body)) == exchange.response_body.size_bytes
        assert exchange.connection < len(wire.connections)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_events_in_another_order_give_exchanges_and_problems(dice: Random) -> None:
    first, start, rest = MADE.partition(b'"events": [\n')
    lines = rest.split(b"],\n", 1)[0].split(b",\n")
    dice.shuffle(lines)
    shuffled = first + start + b",\n".join(lines) + b"],\n"
    exchanges, wire = read_whole(io.BytesIO(shuffled), io.BytesIO())
    assert wire.whole
    assert all(e.response_head or e.failed or e.truncated for e in exchanges)
