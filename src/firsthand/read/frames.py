"""Unpack Zstandard frame by frame, never more at once than memory allows.

In: packed bytes.  Out: bytes. Archives packed so (`.warc.zst`, the proposal of the International Internet
Preservation Consortium, 1.0) have a frame for each record and may begin with a dictionary in a frame that
is to be skipped; pages are sent so too (RFC 8878, `Content-Encoding: zstd`).
"""

from __future__ import annotations

import zstandard

MAGIC = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
SKIPPED = tuple(bytes([0x50 + low, 0x2A, 0x4D, 0x18]) for low in range(16))
HEAD_BYTES = 8  # of a frame to be skipped: its magic number and its length
DICTIONARY_BYTES_MAX = 16 << 20  # real ones have some hundred kilobytes
WINDOW_BYTES_MAX = 128 << 20  # what the reference program takes without being asked for more
FEED_BYTES = 1024  # four bytes may stand for 128 KiB: so a step costs at most 32 MiB


class Frame:
    """One frame in hand, with the words of `zlib`'s unpacking objects.

    Raises `zstandard.ZstdError` where the frame is damaged or asks for too large a window.
    """

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None = None) -> None:
        unpacking = zstandard.ZstdDecompressor(
            dict_data=dictionary, max_window_size=WINDOW_BYTES_MAX
        )
        self._unpacking = unpacking.decompressobj()
        self.unconsumed_tail = b""
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""
        return bool(self._unpacking.eof)

    def decompress(self, data: bytes, size_max: int) -> bytes:
        """What comes of the first of *data*; it may be more than *size_max* by one step."""
        found, at = b"", 0
        while at < len(data) and len(found) < size_max and not self.eof:
            found += self._unpacking.decompress(data[at : at + FEED_BYTES])
            at += FEED_BYTES
        rest = data[at:]
        if self.eof:
            self.unused_data, self.unconsumed_tail = self._unpacking.unused_data + rest, b""
        else:
            self.unconsumed_tail = rest
        return found


def read_dictionary(content: bytes) -> zstandard.ZstdCompressionDict:
    """The dictionary in a frame that is to be skipped: as it is, or packed itself.

    Raises:
        zstandard.ZstdError: it is packed and damaged, larger than a dictionary may be, or none that unpacks anything.
    """
    if content.startswith(MAGIC):
        frame = Frame()
        content = frame.decompress(content, DICTIONARY_BYTES_MAX)
        if not frame.eof:
            raise zstandard.ZstdError("its dictionary breaks off")
    found = zstandard.ZstdCompressionDict(content)
    Frame(found)
    return found
