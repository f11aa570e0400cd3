from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.unpacking import Mark, Unpacked, is_bomb, unpack

WORDS = "警方从居民身上采集血样 police took blood ".encode() * 400

PACKED = {
    "gzip": gzip.compress(WORDS, mtime=0),
    "x-gzip": gzip.compress(WORDS[:900], mtime=0) + gzip.compress(WORDS[900:], mtime=0),
    "deflate": zlib.compress(WORDS),
    "br": brotli.compress(WORDS),
    "zstd": zstandard.compress(WORDS[:900]) + zstandard.compress(WORDS[900:]),
    "identity": WORDS,
}


@pytest.mark.parametrize("coding", PACKED)
def test_a_body_is_unpacked(coding: str) -> None:
    assert unpack(PACKED[coding], coding, size_max=1 << 20) == (WORDS, "", False)


def test_deflate_without_its_wrapping_is_deflate_too() -> None:
    assert unpack(zlib.compress(WORDS)[2:-4], "deflate", size_max=1 << 20).data == WORDS


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_stands_in_front_of_a_break_is_kept(coding: str) -> None:
    body = unpack(PACKED[coding][:-12], coding, size_max=1 << 20)
    assert body.wrong == "its packing breaks off"
    assert WORDS.startswith(body.data)


def test_what_stands_in_front_of_damage_is_kept() -> None:
    noise = bytes(range(256)) * 40
    packed = bytearray(gzip.compress(noise, compresslevel=0, mtime=0))
    packed[-3] ^= 0xFF
    body = unpack(bytes(packed), "gzip", size_max=1 << 20)
    assert body.wrong.startswith("its packing is damaged")
    assert len(body.data) > len(noise) // 2
    assert noise.startswith(body.data)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_unpacked_up_to_the_limit_and_named(coding: str) -> None:
    zeros = bytes(32 << 20)
    packed = {
        "gzip": gzip.compress(zeros, mtime=0),
        "deflate": zlib.compress(zeros),
        "br": brotli.compress(zeros, quality=3),
        "zstd": zstandard.compress(zeros),
    }[coding]
    body = unpack(packed, coding, size_max=16 << 20)
    assert len(body.data) == 16 << 20
    assert body.bomb
    assert "more than 16777216 bytes" in body.wrong


def test_little_that_unpacks_to_much_but_not_too_much_is_no_bomb() -> None:
    assert not is_bomb(1 << 20, 100)
    assert is_bomb(100 << 20, 1000)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_are_unpacked_or_said_to_be_wrong(data: bytes, coding: str) -> None:
    body = unpack(data, coding, size_max=1000)
    assert len(body.data) <= 1000


def members(*contents: bytes) -> bytes:
    return b"".join(gzip.compress(content, mtime=0) for content in contents)


def test_members_are_read_as_one_content_and_each_place_has_its_mark() -> None:
    """
    member at 0    "one"
    member at 23   "two"   its second letter is 23+1
    """
    content = Unpacked(io.BytesIO(members(b"one", b"two")))
    assert content.read(4) == b"onet"
    assert content.mark() == Mark(23, 1)
    content.go(Mark(23, 1))
    assert content.read(10) == b"wo"
    assert content.broken is None


def test_behind_a_damaged_member_the_next_sound_one_is_read() -> None:
    packed = bytearray(members(b"first " * 30, b"second " * 30, b"third"))
    second = len(members(b"first " * 30))
    packed[second + 14] ^= 0xFF
    content = Unpacked(io.BytesIO(bytes(packed)))
    assert content.read(180) == b"first " * 30
    while content.read(1000):
        pass
    assert content.broken is not None
    assert content.broken_at == second
    assert content.recover() == len(members(b"first " * 30, b"second " * 30))
    assert content.read(100) == b"third"


@given(st.lists(st.binary(min_size=1, max_size=2000), min_size=1, max_size=6), st.data())
def test_going_back_to_a_mark_reads_the_same_again(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    at = data.draw(st.integers(0, len(whole)))
    for stored in (members(*parts), b"plain" + whole):
        content = Unpacked(io.BytesIO(stored))
        content.read(at)
        mark = content.mark()
        rest = content.read(len(whole) + 5)
        content.go(mark)
        assert content.read(len(whole) + 5) == rest


@given(st.binary(max_size=400))
def test_any_bytes_have_an_end(data: bytes) -> None:
    content = Unpacked(io.BytesIO(b"\x1f\x8b\x08" + data))
    while content.read(64) or content.recover() is not None:
        pass


def _skipped(content: bytes, low: int = 0) -> bytes:
    return bytes([0x50 + low, 0x2A, 0x4D, 0x18]) + len(content).to_bytes(4, "little") + content


def _content(data: bytes) -> tuple[bytes, str | None]:
    """All that can be read of a file, and what stopped it."""
    unpacked, found = Unpacked(io.BytesIO(data)), b""
    while piece := unpacked.read(777):
        found += piece
    return found, unpacked.broken


def test_frames_are_read_one_after_the_other_and_what_holds_no_content_is_passed_over() -> None:
    one, two = zstandard.compress(WORDS[:900]), zstandard.compress(WORDS[900:])
    packed = one + _skipped(b"an index", 3) + two + _skipped(b"", 14)
    assert _content(packed) == (WORDS, None)


def test_a_dictionary_in_front_is_taken() -> None:
    samples: list[bytes | bytearray | memoryview[int]] = [
        WORDS[i : i + 300] + str(i).encode() * 9 for i in range(0, 20000, 40)
    ]
    words = zstandard.train_dictionary(4096, samples)
    packing = zstandard.ZstdCompressor(dict_data=words)
    frames = packing.compress(WORDS[:900]) + packing.compress(WORDS[900:])
    for dictionary in (words.as_bytes(), zstandard.compress(words.as_bytes())):
        assert _content(_skipped(dictionary, 13) + frames) == (WORDS, None)
    _, why = _content(frames)
    assert why is not None
    assert why.startswith("Zstandard is damaged")


def test_behind_a_damaged_frame_the_next_sound_one_is_found() -> None:
    one, two = zstandard.compress(WORDS[:900]), zstandard.compress(WORDS[900:])
    broken = bytearray(one)
    broken[8:12] = b"\xff\xff\xff\xff"
    unpacked = Unpacked(io.BytesIO(bytes(broken) + two))
    while unpacked.read(777):
        pass
    assert unpacked.broken is not None
    assert unpacked.recover() == len(one)
    assert unpacked.peek(50) == WORDS[900:950]
    assert str(unpacked.mark()) == str(len(one))


def test_a_file_of_frames_that_breaks_off_says_so() -> None:
    packed = zstandard.compress(WORDS)
    found, why = _content(packed[:-5])
    assert WORDS.startswith(found)
    assert why == "it breaks off within a Zstandard frame"
