from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.unpacking import Mark, Unpacked, is_bomb, unpack

WORDS = "警方从居民身上采集血样 police took blood ".encode() * 400

PACKED = {
    "gzip": gzip.compress(WORDS, mtime=0),
    "x-gzip": gzip.compress(WORDS[:900], mtime=0) + gzip.compress(WORDS[900:], mtime=0),
    "deflate": zlib.compress(WORDS),
    "br": brotli.compress(WORDS),
    "identity": WORDS,
}


@pytest.mark.parametrize("coding", PACKED)
def test_a_body_is_unpacked(coding: str) -> None:
    assert unpack(PACKED[coding], coding, size_max=1 << 20) == (WORDS, "", False)


def test_deflate_without_its_wrapping_is_deflate_too() -> None:
    assert unpack(zlib.compress(WORDS)[2:-4], "deflate", size_max=1 << 20).data == WORDS


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
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


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_unpacked_up_to_the_limit_and_named(coding: str) -> None:
    zeros = bytes(32 << 20)
    packed = {
        "gzip": gzip.compress(zeros, mtime=0),
        "deflate": zlib.compress(zeros),
        "br": brotli.compress(zeros, quality=3),
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
