"""Say which picture a page shows: its digest, its size, and hashes by which it is known again.

In: a picture's bytes, a tool that opens it, or an element that shows it.  Out: `Picture`, addresses.
The hash is of the whole picture. Nothing is looked for in it: no face, no person, no writing; and no
part of it is kept. Whether two pictures are the same is not decided here but in `trace.pictures`.

The hash is a difference hash in two directions, after N. Krawetz's "dHash" (2013), made on a grid of
11 × 11 means: for each of 10 × 10 places one bit says whether the next to the right is lighter and
one whether the next below is. docs/methods/pictures.md has the formulae and what was measured.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

import numpy as np
from numpy.typing import NDArray

from firsthand.model.picture import Met, Picture, Shown

SIDE = 10  # places in a row: 200 bits in a hash
CUT = 0.06  # how much of each direction the windows leave away, for pictures that were cropped
EVEN = 24  # grey levels within which a row is one colour, and so a margin
EVEN_SHARE = 0.01  # of its points may differ: dust, noise
MARGIN_MAX = 3  # a margin is at most a third of a side, taken off this often
WITHIN_MIN = 64  # of 256: less than that within the margins is no picture
SIDE_PIXELS_MIN = 100  # a smaller one is an icon or a thumbnail too coarse to tell apart
TURNS_MIN = 104  # a plain picture has fewer; docs/methods/pictures.md
STEP = 2.0  # grey levels that make a step; less is noise
FLAT_SHARE = (
    0.28  # places without a step: with more the picture is drawn or written, not photographed
)
FINE_SIDE = 16  # places in a row of the details of such a picture
FINE_STEP = 4.0  # grey levels that make a step there: places are small, noise is stronger
PICTURE_BYTES_MAX = 32 << 20  # a larger file is no picture of a page
PICTURES_MAX = 20_000  # of one capture; the rest of a larger archive is not compared
SHOWN_MAX = 500  # of one page
ADDRESSES_MAX = 8  # that a page gives for one place
ADDRESS_CHARACTERS_MAX = 2_000
INLINE_CHARACTERS_MAX = 48 << 20  # of one picture written into its page
_LAZY = ("src", "data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url")
_SETS = ("srcset", "data-srcset")
_SET = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")

Grey = NDArray[np.uint8]
Window = tuple[float, float, float, float]  # top, bottom, left, right


class Seen(Protocol):
    """What a tool says of a picture: what it is, its size, grey values on a square; or what is wrong."""

    @property
    def media_type(self) -> str:
        """Such as image/png."""

    @property
    def width(self) -> int:
        """In pixels, as it is shown."""

    @property
    def height(self) -> int:
        """In pixels, as it is shown."""

    @property
    def grey(self) -> Grey | None:
        """Means over a square grid."""

    @property
    def wrong(self) -> str:
        """Why there are none."""


See = Callable[[bytes], Seen]
"""Opens a picture; never raises because of what it holds."""


class OnPage(Protocol):
    """A picture on a page of a PDF, as the PDF holds it."""

    @property
    def page(self) -> int:
        """Counted from 1."""

    @property
    def data(self) -> bytes:
        """Its bytes in the PDF."""

    @property
    def seen(self) -> Seen:
        """What a tool says of it."""


SeePdf = Callable[[bytes], Iterable[OnPage]]
"""Opens the pictures of a PDF; never raises because of what it holds."""


class Pictures:
    """The pictures of one capture, each opened once; those met in an archive wait for their pages."""

    def __init__(self, see: See, see_pdf: SeePdf) -> None:
        self._see, self._see_pdf = see, see_pdf
        self._known: dict[str, Picture] = {}
        self.met: dict[str, Picture] = {}

    def picture(self, data: bytes) -> Picture | None:
        """What the picture in *data* is; None beyond the limits."""
        if not 0 < len(data) <= PICTURE_BYTES_MAX:
            return None
        return self._keep(data, lambda: self._see(data))

    def _keep(self, data: bytes, see: Callable[[], Seen]) -> Picture | None:
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._known:
            if len(self._known) >= PICTURES_MAX:
                return None
            self._known[digest] = known_as(see(), digest=digest, size=len(data))
        return self._known[digest]

    def of_pdf(self, data: bytes) -> Iterator[Shown]:
        """The pictures on the pages of a PDF."""
        for each in self._see_pdf(data):
            seen = each.seen
            found = self._keep(each.data, lambda: seen)  # noqa: B023 - called at once
            if found is not None:
                yield Shown(addresses=(), path=f"page={each.page}", picture=found)

    def meet(self, address: str, data: bytes) -> None:
        """A picture of its own address; the first one met there stands."""
        found = self.picture(data)
        if found is not None:
            self.met.setdefault(address, found)

    def inline(self, shown: Shown) -> Shown:
        """*shown* with its picture, where the page itself carries it."""
        inline = next((a for a in shown.addresses if a[:5].lower() == "data:"), None)
        if inline is None:
            return shown
        found = self.picture(from_data_address(inline))
        rest = tuple(a for a in shown.addresses if a[:5].lower() != "data:")
        return Shown(addresses=rest, path=shown.path, picture=found)

    def waiting(self) -> Iterator[Met]:
        """Those met, by address."""
        for address in sorted(self.met):
            yield Met(address=address, picture=self.met[address])


def known_as(seen: Seen, *, digest: str, size: int) -> Picture:
    """A picture by its digest and, where there is enough in it, its hashes."""
    hashes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    plain = seen.wrong
    if seen.grey is not None:
        plain = too_plain(seen.grey, width=seen.width, height=seen.height)
        if not plain:
            hashes, details = hash_windows(seen.grey), find_details(seen.grey)
    return Picture(
        digest=digest, size_bytes=size, media_type=seen.media_type or "application/octet-stream",
        width=seen.width, height=seen.height, hashes=hashes, details=details, plain=plain,
    )  # fmt: skip


def too_plain(grey: Grey, *, width: int, height: int) -> str:
    """Why a picture is not compared; empty where it is."""
    if min(width, height) < SIDE_PIXELS_MIN:
        return f"a side has at least {SIDE_PIXELS_MIN} pixels, found {width} x {height}"
    turns = count_turns(grey)
    if turns < TURNS_MIN:
        return f"too plain to compare: at least {TURNS_MIN} turns from light to dark, found {turns}"
    return ""


def count_turns(grey: Grey) -> int:
    """How often the way from place to place turns: lighter, darker, or as light as before."""
    steps = _steps(_summed(grey), _inside(grey))
    ways = np.where(np.abs(steps) <= STEP, 0, np.sign(steps))
    across = np.count_nonzero(ways[:, :, 1:] != ways[:, :, :-1])
    return int(across + np.count_nonzero(ways[:, 1:] != ways[:, :-1]))


def hash_windows(grey: Grey) -> tuple[str, ...]:
    """The hash of the whole, of what is within the margins, and of both with edges cut away."""
    summed = _summed(grey)
    return tuple(_written(_steps(summed, window) > 0) for window in _windows(grey))


def find_details(grey: Grey) -> tuple[str, ...]:
    """Finer marks of a drawn or written picture: where it is lighter next, and where darker."""
    summed = _summed(grey)
    windows = _windows(grey)
    if float((np.abs(_steps(summed, windows[0])) <= STEP).mean()) < FLAT_SHARE:
        return ()
    found = []
    for window in windows:
        steps = _steps(summed, window, FINE_SIDE)
        marks = np.stack([steps > FINE_STEP, steps < -FINE_STEP])
        found.append(base64.b64encode(np.packbits(marks.ravel()).tobytes()).decode())
    return tuple(found)


def _windows(grey: Grey) -> list[Window]:
    """The whole, what is within its margins, and both with edges cut away."""
    side = float(grey.shape[0])
    whole: Window = (0.0, side, 0.0, side)
    inside = _inside(grey)
    return [whole, inside, *_cut(whole), *(_cut(inside) if inside != whole else ())]


def _cut(window: Window) -> Iterator[Window]:
    """Windows within one: towards each corner, in the middle, and without a strip above or below."""
    top, bottom, left, right = window
    high, wide = (bottom - top) * CUT, (right - left) * CUT
    for down, across in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.5)):
        yield (
            top + down * high, bottom - (1 - down) * high,
            left + across * wide, right - (1 - across) * wide,
        )  # fmt: skip
    yield top, bottom - high, left, right
    yield top + high, bottom, left, right


def _inside(grey: Grey) -> Window:
    """What is left when margins of one colour are taken off, several times: a frame has two."""
    top, bottom, left, right = 0, grey.shape[0], 0, grey.shape[1]
    for _ in range(MARGIN_MAX):
        part = grey[top:bottom, left:right].astype(np.int16)
        above, below = _margin(part), _margin(part[::-1])
        before, behind = _margin(part.T), _margin(part.T[::-1])
        if not above + below + before + behind:
            break
        if (
            part.shape[0] - above - below < WITHIN_MIN
            or part.shape[1] - before - behind < WITHIN_MIN
        ):
            break
        top, bottom = top + above, bottom - below
        left, right = left + before, right - behind
    return float(top), float(bottom), float(left), float(right)


def _margin(rows: NDArray[np.int16]) -> int:
    """How many rows from the first are of one colour each, up to a third."""
    third = rows[: len(rows) // MARGIN_MAX]
    middle = np.median(third, axis=1, keepdims=True)
    even = (np.abs(third - middle) > EVEN).mean(axis=1) <= EVEN_SHARE
    return int(len(even) if even.all() else np.argmin(even))


def _summed(grey: Grey) -> NDArray[np.float64]:
    """Sums over every rectangle from the corner: whole numbers, so exact in any order."""
    summed = np.zeros((grey.shape[0] + 1, grey.shape[1] + 1))
    summed[1:, 1:] = grey.astype(np.int64).cumsum(axis=0).cumsum(axis=1)
    return summed


def _steps(summed: NDArray[np.float64], window: Window, side: int = SIDE) -> NDArray[np.float64]:
    """How much lighter, at each place of *window*, the next place is to the right, and below."""
    top, bottom, left, right = window
    rows = np.linspace(top, bottom, side + 2)
    columns = np.linspace(left, right, side + 2)
    corners = _between(_between(summed, rows).T, columns).T
    area = (rows[1] - rows[0]) * (columns[1] - columns[0])
    means = (corners[1:, 1:] - corners[:-1, 1:] - corners[1:, :-1] + corners[:-1, :-1]) / area
    across = means[:-1, 1:] - means[:-1, :-1]
    down = means[1:, :-1] - means[:-1, :-1]
    return np.round(np.stack([across, down]), 6)  # a difference of nothing is nothing


def _between(rows: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows at places between rows."""
    low = np.clip(np.floor(places).astype(np.int64), 0, len(rows) - 2)
    share = (places - low)[:, None]
    between: NDArray[np.float64] = rows[low] * (1 - share) + rows[low + 1] * share
    return between


