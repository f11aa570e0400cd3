from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.custody import MediaType
from firsthand.preserve.manifest import read_manifest
from firsthand.preserve.sniff import identify_media


@given(st.binary())
def test_any_bytes_are_a_manifest_or_a_problem(data: bytes) -> None:
    outcome = read_manifest(data, where="m")
    assert outcome.values or outcome.problems or not data.strip() or b"file" in data.lower()


SHAPES = {
    "commas": b"file,address\na.txt,https://a.example\n",
    "semicolons": b"file;address\na.txt;https://a.example\n",
    "tabs": b"file\taddress\na.txt\thttps://a.example\n",
    "columns in another order": b"address,file\nhttps://a.example,a.txt\n",
    "a byte order mark": b"\xef\xbb\xbffile,address\r\na.txt,https://a.example\r\n",
    "blank lines": b"file,address\n\n,\na.txt,https://a.example\n\n",
}


@pytest.mark.parametrize("why", SHAPES)
def test_a_manifest_is_understood_with(why: str) -> None:
    (row,) = read_manifest(SHAPES[why], where="m").values
    assert (row.file, row.described.address) == ("a.txt", "https://a.example")


def test_a_row_without_a_file_is_named_by_its_line() -> None:
    outcome = read_manifest(b"file,address\n,https://a.example\nb.txt,x\n", where="m")
    assert [row.file for row in outcome.values] == ["b.txt"]
    assert outcome.problems[0].where == "m:2"


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
