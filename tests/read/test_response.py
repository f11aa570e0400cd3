from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.response import Message, charset_of, read_message


def message(head: str, body: bytes = b"") -> Message:
    found = read_message(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body, size_max=1 << 20)
    assert found is not None
    return found


def test_status_headers_and_body_are_read() -> None:
    """
    HTTP/1.1 200 OK
    Content-Type: text/html; charset=gbk
    X-Folded: one
      two
    """
    found = message(
        "HTTP/1.1 200 OK\nContent-Type: text/html; charset=gbk\nX-Folded: one\n  two", b"<p>"
    )
    assert (found.status, found.kind, found.charset) == (200, "text/html", "gbk")
    assert found.header("x-folded") == "one two"
    assert (found.body, found.wrong) == (b"<p>", ())


CHUNKED = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked"
CHUNKS = {
    "whole": (b"4\r\n<p>a\r\n3;x=y\r\nbcd\r\n0\r\n\r\n", b"<p>abcd", ""),
    "a chunk that breaks off": (b"4\r\n<p>a\r\n9\r\nbcd", b"<p>abcd", "its last chunk should have 9 bytes, it has 3"),
    "no last chunk": (b"4\r\n<p>a\r\n", b"<p>a", "it ends without a last chunk"),
    "chunks that end early": (b"4\r\n<p>a\r\nrest of it", b"<p>arest of it", "its chunks end 10 bytes before it does"),
    "a header that promises chunks there are not": (b"<p>plain", b"<p>plain", ""),
}  # fmt: skip


@pytest.mark.parametrize("why", CHUNKS)
def test_chunks_are_put_together_as_far_as_they_go(why: str) -> None:
    raw, body, wrong = CHUNKS[why]
    found = message(CHUNKED, raw)
    assert found.body == body
    assert found.wrong == ((wrong,) if wrong else ())
    assert found.raw == raw


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    twice = gzip.compress(gzip.compress(b"<p>words", mtime=0), mtime=0)
    assert message("HTTP/1.1 200 OK\nContent-Encoding: gzip, gzip", twice).body == b"<p>words"


def test_a_body_that_was_kept_unpacked_under_its_old_headers_is_read() -> None:
    found = message("HTTP/1.1 200 OK\nContent-Encoding: gzip", b"<html><p>words")
    assert found.body == b"<html><p>words"
    assert found.wrong == ("its body is not in gzip, as its headers say",)


def test_headers_without_an_end_have_no_body() -> None:
    found = read_message(b"HTTP/1.1 200 OK\r\nX: " + b"x" * (2 << 20), size_max=1 << 20)
    assert found is not None
    assert found.headless
    assert found.body == b""


def test_what_is_no_response_is_none() -> None:
    assert read_message(b"GET / HTTP/1.1\r\n\r\n", size_max=10) is None


def test_a_charset_is_read_however_it_is_written() -> None:
    assert charset_of("text/html;charset='utf-8'") == "utf-8"
    assert charset_of("text/html") is None


@given(st.binary())
def test_any_bytes_are_a_message_or_none(data: bytes) -> None:
    found = read_message(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n" + data,
        size_max=100,
    )
    assert found is not None
    assert len(found.body) <= max(100, len(data))
