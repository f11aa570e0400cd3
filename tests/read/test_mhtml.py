from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.archive import Found
from firsthand.read.mhtml import read_mhtml

WORDS = "<html><body><p>警方从居民身上采集血样 = blood</p></body></html>"


def part(body: bytes, coding: str, place: str, charset: str = "utf-8") -> bytes:
    return (
        (
            f"--edge\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n"
            f"Content-Location: {place}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n"
    )


def page(*parts: bytes) -> bytes:
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/story\r\n"
        b"Subject: =?utf-8?Q?Blood=20=E8=A1=80?=\r\nDate: Wed, 2 Jan 2030 03:04:05 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
    )
    return head + b"".join(parts) + b"--edge--\r\n"


def read(data: bytes, told: str | None = None) -> list[Found]:
    return list(read_mhtml(data, address="pile/a.mhtml", told=told))


CODINGS = {
    "quoted-printable": quopri.encodestring(WORDS.encode()),
    "base64": base64.encodebytes(WORDS.encode()),
    "binary": WORDS.encode(),
    "8bit": WORDS.encode(),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_part_is_decoded_as_it_was_encoded(coding: str) -> None:
    (found,) = read(page(part(CODINGS[coding], coding, "https://a.example/story")))
    assert found.data.decode().strip() == WORDS
    assert (found.address, found.charset, found.locator) == (
        "https://a.example/story",
        "utf-8",
        "part=1",
    )
    assert ("title", "Blood 血", "mhtml:subject") in {
        (s.name, s.text, s.found) for s in found.stated
    }


def test_frames_are_pages_of_their_own() -> None:
    """
    part 1   the page, in GBK
    part 2   a frame in it
    """
    first = part(
        base64.encodebytes(WORDS.encode("gbk")), "base64", "https://a.example/story", "gbk"
    )
    frame = part(b"<p>frame</p>", "binary", "https://b.example/frame")
    one, two = read(page(first, frame), told="https://told.example/")
    assert (one.address, one.charset) == ("https://told.example/", "gbk")
    assert (two.address, two.locator, two.stated) == ("https://b.example/frame", "part=2", ())


def test_a_part_that_is_no_base64_is_named() -> None:
    (found,) = read(page(part(b"!!! not base 64 !", "base64", "https://a.example/")))
    assert [problem.code for problem in found.problems] == ["part-damaged", "decoded"]


def test_an_mhtml_without_a_page_says_so() -> None:
    (found,) = read(page())
    assert found.problems[0].message == "unreadable, because no HTML part is in it"


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    assert read(page(part(data, "base64", "https://a.example/")) + data)
    assert read(data)
