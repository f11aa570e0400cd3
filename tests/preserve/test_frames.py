"""Archives that are packed by zstd: frame by frame, with and without a dictionary, within bounds of memory."""

from __future__ import annotations

import io
import resource
import struct

import pytest
import zstandard

from firsthand.preserve.frames import DICTIONARY, DICTIONARY_BYTES_MAX, ZSTD, FrameError, Frames
from firsthand.preserve.members import Members, PackingError
from preserved import problems, records, standings

TRAINED = zstandard.train_dictionary(
    4096, [part[at:] for part in records() for at in range(0, 400, 4)]
)


def in_front(dictionary: bytes) -> bytes:
    """A dictionary as it stands in front of an archive."""
    return struct.pack("<4sL", DICTIONARY, len(dictionary)) + dictionary


def packed(dictionary: zstandard.ZstdCompressionDict | None = None) -> list[bytes]:
    """The records of a sound archive, each in a frame of its own."""
    packer = zstandard.ZstdCompressor(dict_data=dictionary, write_checksum=True)
    return [packer.compress(part) for part in records()]


FRAMES = packed(TRAINED)
ARCHIVES = {
    "without a dictionary": b"".join(packed()),
    "with a dictionary": in_front(TRAINED.as_bytes()) + b"".join(FRAMES),
    "with a packed one": in_front(zstandard.compress(TRAINED.as_bytes())) + b"".join(FRAMES),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_sound_archive_is_sound(name: str) -> None:
    data = ARCHIVES[name]
    assert problems(data) == []
    found = standings(data)
    assert len(found) == len(records())
    assert [each.offset for each in found[1:]] == [each.end for each in found[:-1]]
    assert data[found[0].offset :].startswith(ZSTD)
    assert (found[0].offset > 0, found[-1].end) == (name.startswith("with "), len(data))


def test_a_changed_byte_is_named() -> None:
    data = ARCHIVES["with a dictionary"]
    for at in range(len(data) - sum(map(len, FRAMES)), len(data), 37):
        changed = data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]
        assert problems(changed), at


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ARCHIVES["with a dictionary"][:-3], "breaks off"),
        (ARCHIVES["without a dictionary"] + b"junk", "expected a zstd frame"),
        (b"".join(FRAMES), "damaged"),  # packed with a dictionary that is not there
        (in_front(b"x" * 20)[:-2], "expected 20 bytes, found 18"),
        (in_front(zstandard.compress(b"x" * 99)[:-2]), "expected one whole frame in it"),
        (struct.pack("<4sL", DICTIONARY, DICTIONARY_BYTES_MAX + 1), "expected at most"),
        (in_front(zstandard.compress(bytes(DICTIONARY_BYTES_MAX * 2))), "found more"),
        (ARCHIVES["without a dictionary"] + struct.pack("<4sL", b"\x50\x2a\x4d\x18", 4) + b"hid!", "expected a zstd frame"),
    ],
)  # fmt: skip
def test_damage_is_named(data: bytes, words: str) -> None:
    (found,) = [each for each in problems(data) if each.code == "packing-damaged"]
    assert words in found.message


def test_a_window_beyond_bounds_is_refused() -> None:
    """A frame that asks for 1 GiB of memory to be unpacked."""
    large = zstandard.ZstdCompressionParameters(window_log=30)
    stream = io.BytesIO()
    with zstandard.ZstdCompressor(compression_params=large).stream_writer(
        stream, closefd=False
    ) as writer:
        writer.write(records()[0])
    assert "damaged" in problems(stream.getvalue())[0].message


def test_a_bomb_is_put_down_before_it_is_unpacked() -> None:
    """Blocks that repeat one byte: 32,000 to one, 4 GiB in all."""
    packer = zstandard.ZstdCompressor().compressobj()
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    members = Members(io.BytesIO(data))
    members.begin()
    with pytest.raises(PackingError, match="a bomb"):
        members.skip_member()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10


def test_a_stream_that_is_no_archive_has_no_dictionary() -> None:
    assert Frames(io.BytesIO(b"(\xb5/\xfd")).start == 0
    with pytest.raises(FrameError):
        Frames(io.BytesIO(in_front(b"x")[:-1]))


def test_a_dictionary_that_unpacks_nothing_is_named() -> None:
    """It begins as a trained one does, and its tables are noise."""
    noise = in_front(TRAINED.as_bytes()[:8] + bytes(64)) + b"".join(FRAMES)
    assert "expected a dictionary, found other bytes" in problems(noise)[0].message
