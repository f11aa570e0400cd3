from __future__ import annotations

import io
from collections.abc import Iterable

import hpack
import pytest
from hyperframe import frame as frames
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog import http2
from firsthand.preserve.netlog.drafts import INTERIM_MAX, Carrier, Draft
from firsthand.preserve.netlog.http2 import PREFACE, TABLE_BYTES_MAX, Http2
from firsthand.preserve.netlog.spool import Runs, Spool, Spooled
from firsthand.preserve.netlog.wire import Spoken

from .made import CONSTANTS

ASK = [(":method", "GET"), (":scheme", "https"), (":authority", "a.example"), (":path", "/a")]
OK = [(":status", "200"), ("x", "y")]


class Heard:
    """Both ends of a connection, and what was understood of it."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.problems: list[str] = []
        self.noted: list[str] = []
        self.spoken: list[Spoken] = []
        self.spool = Spool(io.BytesIO())
        self.speaker = Http2(
            Carrier(
                spool=self.spool,
                finished=lambda draft, _: self.drafts.append(draft),
                problem=lambda code, message: self.problems.append(f"{code}: {message}"),
                noted=lambda kind, address, words: self.noted.append(f"{kind} {address} {words}"),
                spoken=self.spoken.append,
                moment=CONSTANTS.moment,
                secure=True,
                host="a.example",
            )
        )
        self.client, self.server = hpack.Encoder(), hpack.Encoder()
        self.speaker.sent(PREFACE)

    def ask(
        self, stream: int = 1, headers: Iterable[tuple[str, str]] = ASK, *, ends: bool = True
    ) -> None:
        flags = ["END_HEADERS", "END_STREAM"] if ends else ["END_HEADERS"]
        self.sent(frames.HeadersFrame(stream, data=self.client.encode(headers), flags=flags))

    def answer(
        self, stream: int = 1, headers: Iterable[tuple[str, str]] = OK, *, ends: bool = False
    ) -> None:
        flags = ["END_HEADERS", "END_STREAM"] if ends else ["END_HEADERS"]
        self.received(frames.HeadersFrame(stream, data=self.server.encode(headers), flags=flags))

    def data(self, data: bytes, stream: int = 1, *, ends: bool = False, padding: int = 0) -> None:
        frame = frames.DataFrame(stream, data=data, flags=["END_STREAM"] if ends else [])
        if padding:
            frame.flags.add("PADDED")
            frame.pad_length = padding
        self.received(frame)

    def sent(self, frame: frames.Frame) -> None:
        self.speaker.sent(frame.serialize())

    def received(self, frame: frames.Frame) -> None:
        self.speaker.received(frame.serialize())

    def body(self, runs: Runs) -> bytes:
        return b"".join(Spooled(spool=self.spool, runs=runs).pieces())


def test_streams_that_come_in_turns_are_told_apart() -> None:
    """
    1   headers          data "ab"          data "cd" padded, end
    3            headers           data "xy", end
    """
    heard = Heard()
    heard.ask(1)
    heard.ask(3)
    heard.answer(1)
    heard.answer(3)
    heard.data(b"ab", 1)
    heard.data(b"xy", 3, ends=True)
    heard.data(b"cd", 1, ends=True, padding=9)
    assert [heard.body(d.response) for d in heard.drafts] == [b"xy", b"abcd"]
    assert all(d.whole for d in heard.drafts)
    assert heard.problems == []


def test_frames_that_come_byte_by_byte_are_put_together() -> None:
    heard = Heard()
    heard.ask()
    block = heard.server.encode(OK)
    first = frames.HeadersFrame(1, data=block[:2]).serialize()
    rest = frames.ContinuationFrame(1, data=block[2:], flags=["END_HEADERS"]).serialize()
    data = frames.DataFrame(1, data=b"abc", flags=["END_STREAM"]).serialize()
    for byte in first + rest + data:
        heard.speaker.received(bytes([byte]))
    (draft,) = heard.drafts
    assert draft.response_head == b"HTTP/1.1 200 \r\nx: y\r\n\r\n"
    assert heard.body(draft.received_frames) == first + rest + data


def test_trailers_and_heads_before_the_answer_have_places_of_their_own() -> None:
    heard = Heard()
    heard.ask()
    heard.answer(headers=[(":status", "103"), ("link", "</a>")])
    heard.answer()
    heard.data(b"abc")
    heard.answer(headers=[("x-sum", "1")], ends=True)
    (draft,) = heard.drafts
    assert draft.interim == [b"HTTP/1.1 103 \r\nlink: </a>\r\n\r\n"]
    assert draft.trailers == b"x-sum: 1\r\n"


def test_a_stream_that_the_server_resets_is_broken_off() -> None:
    heard = Heard()
    heard.ask()
    heard.answer()
    heard.data(b"abc")
    heard.received(frames.RstStreamFrame(1, error_code=2))
    (draft,) = heard.drafts
    assert (draft.truncated, heard.body(draft.response)) == ("disconnect", b"abc")


def test_a_stream_reset_before_an_answer_has_failed() -> None:
    heard = Heard()
    heard.ask()
    heard.received(frames.RstStreamFrame(1, error_code=7))
    assert heard.drafts[0].failed == "the server reset the stream, error 7, before an answer came"


def test_what_still_comes_after_the_browser_has_given_up_is_kept() -> None:
    """A redirect's body is not read by the browser, yet it was sent and is in the log."""
    heard = Heard()
    heard.ask(1)
    heard.ask(3)
    for stream in (1, 3):
        heard.answer(stream)
        heard.sent(frames.RstStreamFrame(stream, error_code=8))
    heard.data(b"late", 1, ends=True)
    heard.data(b"la", 3)
    heard.speaker.ended(by_server=True)
    assert [heard.body(d.response) for d in heard.drafts] == [b"late", b"la"]
    assert [d.truncated for d in heard.drafts] == ["", "unspecified"]


