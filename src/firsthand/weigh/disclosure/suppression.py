"""Hide small counts, and with them as few others as protect them.

In: a table of counts and the least count that may be printed.  Out: which cells stay hidden, and
what a reader can still learn of each. A hidden small count is safe when the sums leave it anywhere
in a stretch of at least `least` whole numbers, from 0 on: so nobody can tell whether it is 1 or more.

The further cells are found one hidden count at a time by linear programming: of all ways to move
the count down to 0, and up to `least`, with all sums kept, the one that moves the fewest and smallest
other cells (Fischetti and Salazar-González 2000, the heuristic of their section 4; Castro 2012).
The least set is not promised (finding it is NP-hard, Kelly, Golden, Assad 1992); that it protects
is, by an audit at the end (`weigh.disclosure.audit`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from firsthand.errors import FaultError
from firsthand.model.value import value
from firsthand.weigh.disclosure.audit import Interval, audit
from firsthand.weigh.disclosure.grids import Cell, Grid, Sums

LEAST = 5  # the usual threshold of statistics offices for counts of people
TOTAL_COST = 3.0  # a sum is worth more to its readers than one of its parts
ZERO_COST = 4.0  # that there is nobody is often known anyway: a poor cell to hide behind

Numbers = NDArray[np.float64]


@value
class Suppressed:
    """The cells that stay hidden: those that are small, those that protect them, what can be learned."""

    grid: Grid
    least: int
    small: tuple[Cell, ...]
    protecting: tuple[Cell, ...]
    learned: tuple[tuple[Cell, Interval], ...]


def suppress(grid: Grid, *, least: int = LEAST) -> Suppressed:
    """Hide every count from 1 to *least* - 1, and what would give one away.

    Raises:
        ValueError: *least* is below 2, so that nothing would be hidden.
    """
    if least < 2:
        raise ValueError(f"the least count that is printed is 2 or more, found {least}")
    sums = Sums(grid)
    true = sums.values
    small = (true > 0) & (true < least)
    hidden = small.copy()
    costs = _costs(sums)
    for cell in sorted(np.flatnonzero(small).tolist(), key=lambda n: (-int(true[n]), n)):
        for move in (least - int(true[cell]), -int(true[cell])):
            hidden |= _moved(sums, cell, move, np.where(hidden, 0.0, costs))
    learned = _learn(sums, hidden)
    useless = [n for n, interval in learned.items() if interval.width == 0]
    for cell in useless:  # it can be worked out, so that hiding it hides nothing
        hidden[cell] = False
    exposed = [n for n in np.flatnonzero(small).tolist() if not _is_safe(learned[n], least)]
    if exposed:
        raise FaultError(f"{len(exposed)} small counts can still be worked out")
    kept = sorted(np.flatnonzero(hidden).tolist())
    return Suppressed(
        grid=grid,
        least=least,
        small=tuple(sums.cell(n) for n in kept if small[n]),
        protecting=tuple(sums.cell(n) for n in kept if not small[n]),
        learned=tuple((sums.cell(n), learned[n]) for n in kept),
    )


def _is_safe(interval: Interval, least: int) -> bool:
    return interval.low == 0 and (interval.high is None or interval.high >= least)


def _learn(sums: Sums, hidden: NDArray[np.bool_]) -> dict[int, Interval]:
    true = sums.values.astype(np.float64)
    return audit(
        sums,
        low=np.where(hidden, 0.0, true),
        high=np.where(hidden, np.inf, true),
        cells=np.flatnonzero(hidden).tolist(),
    )


def _costs(sums: Sums) -> Numbers:
    """What hiding each cell takes from the readers; large counts more than small ones."""
    costs = 1.0 + np.log1p(sums.values.astype(np.float64))
    costs[sums.values == 0] *= ZERO_COST
    rows, columns = len(sums.row_names), len(sums.column_names)
    row, column = np.divmod(np.arange(sums.size), columns)
    is_sum = (row >= len(sums.grid.rows)) | (column == columns - 1)
    costs[is_sum] *= TOTAL_COST
    costs[(row == rows - 1) & (column == columns - 1)] *= TOTAL_COST
    return costs


def _moved(sums: Sums, cell: int, move: int, costs: Numbers) -> NDArray[np.bool_]:
    """The cells that have to move for *cell* to move by *move* while every sum stays a sum."""
    true = sums.values.astype(np.float64)
    both: csr_array = hstack((sums.equations, -sums.equations), format="csr")
    high = np.concatenate((np.full(sums.size, np.inf), true))
    low = np.zeros(2 * sums.size)
    up, down = cell, cell + sums.size
    low[up], high[up] = (move, move) if move > 0 else (0, 0)
    low[down], high[down] = (-move, -move) if move < 0 else (0, 0)
    found = linprog(
        np.concatenate((costs, costs)),
        A_eq=both,
        b_eq=np.zeros(both.shape[0]),
        bounds=np.column_stack((low, high)),
        method="highs-ds",
    )
    if found.status != 0:
        raise FaultError(f"no way was found to protect a cell: {found.message}")
    moved: NDArray[np.bool_] = (found.x[: sums.size] + found.x[sums.size :]) > 0.5
    return moved
