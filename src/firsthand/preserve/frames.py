"""Unpack an archive that is packed by zstd, frame by frame, with the dictionary that it may begin with.

In: a stream.  Out: for each frame something that unpacks it in steps. After the draft of the IIPC for `.warc.zst`: a
dictionary stands in a frame to be skipped, in front of all others, as it is or packed itself. No step gives more than
memory bears, whatever the frame says: zstd packs 30,000 to one.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import zstandard

ZSTD = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"  # the frame to be skipped that the draft gives to dictionaries
DICTIONARY_BYTES_MAX = 16 << 20  # real ones take a mebibyte
WINDOW_BYTES_MAX = 128 << 20  # what `zstd --long` uses without being asked for more
FEED_BYTES = 1 << 10  # what is given at a time: a block of 4 bytes gives up to 128 KiB
_HEAD = struct.Struct("<4sL")


class FrameError(ValueError):
    """A frame or the dictionary cannot be read; the message says why."""


class Frames:
    """An archive of frames. `start` is where the first one begins."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the dictionary, if the stream begins with one.

        Raises:
            FrameError: it is too large, breaks off or is none.
        """
        head = stream.read(_HEAD.size)
        self.start = 0
        dictionary = None
        if head.startswith(DICTIONARY) and len(head) == _HEAD.size:
            _, size = _HEAD.unpack(head)
            dictionary = zstandard.ZstdCompressionDict(_dictionary(stream, size))
            self.start = _HEAD.size + size
        try:
            self._unpacker = zstandard.ZstdDecompressor(
                dict_data=dictionary, max_window_size=WINDOW_BYTES_MAX
            )
        except zstandard.ZstdError as problem:
            raise FrameError(f"expected a dictionary, found other bytes: {problem}") from None

    def unpacking(self) -> Frame:
        """What unpacks the next frame."""
        return Frame(self._unpacker)


def _dictionary(stream: BinaryIO, size: int) -> bytes:
    if size > DICTIONARY_BYTES_MAX:
        raise FrameError(f"expected at most {DICTIONARY_BYTES_MAX} bytes, found {size}")
    data = stream.read(size)
    if len(data) < size:
        raise FrameError(f"expected {size} bytes, found {len(data)}")
    if not data.startswith(ZSTD):
        return data
    frame, made = Frame(zstandard.ZstdDecompressor(max_window_size=WINDOW_BYTES_MAX)), bytearray()
    while data:
        made += frame.decompress(data, 0)
        data = frame.unconsumed_tail
        if len(made) > DICTIONARY_BYTES_MAX:
            raise FrameError(f"expected at most {DICTIONARY_BYTES_MAX} bytes, found more")
        if frame.eof:
            break
    if frame.unused_data or not frame.eof:
        raise FrameError("expected one whole frame in it")
    return bytes(made)


class Frame:
    """One frame that is being unpacked, as `preserve.members` asks for it."""

    def __init__(self, unpacker: zstandard.ZstdDecompressor) -> None:
        self._inner = unpacker.decompressobj()
        self._tail = b""

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What was given beyond its end."""
        return self._inner.unused_data + self._tail

    @property
    def unconsumed_tail(self) -> bytes:
        """What was given and is not unpacked yet."""
        return self._tail

    def decompress(self, data: bytes, _size: int, /) -> bytes:
        """What comes of the first kibibyte of *data*.

        Raises:
            FrameError: it is damaged, or wants more memory than it gets.
        """
        self._tail = data[FEED_BYTES:]
        try:
            return self._inner.decompress(data[:FEED_BYTES])
        except zstandard.ZstdError as problem:
            raise FrameError(str(problem)) from None
