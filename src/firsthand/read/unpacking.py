"""Unpack what was packed, within limits, and say where packing is damaged instead of giving up.

In: packed bytes, or a stream that can be rewound.  Out: bytes; what was wrong with them. What the
unpacked bytes mean is not known here but in `read.records` and `read.response`.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile

import brotli
import zstandard

from firsthand.read.frames import (
    DICTIONARY,
    DICTIONARY_BYTES_MAX,
    HEAD_BYTES,
    MAGIC,
    SKIPPED,
    Frame,
    read_dictionary,
)

CHUNK_BYTES = 1 << 18
GZIP = b"\x1f\x8b\x08"
RATIO_MAX = 200  # a real page seldom packs to a twentieth; a bomb to a thousandth
RATIO_FREE_BYTES = 8 << 20  # below this nothing is called a bomb: it costs nobody anything


class Mark(NamedTuple):
    """A place in a stream: of its packed member, and how far into that member's content."""

    member: int
    inner: int

    def __str__(self) -> str:
        return f"{self.member}+{self.inner}" if self.inner else str(self.member)


class Unpacked:
    """A file as its content, read forwards: as it is, or member by member (gzip, Zstandard's frames).

    Damage ends the content early, like the end of a file; `broken` then says what and where, and
    `recover` goes on behind it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._stream.seek(0)
        self.broken: str | None = None
        self.broken_at = 0
        self._ended = False
        start = self._raw(len(MAGIC))
        self._in_frames = start in {MAGIC, *SKIPPED}
        self.packed = self._in_frames or start.startswith(GZIP)
        self._magic, self._packing = (MAGIC, "Zstandard frame") if self._in_frames else (GZIP, "gzip member")  # fmt: skip
        self._words: zstandard.ZstdCompressionDict | None = None
        begin = self._dictionary() if start == DICTIONARY else 0
        self.go(Mark(begin, 0))

    def _dictionary(self) -> int:
        """Take the dictionary in front of all frames; where what follows it begins."""
        size = int.from_bytes(self._raw(4), "little")
        if size > DICTIONARY_BYTES_MAX:
            return 0  # said when the first frame asks for it
        try:
            self._words = read_dictionary(self._raw(size))
        except zstandard.ZstdError:
            return 0
        return HEAD_BYTES + size

    def mark(self) -> Mark:
        """Where the next byte stands."""
        position = self._base + self._at
        start, mark = next(item for item in reversed(self._starts) if item[0] <= position)
        if not self.packed:
            return Mark(mark.member + position - start, 0)
        return Mark(mark.member, mark.inner + position - start)

    def go(self, mark: Mark) -> None:
        """Go (back) to *mark*: a member is unpacked again up to there."""
        self.broken, self._ended = None, False
        self._buffer, self._base, self._at = bytearray(), 0, 0
        self._starts = [
            (0, Mark(mark.member, 0))
        ]  # at what position of the content a member begins
        self._unpack: zlib._Decompress | Frame | None = None
        self._held, self._next = b"", mark.member
        self._stream.seek(mark.member)
        left = mark.inner
        while left and (passed := len(self.read(min(left, CHUNK_BYTES)))):
            left -= passed

    def read(self, size: int) -> bytes:
        """Up to *size* bytes; fewer only at the end or at damage."""
        self._fill(size)
        found = bytes(self._buffer[self._at : self._at + size])
        self._at += len(found)
        self._forget()
        return found

    def peek(self, size: int) -> bytes:
        """The next bytes, without going on."""
        self._fill(size)
        return bytes(self._buffer[self._at : self._at + size])

    def line(self, size: int) -> bytes:
        """Up to and with the next line end, at most *size* bytes."""
        self._fill(256)
        at = self._buffer.find(b"\n", self._at, self._at + size)
        if at < 0:
            self._fill(size)
            at = self._buffer.find(b"\n", self._at, self._at + size)
        end = at + 1 if at >= 0 else min(len(self._buffer), self._at + size)
        found = bytes(self._buffer[self._at : end])
        self._at = end
        self._forget()
        return found

    def recover(self) -> int | None:
        """Behind damage, go on at the next sound member; the offset, or None if there is none."""
        if not self.packed or self.broken is None:
            return None
        at = self.broken_at + 1
        while (found := self._find(at)) is not None:
            self.go(Mark(found, 0))
            if self.peek(16) and not self.broken:
                return found
            at = found + 1
        return None

    def _find(self, at: int) -> int | None:
        """Where from *at* on a gzip member may begin."""
        self._stream.seek(at)
        kept = b""
        while block := self._raw(CHUNK_BYTES):
            block = kept + block
            index = block.find(self._magic)
            if index >= 0:
                return at + index
            kept = block[1 - len(self._magic) :]
            at += len(block) - len(kept)
        return None

    def _raw(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except (OSError, EOFError, BadZipFile, zlib.error) as problem:
            self._break(f"it cannot be read on: {problem}", self._stream_at())
            return b""

    def _stream_at(self) -> int:
        try:
            return self._stream.tell()
        except (OSError, ValueError):
            return 0

    def _break(self, why: str, at: int) -> None:
        self.broken, self.broken_at, self._ended = why, at, True

    def _forget(self) -> None:
        if self._at > CHUNK_BYTES:
            del self._buffer[: self._at]
            self._base, self._at = self._base + self._at, 0
            while len(self._starts) > 1 and self._starts[1][0] <= self._base:
                del self._starts[0]

    def _fill(self, size: int) -> None:
        while len(self._buffer) - self._at < size and not self._ended:
            if self.packed:
                self._fill_packed()
            else:
                block = self._raw(CHUNK_BYTES)
                self._ended |= not block
                self._buffer += block

    def _fill_packed(self) -> None:
        if self._unpack is None and not self._begin_member():
            return
        assert self._unpack is not None
        if not self._held:
            self._held = self._raw(CHUNK_BYTES)
            self._next += len(self._held)
            if not self._held:
                self._break(f"it breaks off within a {self._packing}", self._starts[-1][1].member)
                return
        try:
            self._buffer += self._unpack.decompress(self._held, CHUNK_BYTES)
        except (zlib.error, zstandard.ZstdError) as problem:
            name = self._packing.partition(" ")[0]
            self._break(f"{name} is damaged: {problem}", self._starts[-1][1].member)
            return
        self._held = self._unpack.unconsumed_tail or self._unpack.unused_data
        if self._unpack.eof:
            self._unpack = None

    def _begin_member(self) -> bool:
        """Begin the member that comes next; False at the end of the file, or of sense."""
        self._hold(len(self._magic))
        while self._in_frames and self._held.startswith(SKIPPED):
            self._skip()
        offset = self._next - len(self._held)
        if not self._held.strip(b"\x00"):
            self._ended = True  # padding behind the last member
            return False
        if not self._held.startswith(self._magic):
            self._break(f"expected a {self._packing}, found {self._held[:12]!a}", offset)
            return False
        self._starts.append((self._base + len(self._buffer), Mark(offset, 0)))
        self._unpack = Frame(self._words) if self._in_frames else zlib.decompressobj(31)
        return True

    def _hold(self, size: int) -> None:
        """Have *size* bytes of the file in hand, if it has so many."""
        while len(self._held) < size and (block := self._raw(CHUNK_BYTES)):
            self._next += len(block)
            self._held += block

    def _skip(self) -> None:
        """Pass over a frame that holds no content."""
        self._hold(HEAD_BYTES)
        left = HEAD_BYTES + int.from_bytes(self._held[4:HEAD_BYTES], "little")
        while left and self._held:
            passed = self._held[:left]
            self._held, left = self._held[len(passed) :], left - len(passed)
            self._hold(len(self._magic))


class Body(NamedTuple):
    """What was unpacked; `wrong` is empty or says why it is not all there is."""

    data: bytes
    wrong: str = ""
    bomb: bool = False


def unpack(data: bytes, coding: str, *, size_max: int) -> Body:
    """Undo one content coding of HTTP, up to *size_max* bytes.

    >>> unpack(b"words", "x-unheard-of", size_max=10).wrong
    'the coding x-unheard-of is not known'
    """
    if coding in {"", "identity", "none"}:
        return Body(data[:size_max])
    if coding in {"gzip", "x-gzip"}:
        return _inflate(data, 31, size_max)
    if coding == "deflate":
        raw = len(data) < 2 or (data[0] & 15) != 8 or (data[0] << 8 | data[1]) % 31
        return _inflate(data, -15 if raw else 15, size_max)
    if coding == "br":
        return _unbrotli(data, size_max)
    if coding == "zstd":
        return _unframe(data, size_max)
    return Body(b"", f"the coding {coding[:40]} is not known")


def _inflate(data: bytes, window: int, size_max: int) -> Body:
    parts, left = [], size_max
    while data and left > 0:
        unpacking = zlib.decompressobj(window)
        try:
            parts.append(unpacking.decompress(data, left))
        except zlib.error as problem:
            return _salvage(parts, data, window, left, problem)
        left -= len(parts[-1])
        if left <= 0 and not (unpacking.eof and not unpacking.unused_data):
            return _full(b"".join(parts), data, size_max)
        if not unpacking.eof:
            return Body(b"".join(parts), "its packing breaks off")
        data = unpacking.unused_data if window == 31 else b""
        if data and not data.startswith(GZIP):
            break  # junk behind the last member
    return Body(b"".join(parts))


def _salvage(parts: list[bytes], data: bytes, window: int, left: int, why: zlib.error) -> Body:
    """Everything in front of the damage: unpacked in small pieces up to it."""
    unpacking = zlib.decompressobj(window)
    for start in range(0, len(data), 512):
        try:
            parts.append(unpacking.decompress(data[start : start + 512], max(1, left)))
        except zlib.error:
            break
        left -= len(parts[-1])
        if left <= 0:
            break
    return Body(b"".join(parts), f"its packing is damaged: {why}")


def _unbrotli(data: bytes, size_max: int) -> Body:
    unpacking = brotli.Decompressor()
    parts, size, fed = [], 0, data
    try:
        while not unpacking.is_finished():
            part = unpacking.process(fed, output_buffer_limit=CHUNK_BYTES)
            fed = b""
            parts.append(part)
            size += len(part)
            if size > size_max:
                return _full(b"".join(parts)[:size_max], data, size_max)
            if not part and unpacking.can_accept_more_data():
                return Body(b"".join(parts), "its packing breaks off")
    except brotli.error as problem:
        return Body(b"".join(parts), f"its packing is damaged: {problem}")
    return Body(b"".join(parts))


def _unframe(data: bytes, size_max: int) -> Body:
    parts, size, packed = [], 0, data
    try:
        while data:
            frame, ended = Frame(), False
            while data and not ended:
                parts.append(frame.decompress(data, CHUNK_BYTES))
                ended = frame.eof
                data = frame.unused_data if ended else frame.unconsumed_tail
                size += len(parts[-1])
                if size > size_max:
                    return _full(b"".join(parts)[:size_max], packed, size_max)
            if not ended:
                return Body(b"".join(parts), "its packing breaks off")
    except zstandard.ZstdError as problem:
        return Body(b"".join(parts), f"its packing is damaged: {problem}")
    return Body(b"".join(parts))


def _full(data: bytes, packed: bytes, size_max: int) -> Body:
    bomb = is_bomb(size_max, len(packed))
    return Body(data, f"it unpacks from {len(packed)} to more than {size_max} bytes", bomb)


def is_bomb(size_bytes: int, packed_bytes: int) -> bool:
    """Whether so much comes out of so little that somebody made it for that."""
    return size_bytes > RATIO_FREE_BYTES and size_bytes > RATIO_MAX * max(packed_bytes, 1)
