"""What stands beside pages is told from pages, so that a crawler's list is no second voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.companions import OPEN_TIMESTAMPS, name_companion

TOKEN = b"\x30\x82\x12\xa3\x30\x03\x02\x01\x00\x30\x82\x12\x9a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n', "the list of pages of a crawl"),
        (b'{"id": "pages", "format":"json-pages-1.0"}', "the list of pages of a crawl"),
        (b" CDX N b a m s k r M S V g\n", "the index of an archive"),
        (b'example,a)/b 20300102030405 {"url": "https://a.example/b"}\n', "the index of an archive"),
        (b'!meta 0 {"format": "cdxj-gzip-1.0"}\nexample,a)/ 20300102030405 {"offset": 0}', "the index of an archive"),
        (OPEN_TIMESTAMPS + b"\x01\x08", "a proof of OpenTimestamps"),
        (TOKEN, "a time stamp of an authority (RFC 3161)"),
        (b"\x30\x82\x12\x9a" + TOKEN[13:], "a time stamp of an authority (RFC 3161)"),
        (b"-----BEGIN CERTIFICATE-----\nMIIB", "a certificate"),
        (b'{"timestamp":"2030-01-02T03:04:05.678Z","logLevel":"info","context":"general"', "the log of a crawler"),
    ],
)  # fmt: skip
def test_it_is_named(head: bytes, name: str) -> None:
    assert name_companion(head) == name


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"CDX is the index of an archive, he said.",
        b"example,a)/ 2030 {}",
        b'{"format": "other"}',
        "警方采集血样".encode(),
        b"A page on json-pages-1.0",
    ],
)
def test_what_may_be_a_page_is_left_to_the_readers(head: bytes) -> None:
    assert name_companion(head) is None


@given(st.binary(max_size=5000))
def test_no_bytes_stop_it(head: bytes) -> None:
    name_companion(head)
