from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.preserve.sniff import identify_media

HEADS = {
    MediaType.HTML: b"\n<!-- saved --><!DOCTYPE html><html>",
    MediaType.PDF: b"junk\n%PDF-1.7",
    MediaType.WARC: gzip.compress(b"WARC/1.1\r\n"),
    MediaType.MHTML: b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x\r\n",
    MediaType.TEXT: "警方采集血样".encode(),
    MediaType.UNKNOWN: b"\x89PNG\r\n\x1a\n\x00\x00",
}


@pytest.mark.parametrize("media_type", HEADS)
def test_bytes_are_told_by_their_head(media_type: MediaType) -> None:
    assert identify_media(HEADS[media_type]) is media_type


@given(st.binary())
def test_any_head_is_something(head: bytes) -> None:
    assert identify_media(head) in MediaType
