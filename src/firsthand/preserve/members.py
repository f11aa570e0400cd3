"""Read an archive forwards, knowing at each byte where its packed member began and whether it ended.

In: a stream.  Out: content in steps, as it is, or gzip member by member, or frame by frame of zstd. Nothing is held but
a buffer, and no more is unpacked than was asked for, so that a bomb costs what is read of it. What records mean is not
known here but in `preserve.warcs`.
"""

from __future__ import annotations

from typing import BinaryIO, Protocol, cast

from isal import isal_zlib

from firsthand.preserve.frames import DICTIONARY, ZSTD, FrameError, Frames

CHUNK_BYTES = 1 << 15  # members are small: what is read beyond one is copied back
FRAME_CHUNK_BYTES = 1 << 13  # zstd is unpacked in small steps, each of which copies what is left
STEP_BYTES = 1 << 18
GZIP = b"\x1f\x8b"
RATIO_MAX = 1_100  # deflate reaches 1,032 at most: beyond it the sizes lie
RATIO_FREE_BYTES = 64 << 20  # below this nothing is called a bomb
RATIO_BOMB = 300  # a member that unpacks beyond that size and this often is no page
_WINDOW = 31  # zlib's own number for: a gzip header, the largest window
_HEAD_BYTES = 4  # of a gzip header: its mark, its method and its flags
_DEFLATE, _FLAGS = 8, 0x1F  # what RFC 1952 knows; another bit may mean anything
_ISAL_ERROR = cast(
    "type[ValueError]", isal_zlib.error
)  # its stubs take the class for one of its errors


class PackingError(ValueError):
    """The packing is damaged; the message says what was expected and found."""


