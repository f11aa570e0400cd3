"""Open a picture, within limits, and give its grey values on a small grid. Called within the sandbox.

In: bytes that may be a picture.  Out: what it is, its size, and 256 × 256 grey values; or why not.
Only the formats listed here are opened, of a picture that moves only its first frame. What a
picture's hash is, is decided in `read.pictures`.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firsthand.model.value import value

FORMATS = {
    "PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif",
    "WEBP": "image/webp", "BMP": "image/bmp", "TIFF": "image/tiff",
}  # fmt: skip
GRID = 256  # a side of the grid; hashes are made of a tenth of that
PIXELS_MAX = 64_000_000  # a page scanned at 600 dpi has 35 million; more is made to cost memory
DRAFT = 1024  # a JPEG is decoded no finer than it takes for this side
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What the library's decoders raise over broken bytes; its documentation lists the first three.
_BROKEN = (
    OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning, SyntaxError,
    EOFError, struct.error, zlib.error, IndexError, KeyError, TypeError, AttributeError,
    OverflowError, NotImplementedError, ZeroDivisionError, RuntimeError,
)  # fmt: skip


@value
class Seen:
    """A picture's kind and size, and its grey values; without these, `wrong` says why."""

    media_type: str = ""
    width: int = 0
    height: int = 0
    grey: NDArray[np.uint8] | None = None
    wrong: str = ""


def see(data: bytes) -> Seen:
    """What *data* show on a small grid, whatever they are."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", module="PIL")
            with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as picture:
                return _opened(picture)
    except _BROKEN as problem:
        return Seen(wrong=f"it cannot be decoded: {ascii(str(problem))[:120]}")


def _opened(picture: Image.Image) -> Seen:
    # A camera's JPEG with several frames calls itself MPO.
    media_type = FORMATS.get(picture.format or "", "image/jpeg")
    width, height = picture.size
    if width * height > PIXELS_MAX:
        why = f"a picture has at most {PIXELS_MAX} pixels, found {width} x {height}"
        return Seen(media_type=media_type, width=width, height=height, wrong=why)
    try:
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
        picture.draft("RGB", (DRAFT, DRAFT))
        grey = on_grid(picture)
    except _BROKEN as problem:
        why = f"it cannot be decoded: {ascii(str(problem))[:120]}"
        return Seen(media_type=media_type, width=width, height=height, wrong=why)
    if turn is not None:
        grey = np.asarray(Image.fromarray(grey).transpose(turn))
        if turn not in {
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.ROTATE_180,
            Image.Transpose.FLIP_TOP_BOTTOM,
        }:
            width, height = height, width
    return Seen(media_type=media_type, width=width, height=height, grey=grey)


def on_grid(picture: Image.Image) -> NDArray[np.uint8]:
    """Grey values (ITU-R 601 luma) as means over a grid; what can be seen through is white."""
    plain = _grey(picture)
    fine = min(plain.size) >= GRID
    how = Image.Resampling.BOX if fine else Image.Resampling.BILINEAR
    return np.asarray(plain.resize((GRID, GRID), how), dtype=np.uint8)


def _grey(picture: Image.Image) -> Image.Image:
    mode: Any = picture.mode
    if mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        scaled = (values - low) * (255.0 / (high - low)) if high > low else values * 0
        return Image.fromarray(scaled.astype(np.uint8))
    if mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info:
        seen_through = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, seen_through).convert("L")
    return picture.convert("L")
