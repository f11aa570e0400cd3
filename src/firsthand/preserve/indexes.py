"""Hold the indexes of a WACZ against its records: each line must lead to the record that it speaks of.

In: the zip, its entries and where its records stand.  Out: what does not agree, as code, words and place. A line
that leads elsewhere makes a reader see another page than was kept.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from firsthand.model.value import value
from firsthand.preserve.digests import same_digest
from firsthand.preserve.members import STEP_BYTES
from firsthand.preserve.warcs import Standing
from firsthand.preserve.zips import DEFLATED, Zip, ZipEntry, ZipError

LINE_BYTES_MAX = 1 << 20
INDEXED = frozenset({"response", "resource", "revisit"})
_KEY = re.compile(rb"(\S.*?) (\d{4,17}) (\{.*\})\r?\n?")


@value
class Difference:
    """What does not agree, in the words of a problem. Notes are told so that nothing is hidden."""

    code: str
    message: str
    where: str
    note: bool = False


class Window:
    """A part of a stream, as a stream of its own."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream, self._start, self._size, self._at = stream, start, size, 0

    def read(self, count: int = -1) -> bytes:
        """The next bytes of the part."""
        left = self._size - self._at
        self._stream.seek(self._start + self._at)
        data = self._stream.read(left if count < 0 else min(count, left))
        self._at += len(data)
        return data

    def seek(self, at: int, whence: int = 0) -> int:
        """Go to a byte of the part."""
        self._at = at + (0, self._at, self._size)[whence]
        return self._at


class Indexes:
    """The indexes of one WACZ."""

    def __init__(
        self,
        stream: BinaryIO,
        packed: Zip,
        entries: Mapping[str, ZipEntry],
        standings: Mapping[str, Mapping[int, Standing]],
    ) -> None:
        self._stream, self._packed, self._entries = stream, packed, entries
        self._standings = standings
        self._indexed: set[tuple[str, int]] = set()

    def check(self) -> Iterator[Difference]:
        """Every line of every index."""
        names = sorted(name for name in self._entries if name.startswith("indexes/"))
        for name in names:
            try:
                yield from self._one(name)
            except (ZipError, zlib.error) as problem:
                yield _told("index-damaged", f"it cannot be unpacked: {problem}", name)
        if not names:
            yield _told("index-missing", "expected indexes/*.cdx, found none", "indexes/")
            return
        lacking = sum(
            standing.kind in INDEXED and (archive, offset) not in self._indexed
            for archive, standings in self._standings.items()
            for offset, standing in standings.items()
        )
        if lacking:
            message = f"{lacking} records are in no index: who replays it will not see them"
            yield Difference(code="index-lacks", message=message, where="indexes/", note=True)

    def _one(self, name: str) -> Iterator[Difference]:
        if name.endswith(".idx"):
            yield from self._blocks(name)
        elif name.endswith((".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")):
            yield from self._index(self._entries[name])
        else:
            yield _told("index-kind", "expected a CDXJ index, found another file", name)

    def _index(self, entry: ZipEntry) -> Iterator[Difference]:
        before = b""
        for number, line in enumerate(lines(self._packed, entry), 1):
            where = f"{entry.name}:{number}"
            found = _KEY.fullmatch(line)
            said = json_object(found[3]) if found else None
            if found is None or said is None:
                if not line.startswith(b"!meta") and line.strip():
                    message = f"expected `key time {{…}}`, found {ascii(line[:60])[1:]}"
                    yield _told("index-line", message, where)
                continue
            key = found[1] + b" " + found[2]
            if key < before:
                yield _told("index-order", "expected the lines in order", where)
            before = key
            yield from self._against(said, found[2].decode("ascii"), where)

    def _against(self, said: Mapping[str, Any], moment: str, where: str) -> Iterator[Difference]:
        """Hold one line of an index against the record that it leads to."""
        archive = str(said.get("filename", ""))
        offset = number_of(said.get("offset"))
        standing = self._standings.get(archive, {}).get(-1 if offset is None else offset)
        if standing is None:
            message = f"expected a record at {offset} of {archive[:80]!r}, found none"
            yield _told("index-astray", message, where)
            return
        self._indexed.add((archive, standing.offset))
        pairs = (
            ("address", bare(str(said.get("url", ""))), bare(standing.address)),
            ("time", moment[:14], re.sub(r"\D", "", standing.moment)[:14]),
            ("status", str(said.get("status", "") or ""), standing.status),
        )
        for what, told, real in pairs:
            if told and real and told not in {real, "-"}:
                message = f"expected the {what} {real[:120]!r} of the record, found {told[:120]!r}"
                yield _told("index-differs", message, where)
        digest = str(said.get("digest", "") or "")
        if digest not in {"", "-"} and standing.payload_digest:
            named = digest if ":" in digest else f"sha1:{digest}"
            if not same_digest(named, standing.payload_digest):
                message = f"expected the digest {standing.payload_digest[:90]}, found {digest[:90]}"
                yield _told("index-differs", message, where)
        yield from self._stored(said, archive, standing, where)

    def _stored(
        self, said: Mapping[str, Any], archive: str, standing: Standing, where: str
    ) -> Iterator[Difference]:
        """Hold its length and digest against the record as it is stored."""
        length = number_of(said.get("length"))
        if length is None:
            return
        if standing.offset + length not in {standing.end, standing.end - 4}:
            message = f"expected {standing.end - standing.offset} bytes, found {length}"
            yield _told("index-differs", message, where)
            return
        told = said.get("recordDigest")
        if not isinstance(told, str):
            return
        entry = self._entries[f"archive/{archive}"]
        window = Window(self._stream, entry.start + standing.offset, length)
        hashing = hashlib.sha256()
        while data := window.read(STEP_BYTES):
            hashing.update(data)
        if told.lower() != f"sha256:{hashing.hexdigest()}":
            yield _told("index-differs", f"expected the record's digest, found {told[:90]}", where)

    def _blocks(self, name: str) -> Iterator[Difference]:
        """An index of blocks: each must lead to a part of the packed index that has its digest."""
        target: ZipEntry | None = None
        for number, line in enumerate(lines(self._packed, self._entries[name]), 1):
            where = f"{name}:{number}"
            said = json_object(line[line.find(b"{") :]) if b"{" in line else None
            if said is None:
                if line.strip():
                    yield _told("index-line", "expected `key {…}`", where)
                continue
            if line.startswith(b"!meta"):
                target = self._entries.get(f"indexes/{said.get('filename', '')}")
                continue
            offset, length = number_of(said.get("offset")), number_of(said.get("length"))
            if (
                target is None
                or offset is None
                or length is None
                or offset + length > target.size_bytes
            ):
                message = "expected a block of the packed index, found none"
                yield _told("index-astray", message, where)
                continue
            digest = said.get("digest")
            if isinstance(digest, str) and target.method != DEFLATED:
                window = Window(self._stream, target.start + offset, length)
                real = f"sha256:{hashlib.sha256(window.read()).hexdigest()}"
                if digest.lower() != real:
                    yield _told("index-differs", f"expected {real}, found {digest[:90]}", where)