class Unpacking(Protocol):
    """One member that is being unpacked, as `zlib` has it."""

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond its end."""

    @property
    def unconsumed_tail(self) -> bytes:
        """What was given and is not unpacked yet."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """What comes of *data*, up to a size."""


class Members:
    """An archive as content. `offset` is where the member (or the plain byte) now read begins."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read what the archive begins with.

        Raises:
            PackingError: it begins with a dictionary that cannot be read.
        """
        stream.seek(0)
        self._stream = stream
        self._raw = stream.read(CHUNK_BYTES)
        self._consumed = 0  # bytes of the file before `_raw`
        has_frames = self._raw.startswith((ZSTD, DICTIONARY))
        self._frames = self._begin_frames() if has_frames else None
        self.packed = self._frames is not None or self._raw.startswith(GZIP)
        self._name = "zstd frame" if self._frames is not None else "gzip member"
        self._chunk = CHUNK_BYTES if self._frames is None else FRAME_CHUNK_BYTES
        self._held = b""
        self._at = 0
        self._unpacking: Unpacking | None = None
        self._member_bytes = 0
        self._broken: PackingError | None = None  # met ahead of what was taken
        self.offset = 0

    def _begin_frames(self) -> Frames:
        """Take in the dictionary, if there is one, which all frames need."""
        self._stream.seek(0)
        try:
            frames = Frames(self._stream)
        except FrameError as problem:
            raise PackingError(f"the dictionary at 0 is damaged: {problem}") from None
        self._consumed = frames.start
        self._stream.seek(frames.start)
        self._raw = self._stream.read(FRAME_CHUNK_BYTES)
        return frames

    def begin(self) -> bool:
        """Go to the next member, or stay where a plain file is; false at the end of the file.

        Raises:
            PackingError: what follows is no member.
        """
        while not self.rest():
            if not self.packed:
                self.offset = self._consumed
                return self._more()
            if len(self._raw) < _HEAD_BYTES:
                self._raw += self._stream.read(self._chunk)
            if not self._raw:
                return False
            self.offset, self._member_bytes = self._consumed, 0
            self._unpacking = self._member()
            self._more()
        return True

    def _member(self) -> Unpacking:
        """What unpacks the member that begins here."""
        mark, raw = (ZSTD, self._raw) if self._frames is not None else (GZIP, self._raw)
        if not raw.startswith(mark):
            raise PackingError(
                f"expected a {self._name} at {self._consumed}, found {ascii(raw[:12])[1:]}"
            )
        if self._frames is not None:
            return self._frames.unpacking()
        if raw[2:3] != bytes([_DEFLATE]) or any(flags & ~_FLAGS for flags in raw[3:4]):
            raise PackingError(f"the gzip member at {self._consumed} is of no known kind")
        return isal_zlib.decompressobj(wbits=_WINDOW)

    @property
    def position(self) -> int:
        """Where the next content byte stands in a plain file."""
        return self._consumed - self.rest()

    def rest(self) -> int:
        """How many bytes are unpacked and not yet taken."""
        return len(self._held) - self._at

    def _more(self) -> bool:
        """Fill the buffer further; false at the end of the member."""
        data = self._next()
        self._held = self._held[self._at :] + data if self.rest() else data
        self._at = 0
        return bool(data)

    def _next(self) -> bytes:
        if self._broken is not None:
            raise self._broken
        if not self.packed:
            data, self._raw = self._raw or self._stream.read(STEP_BYTES), b""
            self._consumed += len(data)
            return data
        while self._unpacking is not None and not self._unpacking.eof:
            if not self._raw:
                self._raw = self._stream.read(self._chunk)
                if not self._raw:
                    raise PackingError(f"the {self._name} at {self.offset} breaks off")
            if data := self._unpack(self._unpacking):
                return data
        return b""

    def _unpack(self, unpacking: Unpacking) -> bytes:
        before = len(self._raw)
        try:
            data = unpacking.decompress(self._raw, STEP_BYTES)
        except (_ISAL_ERROR, FrameError) as problem:
            raise PackingError(f"the {self._name} at {self.offset} is damaged: {problem}") from None
        self._raw = unpacking.unused_data if unpacking.eof else unpacking.unconsumed_tail
        self._consumed += before - len(self._raw)
        self._member_bytes += len(data)
        if self._member_bytes > RATIO_FREE_BYTES:
            packed = max(1, self._consumed - self.offset)
            if self._member_bytes > RATIO_BOMB * packed:
                raise PackingError(
                    f"the {self._name} at {self.offset} unpacks {self._member_bytes} bytes and more "
                    f"from {packed}: a bomb"
                )
        return data

    def whole(self, count: int) -> bytes:
        """All of a packed member of which nothing is taken, if it has at most *count* bytes; else nothing.

        Nothing is taken. Damage that is met is told when it is come to, as if nobody had looked ahead.
        """
        if self._unpacking is None or self._at:
            return b""
        parts, size = [self._held], len(self._held)
        while size <= count and not self._unpacking.eof and self._broken is None:
            try:
                parts.append(self._next())
            except PackingError as problem:
                self._broken = problem
            size += len(parts[-1])
        if len(parts) > 1:
            self._held = b"".join(parts)
        return self._held if self._unpacking.eof and size <= count else b""

    def take(self, count: int) -> bytes:
        """Up to *count* bytes of this member; fewer where it ends."""
        if self._at >= len(self._held) and not self._more():
            return b""
        data = self._held[self._at : self._at + count]
        self._at += len(data)
        return data

    def piece(self, count: int) -> memoryview:
        """As `take`, without a copy."""
        if self._at >= len(self._held) and not self._more():
            return memoryview(b"")
        data = memoryview(self._held)[self._at : self._at + count]
        self._at += len(data)
        return data

    def head(self, count: int) -> bytes:
        """What stands up to the first empty line, where that is within *count* bytes and unpacked already.

        Nothing is taken; `take` it if it is what was looked for.
        """
        end = self._held.find(b"\r\n\r\n", self._at, self._at + count)
        return self._held[self._at : end + 4] if end >= 0 else b""

    def line(self, count: int) -> bytes:
        """A line with its end, or the first *count* bytes of a longer one, or what is left."""
        while (at := self._held.find(b"\n", self._at)) < 0 and self.rest() < count:
            if not self._more():
                break
        end = len(self._held) if at < 0 else at + 1
        data = self._held[self._at : min(end, self._at + count)]
        self._at += len(data)
        return data

    def begins_with(self, words: bytes) -> bool:
        """Whether the content not yet taken begins with *words*."""
        while self.rest() < len(words) and self._more():
            pass
        return self._held.startswith(words, self._at)

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
