from __future__ import annotations

import gzip
import hashlib
import io

import pytest

from bad_input.pile import PAGE, PNG, record, text_pdf
from firsthand.model.custody import MediaType
from firsthand.read.archive import Found, read_archive


def read(data: bytes) -> list[Found]:
    return list(read_archive(io.BytesIO(data), prefix="", address="pile/a.warc"))


def codes(found: Found) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_page_is_found_with_what_the_archive_says_of_it() -> None:
    (page,) = read(record(PAGE, "Last-Modified: Wed, 02 Jan 2030 03:04:05 GMT"))
    assert (page.kind, page.data, page.address) == (MediaType.HTML, PAGE, "https://a.example/")
    assert page.captured == "2030-01-02T03:04:05Z"
    assert [(s.name, s.found) for s in page.stated] == [("published", "http:last-modified")]


KINDS = {
    "a PDF called a page": (record(text_pdf()), MediaType.PDF),
    "a page of no stated kind": (record(PAGE).replace(b"Content-Type: text/html\r\n", b"X-Nothing: text/html\r\n"), MediaType.HTML),
    "a page in gzip": (record(gzip.compress(PAGE), "Content-Encoding: gzip"), MediaType.HTML),
}  # fmt: skip


@pytest.mark.parametrize("why", KINDS)
def test_what_a_page_is_its_bytes_say(why: str) -> None:
    data, kind = KINDS[why]
    assert [page.kind for page in read(data)] == [kind]


def test_a_picture_called_a_page_is_named() -> None:
    (page,) = read(record(PNG))
    assert page.kind is None
    assert (
        page.problems[-1].message == "unreadable, because it is called text/html and is a PNG image"
    )


def test_an_archive_without_pages_says_what_it_has() -> None:
    missing = record(PAGE).replace(b"200 OK", b"404 NO")
    style = record(b"p{}", address="https://a.example/style").replace(b"text/html", b"text/css ")
    (found,) = read(missing + style)
    assert (
        found.problems[0].message
        == "unreadable, because no page is in it, only: 1 answer with status 404, 1 response of text/css"
    )


def with_digest(data: bytes, told: str) -> bytes:
    return data.replace(b"WARC-Date", f"WARC-Payload-Digest: {told}\r\nWARC-Date".encode(), 1)


def test_a_page_whose_digest_is_wrong_is_read_and_doubted() -> None:
    right = f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
    assert [codes(page) for page in read(with_digest(record(PAGE), right))] == [[]]
    wrong = f"sha256:{'0' * 64}"
    (page,) = read(with_digest(record(PAGE), wrong))
    assert page.kind is MediaType.HTML
    assert codes(page) == ["digest-mismatch"]


def test_a_wrong_digest_on_what_is_no_page_is_kept_with_the_archive() -> None:
    style = record(b"p{}").replace(b"text/html", b"text/css ")
    page, about = read(record(PAGE) + with_digest(style, f"sha1:{'0' * 40}"))
    assert codes(page) == []
    assert about.locator == "records"
    assert codes(about) == ["records-wrong", "digest-mismatch"]
    assert about.problems[0].message.startswith("1 records")


def test_damage_stands_between_the_pages_around_it() -> None:
    data = (
        record(PAGE, address="https://a.example/1")
        + b"noise"
        + record(PAGE, address="https://a.example/2")
    )
    first, damage, second = read(data)
    assert (first.address, second.address) == ("https://a.example/1", "https://a.example/2")
    assert damage.locator == f"record={len(record(PAGE, address='https://a.example/1'))}"
    assert codes(damage) == ["damaged"]


def test_a_page_of_which_the_server_sent_a_part_says_so() -> None:
    (page,) = read(record(PAGE).replace(b"200 OK", b"206 Partial"))
    assert "partial" in codes(page)
