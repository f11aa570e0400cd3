"""Pick a few windows of letters from each text such that any two texts that share a stretch share one.

In: `Texts`.  Out: `Postings`: hash, text, place.  Joining equal hashes is not done here but in
`trace.seeds`.

A rolling hash of every window, then winnowing: of every few windows in a row the smallest hash is
kept (Schleimer, Wilkerson and Aiken 2003). Any agreement of `WINDOW + WINNOW - 1` letters is then
certain to leave a seed. Two sizes run side by side, one for scripts that spell and one for scripts
that write a word in a sign or two; a window belongs to whichever it mostly consists of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.letters import Flags, Ints, Letters, Texts, is_dense

WINDOW = 16  # letters; with fewer, common word pairs meet everywhere
WINNOW = 16  # with 8 nothing more is found, at twice the cost
DENSE_WINDOW = 7  # Han, kana, Hangul: about three words
DENSE_WINNOW = 4
_DENSE_LEAST = 5  # a short window has at least this many dense letters
_DENSE_MOST = 4  # a long one at most this many
_CHUNK = 1 << 19  # letters hashed at once: a few tens of megabytes of working memory

Hashes = NDArray[np.uint64]
_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)
_STEP = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing
_MIX_ONE = np.uint64(0xBF58476D1CE4E5B9)
_MIX_TWO = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Columns: which text holds which hash where. The lowest bit of a hash says which size it has."""

    hashes: Hashes
    texts: Ints
    places: Ints  # in the row of all letters


def window_lengths(hashes: Hashes) -> Ints:
    """How many letters each hashed window has."""
    lengths: Ints = np.where(hashes & np.uint64(1), DENSE_WINDOW, WINDOW).astype(np.int64)
    return lengths


def pick_postings(texts: Texts) -> Postings:
    """Hash and winnow all texts, a chunk of whole texts at a time."""
    ends = texts.starts + texts.lengths
    hashes: list[Hashes] = []
    places: list[Ints] = []
    first = 0
    while first < len(ends):
        limit = texts.starts[first] + _CHUNK
        last = max(first + 1, int(np.searchsorted(ends, limit, side="right")))
        low, high = int(texts.starts[first]), int(ends[last - 1])
        # With the padding before and after, so that a text is picked alike wherever a chunk begins.
        found, where = _pick(texts.letters[low - WINNOW : high + WINDOW])
        hashes.append(found)
        places.append(where + low - WINNOW)
        first = last
    every = np.concatenate(hashes) if hashes else np.zeros(0, dtype=np.uint64)
    where = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
    owner = np.searchsorted(texts.starts, where, side="right") - 1
    return Postings(hashes=every, texts=owner.astype(np.int64), places=where)


def _pick(letters: Letters) -> tuple[Hashes, Ints]:
    """Both sizes of windows over one row of letters (zero is padding)."""
    from_dense = _running(is_dense(letters))
    short, long = _window_hashes(letters)
    empty = _running(letters == 0)
    short_fits = (_within(empty, DENSE_WINDOW) == 0) & (
        _within(from_dense, DENSE_WINDOW) >= _DENSE_LEAST
    )
    long_fits = (_within(empty, WINDOW) == 0) & (_within(from_dense, WINDOW) <= _DENSE_MOST)
    short[~short_fits] = _LAST
    long[~long_fits] = _LAST
    one = np.uint64(1)
    kept_short = np.flatnonzero(_winnow(short, DENSE_WINNOW))
    kept_long = np.flatnonzero(_winnow(long, WINNOW))
    places = np.concatenate([kept_short, kept_long])
    hashes = np.concatenate([short[kept_short] | one, long[kept_long] & ~one])
    order = np.argsort(places, kind="stable")
    return hashes[order], places[order].astype(np.int64)


def _running(flags: Flags) -> Ints:
    """How many are set before each place, with one more at the end."""
    counts = np.zeros(flags.size + 1, dtype=np.int64)
    np.cumsum(flags, out=counts[1:])
    return counts


def _within(counts: Ints, window: int) -> Ints:
    """How many are set in the window that begins at each place; windows over the end count as full."""
    size = counts.size - 1
    inside = np.full(size, window, dtype=np.int64)
    if size >= window:
        inside[: size - window + 1] = counts[window:] - counts[:-window]
    return inside


def _window_hashes(letters: Letters) -> tuple[Hashes, Hashes]:
    """Hashes of the short and the long window that begin at each letter, by doubling."""
    one = _mix(letters.astype(np.uint64))
    two = _join(one, one, 1)
    four = _join(two, two, 2)
    short = _join(_join(four, two, 4), one, 6)
    eight = _join(four, four, 4)
    return _mix(short), _mix(_join(eight, eight, 8))


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
