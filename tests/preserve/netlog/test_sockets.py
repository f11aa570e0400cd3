"""What was said through a WebSocket, message by message."""

from __future__ import annotations

import base64
import io
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog import sockets
from firsthand.preserve.netlog.drafts import Carrier
from firsthand.preserve.netlog.sockets import Talk
from firsthand.preserve.netlog.spool import Spool
from firsthand.preserve.netlog.wire import Spoken

from .made import CONSTANTS

PLAIN = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
PACKED = b"HTTP/1.1 101 x\r\nSec-WebSocket-Extensions: permessage-deflate%b\r\n\r\n"
MASK = b"\x01\x02\x03\x04"


def frame(
    data: bytes, code: int = 1, *, mask: bytes = b"", last: bool = True, packed: bool = False
) -> bytes:
    first = code | (0x80 if last else 0) | (0x40 if packed else 0)
    masked = 0x80 if mask else 0
    if len(data) < 126:
        head = bytes([first, masked | len(data)])
    elif len(data) < 1 << 16:
        head = bytes([first, masked | 126]) + len(data).to_bytes(2, "big")
    else:
        head = bytes([first, masked | 127]) + len(data).to_bytes(8, "big")
    if mask:
        data = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
    return head + mask + data


def talked(
    *pieces: tuple[str, bytes], answer: bytes = PLAIN
) -> tuple[Spoken, list[dict[str, Any]]]:
    """`>` was sent, `<` was received."""
    heard: list[Spoken] = []
    carrier = Carrier(
        spool=Spool(io.BytesIO()), finished=lambda *_: None, problem=lambda *_: None,
        noted=lambda *_: None, spoken=heard.append, moment=CONSTANTS.moment, now=5.0,
    )  # fmt: skip
    talk = Talk(carrier, "wss://a.example/", answer)
    for side, data in pieces:
        (talk.sent if side == ">" else talk.received)(data)
    talk.ended()
    talk.ended()
    (spoken,) = heard
    return spoken, [json.loads(line) for line in b"".join(spoken.lines.pieces()).splitlines()]


def test_messages_are_told_apart_with_their_kind_their_way_and_their_size() -> None:
    """text and bytes, masked; one in three pieces with a ping between; a close"""
    spoken, lines = talked(
        (">", frame("grüß".encode(), mask=MASK)),
        ("<", frame(b"in ", last=False) + frame(b"", 9) + frame(b"three ", 0, last=False)),
        ("<", frame(b"pieces", 0)),
        (">", frame(b"\x00\xff", 2, mask=MASK) + frame(b"", 8, mask=MASK)),
    )
    assert [(each["by"], each["kind"], each["size"]) for each in lines] == [
        ("browser", "text", 6), ("server", "ping", 0), ("server", "text", 15),
        ("browser", "binary", 2), ("browser", "close", 0),
    ]  # fmt: skip
    assert (lines[0]["text"], lines[2]["text"]) == ("grüß", "in three pieces")
    assert base64.b64decode(lines[3]["data"]) == b"\x00\xff"
    assert lines[0]["at"] == "2030-01-01T00:00:00.005Z"
    assert (spoken.sent, spoken.sent_bytes, spoken.received, spoken.received_bytes) == (2, 8, 1, 15)
    assert spoken.ended == "it was closed"


@pytest.mark.parametrize("afresh", [True, False])
def test_what_was_packed_stands_as_packed_and_unpacked(afresh: bool) -> None:
    """with one table for all messages, or each by itself"""
    packing = zlib.compressobj(wbits=-15)
    pieces = []
    for text in (b"blood and iris " * 20, b"blood and iris " * 20):
        packing = zlib.compressobj(wbits=-15) if afresh else packing
        data = packing.compress(text) + packing.flush(zlib.Z_SYNC_FLUSH)
        pieces.append(("<", frame(data.removesuffix(b"\x00\x00\xff\xff"), packed=True)))
    told = b"; server_no_context_takeover" if afresh else b""
    _, lines = talked(*pieces, answer=PACKED % told)
    assert [each["text"] for each in lines] == ["blood and iris " * 20] * 2
    assert all(len(base64.b64decode(each["data"])) == each["size"] < 60 for each in lines)


def test_what_cannot_be_unpacked_stands_as_it_came() -> None:
    _, (line,) = talked(("<", frame(b"\xff\xff\xff", packed=True)), answer=PACKED % b"")
    assert "text" not in line
    assert base64.b64decode(line["data"]) == b"\xff\xff\xff"


def test_bytes_that_are_no_frames_end_the_reading() -> None:
    spoken, lines = talked(("<", frame(b"ok") + b"\x83\x00" + frame(b"lost")), (">", b"\x00"))
    assert [each["text"] for each in lines] == ["ok"]
    assert spoken.ended == "what follows is no frame of a WebSocket: it is not read"


def test_a_socket_that_nobody_closed_says_so() -> None:
    spoken, lines = talked(("<", b"\x81\x05hel"))
    assert (lines, spoken.received) == ([], 0)
    assert spoken.ended == "it was open until the connection or the visit ended"


def test_what_is_too_large_is_counted_and_what_follows_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sockets, "FRAME_BYTES_MAX", 200)
    monkeypatch.setattr(sockets, "MESSAGE_BYTES_MAX", 300)
    large = frame(b"x" * 500, 2)
    spoken, lines = talked(
        ("<", large[:100]), ("<", large[100:] + frame(b"after")),
        ("<", frame(b"y" * 199, last=False) + frame(b"y" * 199, 0)),
    )  # fmt: skip
    assert [each.get("text", each.get("kept", "")[:3]) for each in lines] == ["not", "after", "not"]
    assert spoken.received_bytes == 500 + 5 + 398
    monkeypatch.setattr(sockets, "MESSAGES_MAX", 2)
    spoken, lines = talked(*(("<", frame(b"z")) for _ in range(5)))
    assert (spoken.received, len(lines)) == (5, 2)


@given(st.lists(st.integers(1, 40), max_size=20))
def test_it_is_all_one_how_the_bytes_were_cut(cuts: list[int]) -> None:
    data = frame(b"first", mask=MASK) + frame(b"x" * 130, 2, mask=MASK) + frame(b"", 10)
    pieces, at = [], 0
    for cut in cuts:
        pieces.append((">", data[at : at + cut]))
        at += cut
    pieces.append((">", data[at:]))
    assert talked(*pieces)[1] == talked((">", data))[1]


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    for answer in (PLAIN, PACKED % b""):
        talked(("<", data), (">", data), answer=answer)
