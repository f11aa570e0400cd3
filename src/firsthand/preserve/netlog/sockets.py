"""Tell the messages of a WebSocket apart, and write each down as a line.

In: what was sent and received once the handshake was over, as it came.  Out: `Spoken`: how much went which way, and a line of JSON for each
message, in the spool. Masks are taken off (they are random, and say nothing); what was packed stands as it was packed and, where it
can be had, unpacked beside it. Rules: RFC 6455, RFC 7692. Not done here: the handshake, which is an exchange.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass, field

from firsthand.preserve.netlog.drafts import Carrier
from firsthand.preserve.netlog.spool import Runs, Spooled
from firsthand.preserve.netlog.wire import Spoken

FRAME_BYTES_MAX = (
    16 << 20
)  # a larger one is counted and not kept: a page that sends films sends them in pieces
MESSAGE_BYTES_MAX = 16 << 20  # of pieces put together, and of what is unpacked
MESSAGES_MAX = 100_000  # written down of one socket: later ones are counted
KINDS = {0: "goes on", 1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
_SAID = {"text", "binary"}
_CONTROL = 8
_TAIL = b"\x00\x00\xff\xff"  # what RFC 7692 7.2.1 takes from the end of what is packed
_PACKED = re.compile(rb"(?im)^sec-websocket-extensions[ \t]*:[^\r\n]*permessage-deflate([^\r\n,]*)")


@dataclass
class _Side:
    """One direction: what has come and is no whole frame as yet, and the message in the making."""

    by: str
    afresh: bool  # each message is packed by itself
    bytes: bytearray = field(default_factory=bytearray)
    skip: int = 0  # bytes of a frame that is too large, still to come
    message: bytearray = field(default_factory=bytearray)
    kind: int = 0
    packed: bool = False
    count: int = 0
    size_bytes: int = 0
    unpacking: zlib._Decompress | None = None


class Talk:
    """One socket after its handshake. *answer* is the head that agreed to it."""

    def __init__(self, carrier: Carrier, address: str, answer: bytes) -> None:
        self._carrier, self._address = carrier, address
        agreed = _PACKED.search(answer)
        told = agreed[1] if agreed else b""
        self._is_packed = agreed is not None
        self._client = _Side("browser", b"client_no_context_takeover" in told)
        self._server = _Side("server", b"server_no_context_takeover" in told)
        self._runs = Runs()
        self._began = carrier.now
        self._lines = 0
        self._why = ""
        self._closed = self._ended = False

    def sent(self, data: bytes) -> None:
        """Read on in what was sent."""
        self._read(self._client, data)

    def received(self, data: bytes) -> None:
        """Read on in what was received."""
        self._read(self._server, data)

    def ended(self) -> None:
        """Nothing more will come."""
        if self._ended:
            return
        self._ended = True
        why = self._why
        if not why and not self._closed:
            why = "it was open until the connection or the visit ended"
        client, server = self._client, self._server
        self._carrier.spoken(
            Spoken(
                address=self._address,
                began=self._carrier.moment(self._began),
                connection=self._carrier.number,
                sent=client.count,
                sent_bytes=client.size_bytes,
                received=server.count,
                received_bytes=server.size_bytes,
                lines=Spooled(spool=self._carrier.spool, runs=self._runs),
                ended=why or "it was closed",
            )
        )

    def _read(self, side: _Side, data: bytes) -> None:
        if self._why:
            return
        if side.skip:
            used = min(side.skip, len(data))
            side.skip, data = side.skip - used, data[used:]
        side.bytes += data
        while self._frame(side):
            pass

    def _frame(self, side: _Side) -> bool:
        """Take one frame, if it has come whole."""
        waiting = side.bytes
        head = _head(waiting)
        if head is None:
            return False
        length, mask, at = head
        first = waiting[0]
        code = first & 0x0F
        if code not in KINDS or first & 0x30:
            self._why = "what follows is no frame of a WebSocket: it is not read"
            return False
        if length > FRAME_BYTES_MAX:
            self._too_large(side, code, length, at)
            return True
        if len(waiting) < at + length:
            return False
        data = _unmasked(bytes(waiting[at : at + length]), mask)
        del waiting[: at + length]
        self._take(side, code, data, is_last=bool(first & 0x80), is_packed=bool(first & 0x40))
        return True

    def _too_large(self, side: _Side, code: int, length: int, at: int) -> None:
        have = len(side.bytes) - at
        side.skip = max(0, length - have)
        del side.bytes[: at + min(have, length)]
        self._line(side, KINDS[code], length, {"kept": "not, a frame so large is counted only"})

    def _take(self, side: _Side, code: int, data: bytes, *, is_last: bool, is_packed: bool) -> None:
        if code >= _CONTROL:
            self._closed = self._closed or code == _CONTROL
            self._line(side, KINDS[code], len(data), _shown(data, is_text=False))
            return  # these are no messages: they are written down and not counted
        if code:
            side.kind, side.packed = code, is_packed
            side.message.clear()
        side.message += data
        if len(side.message) > MESSAGE_BYTES_MAX:
            self._line(side, KINDS[side.kind], len(side.message), {"kept": "not, it is too large"})
            side.message.clear()
        elif is_last:
            self._message(side, bytes(side.message))
            side.message.clear()

    def _message(self, side: _Side, data: bytes) -> None:
        is_text = side.kind == 1
        if not (side.packed and self._is_packed):
            self._line(side, KINDS[side.kind], len(data), _shown(data, is_text=is_text))
            return
        told = {"packed": "permessage-deflate", "data": base64.b64encode(data).decode()}
        if side.unpacking is None or side.afresh:
            side.unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = side.unpacking.decompress(data + _TAIL, MESSAGE_BYTES_MAX)
        except zlib.error:
            plain = b""
        if plain:
            shown = _shown(plain, is_text=is_text)
            told |= {"text": shown["text"]} if "text" in shown else {"unpacked": shown["data"]}
        self._line(side, KINDS[side.kind], len(data), told)

    def _line(self, side: _Side, kind: str, size: int, told: dict[str, str]) -> None:
        if kind in _SAID:
            side.count += 1
            side.size_bytes += size
        self._lines += 1
        if self._lines > MESSAGES_MAX:
            return
        at = self._carrier.moment(self._carrier.now).utc
        line = {"at": at, "by": side.by, "kind": kind, "size": size, **told}
        data = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        self._runs.add(self._carrier.spool.append(data), len(data))


def _head(waiting: bytearray) -> tuple[int, bytes, int] | None:
    """How long the next frame's content is, how it is masked, where it begins; nothing where that has not come."""
    if len(waiting) < 2:
        return None
    second, at = waiting[1], 2
    length = second & 0x7F
    if length >= 126:
        width = 2 if length == 126 else 8
        if len(waiting) < at + width:
            return None
        length, at = int.from_bytes(waiting[at : at + width], "big"), at + width
    mask = b""
    if second & 0x80:
        mask, at = bytes(waiting[at : at + 4]), at + 4
    return (length, mask, at) if len(waiting) >= at else None


def _unmasked(data: bytes, mask: bytes) -> bytes:
    if not mask or not data:
        return data
    whole = (mask * (len(data) // 4 + 1))[: len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(whole, "big")).to_bytes(len(data), "big")


def _shown(data: bytes, *, is_text: bool) -> dict[str, str]:
    """The message as text where it is text, else as base64."""
    if is_text:
        try:
            return {"text": data.decode("utf-8")}
        except UnicodeDecodeError:
            pass
    return {"data": base64.b64encode(data).decode()}
