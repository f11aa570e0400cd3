from __future__ import annotations

import gzip
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.frames import DICTIONARY, ZSTD
from firsthand.preserve.members import Members, PackingError

PACKED = (b"\x1f\x8b", ZSTD, DICTIONARY)
PARTS = st.lists(st.binary(min_size=1, max_size=200_000), min_size=1, max_size=5)


@given(PARTS)
def test_members_come_back_one_by_one_with_where_they_began(parts: list[bytes]) -> None:
    packed = [gzip.compress(part, mtime=0) for part in parts]
    members = Members(io.BytesIO(b"".join(packed)))
    offset = 0
    for part, raw in zip(parts, packed, strict=True):
        assert members.begin()
        assert members.offset == offset
        found = b""
        while data := members.take(70_000):
            found += data
        assert found == part
        assert members.ended()
        offset += len(raw)
        assert members.member_end() == offset
    assert not members.begin()


@given(st.binary(min_size=1, max_size=2000).filter(lambda data: not data.startswith(PACKED)))
def test_a_plain_file_comes_back_line_by_line(data: bytes) -> None:
    members = Members(io.BytesIO(data))
    found = b""
    while members.begin():
        assert members.position == len(found)
        line = members.line(50)
        assert len(line) <= 50
        found += line
    assert found == data
    assert members.ended()


def test_a_look_ahead_takes_nothing() -> None:
    members = Members(io.BytesIO(gzip.compress(b"filedesc://x", mtime=0)))
    assert members.begin()
    assert members.begins_with(b"filedesc://")
    assert not members.begins_with(b"filedesc:///")
    assert members.take(20) == b"filedesc://x"


def test_a_head_is_seen_where_it_is_whole_and_not_taken() -> None:
    members = Members(io.BytesIO(gzip.compress(b"a: b\r\n\r\nbody", mtime=0)))
    assert members.begin()
    assert (members.head(8), members.head(7)) == (b"a: b\r\n\r\n", b"")
    assert (members.take(8), bytes(members.piece(3)), members.rest()) == (
        b"a: b\r\n\r\n",
        b"bod",
        1,
    )


def test_an_empty_member_is_passed_over() -> None:
    members = Members(io.BytesIO(gzip.compress(b"", mtime=0) + gzip.compress(b"two", mtime=0)))
    assert members.begin()
    assert members.take(9) == b"two"


def test_the_rest_of_a_member_can_be_passed_over() -> None:
    members = Members(io.BytesIO(gzip.compress(b"one" * 9) + gzip.compress(b"two", mtime=0)))
    assert members.begin()
    members.take(2)
    members.skip_member()
    assert members.begin()
    assert members.take(9) == b"two"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(b"one", mtime=0)[:-1], "breaks off"),
        (gzip.compress(b"one", mtime=0) + b"junk", "expected a gzip member"),
        (gzip.compress(b"one", mtime=0)[:-8] + bytes(8), "damaged"),
        (b"\x1f\x8b\x07\x00" + gzip.compress(b"one", mtime=0)[4:], "of no known kind"),
        (b"\x1f\x8b\x08\x80" + gzip.compress(b"one", mtime=0)[4:], "of no known kind"),
    ],
)
def test_damage_is_named_with_its_place(data: bytes, words: str) -> None:
    members = Members(io.BytesIO(data))

    def pass_over_all() -> None:
        while members.begin():
            members.skip_member()

    with pytest.raises(PackingError, match=words):
        pass_over_all()


@pytest.mark.slow
def test_a_bomb_is_put_down_before_it_is_unpacked() -> None:
    members = Members(io.BytesIO(gzip.compress(bytes(300 << 20))))
    members.begin()
    with pytest.raises(PackingError, match="a bomb"):
        members.skip_member()


def test_a_whole_member_is_seen_where_it_is_no_longer_than_asked() -> None:
    members = Members(io.BytesIO(gzip.compress(b"a: b\r\n\r\nbody", mtime=0)))
    assert members.begin()
    assert (members.whole(11), members.whole(12)) == (b"", b"a: b\r\n\r\nbody")
    assert members.take(1) == b"a"
    assert members.whole(12) == b""  # a part is taken already
    plain = Members(io.BytesIO(b"a: b"))
    assert plain.begin()
    assert plain.whole(100) == b""


def test_damage_that_was_seen_ahead_is_told_when_it_is_come_to() -> None:
    noise = random.Random(1).randbytes(500_000)  # noqa: S311 - noise to pack
    data = gzip.compress(noise, mtime=0)
    members = Members(io.BytesIO(data[:-1] + bytes([data[-1] ^ 1])))
    assert members.begin()
    assert members.whole(1 << 20) == b""
    assert members.take(20) == noise[:20]
    with pytest.raises(PackingError, match="is damaged"):
        members.skip_member()
