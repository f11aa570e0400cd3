from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from bad_input.pile import record
from corpora import drawn
from firsthand.model.custody import Capture
from firsthand.model.document import Document
from firsthand.model.picture import Picture, Shown
from firsthand.preserve.sniff import identify_media
from firsthand.read.capture import read_capture
from firsthand.read.html import read_html
from firsthand.read.links import full_address
from firsthand.read.pictures import (
    TURNS_MIN,
    Pictures,
    addresses_shown,
    count_turns,
    find_details,
    from_data_address,
    hash_windows,
)
from firsthand.tools.pdf_pictures import see_pdf
from firsthand.tools.pillow import on_grid, see
from firsthand.tools.poppler import read_pdf

PHOTOGRAPH = drawn.photograph(np.random.default_rng(21))


def saved(picture: Image.Image, kind: str = "PNG", quality: int = 80) -> bytes:
    held = io.BytesIO()
    picture.convert("RGB").save(held, kind, quality=quality)
    return held.getvalue()


def apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Bits between the nearest windows of two pictures, one of them a whole."""
    rows = [[int(each, 16) for each in hashes] for hashes in (one, other)]
    pairs = [(a, b) for a in rows[0] for b in rows[1][:2]] + [
        (a, b) for a in rows[0][:2] for b in rows[1]
    ]
    return min((a ^ b).bit_count() for a, b in pairs)


def known(data: bytes) -> Picture:
    found = Pictures(see, see_pdf).picture(data)
    assert found is not None
    return found


def test_a_picture_is_known_by_its_bytes_and_its_size() -> None:
    data = saved(PHOTOGRAPH)
    found = known(data)
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert (found.width, found.height) == PHOTOGRAPH.size
    assert (found.size_bytes, found.media_type, found.plain) == (len(data), "image/png", "")
    assert all(len(each) == 50 for each in found.hashes)
    assert found.details == ()


@pytest.mark.parametrize("change", drawn.CHANGES)
def test_a_photograph_is_known_again(change: str) -> None:
    """
    The same photograph as another paper puts it out: smaller, cropped, grey, in a frame.
    """
    changed = drawn.CHANGES[change](PHOTOGRAPH, np.random.default_rng(3))
    other = drawn.photograph(np.random.default_rng(22))
    here = hash_windows(on_grid(PHOTOGRAPH))
    assert apart(here, hash_windows(on_grid(changed))) <= 32
    assert apart(here, hash_windows(on_grid(other))) > 32


@pytest.mark.parametrize("kind", drawn.plain_pictures(np.random.default_rng(0)))
@pytest.mark.parametrize("seed", range(4))
def test_a_plain_picture_is_not_compared(kind: str, seed: int) -> None:
    picture = drawn.plain_pictures(np.random.default_rng(seed))[kind]
    found = known(saved(picture))
    assert found.hashes == ()
    assert found.plain.startswith(("too plain to compare", "a side has at least"))


@pytest.mark.parametrize("kind", drawn.KINDS)
def test_a_picture_with_something_in_it_is_compared(kind: str) -> None:
    picture = drawn.KINDS[kind](np.random.default_rng(4))
    assert count_turns(on_grid(picture)) >= TURNS_MIN
    assert known(saved(picture)).plain == ""


def test_what_is_drawn_or_written_has_details_for_every_window() -> None:
    found = known(saved(drawn.chart(np.random.default_rng(4))))
    assert len(found.details) == len(found.hashes)
    assert {len(base64.b64decode(each)) for each in found.details} == {128}
    assert find_details(on_grid(PHOTOGRAPH)) == ()


def test_what_cannot_be_decoded_says_why() -> None:
    found = known(b"\x89PNG\r\n\x1a\nno more than that")
    assert found.hashes == ()
    assert found.plain.startswith("it cannot be decoded")


SHOWN = {
    "an address": ('<img src="/a.jpg">', ("https://x.example/a.jpg",)),
    "several sizes": (
        '<img src="s.jpg" srcset="m.jpg 600w, https://c.example/l,1.jpg 1200w">',
        ("https://x.example/s.jpg", "https://x.example/m.jpg", "https://c.example/l,1.jpg"),
    ),
    "loaded late": (
        '<img src="data:text/plain,x" data-src="//c.example/a.jpg">',
        ("https://c.example/a.jpg",),
    ),
    "a part of the message": ('<img src="cid:1@x">', ("cid:1@x",)),
    "in the page": ('<img src="data:image/gif;base64,R0lG">', ("data:image/gif;base64,R0lG",)),
    "nothing": ("<img alt=x>", ()),
}


@pytest.mark.parametrize("why", SHOWN)
def test_a_page_gives_addresses_of_its_picture(why: str) -> None:
    html, addresses = SHOWN[why]
    element = etree.fromstring(html, etree.HTMLParser()).find(".//img")
    found = addresses_shown(element, lambda told: full_address("https://x.example/", told))
    assert found == addresses


def test_an_inline_picture_is_decoded_or_nothing() -> None:
    assert from_data_address("data:image/png;base64,aGVsbG8") == b"hello"
    assert from_data_address("data:image/svg+xml,%3Csvg%3E") == b"<svg>"
    assert from_data_address("data:image/png;base64,*") == b""
    assert from_data_address("data:nothing") == b""


def test_the_place_of_a_picture_leads_back_to_its_element() -> None:
    page = read_html(
        b"<html><body><p>Words.</p><div><img src='a.jpg'><img src='b.jpg'></div></body></html>",
        address="https://x.example/", charset=None, where="",
    )  # fmt: skip
    assert [shown.path for shown in page.pictures] == [
        "/html/body/div[1]/img[1]",
        "/html/body/div[1]/img[2]",
    ]


def read(data: bytes, pictures: Pictures, file: str = "page") -> Iterator[Document]:
    capture = Capture(
        digest="ab" * 32, size_bytes=len(data), address="pile/page", file=file,
        media_type=identify_media(data),
    )  # fmt: skip
    yield from read_capture(io.BytesIO(data), capture=capture, pdf_text=read_pdf, pictures=pictures)


WORDS = "<p>Police took blood from residents of the invented county, a notice said on Tuesday.</p>"


def test_a_picture_written_into_its_page_is_the_page_s() -> None:
    """
    SingleFile keeps a page and all its pictures in one file, as data: addresses.
    """
    data = saved(PHOTOGRAPH, "JPEG")
    inline = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    html = f"<!DOCTYPE html><html><body>{WORDS}<img src='{inline}'></body></html>".encode()
    ((document),) = read(html, Pictures(see, see_pdf))
    (shown,) = document.pictures
    assert shown.addresses == ()
    assert shown.picture == known(data)


def test_a_picture_in_an_archive_waits_for_the_page_that_shows_it() -> None:
    picture = saved(PHOTOGRAPH, "JPEG")
    html = f"<!DOCTYPE html><html><body>{WORDS}<img src='/p.jpg'></body></html>".encode()
    image = record(picture, address="https://a.example/p.jpg").replace(
        b"Content-Type: text/html", b"Content-Type: image/jpeg", 1
    ).replace(b"Content-Length: %d" % (len(picture) + 44), b"Content-Length: %d" % (len(picture) + 45))  # fmt: skip
    pictures = Pictures(see, see_pdf)
    (document,) = read(record(html) + image, pictures)
    assert document.pictures == (
        Shown(addresses=("https://a.example/p.jpg",), path="/html/body/img[1]"),
    )
    (met,) = pictures.waiting()
    assert (met.address, met.picture) == ("https://a.example/p.jpg", known(picture))


def test_a_file_that_is_a_picture_says_so_and_is_known() -> None:
    data = saved(PHOTOGRAPH)
    (document,) = read(data, Pictures(see, see_pdf), file="scan.png")
    assert document.problems[0].message == "unreadable, because it is a PNG image"
    assert document.pictures[0].picture == known(data)


def test_pictures_of_a_pdf_are_its_pages() -> None:
    held = io.BytesIO()
    PHOTOGRAPH.save(held, "PDF", quality=80)
    (document,) = read(held.getvalue(), Pictures(see, see_pdf))
    (shown,) = document.pictures
    assert shown.path == "page=1"
    assert shown.picture is not None
    assert shown.picture.media_type == "image/jpeg"


def test_without_a_tool_nothing_is_looked_at() -> None:
    capture = Capture(
        digest="ab" * 32, size_bytes=9, address="pile/page", file="p",
        media_type=identify_media(b"<p>words"),
    )  # fmt: skip
    (document,) = read_capture(io.BytesIO(b"<p>words"), capture=capture, pdf_text=read_pdf)
    assert document.pictures == ()