def test_an_answer_before_the_request_is_whole_waits_for_it_or_its_reset() -> None:
    heard = Heard()
    heard.ask(ends=False)
    heard.answer(ends=True)
    assert heard.drafts == []
    heard.sent(frames.DataFrame(1, data=b"hi", flags=["END_STREAM"]))
    assert heard.body(heard.drafts[0].request) == b"hi"
    heard.ask(3, ends=False)
    heard.answer(3, ends=True)
    heard.received(frames.RstStreamFrame(3, error_code=0))
    assert heard.drafts[1].whole


def test_what_is_pushed_is_named_and_does_not_put_tables_out_of_step() -> None:
    heard = Heard()
    heard.ask()
    block = heard.server.encode([*ASK[:3], (":path", "/pushed.css"), ("new", "entry")])
    heard.received(frames.PushPromiseFrame(1, 2, data=block, flags=["END_HEADERS"]))
    heard.answer(2, [(":status", "200"), ("new", "entry")], ends=True)
    heard.answer(1, [(":status", "200"), ("new", "entry")], ends=True)
    assert heard.noted == ["push https://a.example/pushed.css not kept"]
    assert heard.drafts[0].response_head == b"HTTP/1.1 200 \r\nnew: entry\r\n\r\n"
    assert len(heard.drafts) == 1


def test_a_server_that_is_going_is_noted() -> None:
    heard = Heard()
    heard.received(frames.GoAwayFrame(0, last_stream_id=5, error_code=0))
    assert heard.noted == ["going https://a.example/ after stream 5, error 0"]


def test_a_table_as_large_as_chromium_allows_is_followed() -> None:
    heard = Heard()
    heard.server.header_table_size = TABLE_BYTES_MAX
    many = [(f"x-{i}", "v" * 500) for i in range(60)]
    for stream in (1, 3):  # the second time all are numbers in the table
        heard.ask(stream)
        heard.answer(stream, [*OK, *many], ends=True)
    assert heard.drafts[0].response_head == heard.drafts[1].response_head
    assert len(heard.body(heard.drafts[1].received_frames)) < 300


def test_a_table_as_large_as_the_server_allows_is_followed() -> None:
    heard = Heard()
    heard.received(
        frames.SettingsFrame(0, settings={frames.SettingsFrame.HEADER_TABLE_SIZE: 200_000})
    )
    heard.client.header_table_size = 200_000
    many = [(f"x-{i}", "v" * 500) for i in range(200)]
    for stream in (1, 3):
        heard.ask(stream, [*ASK, *many])
        heard.answer(stream, ends=True)
    assert heard.problems == []
    assert heard.drafts[0].request_head == heard.drafts[1].request_head


def bomb() -> bytes:
    """4 KB in the table, then asked for 4,000 times: 16 MB of headers."""
    encoder = hpack.Encoder()
    large = encoder.encode([("x", "v" * 4_000)])
    return large + b"\xbe" * 4_000


BAD = {
    "headers that unpack without end": frames.HeadersFrame(1, data=bomb(), flags=["END_HEADERS"]),
    "a number in no table": frames.HeadersFrame(1, data=b"\xff\xff\x01", flags=["END_HEADERS"]),
    "a table larger than allowed": frames.HeadersFrame(
        1, data=b"\x3f\xe1\xff\xff\x7f", flags=["END_HEADERS"]
    ),
    "a continuation of nothing": frames.ContinuationFrame(1, data=b"", flags=["END_HEADERS"]),
}


