from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from corpora import drawn
from firsthand.tools.pillow import GRID, PIXELS_MAX, see

PHOTOGRAPH = drawn.photograph(np.random.default_rng(5))


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **how)
    return held.getvalue()


KINDS = {
    "PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp",
    "BMP": "image/bmp", "TIFF": "image/tiff",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_each_kind_is_opened(kind: str) -> None:
    seen = see(saved(PHOTOGRAPH, kind))
    assert (seen.media_type, seen.wrong) == (KINDS[kind], "")
    assert (seen.width, seen.height) == PHOTOGRAPH.size
    assert seen.grey is not None
    assert seen.grey.shape == (GRID, GRID)


def claiming(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is so large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9_000, 8_000), (60_000, 60_000)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int]) -> None:
    """
    A PNG of a kilobyte says that it is 60,000 points wide and as high.
    """
    seen = see(claiming(*size))
    assert seen.grey is None
    assert size[0] * size[1] > PIXELS_MAX
    assert seen.wrong


def test_formats_that_are_not_listed_are_not_opened() -> None:
    assert see(saved(PHOTOGRAPH.convert("L"), "PPM")).grey is None
    assert see(saved(PHOTOGRAPH, "PDF")).grey is None


def test_what_can_be_seen_through_is_white() -> None:
    empty = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    grey = see(saved(empty, "PNG")).grey
    assert grey is not None
    assert grey.min() == 255


def test_sixteen_bits_of_grey_are_brought_to_eight() -> None:
    values = np.linspace(0, 60_000, 300 * 300).reshape(300, 300).astype(np.uint16)
    grey = see(saved(Image.fromarray(values), "PNG")).grey
    assert grey is not None
    assert int(grey.min()) == 0
    assert int(grey.max()) >= 254


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    lying = PHOTOGRAPH.transpose(Image.Transpose.ROTATE_90)
    seen = see(saved(lying, "JPEG", exif=turned, quality=95))
    upright = see(saved(PHOTOGRAPH, "JPEG", quality=95))
    assert (seen.width, seen.height) == PHOTOGRAPH.size
    assert seen.grey is not None
    assert upright.grey is not None
    assert np.abs(seen.grey.astype(int) - upright.grey).mean() < 3


def test_of_a_picture_that_moves_the_first_frame_is_taken() -> None:
    frames = [PHOTOGRAPH.convert("P"), Image.new("P", PHOTOGRAPH.size)]
    moving = see(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    still = see(saved(frames[0], "GIF"))
    assert moving.grey is not None
    assert still.grey is not None
    assert (moving.grey == still.grey).all()


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 3_000),
    st.binary(max_size=40),
    st.integers(0, 60),
)
def test_no_broken_picture_breaks_us(kind: str, at: int, other: bytes, cut: int) -> None:
    small = PHOTOGRAPH.resize((64, 48))
    data = saved(small, kind)
    seen = see(data[:at] + other + data[at + cut :])
    assert seen.grey is None or seen.grey.shape == (GRID, GRID)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_us(data: bytes) -> None:
    assert see(data).grey is None
