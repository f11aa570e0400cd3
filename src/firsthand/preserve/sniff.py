"""Tell what bytes are by the bytes themselves.

In: the first bytes of a file.  Out: a media type. A file's name is never asked. Whether the rest of
the file keeps the promise of its head is not known here; the readers find out.
"""

from __future__ import annotations

import re
import zlib

import zstandard

from firsthand.model.custody import MediaType

FRAME_HEAD_BYTES = 1024  # may unpack to 32 MiB: four bytes may stand for 128 KiB
HEAD_BYTES = 8192  # enough for the junk that may stand before %PDF and for a page's first tag
_HTML = re.compile(
    rb"<!doctype\s+html|<html|<head|<body|<title|<div|<table|<p[\s>]|<h[1-6][\s>]|<article",
    re.IGNORECASE,
)
_XHTML = re.compile(rb"<\?xml[^>]*>.{0,2000}<html", re.IGNORECASE | re.DOTALL)
_MHTML = re.compile(rb"^(from: <saved by|snapshot-content-location:)", re.IGNORECASE | re.MULTILINE)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_FIELD = rb"[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}"
_MAIL = re.compile(rb"(?:" + _FIELD + rb"){3,}")  # a letter may begin with two such lines
_ROUTED = re.compile(rb"^(?:received|return-path|delivered-to|to):", re.IGNORECASE | re.MULTILINE)
_NAMED = re.compile(rb"^(?:message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE)
_MAILBOX = re.compile(rb"From \S[^\n]{0,300}\d{2}:\d{2}[^\n]{0,40}\d{4}\s*\n(?=" + _FIELD + rb")")
_HAR = re.compile(rb"\s*\{\s*\"log\"\s*:\s*\{")
_GZIP, _FRAME, _DICTIONARY = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def identify_media(head: bytes) -> MediaType:
    r"""The media type of a file that begins with *head* (`HEAD_BYTES` of it are enough).

    >>> identify_media(b"\\n<!-- saved --><!DOCTYPE html><p>x").value
    'text/html'
    """
    if head.startswith(b"WARC/"):
        return MediaType.WARC
    if head.startswith((_GZIP, _FRAME, _DICTIONARY)):
        return MediaType.WARC if _within(head).startswith(b"WARC/") else MediaType.UNKNOWN
    if head.startswith(b"PK\x03\x04"):
        return MediaType.WACZ if _looks_like_wacz(head) else MediaType.UNKNOWN
    if b"%PDF-" in head[:1024]:
        return MediaType.PDF
    if head.startswith(b"filedesc://"):
        return MediaType.UNKNOWN  # ARC, the format before WARC: kept, not read
    return _text(head)


def _within(head: bytes) -> bytes:
    """How the content of what is packed begins, as far as this can be told."""
    if head.startswith(_DICTIONARY):
        return (
            b"WARC/"  # only archives begin with a dictionary, without which nothing can be unpacked
        )
    try:
        if head.startswith(_GZIP):
            return zlib.decompressobj(31).decompress(head, 16)
        return zstandard.ZstdDecompressor().decompressobj().decompress(head[:FRAME_HEAD_BYTES])
    except (zlib.error, zstandard.ZstdError):
        return b""


def _looks_like_wacz(head: bytes) -> bool:
    names = (b"datapackage.json", b"archive/", b"indexes/", b"pages/")
    return any(name in head for name in names)


def _text(head: bytes) -> MediaType:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            words = head[len(mark) :].decode(encoding, "ignore").encode()
            return MediaType.HTML if _HTML.search(words[:2048]) else MediaType.TEXT
    if b"\x00" in head:
        return MediaType.UNKNOWN
    container = _container(head)
    if container is not None:
        return container
    start = head.lstrip()[:2048]
    if start.startswith(b"<") and (_HTML.search(start) or _XHTML.search(start)):
        return MediaType.HTML
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if head and controls > len(head) // 50:
        return MediaType.UNKNOWN
    return MediaType.TEXT


def _container(head: bytes) -> MediaType | None:
    """A text that holds others: a saved page, a mail, a mailbox, a browser's notes of its traffic."""
    mail = _MAIL.match(head)
    sent = mail is not None and _ROUTED.search(mail[0]) and _NAMED.search(mail[0])
    ways = (
        (_MHTML.search(head), MediaType.MHTML),
        (sent, MediaType.MAIL),  # a mail with pictures in it is `multipart/related` too
        (_MULTIPART.search(head[:4096]), MediaType.MHTML),
        (_MAILBOX.match(head), MediaType.MAILBOX),
        (_HAR.match(head), MediaType.HAR),
    )
    return next((kind for holds, kind in ways if holds), None)
