"""Grow seeds into passages: the longest stretches two texts share, small changes included.

In: `Seeds`, the row of letters.  Out: `Passages`.  What a shared passage means is not decided here.

1. Seeds that overlap on one diagonal are one run of equal letters; runs grow both ways while letters
   agree. Most pairs of texts share no more than a common phrase, and are left out at once.
2. Runs that follow each other in both texts with a short gap are chained.
3. Ends grow over small differences: after a gap of a few letters, a few equal ones must follow
   again, and what is gained must outweigh what was skipped.
4. Chains that now meet are joined; those that are too short or too thin fall away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.agreement import agreement_around, extend
from firsthand.trace.letters import Flags, Ints, Letters
from firsthand.trace.seeds import Seeds
from firsthand.trace.weights import Numbers, Weights

GAP = 48  # letters between two runs of one passage; dense scripts `DENSE_WEIGHT` times fewer
OVERLAP = 12  # letters by which two runs may overlap (a repeated word at an edit)
RUN_ALONE_MIN = 24  # a run that joins nothing and is shorter is chance
AGREED_MIN = 45.0  # letters that agree in the shortest passage; fewer meet by chance
THIN = 0.5  # of a passage's letters this share must agree
_KEY_MAX = 1 << 62  # numbers up to here sort as one
_BINS = 1 << 20  # into which pairs of texts are counted together

Order = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Columns: `letters[one_start:one_end]` of text `one` reads as `other_start:other_end` of `other`.

    `agreed` is the weight of equal letters, `edits` how many differences lie between them.
    """

    one: Ints
    other: Ints
    one_start: Ints
    one_end: Ints
    other_start: Ints
    other_end: Ints
    agreed: Numbers
    edits: Ints

    def take(self, chosen: Ints | Flags | slice) -> Passages:
        """The chosen rows."""
        if not isinstance(chosen, slice) and chosen.dtype == np.bool_:
            chosen = chosen.nonzero()[0]  # once for all columns
        return Passages(
            one=self.one[chosen],
            other=self.other[chosen],
            one_start=self.one_start[chosen],
            one_end=self.one_end[chosen],
            other_start=self.other_start[chosen],
            other_end=self.other_end[chosen],
            agreed=self.agreed[chosen],
            edits=self.edits[chosen],
        )


def grow_passages(
    seeds: Seeds, *, letters: Letters, weights: Weights, weight_min: float
) -> Passages:
    """All passages of one batch of seeds, by pair of texts and place."""
    lone, several = _by_pair(_worth_a_look(_runs(seeds, letters, weights)))
    for _ in range(3):
        several = _chain(several, weights, GAP)
        several = several.take(several.agreed >= RUN_ALONE_MIN)
    lone = lone.take(lone.agreed >= RUN_ALONE_MIN)
    count = several.one.size
    grown = _grow_ends(concatenate([several, lone]), letters, weights)
    several = _without_contained(_chain(grown.take(slice(count)), weights, GAP))
    lone = grown.take(slice(count, None))
    passages = concatenate(
        [_long_enough(part, weights, weight_min=weight_min) for part in (several, lone)]
    )
    return passages.take(_nested_order(passages))


def _by_pair(runs: Passages) -> tuple[Passages, Passages]:
    """The runs of pairs that have only one, which nothing can be chained to; and the rest, in order."""
    if not runs.one.size:
        return runs, runs
    rows = runs.take(_in_order(runs))
    fresh = np.ones(rows.one.size + 1, dtype=np.bool_)
    fresh[1:-1] = (rows.one[1:] != rows.one[:-1]) | (rows.other[1:] != rows.other[:-1])
    alone = fresh[1:] & fresh[:-1]
    return rows.take(alone), rows.take(~alone)


def _long_enough(passages: Passages, weights: Weights, *, weight_min: float) -> Passages:
    """Those of which enough agrees."""
    length = np.maximum(
        weights.between(passages.one_start, passages.one_end),
        weights.between(passages.other_start, passages.other_end),
    )
    agreed_min = np.maximum(THIN * length, min(AGREED_MIN, weight_min))
    return passages.take((length >= weight_min) & (passages.agreed >= agreed_min))


def concatenate(parts: Iterable[Passages]) -> Passages:
    """One table of several."""
    every = list(parts)
    if not every:
        nothing = np.zeros(0, dtype=np.int64)
        return Passages(
            one=nothing,
            other=nothing,
            one_start=nothing,
            one_end=nothing,
            other_start=nothing,
            other_end=nothing,
            agreed=np.zeros(0),
            edits=nothing,
        )
    return Passages(
        one=np.concatenate([part.one for part in every]),
        other=np.concatenate([part.other for part in every]),
        one_start=np.concatenate([part.one_start for part in every]),
        one_end=np.concatenate([part.one_end for part in every]),
        other_start=np.concatenate([part.other_start for part in every]),
        other_end=np.concatenate([part.other_end for part in every]),
        agreed=np.concatenate([part.agreed for part in every]),
        edits=np.concatenate([part.edits for part in every]),
    )


