"""What was sent with a POST, in a line: as the draft for it and cdxj-indexer have it."""

from __future__ import annotations

import pytest

from firsthand.preserve.exchanges import Held
from firsthand.preserve.writing.asked import LETTERS_MAX, asked_with, header_of
from written import Pieces

FORM = "application/x-www-form-urlencoded"
PARTS = (
    b'--XX\r\nContent-Disposition: form-data; name="who"\r\n\r\nAna B\r\n'
    b'--XX\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\nContent-Type: x/y\r\n\r\n\x00\xff\r\n--XX--\r\n'
)
# Each was given to cdxj-indexer 1.5.0.
BODIES: dict[str, tuple[str, bytes, str]] = {
    "a form": (FORM, b"a=1&b=%20x", "a=1&b= x"),
    "a form that is no UTF-8": (FORM, b"a=\xff", "__wb_post_data=YT3/"),
    "a form in parts": ("multipart/form-data; boundary=XX", PARTS, "who=Ana+B&f=%00%FF"),
    "a form in parts without a boundary": ("multipart/form-data", b"x", "__wb_post_data=eA=="),
    "JSON": ("application/json", b'{"a":{"b":1},"c":[true,null],"b":2.5}', "b=1&c=True&c.2_=None&b.2_=2.5"),
    "one JSON a line": ("application/json", b'{"a":1}\n{"a":2}', "a=1&a.2_=2"),
    "no JSON": ("application/json", b"{", ""),
    "JSON with half a letter": ("application/json", b'{"a":"\\ud800"}', ""),
    "JSON as text": ("text/plain;charset=UTF-8", b'{"a":1}', "a=1"),
    "text": ("text/plain", b"words", "__wb_post_data=d29yZHM="),
    "bytes": ("application/octet-stream", b"\x00\x01", "__wb_post_data=AAE="),
}  # fmt: skip


def asked(kind: str, body: bytes, address: str = "http://a.example/") -> tuple[str, str]:
    head = (
        f"POST / HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    )
    return asked_with(address, "POST", head, Pieces(data=body))


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_told_in_a_line(name: str) -> None:
    kind, body, line = BODIES[name]
    behind = f"&{line}" if line else ""
    assert asked(kind, body) == (line, f"http://a.example/?__wb_method=POST{behind}")


def test_a_question_goes_on() -> None:
    assert (
        asked(FORM, b"a=1", "http://a.example/?q=1")[1]
        == "http://a.example/?q=1&__wb_method=POST&a=1"
    )


def test_a_long_body_is_cut() -> None:
    assert len(asked("x/y", bytes(1 << 20))[0]) == LETTERS_MAX


def test_json_that_is_nested_to_no_end_is_none() -> None:
    assert asked("application/json", b"[" * 200_000 + b"]" * 200_000)[0] == ""


def test_of_a_body_as_much_is_read_as_is_told() -> None:
    def with_length(told: bytes) -> str:
        return asked_with(
            "http://a.example/", "PUT", b"PUT / HTTP/1.1\r\n" + told + b"\r\n", Held(data=b"abc")
        )[0]

    assert with_length(b"content-LENGTH: 1\r\n") == "__wb_post_data=YQ=="
    assert with_length(b"Content-Length: many\r\n") == ""
    assert with_length(b"") == "__wb_post_data=YWJj"


def test_a_header_is_found_by_its_name_in_any_case() -> None:
    head = b"POST / HTTP/1.1\r\nX: content-type: no\r\ncontent-TYPE:  a/b \r\nContent-Type: c/d\r\n\r\n"
    assert header_of(head, "content-type") == "a/b"
    assert header_of(head, "content-length") is None
