"""Read the records of a WARC, or of an ARC as it was before; what lies behind damage is read too.

In: a stream that can be rewound.  Out: records in order, each with what was wrong with it, and a
record of kind `damage` or `packing` for each stretch that makes no sense. A record whose length is wrong ends
where the next one begins. Which records are pages is decided in `read.archive`.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.model.value import value
from firsthand.read.unpacking import CHUNK_BYTES, Unpacked

HEAD_BYTES_MAX = 1 << 20  # a record's headers; real ones take two kilobytes
DAMAGES_MAX = 1_000  # an archive with more is noise: each costs a search for the next record
LINE_BYTES_MAX = 64 << 10
DAMAGE, PACKING = (
    "damage",
    "packing",
)  # kinds of no record: bytes that make no sense, a broken member
WARC_ANYWHERE = re.compile(rb"(?=WARC/\d\.\d{1,2}\r?\n)")  # in noise, which need not end in a line
WARC = re.compile(rb"(?:\A|\r?\n)(?=WARC/\d\.\d{1,2}\r?\n)")
ARC = re.compile(
    rb"(?:\A|\n)(?=[a-z][a-z0-9+.-]{1,12}:[^\n]{1,8000} [\d.:a-fA-F]{2,45} \d{12,18} [^\n]{1,200} -?\w{1,12}\r?\n)"
)
_ALGORITHMS = {"sha1": "sha1", "sha256": "sha256", "sha-1": "sha1", "sha-256": "sha256",
    "sha512": "sha512", "sha-512": "sha512", "md5": "md5"}  # fmt: skip


@value
class Record:
    """One record. `block` is cut at the size that was asked for; `size_bytes` is what there was.

    `end` is where what follows begins; it is empty where the file ends.
    """

    kind: str
    offset: str
    end: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    block: bytes = b""
    size_bytes: int = 0
    wrong: tuple[tuple[str, str], ...] = ()  # code and words

    def header(self, name: str) -> str:
        """The first header of that name, empty if there is none."""
        return next((text for key, text in self.headers if key == name), "")


def read_records(stream: BinaryIO, *, size_max: int) -> Iterator[Record]:
    """The records in *stream*, their blocks up to *size_max* bytes."""
    yield from _Reading(Unpacked(stream), size_max).records()


class _Reading:
    """One archive in hand."""

    def __init__(self, content: Unpacked, size_max: int) -> None:
        self._content, self._size_max = content, size_max
        self._is_arc = content.peek(11).startswith(b"filedesc://")
        self._marker = ARC if self._is_arc else WARC

    def records(self) -> Iterator[Record]:
        damages = 0
        while damages < DAMAGES_MAX:
            self._pass_line_ends()
            offset = str(self._content.mark())
            if not self._content.peek(1):
                why = self._content.broken
                if why is None:
                    return
                damages += 1
                at = self._content.broken_at
                resumed = self._content.recover()
                yield _damage(str(at), f"{why}; {_resumed(resumed)}", kind=PACKING)
                if resumed is None:
                    return
                continue
            headers, why = self._head()
            if why:
                damages += 1
                passed = self._pass_to_marker()
                yield _damage(offset, f"{why}; {passed} bytes are passed over")
                continue
            record = dataclasses.replace(self._record(offset, headers), end=self._end())
            damages += any(code == "record-length" for code, _ in record.wrong)
            yield record
        where = str(self._content.mark())
        yield _damage(
            where, f"it is damaged in more than {DAMAGES_MAX} places: the rest is not read"
        )

    def _end(self) -> str:
        """Where the next record begins; behind damage, where that is."""
        self._pass_line_ends()
        if self._content.broken is not None:
            return str(self._content.broken_at)
        return str(self._content.mark()) if self._content.peek(1) else ""

    def _pass_line_ends(self) -> None:
        while (ahead := self._content.peek(LINE_BYTES_MAX)) and ahead[:1] in b"\r\n":
            self._content.read(len(ahead) - len(ahead.lstrip(b"\r\n")))

    def _head(self) -> tuple[tuple[tuple[str, str], ...], str]:
        """The headers of the record that begins here; or why none does."""
        first = self._content.peek(LINE_BYTES_MAX)
        match = self._marker.match(first)
        if match is None:
            kind = "an ARC" if self._is_arc else "a WARC"
            return (), f"expected {kind} record, found {ascii(first[:24])[1:]}"
        line = self._content.line(LINE_BYTES_MAX)
        if self._is_arc:
            return _arc_head(line)
        headers: list[tuple[str, str]] = []
        size = 0
        while True:
            line = self._content.line(LINE_BYTES_MAX)
            size += len(line)
            if line in {b"\r\n", b"\n"}:
                return tuple(headers), ""
            if not line.endswith(b"\n") and len(line) < LINE_BYTES_MAX:
                return (), "it breaks off within a record's headers"
            if size > HEAD_BYTES_MAX:
                return (), f"a record's headers have at most {HEAD_BYTES_MAX} bytes, found more"
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            name, colon, said = text.partition(":")
            if text[:1] in {" ", "\t"} and headers:
                headers[-1] = (headers[-1][0], f"{headers[-1][1]} {text.strip()}")
            elif colon:
                headers.append((name.strip().lower(), said.strip()))

    def _record(self, offset: str, headers: tuple[tuple[str, str], ...]) -> Record:
        named = dict(reversed(headers))
        told = named.get("content-length", "")
        length = int(told) if told.isdecimal() and len(told) < 16 else -1
        digest = named.get("warc-block-digest", "")
        hashing = _hashing(digest)
        start = self._content.mark()
        block, size = self._block(length, hashing)
        wrong: list[tuple[str, str]] = []
        if size != length or not self._ends_here():
            self._content.go(start)
            hashing = _hashing(digest)
            block, size = self._to_marker(hashing, self._marker)
            broken = self._content.broken
            until = f"where {broken}" if broken else "up to the next record or the end"
            sound = hashing is not None and _same(digest, hashing)
            wrong.append((
                "record-length",
                f"its block should have {told[:20] or 'a stated number of'} bytes, it has {size} {until}"
                + (", which its digest agrees with" if sound else ""),
            ))  # fmt: skip
        if hashing and not _same(digest, hashing):
            found = f"{hashing.name}:{base64.b32encode(hashing.digest()).decode()}"
            wrong.append(
                ("digest-mismatch", f"its block's digest should be {digest[:100]}, it is {found}")
            )
        return Record(
            kind=named.get("warc-type", "response").lower(), offset=offset, headers=headers,
            block=block, size_bytes=size, wrong=tuple(wrong),
        )  # fmt: skip

    def _block(self, length: int, hashing: hashlib._Hash | None) -> tuple[bytes, int]:
        kept, size = bytearray(), 0
        while size < length:
            piece = self._content.read(min(CHUNK_BYTES, length - size))
            if not piece:
                break
            size += len(piece)
            if len(kept) < self._size_max:
                kept += piece[: self._size_max - len(kept)]
            if hashing:
                hashing.update(piece)
        return bytes(kept), size

    def _ends_here(self) -> bool:
        """Whether what follows is the end of the file, or of a record."""
        after = self._content.peek(16)
        rest = after.lstrip(b"\r\n")
        if self._is_arc:
            return not rest or (after[:1] in b"\r\n" and rest[:1].isalpha())
        return not rest or after.startswith(b"\r\n\r\n") or rest.startswith(b"WARC/"[: len(rest)])

    def _to_marker(
        self, hashing: hashlib._Hash | None, marker: re.Pattern[bytes]
    ) -> tuple[bytes, int]:
        """A block of unknown length: all up to the line ends in front of the next record."""
        kept, size, held = bytearray(), 0, b""

        def take(piece: bytes) -> None:
            nonlocal size
            size += len(piece)
            if len(kept) < self._size_max:
                kept.extend(piece[: self._size_max - len(kept)])
            if hashing:
                hashing.update(piece)

        while True:
            at = self._content.mark()
            piece = self._content.read(CHUNK_BYTES)
            held += piece
            found = marker.search(held, 1)
            if found or not piece:
                inside = held[: found.start()] if found else held
                if found:
                    self._content.go(at)
                    self._content.read(found.end() - (len(held) - len(piece)))
                take(inside if self._is_arc else _without_end(inside, is_last=not found))
                return bytes(kept), size
            if len(held) > LINE_BYTES_MAX:
                take(held[:-LINE_BYTES_MAX])
                held = held[-LINE_BYTES_MAX:]

    def _pass_to_marker(self) -> int:
        return self._to_marker(None, ARC if self._is_arc else WARC_ANYWHERE)[1]


def _without_end(block: bytes, *, is_last: bool) -> bytes:
    """A block without the two line ends behind it; of these the next record's mark has taken one."""
    for end in (b"\r\n\r\n", b"\n\n") if is_last else (b"\r\n", b"\n"):
        if block.endswith(end):
            return block[: -len(end)]
    return block


