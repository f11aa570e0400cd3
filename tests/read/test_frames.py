"""Zstandard is unpacked in steps: whatever comes, a step costs no more than memory has."""

from __future__ import annotations

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.frames import FEED_BYTES, Frame, read_dictionary

WORDS = b"nurses took blood in the village hall, said the notice. " * 500


def _content(packed: bytes) -> tuple[bytes, bytes, bool]:
    """All of one frame, what follows it, and whether it ended."""
    frame, found = Frame(), b""
    while packed and not frame.eof:
        found += frame.decompress(packed, 100)
        packed = frame.unconsumed_tail
    return found, frame.unused_data, frame.eof


@given(st.binary(max_size=5000), st.binary(max_size=50))
def test_a_frame_ends_where_it_ends(content: bytes, behind: bytes) -> None:
    packed = zstandard.compress(content)
    assert _content(packed + behind) == (content, behind, True)


def test_a_frame_that_breaks_off_has_not_ended() -> None:
    found, behind, ended = _content(zstandard.compress(WORDS, 19)[:-6])
    assert WORDS.startswith(found)
    assert (behind, ended) == (b"", False)


def test_a_step_of_a_bomb_is_small() -> None:
    """Zeros pack to four bytes for each 128 KiB: all at once would be 256 MiB."""
    packed = zstandard.ZstdCompressor(level=1).compress(bytes(256 << 20))
    found = Frame().decompress(packed, 1)
    assert len(found) <= FEED_BYTES // 4 * (128 << 10)


def test_a_window_larger_than_allowed_is_refused() -> None:
    asked = zstandard.ZstdCompressionParameters(window_log=28)
    packing = zstandard.ZstdCompressor(compression_params=asked).compressobj()
    packed = packing.compress(WORDS) + packing.flush()
    with pytest.raises(zstandard.ZstdError, match="memory"):
        Frame().decompress(packed, 1)


def test_a_dictionary_may_be_packed_itself() -> None:
    samples: list[bytes | bytearray | memoryview[int]] = [
        WORDS[i : i + 300] + str(i).encode() * 9 for i in range(0, 20000, 40)
    ]
    words = zstandard.train_dictionary(4096, samples).as_bytes()
    assert read_dictionary(zstandard.compress(words)).as_bytes() == words
    assert read_dictionary(words).as_bytes() == words
    with pytest.raises(zstandard.ZstdError):
        read_dictionary(zstandard.compress(words)[:-9])


def test_a_dictionary_that_unpacks_nothing_is_none() -> None:
    """It begins as a trained one does, and its tables are noise."""
    with pytest.raises(zstandard.ZstdError):
        read_dictionary(b"\x37\xa4\x30\xec" + bytes(64))