@pytest.mark.parametrize("why", list(BAD))
def test_headers_that_cannot_be_read_end_the_connection(why: str) -> None:
    heard = Heard()
    heard.ask(1)
    heard.ask(3)
    heard.answer(3)
    heard.data(b"kept", 3)
    heard.received(BAD[why])
    heard.data(b"no more", 3)
    assert len(heard.problems) == 1
    assert [heard.body(d.response) for d in heard.drafts] == [b"", b"kept"]
    assert [(bool(d.failed), d.truncated) for d in heard.drafts] == [
        (True, ""),
        (False, "unspecified"),
    ]


def test_a_block_that_goes_on_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http2, "BLOCK_BYTES_MAX", 50_000)
    heard = Heard()
    heard.ask()
    heard.received(frames.HeadersFrame(1, data=b""))
    for _ in range(10):
        heard.received(frames.ContinuationFrame(1, data=bytes(10_000)))
    assert heard.problems == ["netlog-http2: a block of headers takes more than 50000 bytes"]


def test_a_frame_between_the_parts_of_a_block_is_an_error() -> None:
    heard = Heard()
    heard.ask()
    heard.received(frames.HeadersFrame(1, data=b""))
    heard.data(b"x")
    assert "expected a block of headers to go on" in heard.problems[0]


def test_padding_longer_than_its_frame_is_an_error() -> None:
    heard = Heard()
    heard.ask()
    heard.answer()
    heard.speaker.received(b"\x00\x00\x03\x00\x08\x00\x00\x00\x01\x09ab")
    assert "padding" in heard.problems[0]
    assert heard.drafts[0].truncated == "unspecified"


def test_a_frame_that_lies_about_its_length_waits_for_the_rest() -> None:
    heard = Heard()
    heard.ask()
    heard.answer()
    heard.speaker.received(b"\xff\xff\xff\x00\x01\x00\x00\x00\x01abc")
    heard.speaker.ended(by_server=True)
    assert heard.drafts[0].truncated == "disconnect"


@pytest.mark.parametrize("status", ["103", "200"])
def test_heads_without_end_are_given_up(status: str) -> None:
    heard = Heard()
    heard.ask()
    for _ in range(1_000):
        heard.answer(headers=[(":status", status), ("x", "y")])
    assert len(heard.problems) == 1
    assert len(heard.drafts[0].interim) <= INTERIM_MAX + 1
    assert len(heard.drafts[0].trailers) < 100


def test_streams_without_end_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http2, "STREAMS_MAX", 5)
    heard = Heard()
    for stream in range(1, 21, 2):
        heard.ask(stream)
    assert heard.problems == ["netlog-http2: more than 5 streams are open at once"]
    assert len(heard.drafts) == 5


def test_a_web_socket_over_http2_is_named() -> None:
    heard = Heard()
    ask = [(":method", "CONNECT"), (":protocol", "websocket"), *ASK[1:]]
    heard.ask(headers=ask, ends=False)
    assert heard.noted == ["socket wss://a.example/a its messages stand beside it"]


def test_messages_of_a_web_socket_over_http2_are_told_apart() -> None:
    heard = Heard()
    ask = [(":method", "CONNECT"), (":protocol", "websocket"), *ASK[1:]]
    heard.ask(headers=ask, ends=False)
    heard.answer(headers=[(":status", "200")])
    heard.received(frames.DataFrame(1, data=b"\x81\x02h"))
    heard.received(frames.DataFrame(1, data=b"i"))
    heard.speaker.ended(by_server=True)
    (spoken,) = heard.spoken
    assert (spoken.sent, spoken.received, spoken.received_bytes) == (0, 1, 2)
    assert b'"text": "hi"' in b"".join(spoken.lines.pieces())
    (draft,) = heard.drafts
    assert heard.body(draft.response) == b"\x81\x02hi"


FRAMES = st.builds(
    lambda length, kind, flags, stream, body: (
        (len(body) if length is None else length).to_bytes(3, "big")
        + bytes([kind, flags])
        + stream.to_bytes(4, "big")
        + body
    ),
    st.none() | st.integers(0, 40),
    st.integers(0, 11),
    st.integers(0, 255),
    st.integers(0, 5),
    st.binary(max_size=30),
)


@given(st.lists(st.tuples(st.booleans(), FRAMES | st.binary(max_size=20)), max_size=8))
def test_any_frames_give_drafts_or_problems(pieces: list[tuple[bool, bytes]]) -> None:
    heard = Heard()
    heard.ask()
    for by_client, data in pieces:
        (heard.speaker.sent if by_client else heard.speaker.received)(data)
    heard.speaker.ended(by_server=True)
    assert heard.drafts
    for draft in heard.drafts:
        assert len(heard.body(draft.response)) == draft.response.size_bytes
