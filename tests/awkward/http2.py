"""A server's side of HTTP/2, over hyperframe and hpack alone: frames in any order and shape that is allowed."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import hpack
from hyperframe import frame as frames

from awkward.http1 import Answer
from awkward.replies import STEP_BYTES, Reply
from awkward.said import Said

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEAD_BYTES = 9
FRAME_BYTES_MAX = 16_384
BLOCK_BYTES = 3_000  # a block of headers longer than this goes on in CONTINUATION
PADDING = 37
RECEIVE_BYTES = 1 << 16
INTERNAL_ERROR = 2
NOT_OF_HTTP2 = {"connection", "transfer-encoding", "keep-alive"}


@dataclass
class _Outgoing:
    """What is left to send on one stream."""

    said: Said
    steps: Iterator[frames.Frame]
    next: frames.Frame | None = None


class Connection:
    """One accepted connection; `serve` ends with it."""

    def __init__(self, link: ssl.SSLSocket, number: int, answer: Answer) -> None:
        self._link = link
        self._number = number
        self._answer = answer
        self._waiting = b""
        self._decoder, self._encoder = hpack.Decoder(), hpack.Encoder()
        self._window, self._first_window = 65_535, 65_535
        self._windows: dict[int, int] = {}
        self._heard: dict[int, Said] = {}
        self._blocks: dict[int, tuple[bytes, bool]] = {}
        self._out: dict[int, _Outgoing] = {}

    def serve(self, keep: Callable[[Said], None]) -> None:
        """Answer streams as they come, a frame of each in turn."""
        self._keep = keep
        settings = frames.SettingsFrame(
            0, settings={frames.SettingsFrame.MAX_CONCURRENT_STREAMS: 50}
        )
        ping = frames.PingFrame(0, opaque_data=b"awkward!")
        self._link.sendall(settings.serialize() + ping.serialize())
        while len(self._waiting) < len(PREFACE):
            if not self._receive(wait=True):
                return
        self._waiting = self._waiting[len(PREFACE) :]
        while True:
            self._take_frames()
            sent = self._send_some()
            if not self._receive(wait=not sent):
                return

    def _receive(self, *, wait: bool) -> bool:
        """Take in what has come; false at the end."""
        self._link.settimeout(None if wait else 0.0)
        try:
            data = self._link.recv(RECEIVE_BYTES)
        except (ssl.SSLWantReadError, BlockingIOError):
            return True
        finally:
            self._link.settimeout(None)
        self._waiting += data
        return bool(data)

    def _take_frames(self) -> None:
        while len(self._waiting) >= HEAD_BYTES:
            frame, length = frames.Frame.parse_frame_header(memoryview(self._waiting)[:HEAD_BYTES])
            if len(self._waiting) < HEAD_BYTES + length:
                return
            frame.parse_body(memoryview(self._waiting)[HEAD_BYTES : HEAD_BYTES + length])
            self._waiting = self._waiting[HEAD_BYTES + length :]
            self._take(frame, length)

    def _take(self, frame: frames.Frame, length: int) -> None:
        if isinstance(frame, frames.SettingsFrame | frames.WindowUpdateFrame):
            self._allow(frame)
        elif isinstance(frame, frames.HeadersFrame | frames.ContinuationFrame):
            before, ends = self._blocks.pop(frame.stream_id, (b"", "END_STREAM" in frame.flags))
            self._blocks[frame.stream_id] = (before + frame.data, ends)
            if "END_HEADERS" in frame.flags:
                self._request(frame.stream_id)
        elif isinstance(frame, frames.DataFrame):
            self._hear_body(frame, length)
        elif isinstance(frame, frames.RstStreamFrame):
            self._out.pop(frame.stream_id, None)

    def _allow(self, frame: frames.SettingsFrame | frames.WindowUpdateFrame) -> None:
        """Take in how much the other side is ready for."""
        if isinstance(frame, frames.WindowUpdateFrame):
            if frame.stream_id:
                self._windows[frame.stream_id] = (
                    self._left(frame.stream_id) + frame.window_increment
                )
            else:
                self._window += frame.window_increment
        elif "ACK" not in frame.flags:
            first = frame.settings.get(frames.SettingsFrame.INITIAL_WINDOW_SIZE)
            self._first_window = self._first_window if first is None else first
            self._link.sendall(frames.SettingsFrame(0, flags=["ACK"]).serialize())

    def _hear_body(self, frame: frames.DataFrame, length: int) -> None:
        """Keep a piece of a request's body and allow as much again."""
        self._heard[frame.stream_id].request_body += frame.data
        for stream in (0, frame.stream_id) if length else ():
            update = frames.WindowUpdateFrame(stream, window_increment=length)
            self._link.sendall(update.serialize())
        if "END_STREAM" in frame.flags:
            self._begin(frame.stream_id)

    def _left(self, stream: int) -> int:
        return self._windows.setdefault(stream, self._first_window)

    def _request(self, stream: int) -> None:
        block, ends = self._blocks.pop(stream)
        headers = [(bytes(n), bytes(v)) for n, v in self._decoder.decode(block, raw=True)]
        named = dict(headers)
        said = Said(
            protocol="h2",
            method=named[b":method"].decode(),
            target=named[b":path"].decode(),
            connection=self._number,
            request_headers=headers,
        )
        self._heard[stream] = said
        self._keep(said)
        if ends:
            self._begin(stream)

    def _begin(self, stream: int) -> None:
        said = self._heard[stream]
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in said.request_headers}
        reply = self._answer(said.method, said.target, headers, said.request_body)
        self._out[stream] = _Outgoing(said, self._steps(stream, said, reply))

    def _steps(self, stream: int, said: Said, reply: Reply) -> Iterator[frames.Frame]:
        """The frames of an answer, in order; made one by one, since headers share a table."""
        if reply.early:
            yield from self._headers(stream, [(":status", "103"), *_lower(reply.early)], last=False)
        sized = (
            [("content-length", str(len(reply.body)))] if reply.sized and not reply.chunked else []
        )
        headers = [(":status", str(reply.status)), *_lower(reply.headers), *sized]
        said.response_headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers]
        said.status, said.cut = reply.status, reply.cut is not None
        body = b"" if said.method == "HEAD" else reply.body
        body = body if reply.cut is None else body[: reply.cut]
        yield from self._headers(
            stream, headers, last=not body and not reply.trailers and reply.cut is None
        )
        said.response_body = body
        step = STEP_BYTES if reply.chunked else FRAME_BYTES_MAX - PADDING - 1
        for at in range(0, len(body), step):
            data = frames.DataFrame(stream, data=body[at : at + step])
            if reply.chunked:
                data.flags.add("PADDED")
                data.pad_length = PADDING
            if at + step >= len(body) and not reply.trailers and reply.cut is None:
                data.flags.add("END_STREAM")
            yield data
        if reply.cut is not None:
            yield frames.RstStreamFrame(stream, error_code=INTERNAL_ERROR)
        elif reply.trailers:
            said.trailers = [(n.encode(), v.encode()) for n, v in _lower(reply.trailers)]
            yield from self._headers(stream, _lower(reply.trailers), last=True)

    def _headers(
        self, stream: int, headers: list[tuple[str, str]], *, last: bool
    ) -> Iterator[frames.Frame]:
        raw = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers]
        block = self._encoder.encode(raw)
        parts = [block[i : i + BLOCK_BYTES] for i in range(0, len(block), BLOCK_BYTES)]
        first = frames.HeadersFrame(stream, data=parts[0], flags=["PADDED"], pad_length=PADDING)
        if last:
            first.flags.add("END_STREAM")
        rest = [frames.ContinuationFrame(stream, data=part) for part in parts[1:]]
        (rest[-1] if rest else first).flags.add("END_HEADERS")
        together = b"".join(f.serialize() for f in (first, *rest))  # nothing may come between
        self._link.sendall(together)
        return iter(())

    def _send_some(self) -> bool:
        """One frame of each stream that may send; whether any did."""
        sent = False
        for stream, out in list(self._out.items()):
            out.next = out.next or next(out.steps, None)
            if out.next is None:
                del self._out[stream]
                continue
            data = out.next.serialize()
            if isinstance(out.next, frames.DataFrame):
                cost = len(data) - HEAD_BYTES
                if cost > min(self._window, self._left(stream)):
                    continue
                self._window -= cost
                self._windows[stream] -= cost
            self._link.sendall(data)
            out.next, sent = None, True
        return sent


def _lower(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Names in lower case and no space around values, as HTTP/2 wants it (RFC 9113 8.2)."""
    return [(n.lower(), v.strip()) for n, v in headers if n.lower() not in NOT_OF_HTTP2]
