"""Turn a system into sparse columns and solve it.

In: a system, which of its claims are taken, and an objective.  Out: the least value of the objective, where
it is met, and the multipliers that show it (HiGHS by SciPy, dual simplex: the same input gives the same
answer). A claim on one cell is an end of that cell and no row, so that thousands of claims cost little.
What the multipliers prove in exact arithmetic is not said here but in `certify`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from firsthand.errors import FaultError
from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Cell, Constraint, System
from firsthand.weigh.synthesis.solver import Numbers, Sparse, Warm, minimise, sparse

_OPTIMAL, _INFEASIBLE, _UNBOUNDED, _DIFFICULT = 0, 2, 3, 4  # SciPy's words for how it ended


@value
class Solved:
    """A least value and what shows it; `least` is None where there is none, `feasible` says why.

    `rows` are multipliers of constraints of several cells, by their place in `Linear.rows`: above 0 the
    lower end holds, below 0 the upper one.
    """

    feasible: bool
    least: float | None = None
    point: Numbers | None = None
    rows: tuple[tuple[int, float], ...] = ()


@value
class End:
    """One end of a cell and the claim that gives it; None where only counting gives it (0, or no end)."""

    number: Fraction | None
    by: Constraint | None


class Linear:
    """A system in columns. `claims` come first in every numbering, then relations."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.column = {cell: n for n, cell in enumerate(system.cells)}
        self.claim_count = len(system.claims)
        every = (*system.claims, *system.relations)
        self.singles = [(n, each) for n, each in enumerate(every) if len(each.terms) == 1]
        several = [(n, each) for n, each in enumerate(every) if len(each.terms) > 1]
        self.numbers = [n for n, _ in several]
        self.rows = [each for _, each in several]
        self.matrix = self._matrix()
        self.low = _ends([each.low for each in self.rows], -np.inf)
        self.high = _ends([each.high for each in self.rows], np.inf)
        self._all = self._box(None)

    def _matrix(self) -> Sparse:
        counts = [len(each.terms) for each in self.rows]
        columns = [self.column[term.cell] for each in self.rows for term in each.terms]
        factors = [float(term.factor) for each in self.rows for term in each.terms]
        starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        shape = (len(self.rows), len(self.column))
        return sparse(np.asarray(factors, float), np.asarray(columns, np.int64), starts, shape)

    def taken_rows(self, taken: frozenset[int] | None) -> NDArray[np.int64]:
        """The rows that hold when only the claims *taken* do; relations always hold."""
        if taken is None:
            return np.arange(len(self.rows), dtype=np.int64)
        kept = [r for r, n in enumerate(self.numbers) if n >= self.claim_count or n in taken]
        return np.asarray(kept, dtype=np.int64)

    def box(self, taken: frozenset[int] | None) -> tuple[list[End], list[End]]:
        """Lowest and highest number of each cell as single claims give them, and by which claim."""
        return self._all if taken is None else self._box(taken)

    def _box(self, taken: frozenset[int] | None) -> tuple[list[End], list[End]]:
        lows = [End(number=Fraction(0), by=None)] * len(self.column)
        highs = [End(number=None, by=None)] * len(self.column)
        for n, each in self.singles:
            if taken is not None and n < self.claim_count and n not in taken:
                continue
            column = self.column[each.terms[0].cell]
            low, high = _of_one(each)
            if low is not None and low > (lows[column].number or 0):
                lows[column] = End(number=low, by=each)
            top = highs[column].number
            if high is not None and (top is None or high < top):
                highs[column] = End(number=high, by=each)
        return lows, highs

    def least(
        self, objective: Mapping[int, float], *, taken: frozenset[int] | None = None
    ) -> Solved:
        """The least of sum of weight * cell over all that *taken* claims allow.

        Raises:
            FaultError: the solver gives up; it never has on a system that our tests draw.
        """
        lows, highs = self.box(taken)
        low = np.array([float(end.number or 0) for end in lows])
        high = _ends([end.number for end in highs], np.inf)
        if bool((low > high).any()):
            return Solved(feasible=False)
        costs = np.zeros(len(self.column))
        for column, weight in objective.items():
            costs[column] = weight
        return self.solved(costs, low=low, high=high, rows=self.taken_rows(taken))

    def solved(self, costs: Numbers, *, low: Numbers, high: Numbers, rows: NDArray[np.int64]) -> Solved:  # fmt: skip
        """The least of *costs* in a box, with these rows of the system."""
        matrix, least, most = self.matrix[rows], self.low[rows], self.high[rows]
        equal = least == most
        above, below = np.isfinite(least) & ~equal, np.isfinite(most) & ~equal
        parts: dict[str, object] = {}
        if above.any() or below.any():
            parts["A_ub"] = _stacked(matrix[below], matrix[above])
            parts["b_ub"] = np.concatenate((most[below], -least[above]))
        if equal.any():
            parts["A_eq"], parts["b_eq"] = matrix[equal], most[equal]
        ends = np.column_stack((low, high))
        for presolve in (True, False):
            found = minimise(costs, parts, ends, presolve=presolve)
            if found.status != _DIFFICULT:
                break
        if found.status == _INFEASIBLE:
            return Solved(feasible=False)
        if found.status == _UNBOUNDED:
            return Solved(feasible=True)
        if found.status != _OPTIMAL:
            raise FaultError(f"the solver of linear programmes gave up: {found.message}")
        multipliers = np.zeros(len(rows))
        if "b_ub" in parts:
            given = found.ineqlin.marginals
            multipliers[below] += given[: int(below.sum())]
            multipliers[above] -= given[int(below.sum()) :]
        if "b_eq" in parts:
            multipliers[equal] = found.eqlin.marginals
        shown = np.flatnonzero(multipliers)
        return Solved(
            feasible=True,
            least=float(found.fun),
            point=found.x,
            rows=tuple((int(rows[n]), float(multipliers[n])) for n in shown),
        )

    def warm(self, *, low: Numbers, high: Numbers, rows: NDArray[np.int64]) -> Warmed:
        """The same for many costs one after the other; the box must hold a solution."""
        return Warmed(self, low, high, rows)


