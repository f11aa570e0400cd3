"""Undo what faulty linking of records did to a table, and say how far the fault is known.

In: patterns and how well records of one person were linked.  Out: the table as it would be. *Recall*
is the share of pairs of records of one person that were linked; a missed link makes two people of
one, which takes overlap away and inflates the estimate by one to two percent for each percent missed.
*Precision* is the share of links that join records of one person; a false link does the contrary.

Links are taken to fail independently of one another: of a person on m lists a group of b of them
is left by itself with probability c_b (1 - r)**(b (m - b)), where c_b is the chance that
b records stay joined if each pair is linked with probability r (Gilbert 1959).
"""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np

from firsthand.model.value import value
from firsthand.weigh.systems.loglinear import patterns_of
from firsthand.weigh.systems.patterns import Pattern, Patterns

RECALL_MIN = 0.9  # below, the correction is larger than what is to be found


@value
class Range:
    """A share, known to lie between two ends."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0.0 < self.low <= self.high <= 1.0:
            raise ValueError(f"shares are above 0, up to 1, in order: {self.low}, {self.high}")


@value
class Linkage:
    """How well records of one person were linked, as measured on pairs judged by hand."""

    recall: Range
    precision: Range = Range(low=1.0, high=1.0)


def undone(patterns: Patterns, *, recall: float, precision: float = 1.0) -> Patterns:
    """The table without missed and false links, to the nearest person; never fewer than none."""
    size = len(patterns.lists)
    cells = patterns_of(size)
    table = patterns.table
    seen = np.array([table.get(cell, 0) for cell in cells], dtype=np.float64)
    parted = seen @ _parting(size, precision).T
    whole = np.linalg.solve(_parting(size, recall), parted)
    counts = tuple(
        (cell, max(0, math.floor(number + 0.5)))
        for cell, number in zip(cells, whole.tolist(), strict=True)
    )
    return Patterns(lists=patterns.lists, counts=tuple(sorted(counts)))


def linked_badly(patterns: Patterns, *, recall: float, dice: np.random.Generator) -> Patterns:
    """The table that linking with *recall* makes of a true one; a missed link makes two of one."""
    found: Counter[Pattern] = Counter()
    for pattern, count in patterns.counts:
        lists = [n for n, mark in enumerate(pattern) if mark]
        groupings = _groupings(lists, recall)
        chances = [chance for _, chance in groupings]
        for (groups, _), times in zip(
            groupings, dice.multinomial(count, np.array(chances) / sum(chances)), strict=True
        ):
            for group in groups:
                found[tuple(int(n in group) for n in range(len(pattern)))] += int(times)
    return Patterns(lists=patterns.lists, counts=tuple(sorted(found.items())))


def _parting(size: int, share: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How many groups with each pattern (a row) are left of a person of each pattern (a column)."""
    cells = patterns_of(size)
    parting = np.zeros((len(cells), len(cells)))
    for row, part in enumerate(cells):
        for column, all_ in enumerate(cells):
            if all(b <= a for a, b in zip(all_, part, strict=True)):
                joined, lists = sum(part), sum(all_)
                parting[row, column] = _stay_joined(joined, share) * (1 - share) ** (
                    joined * (lists - joined)
                )
    return parting


def _stay_joined(records: int, share: float) -> float:
    """The chance that so many records are one group if each pair is linked with chance *share*."""
    apart = sum(
        math.comb(records - 1, some - 1)
        * _stay_joined(some, share)
        * (1 - share) ** (some * (records - some))
        for some in range(1, records)
    )
    return 1.0 - apart


def _groupings(lists: list[int], share: float) -> list[tuple[list[set[int]], float]]:
    """Every way in which a person's records may fall apart, and its chance."""
    pairs = list(itertools.combinations(lists, 2))
    found: dict[tuple[tuple[int, ...], ...], float] = {}
    for kept in itertools.product((True, False), repeat=len(pairs)):
        groups = [{each} for each in lists]
        for (one, other), linked in zip(pairs, kept, strict=True):
            if linked:
                joined = [g for g in groups if one in g or other in g]
                groups = [g for g in groups if g not in joined] + [set().union(*joined)]
        key = tuple(sorted(tuple(sorted(g)) for g in groups))
        chance = math.prod(share if linked else 1 - share for linked in kept)
        found[key] = found.get(key, 0.0) + chance
    return [([set(g) for g in key], chance) for key, chance in sorted(found.items())]
