"""Align the stretches of two pages in two languages, by anchors and by meaning.

In: two pages' anchors by stretch, what keys are worth, likeness of meaning where it is known.
Out: passages: runs of stretch pairs that go forward on both sides, best first. What a passage is
evidence of is weighed in `trace.translations`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.trace.anchors import Anchor

Likeness = NDArray[np.float32]

LIKENESS_AT_NO_BITS = 0.35  # cosine at which a pair of sentences says neither yes nor no
BITS_BY_LIKENESS = 25.0  # bits for each unit of cosine, measured on the development half
MEANING_BITS_MAX = 8.0
MEANING_BITS_MIN = -4.0
CONTRADICTION_BITS = 2.0  # what two figures cost that stand where one should
CONFLICT_BITS_MIN = 2.0  # so alike that differing figures speak against the pages
CELL_BITS_MIN = 2.0  # a year alone pairs nothing
CELLS_MAX = 1_500  # pairs of stretches chained for one pair of pages; the best by bits
THIRD = 3  # the likest is the answer, the next may be a part of it, the third is what is usual
GAP_BITS = 0.7  # what it costs to leave out a stretch on one side
GAP_STRETCHES_MAX = 12  # a longer jump begins another passage
LOOK_BACK = 96  # pairs before this one that a run may come from
PASSAGES_MAX = 12
PASSAGE_BITS_MIN = 5.0
REPEATS_MAX = 6  # places of one key looked at on each side


@value
class Held:
    """The anchors of one page by stretch. `of_key`: anchors by every key they have."""

    anchors: tuple[Anchor, ...]
    stretch_of: tuple[int, ...]
    of_key: Mapping[str, tuple[int, ...]]
    exact: frozenset[str]  # the most exact key of each anchor
    hard: Mapping[int, int]  # how many different anchors a stretch has that a translator keeps
    hard_ones: tuple[tuple[Anchor, int], ...]  # those, and their stretches


@value
class Compared:
    """What is known of two pages when they are compared.

    `likeness` is None where meaning cannot be compared; `most_one` and `most_other` are the bits that
    the stretches of each may be worth at most, less for those that many pages have.
    """

    worth: Mapping[str, float]
    likeness: Likeness | None
    most_one: Sequence[float]
    most_other: Sequence[float]


@value
class Cell:
    """A stretch of one page and one of the other that may say the same, and why."""

    one: int
    other: int
    bits: float
    meaning: float  # bits from likeness of meaning, a part of `bits`
    shared: tuple[tuple[int, int, str], ...]  # anchor here, anchor there, common key


@value
class Conflict:
    """Two stretches that are each other's likest, and figures of theirs that differ."""

    one: int
    other: int
    apart: int


@value
class Found:
    """What comparing two pages found, in order of the first."""

    cells: tuple[Cell, ...]
    conflicts: tuple[Conflict, ...]


def hold(anchors: Sequence[Anchor], *, stretches: Sequence[tuple[int, int]]) -> Held:
    """Lay *anchors* into *stretches*; those outside all of them are left out."""
    kept: list[Anchor] = []
    where: list[int] = []
    starts = [start for start, _ in stretches]
    for anchor in anchors:
        at = bisect_right(starts, anchor.start) - 1
        if at >= 0 and anchor.start < stretches[at][1]:
            kept.append(anchor)
            where.append(at)
    of_key: dict[str, list[int]] = defaultdict(list)
    for number, anchor in enumerate(kept):
        for key in anchor.keys:
            of_key[key].append(number)
    hard_ones = tuple((anchor, at) for anchor, at in zip(kept, where, strict=True) if anchor.hard)
    return Held(
        anchors=tuple(kept),
        stretch_of=tuple(where),
        of_key={key: tuple(numbers) for key, numbers in of_key.items()},
        exact=frozenset(anchor.keys[0] for anchor in kept),
        hard=_hard(hard_ones),
        hard_ones=hard_ones,
    )


def within(anchors: Sequence[Anchor], stretches: Sequence[tuple[int, int]]) -> tuple[Anchor, ...]:
    """Those of *anchors* that stand in one of the stretches."""
    starts = [start for start, _ in stretches]
    return tuple(
        anchor
        for anchor in anchors
        if (at := bisect_right(starts, anchor.start) - 1) >= 0 and anchor.start < stretches[at][1]
    )


def find_cells(one: Held, other: Held, *, compared: Compared) -> Found:
    """Every pair of stretches with something for it, and pairs alike whose figures differ."""
    worth, likeness = compared.worth, compared.likeness
    shared = _shared(one, other, worth)
    meaning = _meaning(compared)
    cells: list[Cell] = []
    conflicts: list[Conflict] = []
    for place in shared.keys() | meaning.keys():
        matches = shared.get(place, {})
        bits = sum(worth[key] for key in matches)
        hard = sum(one.anchors[match[0]].hard for match in matches.values())
        apart = min(one.hard.get(place[0], 0), other.hard.get(place[1], 0)) - hard
        alike = meaning.get(place, 0.0)
        if likeness is not None and place not in meaning:
            alike = min(0.0, _bits_of(float(likeness[place])))
        total = bits + alike - CONTRADICTION_BITS * max(apart, 0)
        if apart > 0 and alike >= CONFLICT_BITS_MIN:
            conflicts.append(Conflict(one=place[0], other=place[1], apart=apart))
        if total >= CELL_BITS_MIN:
            cells.append(
                Cell(
                    one=place[0],
                    other=place[1],
                    bits=round(total, 3),
                    meaning=alike,
                    shared=tuple((*matches[key], key) for key in sorted(matches)),
                )
            )
    best = sorted(cells, key=lambda cell: (-cell.bits, cell.one, cell.other))[:CELLS_MAX]
    return Found(
        cells=tuple(sorted(best, key=lambda cell: (cell.one, cell.other))),
        conflicts=tuple(sorted(conflicts, key=lambda found: (found.one, found.other))),
    )