class Warmed:
    """A box and rows that hold some solution, asked for the least of one sum after another."""

    def __init__(self, linear: Linear, low: Numbers, high: Numbers, rows: NDArray[np.int64]) -> None:  # fmt: skip
        self._linear, self._low, self._high, self._rows = linear, low, high, rows
        ends = linear.low[rows], linear.high[rows]
        self._warm = Warm.made(linear.matrix[rows], ends, (low, high))

    def solved(self, costs: Numbers) -> Solved:
        """The least of *costs*, as `Linear.solved` gives it."""
        found = None if self._warm is None else self._warm.least(costs)
        if found is None:
            return self._linear.solved(costs, low=self._low, high=self._high, rows=self._rows)
        if isinstance(found, bool):
            return Solved(feasible=True)
        least, point, multipliers = found
        shown = np.flatnonzero(multipliers)
        return Solved(
            feasible=True,
            least=least,
            point=point,
            rows=tuple((int(self._rows[n]), float(multipliers[n])) for n in shown),
        )


def _of_one(each: Constraint) -> tuple[Fraction | None, Fraction | None]:
    """The ends of the one cell that *each* speaks of."""
    factor = each.terms[0].factor
    low = None if each.low is None else each.low / factor
    high = None if each.high is None else each.high / factor
    return (low, high) if factor > 0 else (high, low)


def _ends(numbers: Iterable[Fraction | None], open_: float) -> Numbers:
    return np.array([open_ if n is None else float(n) for n in numbers], dtype=np.float64)


def _stacked(upper: Sparse, lower: Sparse) -> Sparse:
    """Rows of *upper*, then those of *lower* turned round."""
    return sparse(
        np.concatenate((upper.data, -lower.data)),
        np.concatenate((upper.indices, lower.indices)),
        np.concatenate((upper.indptr, lower.indptr[1:] + upper.indptr[-1])),
        (upper.shape[0] + lower.shape[0], upper.shape[1]),
    )


def cells_of(linear: Linear) -> tuple[Cell, ...]:
    """The unknowns in the order of the columns."""
    return linear.system.cells
