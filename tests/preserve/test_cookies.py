from __future__ import annotations

import dataclasses
import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from firsthand.model.custody import Fidelity
from firsthand.model.moment import Moment
from firsthand.model.visit import Cookie
from firsthand.pipeline.withheld import unpacked
from firsthand.preserve.cookies import Withholding, read_cookies
from firsthand.preserve.exchanges import Exchange, Held

FILE = """# Netscape HTTP Cookie File

.paper.example\tTRUE\t/\tTRUE\t1900000000\tsession\ts3cret-value
#HttpOnly_mail.example\tFALSE\t/in\tFALSE\t0\ttoken\tabcdefgh
# a remark
"""
READ = read_cookies(FILE, where="cookies.txt")
COOKIES = READ.values


def exchange(
    asked: bytes, answered: bytes = b"HTTP/1.1 200 OK\r\n\r\n", body: bytes = b""
) -> Exchange:
    return Exchange(
        address="https://paper.example/",
        began=Moment(utc="2030-01-02T12:00:00Z"),
        method="GET",
        request_head=asked,
        response_head=answered,
        response_body=Held(data=body),
        frames=Held(data=b"frames"),
    )


def test_a_cookie_file_is_read_as_browsers_and_curl_write_it() -> None:
    assert READ.values == (
        Cookie(
            domain="paper.example", with_subdomains=True, path="/", secure=True,
            expires=1900000000, name="session", value="s3cret-value",
        ),
        Cookie(
            domain="mail.example", with_subdomains=False, path="/in", secure=False,
            expires=0, name="token", value="abcdefgh", http_only=True,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "a.example session=1",
        "a\tTRUE\t/\tTRUE\t0\tn",
        ".\tTRUE\t/\tTRUE\t0\tn\tv",
        "\tTRUE\t/\tTRUE\t0\tn\tv",
    ],
)
def test_a_line_that_is_no_cookie_is_told_by_its_number_and_not_by_its_words(line: str) -> None:
    found = read_cookies(f"# first\n{line}\n", where="cookies.txt")
    assert found.values == ()
    (problem,) = found.problems
    assert problem.where == "cookies.txt:2"
    assert "session=1" not in problem.message


def test_a_value_of_the_file_is_withheld_and_the_request_says_that_it_was_rewritten() -> None:
    """
    Cookie: theme=dark; session=s3cret-value; other=1  →  only session's value is gone
    """
    withholding = Withholding.of(COOKIES, unpack=unpacked)
    head = b"GET / HTTP/1.1\r\nHost: paper.example\r\nCookie: theme=dark; session=s3cret-value; other=1\r\n\r\n"
    (found,) = withholding.without([exchange(head)])
    assert found.request_head == head.replace(b"s3cret-value", b"(withheld)")
    assert found.fidelity is Fidelity.REWRITTEN
    assert found.frames is None
    assert withholding.heads == ["https://paper.example/"]


def test_a_value_that_stands_elsewhere_in_a_head_is_withheld_too() -> None:
    head = b"GET /?s=s3cret-value HTTP/1.1\r\nX-Session: s3cret-value\r\n\r\n"
    (found,) = Withholding.of(COOKIES, unpack=unpacked).without([exchange(head)])
    assert b"s3cret" not in found.request_head


def test_the_same_cookie_set_anew_by_the_server_is_withheld_whatever_its_new_value() -> None:
    answered = b"HTTP/1.1 200 OK\r\nSet-Cookie: session=renewed; Path=/; Secure\r\nSet-Cookie: theme=dark\r\n\r\n"
    (found,) = Withholding.of(COOKIES, unpack=unpacked).without(
        [exchange(b"GET / HTTP/1.1\r\n\r\n", answered)]
    )
    assert found.response_head == answered.replace(b"renewed", b"(withheld)")
    assert found.fidelity is Fidelity.REWRITTEN


def test_cookies_of_the_visit_itself_stay_as_sent() -> None:
    head = b"GET / HTTP/1.1\r\nCookie: visit=fresh-from-the-server\r\n\r\n"
    same = exchange(head)
    assert list(Withholding.of(COOKIES, unpack=unpacked).without([same])) == [same]
    assert list(Withholding.of((), unpack=unpacked).without([same])) == [same]


BODY = b"<script>token='s3cret-value'</script>"