def _written(bits: NDArray[np.bool_]) -> str:
    return np.packbits(bits.ravel()).tobytes().hex()


def addresses_shown(element: Any, full: Callable[[str], str]) -> tuple[str, ...]:
    """Where an `img` (or the `source` of one) says its picture is, the likeliest first."""
    told = [element.get(name) or "" for name in _LAZY]
    for name in _SETS:
        text = (element.get(name) or "")[: 4 * ADDRESS_CHARACTERS_MAX]
        if "data:" not in text:
            told += [match.group(1) for match in _SET.finditer(text)]
    found: dict[str, None] = {}
    for address in told:
        plain = address.strip()
        if plain[:5].lower() == "data:":
            if len(plain) <= INLINE_CHARACTERS_MAX and plain[5:11].lower() == "image/":
                found[plain] = None
        elif plain[:4].lower() == "cid:":
            found[plain[:ADDRESS_CHARACTERS_MAX]] = None
        elif plain and len(plain) <= ADDRESS_CHARACTERS_MAX and (seen := full(plain)):
            found[seen] = None
    return tuple(found)[:ADDRESSES_MAX]


def from_data_address(address: str) -> bytes:
    """The bytes that a `data:` address carries (RFC 2397); none where it is broken."""
    head, comma, body = address.partition(",")
    if not comma:
        return b""
    data = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return data
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except (binascii.Error, ValueError):
        return b""
