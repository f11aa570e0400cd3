"""Find what an attacker can still learn of each cell that is hidden or blurred.

In: the sums of a table and between which bounds its readers know each cell.  Out: for each cell the
least and the most it can be, seeing all sums at once, by linear programming (SciPy's HiGHS).
Such a table is a network of flows, rows to columns with one side in parts of parts, so each bound
is a whole number that some table attains (Ahuja, Magnanti, Orlin 1993, theorem 9.10): nothing is
lost by leaving out that people are whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from firsthand.errors import FaultError
from firsthand.weigh.disclosure.grids import Sums

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most a cell can be for whoever sees the published table; None: no limit."""

    low: int
    high: int | None

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return float("inf") if self.high is None else self.high - self.low


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """The cells that readers do not know, and the equations between them."""

    cells: NDArray[np.int64]
    matrix: Numbers
    right: Numbers
    bounds: Numbers


def audit(sums: Sums, *, low: Numbers, high: Numbers, cells: Iterable[int]) -> dict[int, Interval]:
    """What can be learned of *cells*, where readers know each cell to lie in *low* to *high*."""
    known = low == high
    unknown = np.flatnonzero(~known)
    matrix = sums.equations[:, unknown].toarray()
    right = -(sums.equations @ np.where(known, low, 0.0))
    useful = np.abs(matrix).sum(axis=1) > 0
    open_ = _Open(
        cells=unknown,
        matrix=matrix[useful],
        right=right[useful],
        bounds=np.column_stack((low, high))[unknown],
    )
    return {cell: _interval(open_, cell, known=low, fixed=known) for cell in cells}


def _interval(open_: _Open, cell: int, *, known: Numbers, fixed: NDArray[np.bool_]) -> Interval:
    if fixed[cell]:
        return Interval(low=int(known[cell]), high=int(known[cell]))
    aim = (open_.cells == cell).astype(np.float64)
    low, high = _extreme(open_, aim), _extreme(open_, -aim)
    if low is None:
        raise FaultError("a hidden cell has no least value: counts are not below 0")
    return Interval(low=low, high=None if high is None else -high)


def _extreme(open_: _Open, aim: Numbers) -> int | None:
    """The least of *aim*; None if there is no limit."""
    found = linprog(
        aim, A_eq=open_.matrix, b_eq=open_.right, bounds=open_.bounds, method="highs-ds"
    )
    if found.status == 3:
        return None
    if found.status != 0:
        raise FaultError(f"the published table contradicts itself: {found.message}")
    return round(float(found.fun))
