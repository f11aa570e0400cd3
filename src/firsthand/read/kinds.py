"""Tell what a page's bytes are, whatever they are called.

In: bytes and what a server or an archive calls them.  Out: a kind that we read, or what it is instead.
"""

from __future__ import annotations

import re

from firsthand.model.custody import MediaType

HEAD_BYTES = 2048
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"), (b"BM", "a BMP image"), (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"), (b"PK\x03\x04", "a zip file"), (b"PK\x05\x06", "an empty zip file"),
    (b"\x1f\x8b", "a gzip file"), (b"7z\xbc\xaf\x27\x1c", "a 7z file"), (b"Rar!", "a RAR file"),
    (b"BZh", "a bzip2 file"), (b"\xfd7zXZ\x00", "an xz file"), (b"(\xb5/\xfd", "a zstd file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
    (b"ID3", "an MP3 recording"), (b"OggS", "an Ogg recording"), (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM recording"), (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF file"), (b"wOFF", "a font"), (b"wOF2", "a font"),
)  # fmt: skip
_PICTURES = frozenset(
    {"a PNG image", "a JPEG image", "a GIF image", "a BMP image", "a TIFF image", "a WebP image"}
)
_HTML = re.compile(
    rb"<!doctype\s+html|<html|<head|<body|<title|<meta|<div|<table|<p[\s>]", re.IGNORECASE
)
_TOLD = {
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "application/vnd.wap.xhtml+xml": MediaType.HTML,
    "text/plain": MediaType.TEXT,
    "application/pdf": MediaType.PDF,
}
_VAGUE = {"", "application/octet-stream", "unknown", "unknown/unknown", "no-type", "binary/octet-stream"}  # fmt: skip


def name_bytes(data: bytes) -> str | None:
    r"""What *data* are if they are no text, page or PDF.

    >>> name_bytes(b"\x89PNG\r\n\x1a\n")
    'a PNG image'
    """
    for magic, name in _MAGIC:
        if data.startswith(magic) and (len(magic) > 3 or b"\x00" in data[:64]):
            return name
    if data.startswith(b"\xff\xd8\xff"):
        return "a JPEG image"
    if data[4:8] == b"ftyp":
        return "an MP4 recording or HEIF image"
    if data.startswith(b"RIFF"):
        return "a WebP image" if data[8:12] == b"WEBP" else "a RIFF recording"
    return None


def is_picture(data: bytes) -> bool:
    r"""Whether *data* begin as a picture does that may be compared with others.

    >>> is_picture(b"GIF89a\x01\x00\x01\x00\x00")
    True
    """
    return name_bytes(data[:HEAD_BYTES]) in _PICTURES


def tell_kind(data: bytes, told: str) -> tuple[MediaType | None, str]:
    """What a page is to be read as; or None and, if it was called a page, what it is instead."""
    head = data[:HEAD_BYTES]
    if b"%PDF-" in head[:1024] and not _HTML.search(head[:64]):
        return MediaType.PDF, ""
    kind = _TOLD.get(told)
    other = name_bytes(head)
    if kind is not None and other:
        return None, f"it is called {told} and is {other}"
    if kind is MediaType.PDF:
        start = head.lstrip()[:1]
        return (MediaType.HTML, "") if start == b"<" and _HTML.search(head) else (MediaType.PDF, "")
    if kind is not None or told not in _VAGUE or other:
        return kind, ""
    return (MediaType.HTML if _HTML.search(head) else None), ""
