from __future__ import annotations

import gzip

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.preserve.sniff import identify_media

HEADS = {
    MediaType.HTML: b"\n<!-- saved --><!DOCTYPE html><html>",
    MediaType.PDF: b"junk\n%PDF-1.7",
    MediaType.WARC: gzip.compress(b"WARC/1.1\r\n"),
    MediaType.MHTML: b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x\r\n",
    MediaType.MAIL: b"Received: from a.example\r\n\tby b.example; Thu, 3 Apr 2031 10:00:00 +0000\r\nFrom: a@a.example\r\n"
    b"To: b@b.example\r\nContent-Type: multipart/related; boundary=x\r\n\r\nHello",
    MediaType.MAILBOX: b"From a@a.example Thu Apr  3 10:00:00 2031\nFrom: a@a.example\nSubject: x\n\nHello",
    MediaType.HAR: b'\n{ "log": {"version": "1.2", "entries": []}}',
    MediaType.TEXT: "警方采集血样".encode(),
    MediaType.UNKNOWN: b"\x89PNG\r\n\x1a\n\x00\x00",
}


@pytest.mark.parametrize("media_type", HEADS)
def test_bytes_are_told_by_their_head(media_type: MediaType) -> None:
    assert identify_media(HEADS[media_type]) is media_type


def test_archives_packed_by_zstandard_are_told_with_and_without_a_dictionary() -> None:
    assert identify_media(zstandard.compress(b"WARC/1.1\r\n" * 9)) is MediaType.WARC
    assert identify_media(b"\x5d\x2a\x4d\x18\x09\x00\x00\x00") is MediaType.WARC
    assert identify_media(zstandard.compress(b"words")) is MediaType.UNKNOWN
    assert identify_media(b"\x28\xb5\x2f\xfd\xff\xff") is MediaType.UNKNOWN


@pytest.mark.parametrize(
    "head",
    [
        b"From: the office\nTo: all districts\nDate: 3 April\n\nBlood is to be taken.",
        b"From here on it was 10:00 in 2031\nand nobody slept.",
        b'{"logs": {}}',
        b"Q: who\nA: the police\nQ: when\n",
    ],
)
def test_a_letter_is_no_mail(head: bytes) -> None:
    assert identify_media(head) is MediaType.TEXT


@given(st.binary())
def test_any_head_is_something(head: bytes) -> None:
    assert identify_media(head) in MediaType
