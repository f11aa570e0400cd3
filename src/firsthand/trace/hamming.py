"""Find hashes that lie near one another, among many, without comparing all with all.

In: rows of bits, which of them stand for the whole, and which belong to one picture.  Out: pairs of
pictures with the bits between their nearest rows. What is near enough is the caller's to say.

Few rows are compared all with all. Among many, a hash is parted into bands; two rows are compared
where one band is the same but for one bit at the most. By the pigeonhole principle no pair within
2 * BANDS - 1 bits is lost: with more bands than half of its different bits, one has one or none of them.
Farther pairs are found as often as chance lets them (measured in docs/methods/pictures.md). Rows that are
the same are one. Of rows that crowd into one band only the first are compared, so that a million
hashes made to collide cost what a million others cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

BANDS = 10
ALL_PAIRS_MAX = 200_000_000  # so many rows times wholes are compared at once, in some seconds
CROWD_MAX = 32  # chance puts nine rows of a million pictures under one value of a band
SPOKESMEN = 2  # rows of a fuller value that stand for all of it
GATHERED = 8_000_000  # pairs held before those found twice are dropped
PAIRS_MAX = 2_000_000  # that are returned: a case has some thousands, a hostile one what it likes
AT_ONCE = 2_000_000  # comparisons made in one go

Rows = NDArray[np.uint8]
Words = NDArray[np.uint64]
Ints = NDArray[np.int64]
Near = tuple[Ints, Ints, Ints]
"""Pictures on the one side, on the other (the smaller number first), and bits between them."""


def near_pairs(rows: Rows, *, whole: NDArray[np.bool_], owner: Ints, bits_max: int) -> Near:
    """Every two owners of rows within *bits_max*, one of which is a whole; each pair once.

    Pictures with the same whole are given by the caller as one owner.
    """
    words = _words(rows)
    wholes = np.flatnonzero(whole)
    if len(wholes) * len(rows) <= ALL_PAIRS_MAX:
        parts = _compare_all(words, wholes, owner, bits_max)
    else:
        parts = _compare_bands(rows, words, whole, owner, bits_max)
    return _gathered(parts)


def _gathered(parts: Iterable[Near]) -> Near:
    """All parts as one; of more than `PAIRS_MAX` pairs the nearest."""
    nothing = np.zeros(0, np.int64)
    held: Near = (nothing, nothing, nothing)
    waiting: list[Near] = []
    for part in parts:
        waiting.append(part)
        if sum(len(each[0]) for each in waiting) >= GATHERED:
            held, waiting = _shortened(_joined([held, *waiting])), []
    return _shortened(_joined([held, *waiting]))


def _shortened(pairs: Near) -> Near:
    ones, others, bits = _nearest(*pairs)
    if len(ones) > PAIRS_MAX:
        kept = np.sort(np.argsort(bits, kind="stable")[:PAIRS_MAX])
        return ones[kept], others[kept], bits[kept]
    return ones, others, bits


def _words(rows: Rows) -> Words:
    """Rows of bytes as rows of 64 bits, the last filled up with nothing."""
    count, width = rows.shape
    wide = np.zeros((count, -(-width // 8) * 8), np.uint8)
    wide[:, :width] = rows
    return wide.view(np.uint64)


def _compare_all(words: Words, wholes: Ints, owner: Ints, bits_max: int) -> Iterator[Near]:
    step = max(1, AT_ONCE // max(1, len(words)))
    for first in range(0, len(wholes), step):
        some = wholes[first : first + step]
        apart = np.zeros((len(some), len(words)), np.int64)
        for word in range(words.shape[1]):
            apart += np.bitwise_count(words[some, word][:, None] ^ words[None, :, word])
        mine, theirs = np.nonzero(apart <= bits_max)
        yield _of_owners(owner[some[mine]], owner[theirs], apart[mine, theirs])


def _joined(parts: list[Near]) -> Near:
    ones, others, bits = (np.concatenate([part[n] for part in parts]) for n in range(3))
    return ones, others, bits


def _of_owners(ones: Ints, others: Ints, bits: Ints) -> Near:
    differ = ones != others
    low, high = np.minimum(ones, others)[differ], np.maximum(ones, others)[differ]
    return _nearest(low, high, bits[differ])


def _nearest(ones: Ints, others: Ints, bits: Ints) -> Near:
    """Each pair of owners once, at its nearest."""
    order = np.lexsort((bits, others, ones))
    ones, others, bits = ones[order], others[order], bits[order]
    fresh = np.ones(len(ones), np.bool_)
    fresh[1:] = (ones[1:] != ones[:-1]) | (others[1:] != others[:-1])
    return ones[fresh], others[fresh], bits[fresh]


def _compare_bands(
    rows: Rows, words: Words, whole: NDArray[np.bool_], owner: Ints, bits_max: int
) -> Iterator[Near]:
    width = rows.shape[1] * 8
    wholes = np.flatnonzero(whole)
    for band in range(BANDS):
        first, end = width * band // BANDS, width * (band + 1) // BANDS
        size = end - first
        keys = _keys(rows, first, end)
        order = np.argsort(keys, kind="stable")
        held = keys[order]
        for probe in (0, *(1 << bit for bit in range(size))):
            wanted = keys[wholes] ^ probe
            low = np.searchsorted(held, wanted, side="left")
            high = np.searchsorted(held, wanted, side="right")
            counts = np.where(high - low > CROWD_MAX, SPOKESMEN, high - low)
            yield from _compare_some(words, owner, (wholes, low, counts, order), bits_max)


def _keys(rows: Rows, first: int, end: int) -> Ints:
    """The bits of each row from *first* to *end*, as a number."""
    keys = np.zeros(len(rows), np.int64)
    for bit in range(first, end):
        keys = (keys << 1) | ((rows[:, bit // 8] >> (7 - bit % 8)) & 1)
    return keys


def _compare_some(
    words: Words, owner: Ints, falls: tuple[Ints, Ints, Ints, Ints], bits_max: int
) -> Iterator[Near]:
    """Compare each whole with the rows that fall where it does, many at a time."""
    wholes, low, counts, order = falls
    met = np.flatnonzero(counts)
    ends = np.cumsum(counts[met])
    start = 0
    while start < len(met):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + AT_ONCE, side="right")))
        some = met[start:stop]
        each = counts[some]
        within = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
        theirs = order[np.repeat(low[some], each) + within]
        mine = np.repeat(wholes[some], each)
        apart = np.bitwise_count(words[mine, 0] ^ words[theirs, 0]).astype(np.int64)
        kept = np.flatnonzero(apart <= bits_max)
        mine, theirs, apart = mine[kept], theirs[kept], apart[kept]
        for word in range(1, words.shape[1]):
            apart += np.bitwise_count(words[mine, word] ^ words[theirs, word])
        near = apart <= bits_max
        yield _of_owners(owner[mine[near]], owner[theirs[near]], apart[near])
        start = stop
