"""Pick a few windows of letters from each text such that any two texts that share a stretch share one.

In: `Texts`.  Out: `Postings`: hash, text, place, parted by ranges of hashes.  Joining equal hashes is
not done here but in `trace.seeds`.

A rolling hash of every window, then winnowing: of every few windows in a row the smallest hash is
kept (Schleimer, Wilkerson and Aiken 2003). Any agreement of `WINDOW + WINNOW - 1` letters is then
certain to leave a seed. Two sizes run side by side, one for scripts that spell and one for scripts
that write a word in a sign or two; a window belongs to whichever it mostly consists of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import Flags, Ints, Letters, Texts, is_dense

WINDOW = 16  # letters; with fewer, common word pairs meet everywhere
WINNOW = 16  # with 8 nothing more is found, at twice the cost
DENSE_WINDOW = 7  # Han, kana, Hangul: about three words
DENSE_WINNOW = 4
HASH_BITS = 40  # the upper bits of a hash are kept; where two windows share them, letters tell
RANGE_LETTERS = 16_000_000  # a range of hashes holds the windows of about so many letters
PART = 4_000_000  # letters picked from as one piece of work
_DENSE_LEAST = 5  # a short window has at least this many dense letters
_DENSE_MOST = 4  # a long one at most this many
_CHUNK = 1 << 19  # letters hashed at once: a few tens of megabytes of working memory

Hashes = NDArray[np.uint64]
Places = NDArray[np.unsignedinteger[Any]]  # in the row of all letters
TextNumbers = NDArray[np.int32]
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


def is_short(hashes: Hashes) -> Flags:
    """Which hashes are of windows of the dense size."""
    short: Flags = (hashes & _SIZE_BIT) != 0
    return short


def window_lengths(hashes: Hashes) -> Ints:
    """How many letters each hashed window has."""
    lengths: Ints = np.where(is_short(hashes), DENSE_WINDOW, WINDOW).astype(np.int64)
    return lengths


def pick_postings(texts: Texts, *, engine: Engine = HERE) -> Iterator[Postings]:
    """Hash and winnow all texts; one table for each range of hashes, the lowest first.

    They are handed out one by one, and none is kept: together they are larger than the letters.
    """
    bits = max(0, (texts.letters.size - 1) // RANGE_LETTERS).bit_length()
    ranges: list[list[Postings]] = [[] for _ in range(1 << bits)]
    for found in engine.map(partial(_pick_part, of=texts, bits=bits), _parts(texts)):
        for part, postings in zip(ranges, found, strict=True):
            part.append(postings)
    nothing = Postings(
        hashes=np.zeros(0, dtype=np.uint64),
        texts=np.zeros(0, dtype=np.int32),
        places=np.zeros(0, dtype=np.uint32),
    )
    for parts in ranges:
        yield _joined(parts or [nothing], place_type(texts.letters.size))
        parts.clear()


def place_type(size: int) -> np.dtype[np.unsignedinteger[Any]]:
    """What a place in a row of *size* letters is kept in."""
    return np.dtype(np.uint32) if size < 1 << 32 else np.dtype(np.uint64)


def _joined(parts: list[Postings], kind: np.dtype[np.unsignedinteger[Any]]) -> Postings:
    return Postings(
        hashes=np.concatenate([part.hashes for part in parts]),
        texts=np.concatenate([part.texts for part in parts]),
        places=np.concatenate([part.places for part in parts]).astype(kind, copy=False),
    )


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


def _pick_part(part: _Part, *, of: Texts, bits: int) -> list[Postings]:
    """The postings of some of *of*, by range of hashes."""
    letters, first = of.letters[part.letters], part.letters.start
    hashes: list[Hashes] = []
    places: list[Ints] = []
    size = letters.size
    for low in range(0, size, _CHUNK):
        # What is winnowed depends on a few letters to either side.
        begin = max(low - WINNOW, 0)
        found, there = _pick(letters[begin : low + _CHUNK + WINDOW + WINNOW])
        inside = (there >= low - begin) & (there < low - begin + _CHUNK)
        hashes.append(found[inside])
        places.append(there[inside] + begin)
    every = np.concatenate(hashes)
    places_in_all = np.concatenate(places) + first
    owner = np.searchsorted(of.starts[part.texts], places_in_all, side="right")
    owner += part.texts.start - 1
    where: Places = places_in_all.astype(place_type(first + size))
    numbers = owner.astype(np.int32)
    if not bits:
        return [Postings(hashes=every, texts=numbers, places=where)]
    upper = (every >> np.uint64(64 - bits)).astype(np.uint16)
    order = np.argsort(upper, kind="stable")
    bounds = np.cumsum(np.bincount(upper, minlength=1 << bits))[:-1]
    return [
        Postings(hashes=every[some], texts=numbers[some], places=where[some])
        for some in np.split(order, bounds)
    ]


def _pick(letters: Letters) -> tuple[Hashes, Ints]:
    """Both sizes of windows over one row of letters (zero is padding)."""
    dense = is_dense(letters)
    short, long = _window_hashes(letters)
    empty = _running(letters == 0)
    long_fits = _within(empty, WINDOW) == 0
    if not dense.any():
        long[~long_fits] = _LAST
        kept = np.flatnonzero(_winnow(long, WINNOW))
        return long[kept] & _KEPT, kept
    from_dense = _running(dense)
    short_fits = (_within(empty, DENSE_WINDOW) == 0) & (
        _within(from_dense, DENSE_WINDOW) >= _DENSE_LEAST
    )
    long_fits &= _within(from_dense, WINDOW) <= _DENSE_MOST
    short = _mix(short)
    short[~short_fits] = _LAST
    long[~long_fits] = _LAST
    kept_short = np.flatnonzero(_winnow(short, DENSE_WINNOW))
    kept_long = np.flatnonzero(_winnow(long, WINNOW))
    places = np.concatenate([kept_short, kept_long])
    hashes = np.concatenate([(short[kept_short] & _KEPT) | _SIZE_BIT, long[kept_long] & _KEPT])
    order = np.argsort(places, kind="stable")
    return hashes[order], places[order]


def _running(flags: Flags) -> TextNumbers:
    """How many are set before each place, with one more at the end."""
    counts = np.zeros(flags.size + 1, dtype=np.int32)
    np.cumsum(flags, out=counts[1:])
    return counts


def _within(counts: TextNumbers, window: int) -> TextNumbers:
    """How many are set in the window that begins at each place; windows over the end count as full."""
    size = counts.size - 1
    inside = np.full(size, window, dtype=np.int32)
    if size >= window:
        inside[: size - window + 1] = counts[window:] - counts[:-window]
    return inside


def _window_hashes(letters: Letters) -> tuple[Hashes, Hashes]:
    """Hashes of the short (not yet mixed) and the long window at each letter, by doubling."""
    if letters.dtype == np.uint16:
        one = _letter_hashes()[letters]
    else:
        one = _mix(letters.astype(np.uint64))
    two = _join(one, one, 1)
    four = _join(two, two, 2)
    short = _join(_join(four, two, 4), one, 6)
    eight = _join(four, four, 4)
    return short, _mix(_join(eight, eight, 8))


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
    lowest = hashes.copy()
    step = 1
    while step < width:
        lowest[:-step] = np.minimum(lowest[:-step], lowest[step:])
        step *= 2
    highest = lowest
    step = 1
    while step < width:
        raised = highest.copy()
        raised[step:] = np.maximum(highest[step:], highest[:-step])
        highest = raised
        step *= 2
    kept: Flags = (highest == hashes) & (hashes != _LAST)
    return kept
