"""Tell the streams of a connection over HTTP/2 apart, and keep each one's frames.

In: what was sent and received, as it came.  Out: a draft for each stream, finished when its answer has ended, was
reset, or nothing more can come. Heads are written as HTTP/1.1 text; bodies are the payloads of DATA. Rules:
RFC 9113, RFC 7541. The libraries hpack and hyperframe enter here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import hpack
from hyperframe import frame as frames
from hyperframe.exceptions import HyperframeError

from firsthand.preserve.netlog.drafts import DISCONNECT, INTERIM_MAX, UNSPECIFIED, Carrier, Draft
from firsthand.preserve.netlog.heads import (
    Headers,
    lines_text,
    plain,
    pseudo,
    request_text,
    response_text,
)
from firsthand.preserve.netlog.sockets import Talk
from firsthand.preserve.netlog.spool import Runs, Tape
from firsthand.preserve.netlog.wire import Kind

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
FRAME_HEAD_BYTES = 9
TABLE_BYTES_MAX = 1 << 16  # what Chromium allows servers, in its SETTINGS
ALLOWED_BYTES_MAX = 1 << 20  # of what servers allow Chromium, no more is believed
LIST_BYTES_MAX = 1 << 18  # what Chromium takes, by its SETTINGS
BLOCK_BYTES_MAX = 1 << 18  # packed: a block that takes more unpacks to more than the list may be
STREAMS_MAX = 10_000  # open at once: servers allow hundreds
DATA, HEADERS, RST_STREAM, SETTINGS, PUSH_PROMISE, GOAWAY, CONTINUATION = 0, 1, 3, 4, 5, 7, 9
READ = frozenset({HEADERS, RST_STREAM, SETTINGS, PUSH_PROMISE, GOAWAY, CONTINUATION})
ON_STREAMS = frozenset({DATA, HEADERS, RST_STREAM, CONTINUATION})
END_STREAM, END_HEADERS, PADDED = 0x1, 0x4, 0x8


@dataclass
class _Stream:
    """A stream that is open in one direction or both."""

    draft: Draft
    request_ended: bool = False
    response_ended: bool = False
    talk: Talk | None = None  # of a WebSocket (RFC 8441)
    reset: str = ""  # by the browser: what still came after that is kept


@dataclass
class _Block:
    """A block of headers in the making: HEADERS or PUSH_PROMISE with what goes on in CONTINUATION."""

    stream: int
    ends: bool
    promised: int = 0
    data: bytearray = field(default_factory=bytearray)


class _Side:
    """One direction: its bytes, its table of headers."""

    def __init__(self, carrier: Carrier, *, by_client: bool) -> None:
        self.by_client = by_client
        self.tape = Tape(carrier.spool)
        self.decoder = hpack.Decoder(max_header_list_size=LIST_BYTES_MAX)
        self.decoder.max_allowed_table_size = TABLE_BYTES_MAX
        self.block: _Block | None = None
        self.preface = by_client  # still to come


class Http2:
    """One connection. Once a block of headers cannot be read, none after it can: it is then finished."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._client = _Side(carrier, by_client=True)
        self._server = _Side(carrier, by_client=False)
        self._streams: dict[int, _Stream] = {}
        self._closed = False

    def sent(self, data: bytes) -> None:
        """Read on in what was sent."""
        self._read(self._client, data)

    def received(self, data: bytes) -> None:
        """Read on in what was received."""
        self._read(self._server, data)

    def ended(self, *, by_server: bool) -> None:
        """Finish what is left, now that the connection has ended."""
        for stream in list(self._streams.values()):
            self._give_up(stream, DISCONNECT if by_server else UNSPECIFIED, "the connection ended")
        self._streams.clear()
        self._closed = True

    def _read(self, side: _Side, data: bytes) -> None:
        """Go frame by frame."""
        if self._closed:
            return
        tape = side.tape
        tape.write(data)
        if side.preface and len(tape) >= len(PREFACE):
            if tape.take(len(PREFACE)) != PREFACE:
                self._stop("expected the preface of HTTP/2")
                return
            side.preface = False
        while self._goes_on(side):
            head = tape.window(FRAME_HEAD_BYTES)
            length = int.from_bytes(head[:3], "big")
            if len(tape) < FRAME_HEAD_BYTES + length:
                return
            self._frame(side, head, length)

    def _goes_on(self, side: _Side) -> bool:
        return not (self._closed or side.preface) and len(side.tape) >= FRAME_HEAD_BYTES

    def _frame(self, side: _Side, head: bytes, length: int) -> None:
        kind, flags = head[3], head[4]
        number = int.from_bytes(head[5:], "big") & 0x7FFFFFFF
        if side.block is not None and (kind != CONTINUATION or number != side.block.stream):
            self._stop("expected a block of headers to go on, found another frame")
            return
        stream = self._streams.get(number)
        if kind == HEADERS and side.by_client and stream is None:
            stream = self._open(number)
        if kind == DATA:
            self._data(side, stream, flags, length)
        else:
            kept = self._frames_of(side, stream) if kind in ON_STREAMS else None
            side.tape.move(FRAME_HEAD_BYTES, kept)
            self._control(side, head, side.tape.take(length, kept))
        if stream is not None:
            self._finish_if_ended(number, stream)

    def _frames_of(self, side: _Side, stream: _Stream | None) -> Runs | None:
        """Where frames of that stream in that direction are kept; nowhere once it was given up."""
        if stream is None:
            return None
        return stream.draft.sent_frames if side.by_client else stream.draft.received_frames

    def _open(self, number: int) -> _Stream | None:
        if len(self._streams) >= STREAMS_MAX:
            self._stop(f"more than {STREAMS_MAX} streams are open at once")
            return None
        stream = _Stream(draft=Draft(began=self._carrier.now, sent_frames=Runs()))
        self._streams[number] = stream
        return stream

    def _data(self, side: _Side, stream: _Stream | None, flags: int, length: int) -> None:
        """Keep a piece of a body, without its padding."""
        kept = self._frames_of(side, stream)
        side.tape.move(FRAME_HEAD_BYTES, kept)
        padding = 0
        if flags & PADDED and length:
            padding, length = side.tape.take(1, kept)[0], length - 1
        if padding > length:
            side.tape.move(length, kept)
            self._stop(f"expected at most {length} bytes of padding, found {padding}")
            return
        payload = Runs()
        if stream is not None and stream.talk is not None:
            told = side.tape.take(length - padding, payload)
            (stream.talk.sent if side.by_client else stream.talk.received)(told)
        else:
            side.tape.move(length - padding, payload)
        if kept is not None:
            kept.extend(payload)
        side.tape.move(padding, kept)
        if stream is None:
            return
        (stream.draft.request if side.by_client else stream.draft.response).extend(payload)
        if flags & END_STREAM:
            self._end(side, stream)

    def _control(self, side: _Side, head: bytes, payload: bytes) -> None:
        """Any frame but DATA."""
        if head[3] not in READ:
            return
        try:
            frame, _ = frames.Frame.parse_frame_header(memoryview(head))
            frame.parse_body(memoryview(payload))
        except HyperframeError as problem:
            self._stop(f"a frame cannot be read: {problem}")
            return
        if isinstance(frame, frames.HeadersFrame):
            side.block = _Block(frame.stream_id, ends="END_STREAM" in frame.flags)
            self._go_on(side, frame.data, last="END_HEADERS" in frame.flags)
        elif isinstance(frame, frames.PushPromiseFrame):
            side.block = _Block(frame.stream_id, ends=False, promised=frame.promised_stream_id)
            self._go_on(side, frame.data, last="END_HEADERS" in frame.flags)
        elif isinstance(frame, frames.ContinuationFrame):
            self._go_on(side, frame.data, last="END_HEADERS" in frame.flags)
        elif isinstance(frame, frames.RstStreamFrame):
            self._reset(side, frame.stream_id, frame.error_code)
        elif isinstance(frame, frames.SettingsFrame) and not side.by_client:
            self._allow(frame.settings.get(frames.SettingsFrame.HEADER_TABLE_SIZE, 0))
        elif isinstance(frame, frames.GoAwayFrame) and not side.by_client:
            words = f"after stream {frame.last_stream_id}, error {frame.error_code}"
            self._carrier.noted(Kind.GOING, f"https://{self._carrier.host}/", words)

    def _allow(self, size_bytes: int) -> None:
        """How large a table the server lets the browser use; one that was larger stays allowed."""
        decoder = self._client.decoder
        allowed = min(size_bytes, ALLOWED_BYTES_MAX)
        decoder.max_allowed_table_size = max(decoder.max_allowed_table_size, allowed)

    def _go_on(self, side: _Side, data: bytes, *, last: bool) -> None:
        """Add to a block of headers; read it once it is whole."""
        block = side.block
        if block is None:
            self._stop("expected a block of headers before it goes on")
            return
        block.data += data
        if len(block.data) > BLOCK_BYTES_MAX:
            self._stop(f"a block of headers takes more than {BLOCK_BYTES_MAX} bytes")
            return
        if not last:
            return
        side.block = None
        try:
            found = side.decoder.decode(bytes(block.data), raw=True)
        except (hpack.HPACKError, IndexError, ValueError) as problem:
            self._stop(f"a block of headers cannot be read: {ascii(str(problem)[:80])[1:-1]}")
            return
        headers = [(bytes(name), bytes(text)) for name, text in found]
        if block.promised:
            path = plain(pseudo(headers, b":path"))
            self._carrier.noted(Kind.PUSH, f"https://{self._carrier.host}{path}", "not kept")
        elif (stream := self._streams.get(block.stream)) is not None:
            self._headers(side, stream, headers)
            if block.ends:
                self._end(side, stream)

    def _headers(self, side: _Side, stream: _Stream, headers: Headers) -> None:
        draft = stream.draft
        if side.by_client:
            if not draft.request_head:  # trailers of requests are in the frames
                draft.method = plain(pseudo(headers, b":method"))
                draft.request_head = request_text(headers)
                draft.address = self._address(headers)
        elif draft.response_head:
            if draft.trailers:
                self._stop("expected the end of an answer after its trailers, found more of them")
                return
            draft.trailers = lines_text(headers)
        elif pseudo(headers, b":status")[:1] == b"1":
            draft.interim.append(response_text(headers))
            if len(draft.interim) > INTERIM_MAX:
                self._stop(f"expected an answer, found {INTERIM_MAX} heads before it")
        else:
            draft.response_head = response_text(headers)
            if draft.address.startswith("ws") and pseudo(headers, b":status") == b"200":
                stream.talk = Talk(self._carrier, draft.address, draft.response_head)

    def _address(self, headers: Headers) -> str:
        scheme = plain(pseudo(headers, b":scheme")) or "https"
        host = plain(pseudo(headers, b":authority")) or self._carrier.host
        host = host.removesuffix(":443" if scheme == "https" else ":80")
        rest = f"://{host}{plain(pseudo(headers, b':path'))}"
        if pseudo(headers, b":protocol") == b"websocket":
            scheme = scheme.replace("http", "ws")
            self._carrier.noted(Kind.SOCKET, scheme + rest, "its messages stand beside it")
        return scheme + rest

    def _end(self, side: _Side, stream: _Stream) -> None:
        if side.by_client:
            stream.request_ended = True
        else:
            stream.response_ended = True

    def _finish_if_ended(self, number: int, stream: _Stream) -> None:
        """An answer that has ended ends the exchange, once the request has, too."""
        if self._streams.get(number) is stream and stream.request_ended and stream.response_ended:
            del self._streams[number]
            if not stream.draft.response_head:
                stream.draft.failed = "the stream ended without an answer"
            self._finish(stream)

    def _finish(self, stream: _Stream) -> None:
        if stream.talk is not None:
            stream.talk.ended()
        self._carrier.finished(stream.draft, self._carrier)

    def _reset(self, side: _Side, number: int, code: int) -> None:
        """Somebody gave the stream up. After a whole answer that takes nothing from it."""
        stream = self._streams.get(number)
        if stream is None:
            return
        stream.request_ended = True
        if side.by_client:
            stream.reset = f"the browser reset the stream, error {code},"
        elif not stream.response_ended:
            del self._streams[number]
            self._give_up(stream, DISCONNECT, f"the server reset the stream, error {code},")

    def _give_up(self, stream: _Stream, truncated: str, why: str) -> None:
        draft = stream.draft
        if not draft.response_head:
            draft.failed = f"{stream.reset or why} before an answer came"
        elif not stream.response_ended:
            draft.truncated = UNSPECIFIED if stream.reset else truncated
        self._finish(stream)

    def _stop(self, why: str) -> None:
        """Read no further: frames or tables are out of step."""
        self._carrier.problem("netlog-http2", why)
        self.ended(by_server=False)
