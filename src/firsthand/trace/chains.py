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

from firsthand.trace.letters import Flags, Ints, Letters, is_dense
from firsthand.trace.seeds import Seeds
from firsthand.trace.weights import Numbers, Weights

GAP = 48  # letters between two runs of one passage; dense scripts `DENSE_WEIGHT` times fewer
OVERLAP = 12  # letters by which two runs may overlap (a repeated word at an edit)
RUN_ALONE_MIN = 24  # a run that joins nothing and is shorter is chance
LOOK = 20  # letters that an end may skip in either text to find agreement again
AGREE = 7  # letters that must agree after a skip
DENSE_LOOK = 9
DENSE_AGREE = 3
EXTENSIONS_MAX = 48  # skips from one end; a passage with more edits than that has seeds
AGREED_MIN = 45.0  # letters that agree in the shortest passage; fewer meet by chance
THIN = 0.5  # of a passage's letters this share must agree
_STRIDE = 32  # letters compared at once
_STRIDES_MAX = 128
_BATCH = 4096  # ends that look for agreement at once
_AHEAD = np.uint32(0x9E3779B1)  # odd
_KEY_MAX = 1 << 62  # numbers up to here sort as one
_BINS = 1 << 20  # into which pairs of texts are counted together

Order = NDArray[np.int64]
Codes = NDArray[np.uint32]


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

    def take(self, chosen: Ints | Flags) -> Passages:
        """The chosen rows."""
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
    passages = _worth_a_look(_runs(seeds, letters, weights))
    for _ in range(3):
        passages = _chain(passages, weights, GAP)
        passages = passages.take(passages.agreed >= RUN_ALONE_MIN)
    passages = _grow_ends(passages, letters, weights)
    passages = _without_contained(_chain(passages, weights, GAP))
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
    shift = seeds.later_place - seeds.earlier_place
    # Places are in the row of all letters, so a diagonal and a place on it tell the two texts.
    order = np.argsort(shift * letters.size + seeds.earlier_place)
    one, other = seeds.earlier[order], seeds.later[order]
    start, shift = seeds.earlier_place[order], shift[order]
    end = start + seeds.length[order]
    fresh = np.ones(start.size, dtype=np.bool_)
    fresh[1:] = (
        (one[1:] != one[:-1])
        | (other[1:] != other[:-1])
        | (shift[1:] != shift[:-1])
        | (start[1:] > end[:-1])
    )
    heads = np.flatnonzero(fresh)
    start, shift, end = start[heads], shift[heads], np.maximum.reduceat(end, heads)
    back = _agreement(letters, start - 1, start + shift - 1, -1)
    ahead = _agreement(letters, start, start + shift, 1)
    end = np.maximum(start + ahead, start)
    start = start - back
    keep = ahead > 0  # a hash may lie, letters do not
    keep[1:] &= ~(
        (start[1:] == start[:-1])
        & (shift[1:] == shift[:-1])
        & (one[heads][1:] == one[heads][:-1])
        & (other[heads][1:] == other[heads][:-1])
    )
    runs = Passages(
        one=one[heads],
        other=other[heads],
        one_start=start,
        one_end=end,
        other_start=start + shift,
        other_end=end + shift,
        agreed=weights.between(start, end),
        edits=np.zeros(start.size, dtype=np.int64),
    )
    return runs.take(keep)


def _worth_a_look(runs: Passages) -> Passages:
    """Leave out pairs of texts whose runs together are shorter than the shortest run that is kept."""
    pair = runs.one * 0x9E3779B1 + runs.other
    cell = pair & (_BINS - 1)  # pairs that share a cell by chance are kept together
    agreed = np.bincount(cell, weights=runs.agreed, minlength=_BINS)
    return runs.take(agreed[cell] >= RUN_ALONE_MIN)


def _agreement(letters: Letters, one: Ints, other: Ints, step: int) -> Ints:
    """How many letters agree from two places on, in one direction."""
    reach = np.zeros(one.size, dtype=np.int64)
    active = np.arange(one.size)
    for _ in range(_STRIDES_MAX):
        if not active.size:
            break
        moved = reach[active] * step
        left = _rows(letters, one[active] + moved, step, _STRIDE)
        right = _rows(letters, other[active] + moved, step, _STRIDE)
        differs = left != right
        differs |= left == 0
        # A bit for each letter, the first one lowest: what lies below the lowest that is set agrees.
        bits = np.packbits(differs, bitorder="little").view(np.uint32)
        reach[active] += np.bitwise_count((bits & (~bits + np.uint32(1))) - np.uint32(1))
        active = active[bits == 0]
    return reach


def _rows(letters: Letters, places: Ints, step: int, count: int) -> Letters:
    """The next *count* letters from each place, in one direction; padding keeps them within the row."""
    # What `sliding_window_view` gives, which takes ten times as long to make as to use.
    windows: Letters = np.ndarray(
        (letters.size - count + 1, count), letters.dtype, letters, strides=2 * letters.strides
    )
    if step > 0:
        return windows[places]
    ahead: Letters = windows[places - count + 1][:, ::-1]
    return ahead


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