def test_a_body_that_holds_a_value_is_archived_without_it_and_says_so() -> None:
    withholding = Withholding.of(COOKIES, unpack=unpacked)
    (found,) = withholding.without([exchange(b"GET / HTTP/1.1\r\n\r\n", body=BODY)])
    assert b"".join(found.response_body.pieces()) == b"<script>token='************'</script>"
    assert (found.fidelity, found.frames) == (Fidelity.REWRITTEN, None)
    assert withholding.bodies == ["https://paper.example/ (received)"]
    assert (withholding.left, withholding.heads) == ([], [])


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "identity"])
@pytest.mark.parametrize("chunks", [True, False])
def test_a_value_in_a_packed_body_is_found_and_taken_out(coding: str, chunks: bool) -> None:
    """in chunks of five bytes: the value lies across three of them"""
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress, "identity": bytes,
        "zstd": zstandard.ZstdCompressor().compress,
    }  # fmt: skip
    packed = pack[coding](BODY)
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %b\r\n" % coding.encode()
    )
    sent = packed
    if chunks:
        head += b"Transfer-Encoding: chunked\r\n"
        pieces = [packed[at : at + 5] for at in range(0, len(packed), 5)]
        sent = b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"
    withholding = Withholding.of(COOKIES, unpack=unpacked)
    asked = exchange(b"GET / HTTP/1.1\r\n\r\n", head + b"\r\n", body=sent)
    (found,) = withholding.without([asked])
    assert found.response_head == (
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: text/html\r\n\r\n" % len(BODY)
    )
    assert b"".join(found.response_body.pieces()) == BODY.replace(b"s3cret-value", b"*" * 12)
    assert found.fidelity is Fidelity.REWRITTEN
    assert withholding.bodies == ["https://paper.example/ (received)"]
    harmless = exchange(
        b"GET / HTTP/1.1\r\n\r\n",
        head + b"\r\n",
        body=pack[coding](b"x") if not chunks else b"0\r\n\r\n",
    )
    assert list(withholding.without([harmless])) == [harmless]


@pytest.mark.parametrize("value", ["default", "2026-11-29", "accepted-by-all", "123456789012"])
def test_a_value_that_stands_anywhere_by_chance_is_withheld_in_heads_alone(value: str) -> None:
    cookies = read_cookies(f"a.example\tTRUE\t/\tTRUE\t0\tsetting\t{value}\n", where="").values
    head = b"GET / HTTP/1.1\r\nCookie: setting=%b\r\n\r\n" % value.encode()
    body = b"switch (x) { %b: }" % value.encode()
    withholding = Withholding.of(cookies, unpack=unpacked)
    (found,) = withholding.without([exchange(head, body=body)])
    assert value.encode() not in found.request_head
    assert b"".join(found.response_body.pieces()) == body
    assert (withholding.bodies, withholding.left) == ([], [])


def test_what_cannot_be_unpacked_is_told_and_kept() -> None:
    answered = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    asked = exchange(b"GET / HTTP/1.1\r\n\r\n", answered, body=b"\x00no gzip")
    withholding = Withholding.of(COOKIES, unpack=unpacked)
    assert list(withholding.without([asked])) == [asked]
    assert "cannot be unpacked" in withholding.left[0]
    assert "may stand in the body" in next(iter(withholding.told()))


def test_a_value_in_an_address_is_in_no_address_of_the_archive() -> None:
    asked = dataclasses.replace(
        exchange(b"GET /?s=s3cret-value HTTP/1.1\r\n\r\n"),
        address="https://paper.example/?s=s3cret-value",
    )
    (found,) = Withholding.of(COOKIES, unpack=unpacked).without([asked])
    assert found.address == "https://paper.example/?s=************"
    assert found.request_head == b"GET /?s=(withheld) HTTP/1.1\r\n\r\n"


def test_a_short_value_is_withheld_by_its_name_alone() -> None:
    cookies = read_cookies("a.example\tTRUE\t/\tTRUE\t0\tok\t1\n", where="").values
    head = b"GET /1 HTTP/1.1\r\nCookie: ok=1; n=1\r\n\r\n"
    (found,) = Withholding.of(cookies, unpack=unpacked).without([exchange(head)])
    assert found.request_head == b"GET /1 HTTP/1.1\r\nCookie: ok=(withheld); n=1\r\n\r\n"


def test_a_head_before_the_answer_gives_no_value_away() -> None:
    early = dataclasses.replace(
        exchange(b"GET / HTTP/1.1\r\n\r\n"),
        interim=(b"HTTP/1.1 103 Early Hints\r\nSet-Cookie: token=renewed\r\n\r\n",),
    )
    (found,) = Withholding.of(COOKIES, unpack=unpacked).without([early])
    assert found.interim == (b"HTTP/1.1 103 Early Hints\r\nSet-Cookie: token=(withheld)\r\n\r\n",)


def test_a_moment_of_thousands_of_digits_is_none() -> None:
    """Seconds since 1970, as many digits as Python refuses to read."""
    (found,) = read_cookies(f"a.example\tTRUE\t/\tTRUE\t{'9' * 5000}\tok\t1\n", where="").values
    assert found.expires == 0