def _runs(seeds: Seeds, letters: Letters, weights: Weights) -> Passages:
    """Seeds that overlap on one diagonal, as one run each, grown while letters agree."""
    # Places are in the row of all letters, so a diagonal and a place on it tell the two texts; between
    # two texts there is padding, longer than a seed.
    key = (seeds.later_place - seeds.earlier_place) * letters.size + seeds.earlier_place
    order = np.argsort(key)
    key = key[order]
    fresh = np.ones(key.size, dtype=np.bool_)
    fresh[1:] = key[1:] - key[:-1] > seeds.length[order[:-1]]
    heads = np.flatnonzero(fresh)
    chosen = order[heads]
    shift, start = np.divmod(key[heads], letters.size)
    back, ahead = agreement_around(letters, start, start + shift)
    end = start + ahead
    start -= back
    true = ahead > 0  # a hash may lie, letters do not
    true[1:] &= (start[1:] != start[:-1]) | (shift[1:] != shift[:-1])
    keep = true.nonzero()[0]
    chosen, start, end, shift = chosen[keep], start[keep], end[keep], shift[keep]
    return Passages(
        one=seeds.earlier[chosen],
        other=seeds.later[chosen],
        one_start=start,
        one_end=end,
        other_start=start + shift,
        other_end=end + shift,
        agreed=weights.between(start, end),
        edits=np.zeros(start.size, dtype=np.int64),
    )


def _worth_a_look(runs: Passages) -> Passages:
    """Leave out pairs of texts whose runs together are shorter than the shortest run that is kept."""
    pair = runs.one * 0x9E3779B1 + runs.other
    cell = pair & (_BINS - 1)  # pairs that share a cell by chance are kept together
    agreed = np.bincount(cell, weights=runs.agreed, minlength=_BINS)
    return runs.take(agreed[cell] >= RUN_ALONE_MIN)


def _chain(passages: Passages, weights: Weights, gap: int) -> Passages:
    """Join neighbours that follow each other in both texts with little between."""
    if not passages.one.size:
        return passages
    rows = passages.take(_in_order(passages))
    scale = weights.at(rows.one_end[:-1])
    between_one = (rows.one_start[1:] - rows.one_end[:-1]) * scale
    between_other = (rows.other_start[1:] - rows.other_end[:-1]) * scale
    joined = (
        (rows.one[1:] == rows.one[:-1])
        & (rows.other[1:] == rows.other[:-1])
        & (between_one <= gap)
        & (between_other <= gap)
        & (between_one >= -OVERLAP)
        & (between_other >= -OVERLAP)
    )
    fresh = np.append(True, ~joined)
    heads = np.flatnonzero(fresh)
    overlap = np.maximum(0, -np.minimum(between_one, between_other)) * joined
    agreed = rows.agreed - np.append(0.0, overlap)
    return Passages(
        one=rows.one[heads],
        other=rows.other[heads],
        one_start=rows.one_start[heads],
        one_end=np.maximum.reduceat(rows.one_end, heads),
        other_start=np.minimum.reduceat(rows.other_start, heads),
        other_end=np.maximum.reduceat(rows.other_end, heads),
        agreed=np.add.reduceat(agreed, heads),
        edits=np.add.reduceat(rows.edits + np.append(0, joined), heads),
    )


def _in_order(passages: Passages) -> Order:
    """The order by later text, earlier text, place in the earlier and place in the later."""
    # A place in the row of all letters tells the text.
    columns = (passages.other, passages.one_start, passages.other_start)
    least = [int(column.min()) for column in columns]
    sizes = [int(column.max()) + 1 - low for column, low in zip(columns, least, strict=True)]
    if math.prod(sizes) < _KEY_MAX:
        key = (columns[0] - least[0]) * sizes[1] + (columns[1] - least[1])
        key = key * sizes[2] + (columns[2] - least[2])
        order: Order = np.argsort(key)
        sorted_key = key[order]
        if (sorted_key[1:] != sorted_key[:-1]).all():
            return order
    return np.lexsort((passages.other_start, passages.one_start, passages.one, passages.other))


def _nested_order(passages: Passages) -> Order:
    """The order by later text, earlier text and place in the earlier, of two that begin together the longer first."""
    return np.lexsort((-passages.one_end, passages.one_start, passages.one, passages.other))


def _without_contained(passages: Passages) -> Passages:
    """Leave out what lies, in both texts, inside a neighbour of the same pair."""
    if passages.one.size < 2:
        return passages
    rows = passages.take(_nested_order(passages))
    inside = np.zeros(rows.one.size, dtype=np.bool_)
    for step in (1, 2, 3):
        inside[step:] |= (
            (rows.one[step:] == rows.one[:-step])
            & (rows.other[step:] == rows.other[:-step])
            & (rows.one_end[step:] <= rows.one_end[:-step])
            & (rows.other_start[step:] >= rows.other_start[:-step])
            & (rows.other_end[step:] <= rows.other_end[:-step])
        )
    return rows.take(~inside)


def _grow_ends(passages: Passages, letters: Letters, weights: Weights) -> Passages:
    """Let both ends of each passage run on over small differences."""
    one_end, other_end = passages.one_end.copy(), passages.other_end.copy()
    one_start, other_start = passages.one_start.copy(), passages.other_start.copy()
    agreed, edits = passages.agreed.copy(), passages.edits.copy()
    if passages.one.size:
        count = one_end.size
        ends = (
            np.concatenate((one_end, one_start - 1)),
            np.concatenate((other_end, other_start - 1)),
        )
        found = extend(letters, *ends, ahead=count)
        ahead, back = (
            [column[side] for column in found] for side in (slice(count), slice(count, None))
        )
        one_end += ahead[0]
        other_end += ahead[1]
        one_start -= back[0]
        other_start -= back[1]
        scale = weights.at(passages.one_end)
        agreed += (ahead[2] + back[2]) * scale
        edits += ahead[3] + back[3]
    return Passages(
        one=passages.one,
        other=passages.other,
        one_start=one_start,
        one_end=one_end,
        other_start=other_start,
        other_end=other_end,
        agreed=agreed,
        edits=edits,
    )
