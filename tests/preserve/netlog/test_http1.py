from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.drafts import INTERIM_MAX, Carrier, Draft
from firsthand.preserve.netlog.http1 import HEAD_BYTES_MAX, Http1
from firsthand.preserve.netlog.spool import Runs, Spool, Spooled
from firsthand.preserve.netlog.wire import Spoken

from .made import CONSTANTS

GET = b"GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"


class Heard:
    """A connection's drafts as they are finished, and its problems."""

    def __init__(self, *, secure: bool = False) -> None:
        self.drafts: list[Draft] = []
        self.problems: list[str] = []
        self.noted: list[str] = []
        self.spoken: list[Spoken] = []
        self.spool = Spool(io.BytesIO())
        self.carrier = Carrier(
            spool=self.spool,
            finished=lambda draft, _: self.drafts.append(draft),
            problem=lambda code, message: self.problems.append(f"{code}: {message}"),
            noted=lambda kind, address, words: self.noted.append(f"{kind} {address}: {words}"),
            spoken=self.spoken.append,
            moment=CONSTANTS.moment,
            secure=secure,
            host="proxied.example:443",
        )
        self.speaker = Http1(self.carrier)

    def body(self, runs: Runs) -> bytes:
        return b"".join(Spooled(spool=self.spool, runs=runs).pieces())


def heard(*pieces: tuple[str, bytes], end: str = "server") -> Heard:
    """`>` was sent, `<` was received; then the connection ended."""
    found = Heard()
    for side, data in pieces:
        (found.speaker.sent if side == ">" else found.speaker.received)(data)
    if end:
        found.speaker.ended(by_server=end == "server")
    return found


def test_several_exchanges_on_one_connection_are_told_apart() -> None:
    post = b"POST /b HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\n\r\nhi"
    found = heard((">", GET), ("<", OK + b"abc"), (">", post), ("<", OK + b"def"))
    assert [d.address for d in found.drafts] == ["http://a.example/a", "http://a.example/b"]
    assert [found.body(d.response) for d in found.drafts] == [b"abc", b"def"]
    assert found.body(found.drafts[1].request) == b"hi"
    assert found.problems == []


def test_heads_before_the_answer_are_kept_apart() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    (draft,) = heard((">", GET), ("<", early + early + OK + b"abc")).drafts
    assert draft.interim == [early, early]
    assert draft.response_head == OK


def test_an_answer_to_head_and_204_and_304_have_no_body() -> None:
    head = b"HEAD /a HTTP/1.1\r\nHost: a.example\r\n\r\n"
    none = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"
    found = heard((">", head), ("<", OK), (">", GET), ("<", none), (">", GET), ("<", OK + b"abc"))
    assert [found.body(d.response) for d in found.drafts] == [b"", b"", b"abc"]


@pytest.mark.parametrize(
    ("answer", "end", "truncated"),
    [
        (OK + b"ab", "server", "disconnect"),
        (OK + b"ab", "browser", "unspecified"),
        (b"HTTP/1.1 200 OK\r\n\r\nab", "server", ""),
        (b"HTTP/1.1 200 OK\r\n\r\nab", "browser", "unspecified"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
            "server",
            "disconnect",
        ),
    ],
)
def test_a_body_that_breaks_off_says_who_ended_it(answer: bytes, end: str, truncated: str) -> None:
    (draft,) = heard((">", GET), ("<", answer), end=end).drafts
    assert draft.truncated == truncated
    assert draft.failed == ""


def test_no_answer_is_a_failure() -> None:
    (draft,) = heard((">", GET), ("<", b"HTTP/1.1 20")).drafts
    assert draft.failed == "the connection ended before an answer came"
    assert draft.response_head == b""


