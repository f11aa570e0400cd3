"""Pick a few windows of letters from each text such that any two texts that share a stretch share one.

In: `Texts`.  Out: `Ranges`: which text holds which hash where, parted by ranges of hashes.  Joining equal hashes is
not done here but in `trace.seeds`.

A rolling hash of every window, then winnowing: of every few windows in a row the smallest hash is
kept (Schleimer, Wilkerson and Aiken 2003). Any agreement of `WINDOW + WINNOW - 1` letters is then
certain to leave a seed. Two sizes run side by side, one for scripts that spell and one for scripts
that write a word in a sign or two; a window belongs to whichever it mostly consists of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import PAD, Flags, Ints, Letters, Texts, is_dense

WINDOW = 16  # letters; with fewer, common word pairs meet everywhere
WINNOW = 16  # with 8 nothing more is found, at twice the cost
DENSE_WINDOW = 7  # Han, kana, Hangul: about three words
DENSE_WINNOW = 4
HASH_BITS = 40  # the upper bits of a hash are kept; where two windows share them, letters tell
RANGE_LETTERS = (
    4_000_000  # a range of hashes holds the windows of about so many letters; no more than 1 << 24
)
PART = 4_000_000  # letters picked from as one piece of work
_DENSE_LEAST = 5  # a short window has at least this many dense letters
_DENSE_MOST = 4  # a long one at most this many
_CHUNK = 1 << 15  # letters hashed at once: what is made of them stays near the processor

Hashes = NDArray[np.uint64]
Places = NDArray[np.unsignedinteger[Any]]  # in the row of all letters
TextNumbers = NDArray[np.int32]
Small = NDArray[np.uint8]
_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)
_STEP = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing
_MIX_ONE = np.uint64(0xBF58476D1CE4E5B9)
_MIX_TWO = np.uint64(0x94D049BB133111EB)
_SIZE_BIT = np.uint64(1 << (64 - HASH_BITS))  # the lowest that is kept says which size a window has
_KEPT = np.uint64(((1 << (HASH_BITS - 1)) - 1) << (65 - HASH_BITS))


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Columns: which text holds which hash where, by place. The lower bits of a hash are zero."""

    hashes: Hashes
    texts: TextNumbers
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some texts in a row of letters, by number; and where they stand, with the padding before and after."""

    texts: slice
    letters: slice


@dataclass(frozen=True, slots=True, eq=False)
class _Picked:
    """The windows picked of a part, as `Ranges` keeps them, by range."""

    numbers: Hashes
    ends: Ints  # of each range, with the beginning of the first
    counts: Ints  # of each text


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """All postings, parted by ranges of hashes; of each its hash and its place in one number.

    The upper bits of a hash say its range and are left out; below those that are kept there is room for
    the place. So numbers in order are postings by hash, then by place. The text follows from the place.
    """

    parts: tuple[_Picked, ...]
    bits: int  # upper bits of a hash, which say its range
    counts: Ints  # of each text, how many postings
    starts: Ints  # of each text in the row of letters, with a number beyond the row behind the last
    before: TextNumbers  # of every `PAD` letters, the text that begins before or at the first of them, or -1

    @property
    def place_bits(self) -> int:
        """How many of the lower bits of a number are the place."""
        return 64 - HASH_BITS + self.bits

    def __len__(self) -> int:
        return 1 << self.bits

    def numbers(self, chosen: int) -> Hashes:
        """The postings of one range, by hash, then by place."""
        every = np.concatenate(
            [
                np.zeros(0, dtype=np.uint64),
                *(part.numbers[part.ends[chosen] : part.ends[chosen + 1]] for part in self.parts),
            ]
        )
        every.sort()
        return every

    def places(self, numbers: Hashes) -> Places:
        """Where postings are."""
        places: Places = numbers & np.uint64((1 << self.place_bits) - 1)
        return places.astype(place_type(int(self.before.size) * PAD))

    def texts(self, places: Places) -> TextNumbers:
        """The texts that hold places: two do not begin within `PAD` letters."""
        texts = self.before[places // PAD]
        texts += self.starts[texts + 1] <= places
        return texts

    def __iter__(self) -> Iterator[Postings]:
        """The postings of each range, by place."""
        for chosen in range(len(self)):
            numbers = self.numbers(chosen)
            places = self.places(numbers)
            upper = np.uint64(chosen << (64 - self.bits)) if self.bits else np.uint64(0)
            kept = numbers >> np.uint64(self.place_bits) << np.uint64(64 - HASH_BITS)
            order = np.argsort(places)
            yield Postings(
                hashes=(kept | upper)[order], texts=self.texts(places)[order], places=places[order]
            )


def is_short(hashes: Hashes) -> Flags:
    """Which hashes are of windows of the dense size."""
    short: Flags = (hashes & _SIZE_BIT) != 0
    return short


def window_lengths(hashes: Hashes) -> Ints:
    """How many letters each hashed window has."""
    lengths: Ints = np.where(is_short(hashes), DENSE_WINDOW, WINDOW).astype(np.int64)
    return lengths


def pick_postings(
    texts: Texts, *, engine: Engine = HERE, meanwhile: Callable[[], None] | None = None
) -> Ranges:
    """Hash and winnow all texts.

    *meanwhile* is done here, once, while other processes pick, if the engine has begun any.
    """
    bits = max(0, (texts.letters.size - 1) // RANGE_LETTERS).bit_length()
    picking = engine.map(partial(_pick_part, of=texts, bits=bits), _parts(texts))
    if meanwhile is not None:
        meanwhile()
    parts = tuple(picking)
    blocks = np.arange(0, texts.letters.size + PAD, PAD)
    return Ranges(
        parts=parts,
        bits=bits,
        counts=np.concatenate([np.zeros(0, dtype=np.int64), *(part.counts for part in parts)]),
        starts=np.append(texts.starts, np.iinfo(np.int64).max),
        before=(np.searchsorted(texts.starts, blocks, side="right") - 1).astype(np.int32),
    )


def place_type(size: int) -> np.dtype[np.unsignedinteger[Any]]:
    """What a place in a row of *size* letters is kept in."""
    return np.dtype(np.uint32) if size < 1 << 32 else np.dtype(np.uint64)


def _parts(texts: Texts) -> Iterator[_Part]:
    """Whole texts, about `PART` letters at a time."""
    ends = texts.starts + texts.lengths
    first = 0
    while first < len(ends):
        limit = texts.starts[first] + PART
        last = max(first + 1, int(np.searchsorted(ends, limit, side="right")))
        low, high = int(texts.starts[first]), int(ends[last - 1])
        # With the padding before and after, so that a text is picked alike wherever a part begins.
        begin = max(low - WINNOW, 0)
        yield _Part(texts=slice(first, last), letters=slice(begin, high + WINDOW))
        first = last


def _pick_part(part: _Part, *, of: Texts, bits: int) -> _Picked:
    """The postings of some of *of*, by range of hashes."""
    letters, first = of.letters[part.letters], part.letters.start
    hashes: list[Hashes] = []
    places: list[Ints] = []
    size = letters.size
    for low in range(0, size, _CHUNK):
        # What is winnowed depends on a few letters to either side.
        begin = max(low - WINNOW, 0)
        found, there = _pick(letters[begin : low + _CHUNK + WINDOW + WINNOW])
        inside = slice(*np.searchsorted(there, (low - begin, low - begin + _CHUNK)))
        hashes.append(found[inside])
        places.append(there[inside] + (begin + first))
    every, where = np.concatenate(hashes), np.concatenate(places)
    ends = np.searchsorted(where, np.append(of.starts[part.texts], first + size))
    numbers = (every << np.uint64(bits)) | where.astype(np.uint64)
    if bits:
        upper = (every >> np.uint64(64 - bits)).astype(np.uint16)
        numbers = numbers[np.argsort(upper, kind="stable")]
        sizes = np.bincount(upper, minlength=1 << bits)
    else:
        sizes = np.array([every.size])
    return _Picked(numbers=numbers, ends=np.append(0, np.cumsum(sizes)), counts=np.diff(ends))


def _pick(letters: Letters) -> tuple[Hashes, Ints]:
    """Both sizes of windows over one row of letters (zero is padding), by place."""
    dense, written = is_dense(letters), letters != 0
    one, two, four = _small_hashes(letters)
    eight = _join(four, four, 4)
    long = _mix(_join(eight, eight, 8))
    long_fits = _filled(written, WINDOW)
    if not dense.any():
        long[~long_fits] = _LAST
        kept = np.flatnonzero(_winnow(long, WINNOW))
        return long[kept] & _KEPT, kept
    short = _mix(_join(_join(four, two, 4), one, 6))
    short_fits = _filled(written, DENSE_WINDOW) & (_within(dense, DENSE_WINDOW) >= _DENSE_LEAST)
    long_fits &= _within(dense, WINDOW) <= _DENSE_MOST
    short[~short_fits] = _LAST
    long[~long_fits] = _LAST
    kept_short = np.flatnonzero(_winnow(short, DENSE_WINNOW))
    kept_long = np.flatnonzero(_winnow(long, WINNOW))
    places = np.concatenate([kept_short, kept_long])
    hashes = np.concatenate([(short[kept_short] & _KEPT) | _SIZE_BIT, long[kept_long] & _KEPT])
    order = np.argsort(places, kind="stable")
    return hashes[order], places[order]


def _filled(flags: Flags, window: int) -> Flags:
    """Whether all are set in the window that begins at each place; in none over the end."""
    filled, reach = flags, 1
    while reach < window:
        step = min(reach, window - reach)
        longer = np.zeros_like(filled)
        np.logical_and(filled[:-step], filled[step:], out=longer[:-step])
        filled, reach = longer, reach + step
    return filled


def _within(flags: Flags, window: int) -> Small:
    """How many are set in the window that begins at each place; no more than stand there at the end."""
    total = np.zeros(flags.size, dtype=np.uint8)
    some, size, at = flags.view(np.uint8), 1, 0
    while size <= window:
        if window & size:
            total[: flags.size - at] += some[at:]
            at += size
        more = some.copy()
        more[:-size] += some[size:]
        some, size = more, 2 * size
    return total


def _small_hashes(letters: Letters) -> tuple[Hashes, Hashes, Hashes]:
    """Hashes of the next one, two and four letters at each letter, by doubling."""
    if letters.dtype == np.uint16:
        one = _letter_hashes().take(letters)
    else:
        one = _mix(letters.astype(np.uint64))
    two = _join(one, one, 1)
    return one, two, _join(two, two, 2)


@lru_cache(maxsize=1)
def _letter_hashes() -> Hashes:
    return _mix(np.arange(1 << 16, dtype=np.uint64))


def _join(left: Hashes, right: Hashes, shift: int) -> Hashes:
    """The hash of a window followed, *shift* letters on, by another."""
    joined: Hashes = left * np.uint64(pow(_STEP, shift, 1 << 64))
    if shift < right.size:
        joined[:-shift] += right[shift:]
    return joined


def _mix(numbers: Hashes) -> Hashes:
    """Scatter numbers so that order says nothing (the finaliser of SplitMix64)."""
    mixed = numbers + np.uint64(_STEP)
    mixed ^= mixed >> np.uint64(30)
    mixed *= _MIX_ONE
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MIX_TWO
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _winnow(hashes: Hashes, width: int) -> Flags:
    """Keep a hash that is the smallest of some *width* neighbours in a row."""
    lowest, step = hashes, 1
    while step < width:
        lower = np.empty_like(lowest)
        np.minimum(lowest[:-step], lowest[step:], out=lower[:-step])
        lower[-step:] = lowest[-step:]
        lowest, step = lower, 2 * step
    highest, step = lowest, 1
    while step < width:
        raised = np.empty_like(highest)
        np.maximum(highest[step:], highest[:-step], out=raised[step:])
        raised[:step] = highest[:step]
        highest, step = raised, 2 * step
    kept: Flags = (highest == hashes) & (hashes != _LAST)
    return kept
