"""See that a zip is made of its entries and of nothing else, and that both its lists say the same.

In: a stream.  Out: where each entry's bytes stand, and a problem for whatever a second reader could understand
otherwise: two entries of one name, bytes before, between or behind them, a local head that contradicts the
central one, a name that leads out of the archive. Nothing is unpacked here. After PKWARE's APPNOTE 6.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value

ENTRIES_MAX = 100_000
TAIL_BYTES = 22 + 65_535  # the end record and the longest comment
CENTRAL_BYTES_MAX = 256 << 20
STEP_BYTES = 1 << 20
RATIO_MAX = 1_100  # deflate reaches 1,032: an entry that says more lies
STORED, DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _DESCRIPTOR = 1, 8
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF
_LINK = 0o120000 << 16
_UNIX = 3


@value
class ZipEntry:
    """One entry, as both lists have it."""

    name: str
    start: int  # of its packed bytes
    packed_bytes: int
    size_bytes: int
    crc: int
    method: int


class ZipError(ValueError):
    """This is no zip that can be checked; the message says why."""


class Zip:
    """A zip's entries and what is wrong with it."""

    def __init__(self, stream: BinaryIO, *, where: str) -> None:
        """Read both lists.

        Raises:
            ZipError: it has no central list, or one that leads nowhere.
        """
        self._stream, self._where = stream, where
        self.problems: list[Problem] = []
        self.size_bytes = stream.seek(0, 2)
        count, central, central_bytes, end = self._end()
        if central_bytes > CENTRAL_BYTES_MAX or count > ENTRIES_MAX:
            raise ZipError(f"expected at most {ENTRIES_MAX} entries, found {count}")
        listed = list(self._central(count, central, central_bytes))
        self.entries = [each for each, _, _ in listed]
        self._names()
        self._layout(listed, central, end)

    def _end(self) -> tuple[int, int, int, int]:
        """How many entries, where their list is, how long it is and where what closes the zip begins."""
        start = max(0, self.size_bytes - TAIL_BYTES)
        tail = self._read(start, self.size_bytes - start)
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) - at < _END.size:
            raise ZipError("expected the end of a zip, found none")
        _, disk, first, here, count, size, offset, comment = _END.unpack_from(tail, at)
        behind = len(tail) - at - _END.size
        if behind:
            self._add("zip-behind", f"expected nothing behind the zip, found {behind} bytes", "end")
        if comment and comment != behind:
            self._add("zip-behind", f"expected a comment of {comment} bytes, found {behind}", "end")
        if disk or first or here != count:
            raise ZipError("expected a zip of one part, found one of several")
        end = start + at
        if _FULL_SHORT in {count, here} or _FULL in {size, offset}:
            return self._end_64(end)
        return count, offset, size, end

    def _end_64(self, end: int) -> tuple[int, int, int, int]:
        locator = self._read(end - _LOCATOR_64.size, _LOCATOR_64.size)
        if locator[:4] != b"PK\6\7":
            raise ZipError("expected the end of a large zip (zip64), found none")
        at = _LOCATOR_64.unpack(locator)[2]
        told = self._read(at, _END_64.size)
        if len(told) < _END_64.size or told[:4] != b"PK\6\6":
            raise ZipError("expected the end of a large zip (zip64), found none")
        found = _END_64.unpack(told)
        if at + 12 + found[1] != end - _LOCATOR_64.size:
            self._add("zip-between", "expected nothing between the ends of the zip", "end")
        return found[7], found[9], found[8], at

    def _central(self, count: int, at: int, size: int) -> Iterator[tuple[ZipEntry, int, int]]:
        """The entries as the central list has them, each with where its local head is and its flags."""
        if at + size > self.size_bytes:
            raise ZipError("expected the list of entries within the file")
        data = self._read(at, size)
        place = 0
        for _ in range(count):
            if len(data) - place < _CENTRAL.size or data[place : place + 4] != b"PK\1\2":
                raise ZipError(f"expected {count} entries in the list, found fewer")
            found = _CENTRAL.unpack_from(data, place)
            flags, method, crc, packed, whole = found[3], found[4], found[7], found[8], found[9]
            name_bytes, extra_bytes, comment_bytes = found[10], found[11], found[12]
            made_by, attributes, offset = found[1] >> 8, found[15], found[16]
            place += _CENTRAL.size
            raw = data[place : place + name_bytes]
            extra = data[place + name_bytes : place + name_bytes + extra_bytes]
            place += name_bytes + extra_bytes + comment_bytes
            whole, packed, offset = _wide(extra, (whole, packed, offset))
            name = self._name(raw)
            if flags & _ENCRYPTED:
                self._add("zip-encrypted", "expected no encrypted entry", name)
            if method not in {STORED, DEFLATED}:
                self._add("zip-method", f"expected stored or deflated, found method {method}", name)
            if made_by == _UNIX and attributes & 0xF0000000 == _LINK:
                self._add("zip-link", "expected a file, found a link", name)
            if whole > RATIO_MAX * max(packed, 1) or (method == STORED and whole != packed):
                message = f"expected sizes that can be, found {packed} bytes that hold {whole}"
                self._add("zip-bomb", message, name)
            entry = ZipEntry(
                name=name, start=-1, packed_bytes=packed, size_bytes=whole, crc=crc, method=method
            )
            yield entry, offset, flags
        if place != size:
            message = f"expected nothing behind the list of entries, found {size - place} bytes"
            self._add("zip-between", message, "end")

    def _name(self, raw: bytes) -> str:
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp437")
            self._add("zip-name", "expected a name in UTF-8", name)
        parts = name.split("/")
        if (
            name[:1] in {"/", ""}
            or "\\" in name
            or "\x00" in name
            or ".." in parts
            or ":" in parts[0]
        ):
            self._add("zip-name", f"expected a name within the archive, found {name[:80]!r}", name)
        return name

    def _names(self) -> None:
        met: dict[str, str] = {}
        for entry in self.entries:
            plain = entry.name.casefold()
            if plain in met:
                message = f"expected one entry of that name, found another: {met[plain][:80]!r}"
                self._add("zip-duplicate", message, entry.name)
            met[plain] = entry.name

    def _layout(self, listed: list[tuple[ZipEntry, int, int]], central: int, end: int) -> None:
        """Follow the bytes from the first to the last: each belongs to one entry or to the list."""
        at = 0
        placed = []
        for entry, offset, flags in sorted(listed, key=lambda each: each[1]):
            if offset != at:
                code = "zip-overlap" if offset < at else ("zip-between" if at else "zip-before")
                message = f"expected the entry at {at}, found it at {offset}"
                self._add(code, message, entry.name)
            start = self._local(entry, offset, flags)
            at = start + entry.packed_bytes
            if flags & _DESCRIPTOR:
                at += self._descriptor(entry, at)
            placed.append((entry, start))
        if central != at:
            code = "zip-overlap" if central < at else "zip-between"
            self._add(code, f"expected the list of entries at {at}, found it at {central}", "end")
        starts = {id(entry): start for entry, start in placed}
        self.entries = [
            ZipEntry(
                name=entry.name, start=starts[id(entry)], packed_bytes=entry.packed_bytes,
                size_bytes=entry.size_bytes, crc=entry.crc, method=entry.method,
            )
            for entry, _, _ in listed
        ]  # fmt: skip
        if end > self.size_bytes:
            raise ZipError("expected the list of entries within the file")

    def _local(self, entry: ZipEntry, offset: int, flags: int) -> int:
        """Hold the local head against the central one; where the packed bytes begin."""
        head = self._read(offset, _LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            raise ZipError(f"expected the entry {entry.name[:80]!r} at {offset}, found none")
        _, _, own_flags, method, _, _, crc, packed, whole, name_bytes, extra_bytes = _LOCAL.unpack(
            head
        )
        rest = self._read(offset + _LOCAL.size, name_bytes + extra_bytes)
        whole, packed, _ = _wide(rest[name_bytes:], (whole, packed, 0))
        raw = rest[:name_bytes]
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp437")
        same = name == entry.name and method == entry.method and own_flags == flags
        if not flags & _DESCRIPTOR or (crc, packed, whole) != (0, 0, 0):
            same &= (crc, packed, whole) == (entry.crc, entry.packed_bytes, entry.size_bytes)
        if not same:
            message = f"expected its own head to say what the list says, found {name[:60]!r}, "
            message += f"{packed} bytes that hold {whole}"
            self._add("zip-shadow", message, entry.name)
        start: int = offset + _LOCAL.size + name_bytes + extra_bytes
        if start + entry.packed_bytes > self.size_bytes:
            raise ZipError(f"the entry {entry.name[:80]!r} breaks off")
        return start

    def _descriptor(self, entry: ZipEntry, at: int) -> int:
        """The length of what follows an entry whose sizes were not known before it was written."""
        told = self._read(at, 24)
        begun = 4 if told[:4] == b"PK\7\x08" else 0
        for form in ("<LLL", "<LQQ"):
            size = struct.calcsize(form)
            if len(told) >= begun + size and struct.unpack_from(form, told, begun) == (
                entry.crc, entry.packed_bytes, entry.size_bytes,
            ):  # fmt: skip
                return begun + size
        self._add("zip-shadow", "expected its sizes behind it, found others", entry.name)
        return begun + 12

    def content(self, entry: ZipEntry) -> Iterator[bytes]:
        """The entry's content in steps, never more than its size says.

        Raises:
            ZipError: it cannot be unpacked, or is not of its size or checksum.
        """
        left, at, size, crc = entry.packed_bytes, entry.start, 0, 0
        inflate = zlib.decompressobj(-15) if entry.method == DEFLATED else None
        while left or (inflate is not None and not inflate.eof):
            data = self._read(at, min(left, STEP_BYTES))
            at, left = at + len(data), left - len(data)
            for part in [data] if inflate is None else _steps(inflate, data):
                size += len(part)
                if size > entry.size_bytes:
                    raise ZipError(f"expected {entry.size_bytes} bytes, found more")
                crc = zlib.crc32(part, crc)
                yield part
            if not data:
                break
        if size != entry.size_bytes or crc != entry.crc:
            raise ZipError(
                f"expected {entry.size_bytes} bytes of checksum {entry.crc:08x}, "
                f"found {size} of {crc:08x}"
            )

    def _read(self, at: int, count: int) -> bytes:
        if at < 0:
            return b""
        self._stream.seek(at)
        return self._stream.read(count)

    def _add(self, code: str, message: str, name: str) -> None:
        where = f"{self._where}: {name[:200]}"
        self.problems.append(
            Problem(severity=Severity.ERROR, code=code, message=message, where=where)
        )


def _steps(inflate: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What comes of *data*, a step at a time: a bomb costs no more than is looked at."""
    while True:
        try:
            part = inflate.decompress(data, STEP_BYTES)
        except zlib.error as problem:
            raise ZipError(f"it cannot be unpacked: {problem}") from None
        if part:
            yield part
        data = inflate.unconsumed_tail
        if inflate.eof or (not data and len(part) < STEP_BYTES):
            return


def _wide(extra: bytes, told: tuple[int, int, int]) -> tuple[int, int, int]:
    """Sizes and place, from the extra field of a large zip where they do not fit."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        at += 4 + size
        if kind != 1:
            continue
        numbers = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
        wide = [next(numbers, each) if each == _FULL else each for each in told]
        return wide[0], wide[1], wide[2]
    return told
