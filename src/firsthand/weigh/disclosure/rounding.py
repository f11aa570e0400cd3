"""Round every count and every sum to a multiple, and see what can still be learned.

In: a table and a base.  Out: rounded cells (sums are rounded for themselves, so that they are near the
truth and need not add up) and, of each count below the base, where a reader who adds up can place it.
"""

from __future__ import annotations

import numpy as np

from firsthand.model.value import value
from firsthand.weigh.disclosure.audit import Interval, audit
from firsthand.weigh.disclosure.grids import Cell, Grid, Sums


@value
class Rounded:
    """What is printed for each cell, what can be learned of small ones, and those given away."""

    base: int
    printed: tuple[tuple[Cell, int], ...]
    learned: tuple[tuple[Cell, Interval], ...]
    given_away: tuple[Cell, ...]  # small counts that adding up reveals exactly


def round_grid(grid: Grid, *, base: int = 5) -> Rounded:
    """Every cell to the nearest multiple of *base*, a half upwards.

    Raises:
        ValueError: *base* is below 2.
    """
    if base < 2:
        raise ValueError(f"counts are rounded to multiples of 2 or more, found {base}")
    sums = Sums(grid)
    true = sums.values
    printed = (true + base // 2) // base * base
    low = np.maximum(printed - base // 2, 0).astype(np.float64)
    high = (printed - base // 2 + base - 1).astype(np.float64)
    small = np.flatnonzero((true > 0) & (true < base)).tolist()
    learned = audit(sums, low=low, high=high, cells=small)
    return Rounded(
        base=base,
        printed=tuple((sums.cell(n), int(printed[n])) for n in range(sums.size)),
        learned=tuple((sums.cell(n), learned[n]) for n in small),
        given_away=tuple(sums.cell(n) for n in small if learned[n].width == 0),
    )