def _shared(
    one: Held, other: Held, worth: Mapping[str, float]
) -> dict[tuple[int, int], dict[str, tuple[int, int]]]:
    """By pair of stretches: the keys both have, each with its anchors; the most exact key counts."""
    found: dict[tuple[int, int], dict[str, tuple[int, int]]] = defaultdict(dict)
    done: set[tuple[int, int]] = set()
    common = [key for key in one.of_key.keys() & other.of_key.keys() if worth[key] > 0]
    for key in sorted(common, key=lambda k: (-worth[k], k)):
        for here in one.of_key[key][:REPEATS_MAX]:
            for there in other.of_key[key][:REPEATS_MAX]:
                exact = one.anchors[here].keys[0], other.anchors[there].keys[0]
                # 14 March and 2 March share their month, which is exact for neither: they differ.
                if key in exact and (here, there) not in done:
                    done.add((here, there))
                    place = (one.stretch_of[here], other.stretch_of[there])
                    found[place].setdefault(key, (here, there))
    return found


def _hard(hard_ones: Sequence[tuple[Anchor, int]]) -> dict[int, int]:
    keys: dict[int, set[str]] = defaultdict(set)
    for anchor, stretch in hard_ones:
        keys[stretch].add(anchor.keys[0])
    return {stretch: len(found) for stretch, found in keys.items()}


def _meaning(compared: Compared) -> dict[tuple[int, int], float]:
    """Bits for pairs that are each other's best; half where only one side finds the other best."""
    found: dict[tuple[int, int], float] = {}
    likeness = compared.likeness
    if likeness is None or not likeness.size:
        return found
    best_other, best_one = likeness.argmax(axis=1).tolist(), likeness.argmax(axis=0).tolist()
    usual_one, usual_other = _usual(likeness), _usual(likeness.T)
    pairs = [*enumerate(best_other), *((one, other) for other, one in enumerate(best_one))]
    for one, other in pairs:
        usual = (float(usual_one[one]) + float(usual_other[other])) / 2
        most = min(compared.most_one[one], compared.most_other[other])
        bits = min(_bits_of(float(likeness[one, other]), usual), most)
        if bits > 0:
            both = best_other[one] == other and best_one[other] == one
            found[one, other] = round(bits if both else bits / 2, 3)
    return found


def _usual(likeness: Likeness) -> Likeness:
    """How like the third likest stretch of the other page is: pages on one matter are all like."""
    columns = likeness.shape[1]
    if columns < THIRD:
        return np.zeros(len(likeness), np.float32)
    usual: Likeness = np.partition(likeness, columns - THIRD, axis=1)[:, columns - THIRD]
    return usual


def _bits_of(likeness: float, usual: float = 0.0) -> float:
    bits = BITS_BY_LIKENESS * (likeness - max(LIKENESS_AT_NO_BITS, usual))
    return round(min(max(bits, MEANING_BITS_MIN), MEANING_BITS_MAX), 3)


def chain(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Runs of *cells* that go forward on both sides, the best first, no stretch in two of them."""
    left = list(cells)
    runs: list[list[Cell]] = []
    while left and len(runs) < PASSAGES_MAX:
        run, bits = _best_run(left)
        if bits < PASSAGE_BITS_MIN:
            break
        runs.append(run)
        ones = (run[0].one, run[-1].one)
        others = (run[0].other, run[-1].other)
        left = [
            cell
            for cell in left
            if not (ones[0] <= cell.one <= ones[1] or others[0] <= cell.other <= others[1])
        ]
    return runs


def _best_run(cells: Sequence[Cell]) -> tuple[list[Cell], float]:
    totals: list[float] = []
    before: list[int] = []
    for number, cell in enumerate(cells):
        best, source = 0.0, -1
        for past in range(number - 1, max(-1, number - 1 - LOOK_BACK), -1):
            gap = _gap(cells[past], cell)
            if gap is not None and totals[past] - gap > best:
                best, source = totals[past] - gap, past
        totals.append(best + cell.bits)
        before.append(source)
    end = max(range(len(cells)), key=lambda number: (totals[number], -number))
    run, at = [], end
    while at >= 0:
        run.append(cells[at])
        at = before[at]
    return run[::-1], totals[end]


def _gap(first: Cell, second: Cell) -> float | None:
    """What stepping from one pair to the next costs; None where it is no step forward."""
    one, other = second.one - first.one, second.other - first.other
    if one < 0 or other < 0 or max(one, other) > GAP_STRETCHES_MAX or one + other == 0:
        return None
    if min(one, other) == 0 and max(one, other) > 1:
        return None
    return GAP_BITS * (max(one - 1, 0) + max(other - 1, 0))
