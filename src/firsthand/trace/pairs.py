"""Keep what each pair of texts shares as columns; a million pages have millions of pairs.

In: `Passages`, what each text weighs.  Out: `Pairs`, looked up by two texts; a `Shared` is made when it is
asked for.  Which passages count is not decided here but in `trace.chains`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.chains import Passages
from firsthand.trace.letters import Flags, Ints
from firsthand.trace.weights import Numbers, Weights

Stretch = tuple[int, int]
Small = NDArray[np.int32]
SOME = 1_000  # pairs written out together


class Shared(
    NamedTuple
):  # made half a million times for 100,000 pages: a class of fields takes twice as long
    """What two texts share: stretches of letters on both sides, row by row the same words."""

    one_stretches: tuple[Stretch, ...]
    other_stretches: tuple[Stretch, ...]
    one_share: float
    other_share: float
    agreed: float
    edits: int

    def turned(self) -> Shared:
        """The same, seen from the other side."""
        return Shared(
            one_stretches=self.other_stretches,
            other_stretches=self.one_stretches,
            one_share=self.other_share,
            other_share=self.one_share,
            agreed=self.agreed,
            edits=self.edits,
        )


@dataclass(frozen=True, slots=True, eq=False)
class PairColumns:
    """A row for each pair, by pair, the smaller text first; and a row for each passage, by pair."""

    one: Small
    other: Small
    one_share: Numbers
    other_share: Numbers
    agreed: Numbers
    edits: Small
    passages: Small  # how many each pair has
    stretches: Small  # of each passage: start and end in one text, start and end in the other

    def take(self, chosen: Flags) -> PairColumns:
        """The chosen pairs with their passages."""
        rows = chosen.nonzero()[0]
        return PairColumns(
            one=self.one[rows],
            other=self.other[rows],
            one_share=self.one_share[rows],
            other_share=self.other_share[rows],
            agreed=self.agreed[rows],
            edits=self.edits[rows],
            passages=self.passages[rows],
            stretches=self.stretches[np.repeat(chosen, self.passages)],
        )


class Pairs(Mapping[tuple[int, int], Shared]):
    """What pairs of texts share, by the numbers of both, the smaller first."""

    def __init__(self, columns: PairColumns) -> None:
        self.columns = columns
        self._ends = np.cumsum(columns.passages, dtype=np.int64)
        count = int(columns.other.max(initial=0)) + 1
        self._count = count
        # Read as Python's own numbers: searching a column for one number at a time is far slower.
        keys = columns.one.astype(np.int64) * count + columns.other
        self._keys = array("q", keys.tobytes())

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.columns.one.tolist(), self.columns.other.tolist(), strict=True)

    def __getitem__(self, pair: tuple[int, int]) -> Shared:
        row = self.row(*pair)
        if row < 0:
            raise KeyError(pair)
        return self.shared(row)

    def row(self, one: int, other: int) -> int:
        """The row of a pair, -1 where two texts share nothing."""
        if not 0 <= other < self._count:
            return -1
        key = one * self._count + other
        row = bisect_left(self._keys, key)
        return row if row < len(self._keys) and self._keys[row] == key else -1

    def rows(self, one: Ints, other: Ints) -> Ints:
        """The rows of many pairs, the smaller text first; -1 where two texts share nothing."""
        keys = np.frombuffer(self._keys, dtype=np.int64)
        wanted = one * self._count + other
        if not keys.size:
            return np.full(wanted.shape, -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        met = (keys[found] == wanted) & (other < self._count)
        return np.where(met, found, -1)

    def shared(self, row: int) -> Shared:
        """What the pair of a row shares."""
        columns = self.columns
        end = self._ends.item(row)
        rows = columns.stretches[end - columns.passages.item(row) : end].tolist()
        return Shared(
            one_stretches=tuple([(start, stop) for start, stop, _, _ in rows]),
            other_stretches=tuple([(start, stop) for _, _, start, stop in rows]),
            one_share=columns.one_share.item(row),
            other_share=columns.other_share.item(row),
            agreed=columns.agreed.item(row),
            edits=columns.edits.item(row),
        )

    def written_out(self, rows: Ints) -> Iterator[Shared]:
        """What the pairs of many rows share, in less time than one by one."""
        columns = self.columns
        figures = (columns.one_share, columns.other_share, columns.agreed, columns.edits)
        for low in range(0, rows.size, SOME):
            chosen = rows[low : low + SOME]
            counts = columns.passages[chosen].astype(np.int64)
            ends = np.cumsum(counts)
            places = np.arange(int(counts.sum())) + np.repeat(self._ends[chosen] - ends, counts)
            stretches = columns.stretches[places]
            one, other = ([*map(tuple, stretches[:, s : s + 2].tolist())] for s in (0, 2))
            told = zip(*(column[chosen].tolist() for column in figures), strict=True)
            bounds = zip((ends - counts).tolist(), ends.tolist(), strict=True)
            for (start, end), each in zip(bounds, told, strict=True):
                yield Shared(tuple(one[start:end]), tuple(other[start:end]), *each)


def pair_up(passages: Passages, *, starts: Ints, totals: Numbers, weights: Weights) -> PairColumns:
    """Gather the passages of each pair and measure how much of each text they cover."""
    rows = passages.take(np.lexsort((passages.one_start, passages.other, passages.one)))
    fresh = np.ones(rows.one.size, dtype=np.bool_)
    fresh[1:] = (rows.one[1:] != rows.one[:-1]) | (rows.other[1:] != rows.other[:-1])
    heads = np.flatnonzero(fresh)
    pair = np.cumsum(fresh) - 1
    count = np.bincount(pair, minlength=heads.size)
    one, other = rows.one[heads], rows.other[heads]
    covered = [
        _covered(pair, begin, end, weights.between(begin, end))
        for begin, end in ((rows.one_start, rows.one_end), (rows.other_start, rows.other_end))
    ]
    here, there = starts[rows.one], starts[rows.other]
    stretches = (rows.one_start - here, rows.one_end - here, rows.other_start - there, rows.other_end - there)  # fmt: skip
    return PairColumns(
        one=one.astype(np.int32),
        other=other.astype(np.int32),
        one_share=np.minimum(covered[0] / totals[one], 1.0),
        other_share=np.minimum(covered[1] / totals[other], 1.0),
        agreed=_sums(pair, rows.agreed),
        edits=(np.bincount(pair, weights=rows.edits, minlength=heads.size) + count - 1).astype(
            np.int32
        ),
        passages=count.astype(np.int32),
        stretches=np.stack(stretches, axis=1).astype(np.int32),
    )


def _covered(pair: Ints, begin: Ints, end: Ints, weight: Numbers) -> Numbers:
    """How much text the stretches of each pair cover, what they cover twice counted once."""
    order = np.lexsort((end, begin, pair))
    # A pair's own range of places, so that nothing reaches over from the pair before.
    offset = pair * (int(end.max(initial=0)) + 1)
    first, last = (begin + offset)[order], (end + offset)[order]
    reached = np.maximum.accumulate(last)
    fresh = last - np.maximum(first, np.append(first[:1], reached[:-1]))
    share = np.maximum(fresh, 0) / np.maximum(last - first, 1)
    return _sums(pair[order], weight[order] * share)


def _sums(pair: Ints, values: Numbers) -> Numbers:
    return np.asarray(np.bincount(pair, weights=values), dtype=np.float64)


def join_pairs(parts: Sequence[PairColumns]) -> PairColumns:
    """One table of several that have no pair in common, by pair."""
    one = np.concatenate([part.one for part in parts])
    other = np.concatenate([part.other for part in parts])
    passages = np.concatenate([part.passages for part in parts])
    order = np.lexsort((other, one))
    ends = np.cumsum(passages, dtype=np.int64)
    counts = passages[order].astype(np.int64)
    inner = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    row = np.repeat((ends - passages)[order], counts) + inner
    return PairColumns(
        one=one[order],
        other=other[order],
        one_share=np.concatenate([part.one_share for part in parts])[order],
        other_share=np.concatenate([part.other_share for part in parts])[order],
        agreed=np.concatenate([part.agreed for part in parts])[order],
        edits=np.concatenate([part.edits for part in parts])[order],
        passages=passages[order],
        stretches=np.concatenate([part.stretches for part in parts])[row],
    )
