"""Put neighbouring rows together until no count is small.

In: a table whose rows have an order (ages, months).  Out: a table with fewer rows. Rows of different
parts are never put together; what cannot be helped so stays small, for `suppression`.
"""

from __future__ import annotations

from firsthand.weigh.disclosure.grids import PARTS, Grid

JOIN = " + "

Row = tuple[str, tuple[int, ...]]


def recode(grid: Grid, *, least: int) -> Grid:
    """The rows put together, each with the neighbour that has fewer people, while any count is small."""
    rows = list(zip(grid.rows, grid.counts, strict=True))
    while True:
        joined = next(filter(None, (_joined(rows, n, least) for n in range(len(rows)))), None)
        if joined is None:
            break
        rows = joined
    return Grid(
        rows=tuple(name for name, _ in rows),
        columns=grid.columns,
        counts=tuple(counts for _, counts in rows),
    )


def _joined(rows: list[Row], at: int, least: int) -> list[Row] | None:
    """The rows with the one at *at* put together with a neighbour; None if it need or can not be."""
    near = [
        n
        for n in (at - 1, at + 1)
        if 0 <= n < len(rows) and _part(rows[n][0]) == _part(rows[at][0])
    ]
    if not near or not _is_small(rows[at][1], least):
        return None
    first, second = sorted((at, min(near, key=lambda n: (sum(rows[n][1]), n))))
    return [*rows[:first], _together(rows[first], rows[second]), *rows[second + 1 :]]


def _is_small(counts: tuple[int, ...], least: int) -> bool:
    return any(0 < count < least for count in counts)


def _part(name: str) -> str:
    return name.rpartition(PARTS)[0]


def _together(one: Row, other: Row) -> Row:
    """Two rows as one; the part is named once."""
    name = one[0] + JOIN + other[0].rpartition(PARTS)[2]
    return name, tuple(a + b for a, b in zip(one[1], other[1], strict=True))
