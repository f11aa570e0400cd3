"""Tables of counts for tests, small and as large as people read them."""

from __future__ import annotations

import itertools
import random

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from firsthand.weigh.disclosure.grids import Grid, Sums

BOX = 5  # counts that brute force tries for each cell: 0 to 5


def table(*rows: tuple[int, ...], parts: bool = False) -> Grid:
    """Rows r0, r1, ..., by twos in parts if asked; columns c0, c1, ..."""
    names = (f"p{n // 2} / r{n}" if parts else f"r{n}" for n in range(len(rows)))
    return Grid(rows=tuple(names), columns=tuple(f"c{n}" for n in range(len(rows[0]))), counts=rows)


def large(seed: int, rows: int = 40, columns: int = 10) -> Grid:
    """A table in four parts, a quarter of its counts small."""
    dice = random.Random(seed)  # noqa: S311 - counts, no secrets
    return Grid(
        rows=tuple(f"part {n % 4} / row {n}" for n in range(rows)),
        columns=tuple(f"group {n}" for n in range(columns)),
        counts=tuple(
            tuple(
                0 if dice.random() < 0.1 else min(int(dice.expovariate(1 / 12)), 400)
                for _ in range(columns)
            )
            for _ in range(rows)
        ),
    )


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Two or three rows, two columns, small counts."""
    rows = draw(st.integers(2, 3))
    counts = [tuple(draw(st.integers(0, 3)) for _ in range(2)) for _ in range(rows)]
    return table(*counts, parts=draw(st.booleans()))


def every_table(grid: Grid) -> NDArray[np.int64]:
    """Every table of this shape with counts from 0 to BOX, with its sums, one in each row."""
    places = len(grid.rows) * len(grid.columns)
    inner = np.array(list(itertools.product(range(BOX + 1), repeat=places)), dtype=np.int64)
    sums = Sums(grid)
    parts = sums.row_names[len(grid.rows) :]
    full = np.zeros((len(inner), len(sums.row_names), len(sums.column_names)), dtype=np.int64)
    full[:, : len(grid.rows), :-1] = inner.reshape(-1, len(grid.rows), len(grid.columns))
    for place, part in enumerate(parts, start=len(grid.rows)):
        below = [n for n, row in enumerate(grid.rows) if part == "total" or row.startswith(part)]
        full[:, place] = full[:, below].sum(axis=1)
    full[:, :, -1] = full[:, :, :-1].sum(axis=2)
    return full.reshape(len(inner), -1)