def _without_contained(passages: Passages) -> Passages:
    """Leave out what lies, in both texts, inside a neighbour of the same pair."""
    if passages.one.size < 2:
        return passages
    order = np.lexsort((-passages.one_end, passages.one_start, passages.one, passages.other))
    rows = passages.take(order)
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
        ahead = _extend(letters, one_end, other_end, 1)
        one_end += ahead[0]
        other_end += ahead[1]
        back = _extend(letters, one_start - 1, other_start - 1, -1)
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


def _extend(letters: Letters, one: Ints, other: Ints, step: int) -> tuple[Ints, Ints, Ints, Ints]:
    """From two places on: letters gained in each text, letters that agree, skips made."""
    gained = tuple(np.zeros(one.size, dtype=np.int64) for _ in range(4))
    dense = is_dense(letters.take(one - step, mode="clip"))
    for wanted, look, agree in ((dense, DENSE_LOOK, DENSE_AGREE), (~dense, LOOK, AGREE)):
        some = np.flatnonzero(wanted)
        found = _extend_some(letters, one[some], other[some], step, (look, agree))
        for column, values in zip(gained, found, strict=True):
            column[some] = values
    return gained[0], gained[1], gained[2], gained[3]


def _extend_some(
    letters: Letters, one: Ints, other: Ints, step: int, window: tuple[int, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    """Skip and agree again and again while it pays; keep the best point reached."""
    look, _ = window
    # Columns: moved in one, moved in other, agreed, skips, score; and the best of them so far.
    now = np.zeros((5, one.size), dtype=np.int64)
    best = now.copy()
    active = np.arange(one.size)
    for _ in range(EXTENSIONS_MAX):
        here = one[active] + now[0, active] * step
        there = other[active] + now[1, active] * step
        open_ends = (letters.take(here, mode="clip") != 0) & (letters.take(there, mode="clip") != 0)
        active, here, there = active[open_ends], here[open_ends], there[open_ends]
        if not active.size:
            break
        skip_one, skip_other = _first_agreement(letters, (here, there), step, window)
        met = skip_one >= 0
        active, here, there = active[met], here[met], there[met]
        skip_one, skip_other = skip_one[met], skip_other[met]
        run = _agreement(letters, here + skip_one * step, there + skip_other * step, step)
        now[0, active] += skip_one + run
        now[1, active] += skip_other + run
        now[2, active] += run
        now[3, active] += 1
        now[4, active] += run - np.maximum(skip_one, skip_other) - 1
        better = active[now[4, active] > best[4, active]]
        best[:, better] = now[:, better]
        active = active[now[4, active] > best[4, active] - look]
    return best[0], best[1], best[2], best[3]


def _first_agreement(
    letters: Letters, places: tuple[Ints, Ints], step: int, window: tuple[int, int]
) -> tuple[Ints, Ints]:
    """The shortest skips from each pair of places after which letters agree; -1 where there are none.

    The shortest are those whose longer one is shortest, then whose other one is, then that skip less in
    the first text.
    """
    size = places[0].size
    if size > _BATCH:
        parts = [
            _first_agreement(
                letters,
                (places[0][low : low + _BATCH], places[1][low : low + _BATCH]),
                step,
                window,
            )
            for low in range(0, size, _BATCH)
        ]
        one, other = zip(*parts, strict=True)
        return np.concatenate(one), np.concatenate(other)
    left = _ahead_hashes(letters, places[0], step, window, empty=1)
    right = _ahead_hashes(letters, places[1], step, window, empty=2)
    # Whether letters agree after so long a skip in one of the texts, and none longer in the other:
    # looked at by how much longer it is.
    reached = left == right
    for more in range(1, len(left)):
        reached[more:] |= left[:-more] == right[more:]
        reached[more:] |= left[more:] == right[:-more]
    met = np.flatnonzero(reached.any(axis=0))
    longer = reached[:, met].argmax(axis=0)
    column = np.arange(met.size)
    here, there = left[:, met], right[:, met]
    less_in_one = here == there[longer, column]
    shorter = (less_in_one | (there == here[longer, column])).argmax(axis=0)
    first = less_in_one[shorter, column]
    skips = np.full((2, size), -1, dtype=np.int64)
    skips[0, met] = np.where(first, shorter, longer)
    skips[1, met] = np.where(first, longer, shorter)
    return skips[0], skips[1]


def _ahead_hashes(
    letters: Letters, place: Ints, step: int, window: tuple[int, int], *, empty: int
) -> Codes:
    """A row for each of the next places: a hash of the next few letters; *empty* past the end."""
    look, agree = window
    ahead = np.ascontiguousarray(_rows(letters, place, step, look + agree).T).astype(np.uint32)
    hashes = np.zeros((look + 1, place.size), dtype=np.uint32)
    for letter in range(agree):
        hashes *= _AHEAD
        hashes += ahead[letter : letter + look + 1]
    # Past its end a text has nothing but padding.
    hashes[ahead[agree - 1 :] == 0] = np.uint32(empty)
    return hashes
