"""Compute what a record's digests are over, as its content passes: the block, and what HTTP brought in it.

In: a record's headers, then its content in steps.  Out: what does not agree with what the headers say. A
payload digest may be of the body as it was sent, or without its chunks: writers differ, and both count.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

HTTP_HEAD_BYTES_MAX = 1 << 20
_HASHES = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256",
    "sha512": "sha512", "sha-512": "sha512", "md5": "md5"}  # fmt: skip
_MAKERS: dict[str, Callable[[], hashlib._Hash]] = {
    name: partial(getattr(hashlib, plain), usedforsecurity=False) for name, plain in _HASHES.items()
}
_BASE32 = re.compile(r"[A-Za-z2-7]+")
_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV")
SIZE_BYTES_MAX = 16 << 10  # of the line that says how long a chunk is, with all its extensions
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")
_HEAD_END = re.compile(rb"\r?\n\r?\n")  # servers that end lines with LF alone are read by browsers
_CHUNKED = re.compile(rb"(?im)^transfer-encoding:[^\r\n]*chunked")


class Digests:
    """What is computed over a record's content as it passes."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self.status = ""
        self._block_told = named.get("warc-block-digest", "")
        self._payload_told = named.get("warc-payload-digest", "")
        self._block = hashing_of(self._block_told)
        has_head = is_http(named)
        # A revisit's payload digest speaks of what it stands for.
        self._is_revisit = named.get("warc-type") == "revisit"
        self._payload = None if self._is_revisit else hashing_of(self._payload_told)
        self._unchunked: hashlib._Hash | None = None
        self._head: bytes | None = b"" if has_head else None
        self._chunks: _Chunks | None = None

    def update(self, data: bytes | memoryview) -> None:
        """Take in the next bytes of the content."""
        if self._block is not None:
            self._block.update(data)
        rest = data
        if self._head is not None:
            held = self._head + bytes(data) if self._head else data
            end = _HEAD_END.search(held)
            if end is None and len(held) <= HTTP_HEAD_BYTES_MAX:
                self._head = bytes(held)
                return
            self._head = None
            self._note_head(bytes(held[: end.start()]) if end else b"")
            rest = memoryview(held)[end.end() :] if end else held
        if self._payload is not None and rest:
            self._payload.update(rest)
            if self._chunks is not None and self._unchunked is not None:
                for part in self._chunks.parts(bytes(rest)):
                    self._unchunked.update(part)

    def _note_head(self, head: bytes) -> None:
        self.status = status_of(head)
        if _CHUNKED.search(head.partition(b"\n")[2]):
            self._chunks = _Chunks()
            self._unchunked = hashing_of(self._payload_told)

    def problems(self) -> Iterator[tuple[str, str]]:
        """What does not agree with what the head says."""
        if self._head is not None:
            self._note_head(self._head.removesuffix(b"\r\n"))
        for code, told, hashing in (
            ("block-digest", self._block_told, self._block),
            ("payload-digest", self._payload_told, self._payload),
        ):
            if told and hashing is None and _maker(told) is None:
                yield f"{code}-unknown", f"expected a known digest, found {told[:60]!r}"
        if self._block is not None and not _same(self._block, self._block_told):
            found = self._block.hexdigest()
            nothing = hashlib.new(self._block.name, usedforsecurity=False)
            if self._is_revisit and _same(nothing, self._block_told):
                yield "block-digest-of-nothing", "its digest leaves out the head that it holds"
                return
            yield "block-digest", f"expected {self._block_told[:140]}, found {found}"
        if self._payload is None or _same(self._payload, self._payload_told):
            return
        unchunked = self._unchunked if self._chunks is not None and self._chunks.whole else None
        if unchunked is not None and _same(unchunked, self._payload_told):
            return
        found = self._payload.hexdigest()
        yield "payload-digest", f"expected {self._payload_told[:140]}, found {found}"