def _told(code: str, message: str, where: str) -> Difference:
    return Difference(code=code, message=message, where=where)


def number_of(told: object) -> int | None:
    """A number of bytes, which indexes write as a string."""
    if isinstance(told, bool) or not isinstance(told, int | str):
        return None
    text = str(told)
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None


def json_object(raw: bytes) -> dict[str, Any] | None:
    """One JSON object, or none where it is something else or has a name twice."""
    try:
        found = json.loads(raw, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name twice in one object is read differently by different programs."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made


def bare(address: str) -> str:
    """An address without its fragment, and with the path that a bare host has."""
    plain = address.partition("#")[0]
    return plain.rstrip("/") if plain.count("/") == 3 else plain


def lines(packed: Zip, entry: ZipEntry) -> Iterator[bytes]:
    """The lines of an entry, unpacked if it is gzip; a line without an end is cut."""
    rest = b""
    for part in _plain(packed, entry):
        rest += part
        *whole, rest = rest.split(b"\n")
        yield from whole
        if len(rest) > LINE_BYTES_MAX:
            raise ZipError(f"expected lines of at most {LINE_BYTES_MAX} bytes")
    if rest:
        yield rest


def _plain(packed: Zip, entry: ZipEntry) -> Iterator[bytes]:
    if not entry.name.endswith(".gz"):
        yield from packed.content(entry)
        return
    inflate = zlib.decompressobj(31)
    for part in packed.content(entry):
        data = part
        while data:
            step = inflate.decompress(data, STEP_BYTES)
            yield step
            data = inflate.unconsumed_tail
            if inflate.eof:
                data = inflate.unused_data
                inflate = zlib.decompressobj(31)
