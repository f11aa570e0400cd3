"""Write exchanges, and what was made beside them, as a web archive (WARC 1.1, ISO 28500).

In: exchanges and things beside them, one after the other, and a stream.  Out: each record as it was written, to make
an index of. Blocks are what went over the wire, Transfer-Encoding and all. Nothing is held but what payloads were
met, so that the same payload is written once.

Payload digests: the standard means the body without its Transfer-Encoding; `warcio check` and `fastwarc check` read it
as the body with its chunks. So that no checker calls a sound record wrong, a message with a Transfer-Encoding has
none, and neither has a record whose payload is its block, nor one of another scheme (the handshake of a WebSocket, whose
head they take for its payload); block digests cover every byte.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from firsthand.model.custody import Fidelity
from firsthand.model.moment import Moment
from firsthand.model.value import value
from firsthand.preserve.exchanges import Body, Cause, Exchange, Held
from firsthand.preserve.writing.records import (
    Joined,
    Measured,
    Record,
    Sink,
    WarcStream,
    Written,
    field_lines,
    in_hand,
    measure,
    plain_address,
)

REVISIT_BYTES_MIN = 1024  # below this the reference costs as much as the payload
PAYLOADS_MAX = 100_000  # remembered to be referred to: 40 MB or so
PEERS_KEPT = 1_000  # whose addresses are worked out once
REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
FIELDS = "application/warc-fields"
_REQUEST, _RESPONSE = "application/http; msgtype=request", "application/http; msgtype=response"
_TRANSFER = re.compile(rb"(?im)^transfer-encoding[ \t]*:")
_STATUS = re.compile(rb"[A-Z]+/[\d.]+ 200(?: |\r|\n)")
_WEB = re.compile(r"https?:", re.IGNORECASE)
_PORT = re.compile(r":\d{1,5}\Z")


class Aside(StrEnum):
    """What is kept beside an exchange, by how its address begins; the first three as other crawlers write them."""

    VIEW = "urn:view:"
    PRINT = "urn:pdf:"
    TEXT = "urn:text:"
    DOM = "urn:dom:"
    CHAIN = "urn:tls:"
    RECEIPT = "urn:receipt:"
    FRAMES = "urn:frames:"
    INITIATORS = "urn:initiators:"
    SOCKET = "urn:websocket:"


@value
class Beside:
    """Something made beside the exchanges: a picture of the page, its print, a receipt.

    `kind` is `resource` for what shows the page (it is replayed, and read), `metadata` for what tells of it.
    """

    address: str
    moment: Moment
    content_type: str
    body: Body
    fidelity: Fidelity | None = Fidelity.RENDERED  # none: it was made here and never sent
    kind: str = "resource"
    fields: tuple[tuple[str, str], ...] = ()


@value
class Preface:
    """What the archive says of itself before all else: who made it, with what, when, why."""

    made: Moment
    software: str
    file: str = ""
    told: tuple[tuple[str, str], ...] = ()


def write_warc(
    items: Iterable[Exchange | Beside], stream: Sink, *, preface: Preface, packed: bool = True
) -> Iterator[Written]:
    """Write all of *items* as they come; each record once it is written."""
    writing = _Writing(WarcStream(stream, packed=packed))
    yield writing.preface(preface)
    for item in items:
        yield from writing.exchange(item) if isinstance(item, Exchange) else writing.beside(item)


class _Writing:
    """One archive, and the payloads that are in it."""

    def __init__(self, warc: WarcStream) -> None:
        self._warc = warc
        self._payloads: dict[str, tuple[str, str, str]] = {}  # digest → id, address, time

    def preface(self, preface: Preface) -> Written:
        told = (("software", preface.software), ("format", "WARC File Format 1.1"), *preface.told)
        return self._warc.write(
            Record(
                kind="warcinfo", address="", moment=preface.made, content_type=FIELDS,
                block=Held(data=field_lines(told).encode("utf-8", "replace")),
                fields=(("WARC-Filename", preface.file),) if preface.file else (),
            )
        )  # fmt: skip

    def exchange(self, exchange: Exchange) -> Iterator[Written]:
        """The answer, what asked for it, and what else is known: each refers to the first."""
        first: Written | None = None
        if exchange.response_head:
            yield (first := self._response(exchange))
        request = _request(exchange, first)
        yield (asked := self._warc.write(request))
        main = first or asked
        if exchange.failed:
            yield self._warc.write(_failed(exchange, main))
        if exchange.frames is not None:
            yield self._warc.write(_frames(exchange, exchange.frames, main))

    def _response(self, exchange: Exchange) -> Written:
        record = _response(exchange)
        measured = measure(record)
        digest = measured.payload_digest
        is_large = exchange.response_body.size_bytes >= REVISIT_BYTES_MIN
        if (
            not digest
            or not is_large
            or exchange.truncated
            or not _STATUS.match(exchange.response_head)
        ):
            return self._warc.write(record, measured)
        known = self._payloads.get(digest)
        if known is not None:
            return self._warc.write(*_revisit(exchange, record, digest, known))
        written = self._warc.write(record, measured)
        if len(self._payloads) < PAYLOADS_MAX:
            self._payloads[digest] = written.record_id, record.address, record.moment.utc
        return written

    def beside(self, beside: Beside) -> Iterator[Written]:
        if beside.kind not in {"resource", "metadata"}:
            raise ValueError(f"expected a resource or metadata, found {beside.kind!r}")
        yield self._warc.write(
            Record(
                kind=beside.kind, address=beside.address, moment=beside.moment,
                content_type=beside.content_type, block=in_hand(beside.body), payload_at=0,
                fields=(*beside.fields, *_said(beside.fidelity)),
            )
        )  # fmt: skip


def _response(exchange: Exchange) -> Record:
    fields = _of_connection(exchange)
    if exchange.truncated:
        fields.append(("WARC-Truncated", exchange.truncated))
    fields.append(("Firsthand-Fidelity", exchange.fidelity.value))
    return Record(
        kind="response", address=exchange.address, moment=exchange.began, content_type=_RESPONSE,
        block=in_hand(Joined(parts=(Held(data=exchange.response_head), exchange.response_body))),
        payload_at=_payload_at(exchange.address, exchange.response_head), fields=tuple(fields), exchange=exchange,
    )  # fmt: skip


def _request(exchange: Exchange, answer: Written | None) -> Record:
    fields = [] if answer is None else [("WARC-Concurrent-To", answer.record_id)]
    fields += _of_connection(exchange)
    fields.append(("Firsthand-Fidelity", exchange.fidelity.value))
    has_body = exchange.request_body.size_bytes > 0
    return Record(
        kind="request", address=exchange.address, moment=exchange.began, content_type=_REQUEST,
        block=in_hand(Joined(parts=(Held(data=exchange.request_head), exchange.request_body))),
        payload_at=_payload_at(exchange.address, exchange.request_head) if has_body else -1, fields=tuple(fields),
    )  # fmt: skip


def _said(fidelity: Fidelity | None) -> tuple[tuple[str, str], ...]:
    return (("Firsthand-Fidelity", fidelity.value),) if fidelity else ()


def _payload_at(address: str, head: bytes) -> int:
    is_plain = _WEB.match(address) is not None and not _TRANSFER.search(head)
    return len(head) if is_plain else -1


def _of_connection(exchange: Exchange) -> list[tuple[str, str]]:
    """The peer, the protocols and the cipher suite; the number of the connection as the log counts it."""
    fields: list[tuple[str, str]] = []
    if address := ip_of(exchange.peer):
        fields.append(("WARC-IP-Address", address))
    if exchange.peer and exchange.peer != address:
        fields.append(("Firsthand-Peer", exchange.peer))
    fields += [("WARC-Protocol", each) for each in exchange.protocols]
    fields += [("WARC-Cipher-Suite", each) for each in exchange.cipher_suites]
    if exchange.connection >= 0:
        fields.append(("Firsthand-Connection", str(exchange.connection)))
    return [*fields, *_caused(exchange.cause)]


def _caused(cause: Cause | None) -> Iterator[tuple[str, str]]:
    """What was asked for, by the name that Browsertrix has for it; by which frame, and because of what."""
    if cause is None:
        return
    yield "WARC-Resource-Type", cause.kind
    if cause.frame >= 0:
        yield "Firsthand-Frame", str(cause.frame)
    if cause.how:
        place = f" {plain_address(cause.by)}" if cause.by else ""
        line = f" {cause.line}" if cause.by and cause.line else ""
        yield "Firsthand-Initiator", f"{cause.how}{place}{line}"


@lru_cache(PEERS_KEPT)
def ip_of(peer: str) -> str:
    """The address in *peer*, which may have a port; empty where it is none.

    >>> ip_of("[2001:db8::1]:443")
    '2001:db8::1'
    """
    for told in (peer, _PORT.sub("", peer)):
        try:
            return str(ipaddress.ip_address(told.strip("[]")))
        except ValueError:
            continue
    return ""


def _revisit(
    exchange: Exchange, record: Record, digest: str, known: tuple[str, str, str]
) -> tuple[Record, Measured]:
    """A record of the head alone, which says where its payload is."""
    refers = (
        ("WARC-Profile", REVISIT),
        ("WARC-Refers-To", known[0]),
        ("WARC-Refers-To-Target-URI", plain_address(known[1])),
        ("WARC-Refers-To-Date", known[2]),
    )
    short = Record(
        kind="revisit", address=record.address, moment=record.moment, content_type=_RESPONSE,
        block=Held(data=exchange.response_head), fields=(*refers, *record.fields), exchange=exchange,
    )  # fmt: skip
    return short, Measured(block_digest=measure(short).block_digest, payload_digest=digest)


def _failed(exchange: Exchange, main: Written) -> Record:
    """Why no answer came, or no whole one."""
    told = (("failed", exchange.failed), ("method", exchange.method))
    return Record(
        kind="metadata", address=exchange.address, moment=exchange.began, content_type=FIELDS,
        block=Held(data=field_lines(told).encode("utf-8", "replace")),
        fields=(("WARC-Concurrent-To", main.record_id),),
    )  # fmt: skip


def _frames(exchange: Exchange, frames: Body, main: Written) -> Record:
    """The frames of HTTP/2 as they came, since the heads above were written from them."""
    return Record(
        kind="metadata", address=f"{Aside.FRAMES}{exchange.address}", moment=exchange.began,
        content_type="application/octet-stream", block=frames, payload_at=0,
        fields=(
            ("WARC-Concurrent-To", main.record_id),
            ("Firsthand-Fidelity", exchange.fidelity.value),
        ),
    )  # fmt: skip