class _Chunks:
    """A chunked body, without its chunks' sizes (RFC 9112, 7.1)."""

    def __init__(self) -> None:
        self._line = b""
        self._left = 0
        self._gap = 0
        self._over = False
        self.whole = True

    def parts(self, data: bytes) -> Iterator[bytes]:
        """The content in *data*, which continues what came before."""
        while data and not self._over and self.whole:
            if self._left:
                part, data = data[: self._left], data[self._left :]
                self._left -= len(part)
                self._gap = 2 if not self._left else 0
                yield part
            elif self._gap:
                part, data = data[: self._gap], data[self._gap :]
                self._gap -= len(part)
                self.whole = part in {b"\r\n", b"\r", b"\n"}
            else:
                line, end, data = data.partition(b"\n")
                self._line += line
                if end:
                    self._size()
                elif len(self._line) > SIZE_BYTES_MAX:
                    self.whole = False

    def _size(self) -> None:
        told, self._line = self._line.partition(b";")[0].strip(), b""
        if not _SIZE.fullmatch(told):  # a size below nothing would never come to its end
            self.whole = False
            return
        self._left = int(told, 16)
        self._over = not self._left


def is_http(named: Mapping[str, str]) -> bool:
    """Whether a record's block is a message of HTTP, with a head of its own."""
    return named.get("content-type", "").lower().replace(" ", "").startswith("application/http")


def status_of(head: bytes) -> str:
    """What HTTP answered, by the first line of its head; empty where that is no answer.

    >>> status_of(b"HTTP/1.1 404 Not Found")
    '404'
    """
    words = head.partition(b"\n")[0].split(b" ", 2)
    is_answer = len(words) > 1 and words[0].startswith(b"HTTP/")
    return words[1][:3].decode("ascii", "replace") if is_answer else ""


def agrees(data: bytes | memoryview, told: str) -> bool:
    """Whether *told* is a digest of *data*; where nothing is told, nothing disagrees."""
    if not told:
        return True
    hashing = hashing_of(told)
    if hashing is None:
        return False
    hashing.update(data)
    return _same(hashing, told)


def hashing_of(told: str) -> hashlib._Hash | None:
    """What computes a digest as written (`sha1:…`), or none where the algorithm is not known."""
    make = _maker(told)
    return make() if make else None


def _maker(told: str) -> Callable[[], hashlib._Hash] | None:
    algorithm, colon, _ = told.partition(":")
    return _MAKERS.get(algorithm.lower()) if colon else None


def _same(hashing: hashlib._Hash, told: str) -> bool:
    """Whether *told* is this digest, in base32, in hexadecimal digits or in base64."""
    digest = hashing.digest()
    words = told.partition(":")[2].strip()
    return (
        (words.lower() if len(words) == 2 * len(digest) else "") == digest.hex()
        or _from_base32(words, len(digest)) == digest
        or words == base64.b64encode(digest).decode("ascii")
        or words == base64.urlsafe_b64encode(digest).decode("ascii")
    )


def _from_base32(words: str, size: int) -> bytes:
    """Base32 as bytes; empty where it is none of that size. Python's own takes 20 microseconds a digest."""
    plain = words.rstrip("=")
    spare = len(plain) * 5 - size * 8
    if not 0 <= spare < 5 or not _BASE32.fullmatch(plain):
        return b""
    number = int(plain.upper().translate(_DIGITS), 32)
    return b"" if number & ((1 << spare) - 1) else (number >> spare).to_bytes(size)


def same_digest(one: str, other: str) -> bool:
    """Whether two digests as written are one, whatever case their letters are in."""
    return plain_digest(one) == plain_digest(other)


def plain_digest(told: str) -> str:
    """A digest as text to compare, whatever case its letters are in."""
    algorithm, _, words = told.partition(":")
    return f"{_HASHES.get(algorithm.lower(), algorithm)}:{words.strip().upper().rstrip('=')}"