def _arc_head(line: bytes) -> tuple[tuple[tuple[str, str], ...], str]:
    parts = line.decode("utf-8", "replace").strip().rsplit(" ", 4)
    if len(parts) < 5 or not parts[4].isdecimal():
        return (), f"an ARC record's line ends with a length, found {parts[-1][:20]!a}"
    address, _, date, kind, length = parts
    moment = ""
    if len(date) >= 14 and date.isdecimal():
        d = date
        moment = f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:14]}Z"
    about = address.startswith("filedesc://")
    return (
        ("warc-type", "warcinfo" if about else "response"),
        ("warc-target-uri", address),
        ("warc-date", moment),
        ("content-type", kind),
        ("content-length", length),
    ), ""


def _damage(offset: str, why: str, *, kind: str = DAMAGE) -> Record:
    return Record(kind=kind, offset=offset, wrong=(("damaged", why),))


def _resumed(offset: int | None) -> str:
    return "nothing behind it can be read" if offset is None else f"read on from byte {offset}"


def _hashing(told: str) -> hashlib._Hash | None:
    name = _ALGORITHMS.get(told.partition(":")[0].strip().lower())
    return hashlib.new(name, usedforsecurity=False) if name else None


def _same(told: str, hashing: hashlib._Hash) -> bool:
    """Whether a digest is the one told, in base 32, base 64 (either alphabet) or hexadecimal."""
    said = told.partition(":")[2].strip()
    plain, raw = said.rstrip("=").replace("-", "+").replace("_", "/"), hashing.digest()
    return (
        said.lower() == raw.hex()
        or plain.upper() == base64.b32encode(raw).decode().rstrip("=")
        or plain == base64.b64encode(raw).decode().rstrip("=")
    )


def digest_differs(told: str, *bodies: bytes) -> bool:
    """Whether *told* is a digest that we know how to make, of none of the *bodies*.

    >>> digest_differs("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b"")
    False
    """
    for body in bodies:
        hashing = _hashing(told)
        if hashing is None:
            return False
        hashing.update(body)
        if _same(told, hashing):
            return False
    return True
