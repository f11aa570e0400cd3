from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.custody import Fidelity
from firsthand.model.moment import Moment
from firsthand.model.visit import Cookie
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
    withholding = Withholding.of(COOKIES)
    head = b"GET / HTTP/1.1\r\nHost: paper.example\r\nCookie: theme=dark; session=s3cret-value; other=1\r\n\r\n"
    (found,) = withholding.without([exchange(head)])
    assert found.request_head == head.replace(b"s3cret-value", b"(withheld)")
    assert found.fidelity is Fidelity.REWRITTEN
    assert found.frames is None
    assert withholding.heads == ["https://paper.example/"]


def test_a_value_that_stands_elsewhere_in_a_head_is_withheld_too() -> None:
    head = b"GET /?s=s3cret-value HTTP/1.1\r\nX-Session: s3cret-value\r\n\r\n"
    (found,) = Withholding.of(COOKIES).without([exchange(head)])
    assert b"s3cret" not in found.request_head


def test_the_same_cookie_set_anew_by_the_server_is_withheld_whatever_its_new_value() -> None:
    answered = b"HTTP/1.1 200 OK\r\nSet-Cookie: session=renewed; Path=/; Secure\r\nSet-Cookie: theme=dark\r\n\r\n"
    (found,) = Withholding.of(COOKIES).without([exchange(b"GET / HTTP/1.1\r\n\r\n", answered)])
    assert found.response_head == answered.replace(b"renewed", b"(withheld)")
    assert found.fidelity is Fidelity.REWRITTEN


def test_cookies_of_the_visit_itself_stay_as_sent() -> None:
    head = b"GET / HTTP/1.1\r\nCookie: visit=fresh-from-the-server\r\n\r\n"
    same = exchange(head)
    assert list(Withholding.of(COOKIES).without([same])) == [same]
    assert list(Withholding.of(()).without([same])) == [same]


def test_a_body_that_holds_a_value_is_named_and_not_changed() -> None:
    withholding = Withholding.of(COOKIES)
    (found,) = withholding.without(
        [exchange(b"GET / HTTP/1.1\r\n\r\n", body=b"<script>token='s3cret-value'</script>")]
    )
    assert b"s3cret-value" in b"".join(found.response_body.pieces())
    assert withholding.bodies == ["https://paper.example/ (received)"]


def test_a_value_that_lies_across_two_pieces_is_found() -> None:
    class Pieces:
        size_bytes = 12

        def pieces(self) -> list[bytes]:
            return [b"....s3cret", b"-value...."]

    withholding = Withholding.of(COOKIES)
    assert withholding._holds(Pieces())  # type: ignore[arg-type]


def test_a_short_value_is_withheld_by_its_name_alone() -> None:
    cookies = read_cookies("a.example\tTRUE\t/\tTRUE\t0\tok\t1\n", where="").values
    head = b"GET /1 HTTP/1.1\r\nCookie: ok=1; n=1\r\n\r\n"
    (found,) = Withholding.of(cookies).without([exchange(head)])
    assert found.request_head == b"GET /1 HTTP/1.1\r\nCookie: ok=(withheld); n=1\r\n\r\n"


def test_a_head_before_the_answer_gives_no_value_away() -> None:
    early = dataclasses.replace(
        exchange(b"GET / HTTP/1.1\r\n\r\n"),
        interim=(b"HTTP/1.1 103 Early Hints\r\nSet-Cookie: token=renewed\r\n\r\n",),
    )
    (found,) = Withholding.of(COOKIES).without([early])
    assert found.interim == (b"HTTP/1.1 103 Early Hints\r\nSet-Cookie: token=(withheld)\r\n\r\n",)


def test_a_moment_of_thousands_of_digits_is_none() -> None:
    """Seconds since 1970, as many digits as Python refuses to read."""
    (found,) = read_cookies(f"a.example\tTRUE\t/\tTRUE\t{'9' * 5000}\tok\t1\n", where="").values
    assert found.expires == 0