def test_a_web_socket_ends_what_is_understood() -> None:
    ask = GET.replace(b"\r\n\r\n", b"\r\nUpgrade: websocket\r\n\r\n")
    answer = b"HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x05hello"
    found = heard((">", ask), ("<", answer), (">", b"\x88\x80abcd"))
    assert [d.address for d in found.drafts] == ["ws://a.example/a"]
    assert found.noted == ["socket ws://a.example/a: its messages stand beside it"]
    assert found.problems == []
    (spoken,) = found.spoken
    assert (spoken.sent, spoken.received, spoken.received_bytes) == (0, 1, 5)
    assert spoken.ended == "it was closed"


def test_an_answer_that_comes_before_the_request_is_whole_does_not_mix_them() -> None:
    post = b"POST /b HTTP/1.1\r\nHost: a.example\r\nContent-Length: 6\r\n\r\n"
    found = heard((">", post + b"abc"), ("<", OK + b"abc"), (">", b"def" + GET), ("<", OK + b"xyz"))
    assert [found.body(d.request) for d in found.drafts] == [b"abcdef", b""]


def test_a_proxy_is_asked_with_whole_addresses() -> None:
    (draft,) = heard((">", b"GET http://b.example/x HTTP/1.1\r\nHost: b.example\r\n\r\n")).drafts
    assert draft.address == "http://b.example/x"


def test_a_request_without_a_host_goes_where_the_connection_leads() -> None:
    found = Heard(secure=True)
    found.speaker.sent(b"GET / HTTP/1.1\r\n\r\n")
    found.speaker.ended(by_server=True)
    assert found.drafts[0].address == "https://proxied.example/"


def test_broken_chunks_keep_what_came_and_say_so() -> None:
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzzz\r\nrest"
    found = heard((">", GET), ("<", answer), ("<", b" and more"))
    (draft,) = found.drafts
    assert found.body(draft.response) == b"2\r\nab\r\nzzz\r\nrest and more"
    assert draft.truncated == "unspecified"
    assert "expected the size of a chunk" in found.problems[0]


def test_an_answer_without_a_head_is_kept_as_a_body() -> None:
    found = heard((">", GET), ("<", b"<html>hello"))
    (draft,) = found.drafts
    assert (draft.response_head, found.body(draft.response)) == (b"", b"<html>hello")
    assert found.problems == ["netlog-no-head: no head before the answer of http://a.example/a"]


def test_heads_before_an_answer_do_not_go_on_without_end() -> None:
    found = heard((">", GET), ("<", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000))
    assert len(found.drafts[0].interim) == INTERIM_MAX + 1
    assert "heads before it" in found.problems[0]


def test_bytes_that_nothing_was_asked_for_are_named() -> None:
    found = heard((">", GET), ("<", OK + b"abc" + OK))
    assert found.problems == ["netlog-http1: bytes came that nothing was asked for"]


def test_a_head_without_end_is_given_up() -> None:
    found = Heard()
    found.speaker.sent(GET)
    found.speaker.received(b"HTTP/1.1 200 OK\r\n")
    for _ in range(HEAD_BYTES_MAX // 8192 + 2):
        found.speaker.received(b"X: " + b"y" * 8189)
    assert "no end of it" in found.problems[0]
    assert found.drafts[0].failed


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=60)), max_size=10), st.booleans())
def test_any_bytes_give_drafts_or_problems(
    pieces: list[tuple[bool, bytes]], by_server: bool
) -> None:
    found = Heard()
    found.speaker.sent(GET)
    for by_client, data in pieces:
        (found.speaker.sent if by_client else found.speaker.received)(data)
    found.speaker.ended(by_server=by_server)
    assert found.drafts
    for draft in found.drafts:
        assert len(found.body(draft.response)) == draft.response.size_bytes


@given(st.lists(st.integers(0, 200), max_size=10))
def test_pieces_of_any_length_give_the_same(cuts: list[int]) -> None:
    whole = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n"
    at = [0, *sorted(c for c in cuts if c < len(whole)), len(whole)]
    found = heard((">", GET), *(("<", whole[a:b]) for a, b in pairwise(at)))
    (draft,) = found.drafts
    assert draft.response_head + found.body(draft.response) == whole
    assert draft.whole
