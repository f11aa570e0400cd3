"""Say between which numbers each unknown lies: the identified bounds, and what each end rests on.

In: a system.  Out: for a cell, or for all of them, the lowest and highest number that all claims and relations
allow together, in whole units rounded outwards. Nothing between the ends is more likely than anything else.
Every end is proved in exact arithmetic (`certify`); where the proof leaves an end open, the solver's number is
widened by a part in 10^9. Systems without any solution are not bounded here but in `conflicts`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Cell, Constraint
from firsthand.weigh.synthesis.certify import prove
from firsthand.weigh.synthesis.linear import Linear, Solved
from firsthand.weigh.synthesis.solver import Numbers

SLACK = 1e-9  # of a number: what a solver's rounding may hide where nothing is proved
SLACK_LEAST = 1e-6  # of one unit: HiGHS itself allows a tenth of it
ROUNDS_MAX = 60  # of narrowing; each lets a figure travel one relation further
SWEEPS_MAX = 24  # joint programmes before cells are asked one by one
_PROOF_NEAR = (
    1e3  # slacks between a proof and the solver's number: further apart, the proof is poor
)
_ROUNDING = 4.0  # slacks that several steps may add up to
_GOLDEN = 0.6180339887498949  # weights that repeat no pattern of the cells, without any dice


@value
class Extent:
    """The ends of one unknown, in whole units; `high` is None where nothing bounds it.

    `low_rests` and `high_rests` are the constraints that give each end.
    """

    low: int
    high: int | None
    low_rests: tuple[Constraint, ...] = ()
    high_rests: tuple[Constraint, ...] = ()


def extent_of(linear: Linear, cell: Cell, *, taken: frozenset[int] | None = None) -> Extent | None:
    """The extent of one *cell*, or None where the claims cannot all be true."""
    column = linear.column[cell]
    lowest = linear.least({column: 1.0}, taken=taken)
    if not lowest.feasible:
        return None
    highest = linear.least({column: -1.0}, taken=taken)
    low, low_rests = _proved(linear, column, 1, lowest, taken)
    high, high_rests = _proved(linear, column, -1, highest, taken)
    return Extent(
        low=0 if low is None else max(0, math.floor(low)),
        high=None if high is None else math.ceil(-high),
        low_rests=low_rests,
        high_rests=high_rests,
    )


def _proved(
    linear: Linear, column: int, sign: int, solved: Solved, taken: frozenset[int] | None
) -> tuple[Fraction | None, tuple[Constraint, ...]]:
    """The least of sign * cell, exactly where it can be had."""
    if solved.least is None:
        return None, ()
    proof = prove(linear, {column: Fraction(sign)}, solved.rows, taken=taken)
    slack = _slack(solved.least)
    if proof is not None and abs(float(proof.least) - solved.least) <= _PROOF_NEAR * slack:
        return proof.least, proof.rests
    rests = tuple(dict.fromkeys(linear.rows[row] for row, _ in solved.rows))
    return Fraction(solved.least) - Fraction(slack), rests


def extents(linear: Linear) -> dict[Cell, tuple[int, int | None]] | None:
    """The ends of every cell, or None where the claims cannot all be true.

    First figures travel along the relations until nothing gets narrower: that never cuts off a solution.
    An end is settled as soon as some solution meets it; joint programmes settle most (Gleixner and others
    2017, "filtering"), and what is left is asked one by one.
    """
    start = linear.least({})
    if not start.feasible:
        return None
    lows, highs = linear.box(None)
    low = np.array([float(end.number or 0) for end in lows])
    high = np.array([np.inf if end.number is None else float(end.number) for end in highs])
    low, high = narrowed(linear, low, high)
    rows = _rows_that_bind(linear, low, high)
    search = _Search(linear, low, high, rows)
    assert start.point is not None
    search.meet(start.point)
    search.sweep()
    search.ask()
    cells = linear.system.cells
    return {
        cell: (_floor(search.low[n]), None if np.isinf(search.high[n]) else _ceil(search.high[n]))
        for n, cell in enumerate(cells)
    }


class _Search:
    """Which ends are settled, and the solutions that settled them."""

    def __init__(self, linear: Linear, low: Numbers, high: Numbers, rows: NDArray[np.int64]) -> None:  # fmt: skip
        self.linear, self.rows = linear, rows
        self.box_low, self.box_high = low.copy(), high.copy()
        self.low, self.high = low, high
        self.low_open = np.ones(len(low), dtype=np.bool_)
        self.high_open = np.isfinite(high)
        self.unbounded = ~np.isfinite(high)

    def meet(self, point: Numbers) -> int:
        """Settle every end that *point* meets; how many it did."""
        slack = SLACK_LEAST + SLACK * np.abs(point)
        low_met = self.low_open & (point <= self.low + slack)
        high_met = self.high_open & (point >= self.high - slack)
        self.low_open &= ~low_met
        self.high_open &= ~high_met
        return int(low_met.sum() + high_met.sum())

    def least(self, costs: Numbers) -> Solved:
        """One programme in the narrowed box."""
        return self.linear.solved(costs, low=self.box_low, high=self.box_high, rows=self.rows)

    def sweep(self) -> None:
        """Ask for many ends at once, with changing weights, as long as that settles some."""
        for turn in range(SWEEPS_MAX):
            settled = 0
            for still, sign in ((self.low_open, 1.0), (self.high_open, -1.0)):
                if not still.any():
                    continue
                weights = 0.05 + ((np.arange(len(still)) + 1) * (turn + 1) * _GOLDEN) % 1.0
                span = np.where(np.isfinite(self.high), self.high - self.low, 1.0)
                found = self.least(np.where(still, sign * weights / np.maximum(span, 1.0), 0.0))
                settled += 0 if found.point is None else self.meet(found.point)
            if not settled:
                return

    def ask(self) -> None:
        """Ask for each end that is still open by itself."""
        for sign in (1.0, -1.0):
            ends = self.low if sign > 0 else self.high
            still = self.low_open if sign > 0 else self.high_open | self.unbounded
            for column in np.flatnonzero(still).tolist():
                if not (self.low_open if sign > 0 else self.high_open | self.unbounded)[column]:
                    continue
                costs = np.zeros(len(ends))
                costs[column] = sign
                found = self.least(costs)
                if found.least is not None and found.point is not None:
                    ends[column] = sign * found.least
                    self.meet(found.point)
                self.low_open[column] &= sign < 0
                self.high_open[column] &= sign > 0
                self.unbounded[column] &= sign > 0


def narrowed(linear: Linear, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """The box after figures have travelled along the rows; nothing that holds is cut off."""
    low, high = low.copy(), high.copy()
    matrix = linear.matrix.tocoo()
    if not matrix.nnz:
        return low, high
    row, column, factor = matrix.row, matrix.col, matrix.data
    for _ in range(ROUNDS_MAX):
        least = np.where(factor > 0, factor * low[column], factor * high[column])
        most = np.where(factor > 0, factor * high[column], factor * low[column])
        with np.errstate(invalid="ignore"):
            others_least = _sum_of_others(least, row, len(linear.rows), -np.inf)
            others_most = _sum_of_others(most, row, len(linear.rows), np.inf)
            up = (linear.high[row] - others_least) / factor
            down = (linear.low[row] - others_most) / factor
        upper = np.where(factor > 0, up, down)
        lower = np.where(factor > 0, down, up)
        new_low, new_high = low.copy(), high.copy()
        np.fmax.at(new_low, column, lower)
        np.fmin.at(new_high, column, upper)
        slack = SLACK_LEAST + SLACK * np.abs(new_low)
        moved = bool((new_low > low + slack).any() or (new_high < high - slack).any())
        low = np.minimum(new_low, new_high)  # solvers' rounding aside, a box has no inside out
        high = np.maximum(new_high, low)
        if not moved:
            break
    return low, high


def _sum_of_others(parts: Numbers, row: NDArray[np.int32], rows: int, open_: float) -> Numbers:
    """For each entry the sum of its row's other entries, open where one of those is."""
    closed = np.where(np.isfinite(parts), parts, 0.0)
    opened = (~np.isfinite(parts)).astype(np.int64)
    total = np.bincount(row, weights=closed, minlength=rows)[row] - closed
    count = np.bincount(row, weights=opened, minlength=rows)[row] - opened
    return np.where(count > 0, open_, total)


