from __future__ import annotations

import pytest

from firsthand.preserve.netlog.heads import parse_head, plain, request_text, response_text


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"HTTP/1.1 200 OK", 200),
        (b"HTTP/1.0 404 Not Found", 404),
        (b"HTTP/1.1 200", 200),
        (b"http/1.1\t301 ", 301),
        (b"HTTP/1.1 2000 OK", 0),
        (b"ICY 200 OK", 0),
        (b"", 0),
    ],
)
def test_the_status_is_read_as_browsers_do(line: bytes, status: int) -> None:
    assert parse_head(line + b"\r\n\r\n").status == status


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        (b"Content-Length: 12", 12),
        (b"content-length:12\r\nContent-Length: 12", 12),
        (b"Content-Length: 12, 12", 12),
        (b"Content-Length: 12\r\nContent-Length: 13", None),
        (b"Content-Length: -1", None),
        (b"Content-Length: 9999999999999999", None),
        (b"Content-Length: 1e3", None),
        (b"X: y", None),
    ],
)
def test_a_length_is_one_number_or_none(lines: bytes, length: int | None) -> None:
    assert parse_head(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n\r\n").length == length


def test_folded_lines_and_bare_line_ends_are_read() -> None:
    head = parse_head(b"HTTP/1.1 200 OK\nX: one\n  two\nTransfer-Encoding: gzip,\n\tChunked\n\n")
    assert head.headers == ((b"x", b"one two"), (b"transfer-encoding", b"gzip, Chunked"))
    assert head.chunked


def test_a_head_of_http2_is_written_in_its_order() -> None:
    headers = [(b":status", b"200"), (b"set-cookie", b"a"), (b"x", b""), (b"set-cookie", b"b")]
    assert (
        response_text(headers) == b"HTTP/1.1 200 \r\nset-cookie: a\r\nx: \r\nset-cookie: b\r\n\r\n"
    )


def test_nobody_slips_a_line_into_a_head_of_http2() -> None:
    """A server packs `x: a CR LF set-cookie: evil` as one header, and a path with a line end."""
    headers = [(b":status", b"200\r\nx: y"), (b"x", b"a\r\nset-cookie: evil"), (b"a b:\n", b"c")]
    lines = response_text(headers).split(b"\r\n")
    assert lines == [b"HTTP/1.1 200??x:?y ", b"x: a  set-cookie: evil", b"a?b??: c", b"", b""]
    asked = request_text([(b":method", b"GET"), (b":path", b"/ HTTP/1.1\r\nHost: b")])
    assert asked == b"GET /?HTTP/1.1??Host:?b HTTP/1.1\r\n\r\n"


def test_control_characters_are_written_out() -> None:
    assert plain(b"/a b\x1b\xe9") == "/a%20b%1Bé"
