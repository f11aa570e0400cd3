"""Say how much a shared anchor is worth, and which pages share enough of them to be looked at.

In: the anchor keys of each page.  Out: bits for each key; pairs of pages in two tongues, best first.
A key is worth -log2 of the chance that an unrelated page has it: counted over the pages, with what is
expected of such a key standing in for pages not seen. The index never makes more pairs than postings
times a constant.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value

EXPECTED_PAGES = 50.0  # how many unseen pages the expectation of a key counts as
BITS_MAX = 12.0  # no single key decides; a rare one may be a slip of ours
SEED_BITS_MIN = 1.5  # a key that one page in three has seeds nothing
CANDIDATE_BITS_MIN = (
    10.0  # what pages must share to be compared closely; in a large pile log2 of it
)
HOLDERS_MAX = 32  # a key with more holders pairs each only with a few of every other tongue
SPOKESMEN = 4  # that few: the earliest pages of each tongue
PAIRS_AT_ONCE = 2_000_000  # pairs held before they are added up
CANDIDATES_MAX = 16  # pages compared closely with one page; the best by bits

Codes = NDArray[np.int64]
Bits = NDArray[np.float64]


@value
class Keyed:
    """The keys of one page, how rare each is expected to be, its tongue and its place in time."""

    keys: dict[str, float]
    tongue: int
    rank: int  # by date, then by id: spokesmen are the first


@value
class Index:
    """Keys by number: what each is worth, and who holds it."""

    numbers: dict[str, int]
    bits: Bits
    holders: NDArray[np.int32]  # by key, within a key by rank
    starts: Codes  # where each key's holders begin


def build_index(pages: Sequence[Keyed]) -> Index:
    """Count the keys of all *pages*."""
    names = sorted({key for page in pages for key in page.keys})
    numbers = {name: number for number, name in enumerate(names)}
    expected = np.zeros(len(names))
    sizes = [len(page.keys) for page in pages]
    key_of = np.empty(sum(sizes), np.int64)
    page_of = np.repeat(np.arange(len(pages), dtype=np.int32), sizes)
    at = 0
    for page in pages:
        for key, rarity in page.keys.items():
            number = numbers[key]
            key_of[at] = number
            expected[number] = max(expected[number], rarity)
            at += 1
    ranks = np.array([page.rank for page in pages], np.int64)
    order = np.lexsort((ranks[page_of], key_of)) if at else np.empty(0, np.int64)
    counts = np.bincount(key_of, minlength=len(names))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    # The two pages at hand are left out of the count: of others, how many have the key?
    seen = np.maximum(counts - 2, 0) + EXPECTED_PAGES * expected
    chance = seen / (max(len(pages) - 2, 0) + EXPECTED_PAGES)
    bits = np.clip(-np.log2(np.maximum(chance, 1e-9)), 0.0, BITS_MAX)
    return Index(numbers=numbers, bits=np.round(bits, 3), holders=page_of[order], starts=starts)


def pair_pages(
    pages: Sequence[Keyed], *, index: Index, apart: NDArray[np.bool_]
) -> list[tuple[int, int, float]]:
    """Pairs that share enough bits, each page with its best; *apart* tells tongues apart."""
    tongues = np.array([page.tongue for page in pages], np.int32)
    count = len(pages)
    codes: Codes = np.empty(0, np.int64)
    bits: Bits = np.empty(0)
    waiting: list[tuple[Codes, Bits]] = []
    held = 0
    for ones, others, worth in _shared(index, tongues):
        fit = apart[tongues[ones], tongues[others]]
        low, high = np.minimum(ones, others)[fit], np.maximum(ones, others)[fit]
        waiting.append((low.astype(np.int64) * count + high, worth[fit]))
        held += len(low)
        if held > PAIRS_AT_ONCE:
            codes, bits = _added([(codes, bits), *waiting])
            waiting, held = [], 0
    codes, bits = _added([(codes, bits), *waiting])
    enough = bits >= max(CANDIDATE_BITS_MIN, math.log2(max(count, 1)))
    return best_of_each(codes[enough], bits[enough], count=count, most=CANDIDATES_MAX)


def best_of_each(
    codes: Codes, worth: Bits, *, count: int, most: int
) -> list[tuple[int, int, float]]:
    """Pairs that are among the *most* best of either of their pages."""
    ones, others = codes // max(count, 1), codes % max(count, 1)
    kept = np.zeros(len(codes), bool)
    for side, partner in ((ones, others), (others, ones)):
        order = np.lexsort((partner, -worth, side))
        sides = side[order]
        first = np.searchsorted(sides, sides, side="left")
        kept[order[np.arange(len(order)) - first < most]] = True
    return [
        (int(one), int(other), float(bits))
        for one, other, bits in zip(ones[kept], others[kept], worth[kept], strict=True)
    ]


def _added(parts: Sequence[tuple[Codes, Bits]]) -> tuple[Codes, Bits]:
    codes = np.concatenate([part[0] for part in parts])
    bits = np.concatenate([part[1] for part in parts])
    unique, where = np.unique(codes, return_inverse=True)
    return unique, np.round(np.bincount(where, weights=bits, minlength=len(unique)), 3)


Shared = tuple[NDArray[np.int32], NDArray[np.int32], Bits]


def _shared(index: Index, tongues: NDArray[np.int32]) -> Iterator[Shared]:
    """Pairs of holders of each key worth anything, many keys at a time."""
    counts = np.diff(index.starts)
    worth = index.bits >= SEED_BITS_MIN
    for size in range(2, HOLDERS_MAX + 1):
        keys = np.flatnonzero(worth & (counts == size))
        one, other = np.triu_indices(size, 1)
        at_once = max(1, PAIRS_AT_ONCE // len(one))
        for first in range(0, len(keys), at_once):
            some = keys[first : first + at_once]
            table = index.holders[index.starts[some][:, None] + np.arange(size)]
            bits = np.repeat(index.bits[some], len(one))
            yield table[:, one].ravel(), table[:, other].ravel(), bits
    for key in np.flatnonzero(worth & (counts > HOLDERS_MAX)):
        holders = index.holders[index.starts[key] : index.starts[key + 1]]
        spokesmen = np.concatenate(
            [
                holders[tongues[holders] == tongue][:SPOKESMEN]
                for tongue in np.unique(tongues[holders])
            ]
        )
        ones = np.repeat(holders, len(spokesmen))
        others = np.tile(spokesmen, len(holders))
        differ = ones != others
        pairs = np.unique(
            np.stack([np.minimum(ones, others)[differ], np.maximum(ones, others)[differ]]), axis=1
        )
        yield pairs[0], pairs[1], np.full(pairs.shape[1], index.bits[key])
