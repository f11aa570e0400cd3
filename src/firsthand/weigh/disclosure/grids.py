"""Read a table of counts of people, and know which of its cells are sums of which.

In: CSV text: names of rows in the first column, a column for each group.  Out: a `Grid`, or what is
wrong with the text. A row named "North / Ash" belongs to the part "North", which gets a row of sums
of its own; every row and column is summed, and so is all of it.
"""

from __future__ import annotations

import csv
import io
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value

PARTS = " / "  # between a part and what lies in it
TOTAL = "total"
COUNT_DIGITS = 12  # more people than ever lived
CELLS_MAX = 20_000  # of a table that people read; more is a mistake or an attack

Cell = tuple[str, str]  # names of row and column; "total" for sums
Counts = NDArray[np.int64]


@value
class Grid:
    """A table of counts without its sums: `counts[row][column]` people."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if not self.rows or not self.columns:
            raise ValueError("a table has rows and columns")
        if len(set(self.rows)) < len(self.rows) or len(set(self.columns)) < len(self.columns):
            raise ValueError("no two rows or columns have one name")
        if [len(row) for row in self.counts] != [len(self.columns)] * len(self.rows):
            raise ValueError("each row has a count for each column")
        if min(min(row) for row in self.counts) < 0:
            raise ValueError("a count is not below 0")


class Sums:
    """All cells of a grid with its sums, numbered, and the equations that hold between them."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        parts = sorted({part for row in grid.rows for part in _above(row)})
        self.row_names = (*grid.rows, *parts, TOTAL)
        self.column_names = (*grid.columns, TOTAL)
        self._place = {name: n for n, name in enumerate(self.row_names)}
        self._below = _children(grid.rows, tuple(parts))

    @property
    def size(self) -> int:
        """How many cells."""
        return len(self.row_names) * len(self.column_names)

    def number(self, row: int, column: int) -> int:
        """The number of a cell."""
        return row * len(self.column_names) + column

    def cell(self, number: int) -> Cell:
        """The names of a cell."""
        row, column = divmod(number, len(self.column_names))
        return self.row_names[row], self.column_names[column]

    @cached_property
    def values(self) -> Counts:
        """The true count of every cell."""
        full = np.zeros((len(self.row_names), len(self.column_names)), dtype=np.int64)
        inner = np.array(self.grid.counts, dtype=np.int64)
        full[: inner.shape[0], : inner.shape[1]] = inner
        full[:, -1] = full.sum(axis=1)
        for name in sorted(self._below, key=lambda part: (part == TOTAL, -part.count(PARTS))):
            rows = [self._place[below] for below in self._below[name]]
            full[self._place[name]] = full[rows].sum(axis=0)
        return full.ravel()

    @cached_property
    def equations(self) -> csr_array:
        """One row for each sum: its parts less itself are 0."""
        rows: list[tuple[int, int, int]] = []
        count = 0
        for row in range(len(self.row_names)):
            inner = range(len(self.column_names) - 1)
            rows += [(count, self.number(row, column), 1) for column in inner]
            rows.append((count, self.number(row, len(self.column_names) - 1), -1))
            count += 1
        for name, below in self._below.items():
            for column in range(len(self.column_names)):
                rows += [(count, self.number(self._place[b], column), 1) for b in below]
                rows.append((count, self.number(self._place[name], column), -1))
                count += 1
        at, cells, signs = np.array(rows).T
        return csr_array((signs.astype(np.float64), (at, cells)), shape=(count, self.size))


def _above(row: str) -> list[str]:
    """The parts that a row lies in: "A" and "A / B" for "A / B / C"."""
    steps = row.split(PARTS)
    return [PARTS.join(steps[: n + 1]) for n in range(len(steps) - 1)]


def _children(rows: tuple[str, ...], parts: tuple[str, ...]) -> dict[str, list[str]]:
    """What each part, and all of it, is the sum of."""
    below: dict[str, list[str]] = {name: [] for name in (*parts, TOTAL)}
    for name in (*rows, *parts):
        above = _above(name)
        below[above[-1] if above else TOTAL].append(name)
    return below


def parse_grid(text: str) -> Outcome[Grid]:
    r"""The table in *text*; where a row is none there are problems and no table: its sums would be others.

    A row or column named "total" is left out, as sums are made here.

    >>> parse_grid("place,girls,boys\nAsh,3,40\nElm,12,9\n").values[0].counts
    ((3, 40), (12, 9))
    """
    try:
        found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        return _no_table(str(error))
    lines = [(n, [cell.strip() for cell in row]) for n, row in enumerate(found, start=1)]
    header = lines[0][1] if lines else []
    columns = tuple(header[1:])
    if not columns or not all(columns) or len(set(columns)) < len(columns):
        return _no_table(f"expected names of rows and a column for each group, found {header[:12]}")
    kept = [n for n, name in enumerate(columns) if name.lower() != TOTAL]
    rows: dict[str, tuple[int, ...]] = {}
    problems: list[Problem] = []
    for line, row in lines[1:]:
        if not any(row) or row[0].lower() == TOTAL:
            continue
        read = _row(row, len(header), rows)
        if isinstance(read, str):
            problems.append(_problem("not-a-row-of-counts", read, line))
        else:
            rows[row[0]] = tuple(read[n] for n in kept)
    if problems:
        return Outcome(values=(), problems=tuple(problems))
    problems += _parts_that_are_rows(rows)
    if not rows or not kept or len(rows) * len(kept) > CELLS_MAX:
        why = f"expected 1 to {CELLS_MAX} counts, found {len(rows) * len(kept)}"
        return Outcome(values=(), problems=(*problems, _problem("not-a-table", why, 1)))
    made = Grid(
        rows=tuple(rows),
        columns=tuple(columns[n] for n in kept),
        counts=tuple(rows.values()),
    )
    return Outcome(values=(made,), problems=tuple(problems))


def _row(row: list[str], width: int, known: dict[str, tuple[int, ...]]) -> list[int] | str:
    """The counts of a row, or what is wrong with it."""
    if len(row) != width:
        return f"expected {width} columns, found {len(row)}"
    if not row[0] or row[0] in known:
        return f"expected a name that no other row has, found {row[0][:40]!r}"
    for cell in row[1:]:
        if not (cell.isascii() and cell.isdigit()) or len(cell) > COUNT_DIGITS:
            return f"expected a whole number of people, found {cell[:40]!r}"
    return [int(cell) for cell in row[1:]]


def _parts_that_are_rows(rows: dict[str, tuple[int, ...]]) -> list[Problem]:
    """Rows that are sums of other rows by their names: they are made here, so they are left out."""
    parts = {part for row in rows for part in _above(row)}
    found = []
    for name in sorted(parts & rows.keys()):
        del rows[name]
        message = f"expected rows that are no sums, found {name[:40]!r}, which has rows of its own"
        found.append(
            Problem(
                severity=Severity.WARNING, code="row-is-a-sum", message=message, where=name[:40]
            )
        )
    return found


def _no_table(why: str) -> Outcome[Grid]:
    return Outcome(values=(), problems=(_problem("not-a-table", why, 1),))


def _problem(code: str, message: str, line: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"line {line}")
