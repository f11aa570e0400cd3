"""Keep bytes of a connection in a file that the caller gives, and know where each of them lies.

In: pieces in the order in which a log gives them, of many connections in turn.  Out: bodies that are read from
the file, never held in memory. Opening the file, and removing it, is the caller's.
"""

from __future__ import annotations

import re
from array import array
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.model.value import value

PIECE_BYTES = 1 << 20
HEAD_END = re.compile(rb"\n\r?\n")
WAITING_BYTES = 1 << 18  # writes of some size: pieces of a log are small


class Spool:
    """A file that only grows, written in large steps and read from anywhere."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._written = 0
        self._waiting = bytearray()

    def append(self, data: bytes) -> int:
        """Keep *data*; where it begins."""
        at = self._written + len(self._waiting)
        self._waiting += data
        if len(self._waiting) >= WAITING_BYTES:
            self._flush()
        return at

    def _flush(self) -> None:
        if self._waiting:
            self._stream.seek(self._written)
            self._stream.write(self._waiting)
            self._written += len(self._waiting)
            self._waiting.clear()

    def read(self, at: int, count: int) -> bytes:
        """*count* bytes from *at* on."""
        self._flush()
        self._stream.seek(at)
        data = self._stream.read(count)
        assert len(data) == count, "a spool is as its writer left it"
        return data


class Runs:
    """Where bytes that belong together lie: (offset, length) pairs, joined where they touch."""

    def __init__(self) -> None:
        self._pairs = array("Q")
        self.size_bytes = 0

    def add(self, at: int, count: int) -> None:
        """Put *count* bytes at *at* behind what is there."""
        if not count:
            return
        if self._pairs and self._pairs[-2] + self._pairs[-1] == at:
            self._pairs[-1] += count
        else:
            self._pairs.extend((at, count))
        self.size_bytes += count

    def extend(self, later: Runs) -> None:
        """Put another's bytes behind ours."""
        for at, count in later:
            self.add(at, count)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for i in range(0, len(self._pairs), 2):
            yield self._pairs[i], self._pairs[i + 1]


@value
class Spooled:
    """A body in a spool."""

    spool: Spool
    runs: Runs

    @property
    def size_bytes(self) -> int:
        """How many bytes it has."""
        return self.runs.size_bytes

    def pieces(self) -> Iterator[bytes]:
        """Its bytes from the first on, in pieces of at most a mebibyte."""
        waiting = bytearray()
        for start, count in self.runs:
            for at in range(start, start + count, PIECE_BYTES):
                waiting += self.spool.read(at, min(PIECE_BYTES, start + count - at))
                while len(waiting) >= PIECE_BYTES:
                    yield bytes(waiting[:PIECE_BYTES])
                    del waiting[:PIECE_BYTES]
        if waiting:
            yield bytes(waiting)


class Tape:
    """One direction of a connection: what has come and was not yet understood."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._bytes = bytearray()
        self._runs: deque[tuple[int, int]] = deque()
        self._searched = 0

    def __len__(self) -> int:
        return len(self._bytes)

    def write(self, data: bytes) -> None:
        """Take in what came next."""
        if data:
            self._runs.append((self._spool.append(data), len(data)))
            self._bytes += data

    def window(self, count: int | None = None) -> bytes:
        """The first *count* bytes (all, if not said) that wait; they stay."""
        return bytes(self._bytes if count is None else self._bytes[:count])

    def head_end(self) -> int:
        """Where the first empty line ends; 0 if there is none yet. What was searched is not searched again."""
        found = HEAD_END.search(self._bytes, max(0, self._searched - 2))
        self._searched = len(self._bytes)
        return found.end() if found else 0

    def take(self, count: int, into: Runs | None = None) -> bytes:
        """The next *count* bytes; where they lie is put into *into*."""
        data = bytes(self._bytes[:count])
        self.move(count, into)
        return data

    def move(self, count: int, into: Runs | None = None) -> None:
        """Go past *count* bytes without reading them; where they lie is put into *into*."""
        assert count <= len(self._bytes), "nobody goes past what has come"
        self._searched = 0
        del self._bytes[:count]
        while count:
            at, length = self._runs.popleft()
            used = min(length, count)
            if into is not None:
                into.add(at, used)
            if used < length:
                self._runs.appendleft((at + used, length - used))
            count -= used
