"""Say between which numbers every unknown of a system lies, thousands of them at once, and prove each end.

In: a system.  Out: the ends of all its cells in whole units, rounded outwards, or None where the claims cannot all be
true. First figures travel along the relations (`narrowing`). An end of that box is settled as soon as some solution
meets it; joint programmes settle most (Gleixner and others 2017, "filtering"), and what is left is asked one by one, each
programme from the corner where the last one ended (`solver.Warm`). An end that was asked is proved in fractions by its
multipliers (`certify`), one that was met by the steps of the box. Where relations run in a circle the box comes ever
nearer to an end and never there: one that stops just short of a whole unit is asked of the whole system instead.
What an end rests on is said in `bounding`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from firsthand.model.value import value
from firsthand.weigh.synthesis.bounding import PROOF_NEAR, SLACK, SLACK_LEAST, slack_of
from firsthand.weigh.synthesis.cells import Cell
from firsthand.weigh.synthesis.certify import least_within, prove
from firsthand.weigh.synthesis.linear import Linear, Solved
from firsthand.weigh.synthesis.narrowing import Box, narrowed, rows_that_bind
from firsthand.weigh.synthesis.solver import Numbers

SWEEPS_MAX = 24  # joint programmes before cells are asked one by one
_GOLDEN = 0.6180339887498949  # weights that repeat no pattern of the cells, without any dice


@value
class AllEnds:
    """The ends of every cell; `unproved` of them are the solver's number, widened by its rounding."""

    ends: Mapping[Cell, tuple[int, int | None]]
    unproved: int


def all_ends(linear: Linear) -> AllEnds | None:
    """The ends of every cell, or None where the claims cannot all be true."""
    if not linear.least({}).feasible:
        return None
    search = _Search(linear, narrowed(linear))
    search.sweep()
    search.ask()
    ends = {
        cell: (max(0, math.floor(low)), None if high is None else math.ceil(high))
        for cell, low, high in zip(linear.system.cells, search.lows, search.highs, strict=True)
    }
    return AllEnds(ends=ends, unproved=search.unproved)


class _Search:
    """Which ends are settled, and at which exact numbers."""

    def __init__(self, linear: Linear, box: Box) -> None:
        self.linear, self.box = linear, box
        self.lows: list[Fraction] = [*box.lows]
        self.highs: list[Fraction | None] = [*box.highs]
        self.low, self.high = box.low, box.high
        self.low_open = np.ones(len(self.low), dtype=np.bool_)
        self.high_open = np.ones(len(self.low), dtype=np.bool_)
        self.low_short = np.array([_falls_short(number) for number in box.lows])
        self.high_short = np.array([n is not None and _falls_short(-n) for n in box.highs])
        rows = rows_that_bind(linear, self.low, self.high)
        self.warm = linear.warm(low=self.low, high=self.high, rows=rows)
        self.unproved = 0

    def meet(self, solved: Solved) -> int:
        """Settle every end of the box that a solution meets; how many it did."""
        if solved.point is None:
            return 0
        slack = SLACK_LEAST + SLACK * np.abs(solved.point)
        low_met = self.low_open & ~self.low_short & (solved.point <= self.low + slack)
        high_met = self.high_open & ~self.high_short & (solved.point >= self.high - slack)
        self.low_open &= ~low_met
        self.high_open &= ~high_met
        return int(low_met.sum() + high_met.sum())

    def sweep(self) -> None:
        """Ask for many ends at once, with changing weights, as long as that settles some."""
        self.meet(self.warm.solved(np.zeros(len(self.low))))
        closed = np.isfinite(self.high)
        span = np.maximum(np.where(closed, self.high - self.low, 1.0), 1.0)
        for turn in range(SWEEPS_MAX):
            weights = 0.05 + ((np.arange(len(span)) + 1) * (turn + 1) * _GOLDEN) % 1.0
            settled = 0
            for sign in (1.0, -1.0):
                still = self.low_open if sign > 0 else self.high_open & closed
                if still.any():
                    costs: Numbers = np.where(still, sign * weights / span, 0.0)
                    settled += self.meet(self.warm.solved(costs))
            if not settled:
                return

    def ask(self) -> None:
        """Ask for each end that is still open by itself."""
        for sign, still in ((1, self.low_open), (-1, self.high_open)):
            for column in range(len(still)):
                if not still[column]:
                    continue
                costs = np.zeros(len(still))
                costs[column] = sign
                solved = self.warm.solved(costs)
                if solved.least is not None:
                    self._settle(column, sign, solved, solved.least)
                self.meet(solved)
                still[column] = False

    def _settle(self, column: int, sign: int, solved: Solved, least: float) -> None:
        """The end that a programme found, as its multipliers prove it; never outside the box."""
        objective = {column: Fraction(sign)}
        proved = least_within(
            self.linear, objective, solved.rows, lows=self.box.lows, highs=self.box.highs
        )
        if proved is None or _is_poor(proved, least) or _falls_short(proved):
            again = self._without_box(objective)
            proved = proved if again is None else again
        if proved is None or _is_poor(proved, least):
            self.unproved += 1
            proved = Fraction(least) - Fraction(slack_of(least))
        if sign > 0:
            self.lows[column] = max(proved, self.lows[column])
            return
        known = self.highs[column]
        self.highs[column] = -proved if known is None else min(-proved, known)

    def _without_box(self, objective: Mapping[int, Fraction]) -> Fraction | None:
        """The end as the whole system proves it, with nothing of the box."""
        solved = self.linear.least({column: float(sign) for column, sign in objective.items()})
        proof = prove(self.linear, objective, solved.rows)
        return None if proof is None else proof.least


def _falls_short(low: Fraction) -> bool:
    """Whether a lower end lies just below a whole unit, so that rounding it outwards costs one."""
    return math.floor(low) != math.floor(low + Fraction(slack_of(float(low))))


def _is_poor(proved: Fraction, least: float) -> bool:
    return abs(float(proved) - least) > PROOF_NEAR * slack_of(least)
