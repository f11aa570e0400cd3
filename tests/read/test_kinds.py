from __future__ import annotations

import pytest

from firsthand.model.custody import MediaType
from firsthand.read.kinds import name_bytes, tell_kind

TOLD = {
    "a page": (b"<!DOCTYPE html><p>x", "text/html", MediaType.HTML, ""),
    "a page without a name for it": (b"<html><p>x", "", MediaType.HTML, ""),
    "words": (b"words", "text/plain", MediaType.TEXT, ""),
    "a PDF whatever it is called": (b"%PDF-1.7\n", "text/html", MediaType.PDF, ""),
    "a page called a PDF": (b"<html><p>x", "application/pdf", MediaType.HTML, ""),
    "a picture called a page": (b"\x89PNG\r\n\x1a\n\x00", "text/html", None, "it is called text/html and is a PNG image"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00", "image/png", None, ""),
    "a script": (b"var a;", "application/javascript", None, ""),
    "who knows": (b"\x00\x01", "application/octet-stream", None, ""),
}  # fmt: skip


@pytest.mark.parametrize("what", TOLD)
def test_a_kind_is_what_the_bytes_are(what: str) -> None:
    data, told, kind, instead = TOLD[what]
    assert tell_kind(data, told) == (kind, instead)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a WebP image"),
        (b"\x00\x00\x00\x18ftypmp42", "an MP4 recording or HEIF image"),
        (b"PK\x03\x04", "a zip file"),
        (b"BMW makes cars", None),
        (b"words", None),
    ],
)
def test_other_kinds_are_called_by_their_names(data: bytes, name: str | None) -> None:
    assert name_bytes(data) == name