def _rows_that_bind(linear: Linear, low: Numbers, high: Numbers) -> NDArray[np.int64]:
    """The rows that do not hold everywhere in the box anyway."""
    matrix = linear.matrix
    with np.errstate(invalid="ignore"):
        positive, negative = matrix.maximum(0), matrix.minimum(0)
        bounded = np.where(np.isfinite(high), high, 1e300)
        most = positive @ bounded + negative @ low
        least = positive @ low + negative @ bounded
    binds = (most > linear.high) | (least < linear.low)
    return np.flatnonzero(binds)


def _slack(number: float) -> float:
    return SLACK_LEAST + SLACK * abs(number)


def _floor(number: float) -> int:
    """Down to a whole unit, if rounding did not put it just below one."""
    return max(0, math.floor(number + _ROUNDING * _slack(number)))


def _ceil(number: float) -> int:
    return math.ceil(number - _ROUNDING * _slack(number))


def settle(ends: Iterable[Extent]) -> tuple[int, int | None]:
    """The lowest and the highest end of all: whichever of them holds, the number lies between.

    >>> settle([Extent(low=3, high=5), Extent(low=1, high=None)])
    (1, None)
    """
    found = list(ends)
    highs = [each.high for each in found]
    high = None if None in highs else max(h for h in highs if h is not None)
    return min(each.low for each in found), high
