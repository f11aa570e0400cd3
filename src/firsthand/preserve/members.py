"""Read an archive forwards, knowing at each byte where its packed member began and whether it ended.

In: a stream.  Out: content in steps, as it is or gzip member by member. Nothing is held but a buffer, and no
more is unpacked than was asked for, so that a bomb costs what is read of it. What records mean is not known
here but in `preserve.warcs`.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

CHUNK_BYTES = 1 << 16  # members are small: what is read beyond one is copied back
STEP_BYTES = 1 << 18
GZIP = b"\x1f\x8b"
RATIO_MAX = 1_100  # deflate reaches 1,032 at most: beyond it the sizes lie
RATIO_FREE_BYTES = 64 << 20  # below this nothing is called a bomb
RATIO_BOMB = 300  # a member that unpacks beyond that size and this often is no page
_WINDOW = 31  # zlib's own number for: a gzip header, the largest window


class PackingError(ValueError):
    """The packing is damaged; the message says what was expected and found."""


class Members:
    """An archive as content. `offset` is where the member (or the plain byte) now read begins."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        self._stream = stream
        self._raw = stream.read(CHUNK_BYTES)
        self.packed = self._raw.startswith(GZIP)
        self._consumed = 0  # bytes of the file before `_raw`
        self._buffer = bytearray()
        self._at = 0
        self._inflate: zlib._Decompress | None = None
        self._member_bytes = 0
        self.offset = 0

    def begin(self) -> bool:
        """Go to the next member, or stay where a plain file is; false at the end of the file.

        Raises:
            PackingError: what follows is no member.
        """
        if self.rest():
            return True
        if not self.packed:
            self.offset = self._consumed
            return self._more()
        if not self._raw:
            self._raw = self._stream.read(CHUNK_BYTES)
        if not self._raw:
            return False
        if len(self._raw) < len(GZIP):
            self._raw += self._stream.read(CHUNK_BYTES)
        if not self._raw.startswith(GZIP):
            raise PackingError(
                f"expected a gzip member at {self._consumed}, found {ascii(self._raw[:12])[1:]}"
            )
        self.offset, self._member_bytes = self._consumed, 0
        self._inflate = zlib.decompressobj(_WINDOW)
        return self._more() or self.begin()

    @property
    def position(self) -> int:
        """Where the next content byte stands in a plain file."""
        return self._consumed - self.rest()

    def rest(self) -> int:
        """How many bytes are unpacked and not yet taken."""
        return len(self._buffer) - self._at

    def _more(self) -> bool:
        """Fill the buffer further; false at the end of the member."""
        if self._at > STEP_BYTES:
            del self._buffer[: self._at]
            self._at = 0
        if not self.packed:
            data, self._raw = self._raw or self._stream.read(STEP_BYTES), b""
            self._consumed += len(data)
            self._buffer += data
            return bool(data)
        while self._inflate is not None and not self._inflate.eof:
            if not self._raw:
                self._raw = self._stream.read(CHUNK_BYTES)
                if not self._raw:
                    raise PackingError(f"the gzip member at {self.offset} breaks off")
            data = self._unpack(self._inflate)
            if data:
                self._buffer += data
                return True
        return False

    def _unpack(self, inflate: zlib._Decompress) -> bytes:
        before = len(self._raw)
        try:
            data = inflate.decompress(self._raw, STEP_BYTES)
        except zlib.error as problem:
            raise PackingError(f"the gzip member at {self.offset} is damaged: {problem}") from None
        self._raw = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        self._consumed += before - len(self._raw)
        self._member_bytes += len(data)
        packed = max(1, self._consumed - self.offset)
        if self._member_bytes > RATIO_FREE_BYTES and self._member_bytes > RATIO_BOMB * packed:
            raise PackingError(
                f"the gzip member at {self.offset} unpacks {self._member_bytes} bytes and more "
                f"from {packed}: a bomb"
            )
        return data

    def take(self, count: int) -> bytes:
        """Up to *count* bytes of this member; fewer where it ends."""
        if not self.rest() and not self._more():
            return b""
        data = bytes(memoryview(self._buffer)[self._at : self._at + count])
        self._at += len(data)
        return data

    def line(self, count: int) -> bytes:
        """A line with its end, or the first *count* bytes of a longer one, or what is left."""
        while (at := self._buffer.find(b"\n", self._at)) < 0 and self.rest() < count:
            if not self._more():
                break
        end = len(self._buffer) if at < 0 else at + 1
        data = bytes(self._buffer[self._at : min(end, self._at + count)])
        self._at += len(data)
        return data

    def begins_with(self, words: bytes) -> bool:
        """Whether the content not yet taken begins with *words*."""
        while self.rest() < len(words) and self._more():
            pass
        return self._buffer.startswith(words, self._at)

    def ended(self) -> bool:
        """Whether the member has no byte left; in a plain file always."""
        return not self.packed or not (self.rest() or self._more())

    def member_end(self) -> int:
        """The offset behind the member that has ended, or behind the last byte taken."""
        return self._consumed if self.packed else self.position

    def skip_member(self) -> None:
        """Pass over the rest of the member; of a plain file, of all.

        Raises:
            PackingError: it is damaged.
        """
        while self.take(STEP_BYTES):
            pass
