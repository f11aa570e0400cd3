from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.bodies import (
    LINE_BYTES_MAX,
    Chunked,
    FramingError,
    Sized,
    UntilClose,
    of_request,
    of_response,
)
from firsthand.preserve.netlog.heads import parse_head
from firsthand.preserve.netlog.spool import Runs, Spool, Spooled, Tape

CHUNKED = b'3\r\nabc\r\n0A ; name="x"\r\n0123456789\r\n000\r\nX-Sum: 1\r\n\r\n'


def taken(framing: Chunked | Sized | UntilClose, pieces: list[bytes]) -> tuple[bytes, bytes, bool]:
    """What it took of the pieces, what it left, and whether it has ended."""
    spool, runs, done = Spool(io.BytesIO()), Runs(), False
    tape = Tape(spool)
    for piece in pieces:
        tape.write(piece)
        done = done or framing.take(tape, runs)
    return b"".join(Spooled(spool=spool, runs=runs).pieces()), tape.window(), done


@given(st.lists(st.integers(0, len(CHUNKED)), max_size=12))
def test_chunks_keep_their_framing_however_they_come(cuts: list[int]) -> None:
    at = [0, *sorted(cuts), len(CHUNKED)]
    pieces = [CHUNKED[a:b] for a, b in pairwise(at)]
    assert taken(Chunked(), [*pieces, b"HTTP/1.1"]) == (CHUNKED, b"HTTP/1.1", True)


@pytest.mark.parametrize(
    "line", [b"xyz\r\n", b"-1\r\n", b"\r\n", b"1" * 16 + b"\r\n", b"1" * LINE_BYTES_MAX]
)
def test_a_size_that_is_none_is_refused(line: bytes) -> None:
    with pytest.raises(FramingError):
        taken(Chunked(), [line])


def test_a_chunk_that_lies_about_its_length_waits_for_the_rest() -> None:
    body, left, done = taken(Chunked(), [b"ffffffffffff\r\nabc"])
    assert (body, left, done) == (b"ffffffffffff\r\nabc", b"", False)


def test_a_sized_body_ends_where_it_said() -> None:
    assert taken(Sized(4), [b"ab", b"cdef"]) == (b"abcd", b"ef", True)
    assert taken(Sized(0), [b"ef"]) == (b"", b"ef", True)


@pytest.mark.parametrize(
    ("head", "method", "kind"),
    [
        (b"200 OK\r\nContent-Length: 5", "GET", Sized),
        (b"200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", "GET", Chunked),
        (b"200 OK\r\nTransfer-Encoding: gzip", "GET", UntilClose),
        (b"200 OK\r\nTransfer-Encoding: chunked", "HEAD", Sized),
        (b"204 No Content\r\nContent-Length: 5", "GET", Sized),
        (b"304 Not Modified\r\nTransfer-Encoding: chunked", "GET", Sized),
        (b"200 OK", "GET", UntilClose),
        (b"200 OK\r\nContent-Length: 5\r\nContent-Length: 6", "GET", UntilClose),
    ],
)
def test_the_head_says_where_the_body_ends(head: bytes, method: str, kind: type[object]) -> None:
    framing = of_response(parse_head(b"HTTP/1.1 " + head + b"\r\n\r\n"), method)
    assert isinstance(framing, kind)
    if method == "HEAD" or b"204" in head:
        assert framing.at_end()


def test_a_request_without_a_length_has_no_body() -> None:
    assert of_request(parse_head(b"GET / HTTP/1.1\r\n\r\n")).at_end()
    assert not of_request(parse_head(b"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n")).at_end()
