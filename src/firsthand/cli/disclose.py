"""The verb `disclose`: make a table of counts of people fit to be published.

In: a CSV.  Out: the table with its sums, small counts hidden, rounded or put together.
"""

from __future__ import annotations

import csv
import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.screen import Json, complain, end, print_json
from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.weigh.disclosure import Cell, Grid
    from firsthand.weigh.disclosure.grids import Sums

HIDDEN = "x"  # one sign for all: whoever sees which counts are small knows more


class Way(StrEnum):
    """How small counts are kept from their readers."""

    SUPPRESS = "suppress"
    ROUND = "round"
    RECODE = "recode"


def disclose(
    table: Annotated[Path, typer.Argument(metavar="TABLE.csv")],
    least: Annotated[int, typer.Option(help="the least count that may be printed")] = 5,
    way: Annotated[
        Way, typer.Option(help="hide counts, round them, or put rows together and hide the rest")
    ] = Way.SUPPRESS,
    json_: Json = False,
) -> None:
    """Make a table of counts of people fit to be published; nothing small can be worked out."""
    from firsthand.weigh.disclosure import parse_grid, recode
    from firsthand.weigh.disclosure.grids import Sums

    if least < 2:
        raise OperatorError(f"expected --least 2 or more, found {least}: nothing would be hidden")
    try:
        text = table.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError(f"{table} cannot be read as a table: {problem}") from problem
    outcome = parse_grid(text)
    if not outcome.values:
        if json_:
            print_json({"rows": [], "hidden": 0, "refused": [p.message for p in outcome.problems]})
        end(outcome.problems)
    grid = recode(outcome.values[0], least=least) if way is Way.RECODE else outcome.values[0]
    printed, refused = _rounded(grid, least) if way is Way.ROUND else (_suppressed(grid, least), "")
    sums = Sums(grid)
    rows = [
        {"row": row, **{column: printed[row, column] for column in sums.column_names}}
        for row in sums.row_names
    ]
    hidden = sum(cell is None for cell in printed.values())
    if refused:
        complain(f"refused: {refused}")
    if json_:
        print_json(
            {
                "way": way,
                "least": least,
                "rows": [] if refused else rows,
                "hidden": hidden,
                "refused": [refused] if refused else [],
            }
        )
    elif not refused:
        _print_table(sums, printed)
    if refused:
        raise typer.Exit(1)
    end(outcome.problems)


def _suppressed(grid: Grid, least: int) -> dict[Cell, int | None]:
    from firsthand.weigh.disclosure import suppress
    from firsthand.weigh.disclosure.grids import Sums

    found = suppress(grid, least=least)
    hidden = {cell for cell, _ in found.learned}
    sums = Sums(grid)
    cells = (sums.cell(n) for n in range(sums.size))
    return {
        cell: None if cell in hidden else int(count)
        for cell, count in zip(cells, sums.values.tolist(), strict=True)
    }


def _rounded(grid: Grid, base: int) -> tuple[dict[Cell, int | None], str]:
    """The rounded table, or why it may not be printed."""
    from firsthand.weigh.disclosure import round_grid

    found = round_grid(grid, base=base)
    given = ", ".join(f"{row} × {column}" for row, column in found.given_away[:6])
    why = f"adding up gives away {len(found.given_away)} small counts ({given}); hide them instead"
    return dict(found.printed), why if found.given_away else ""


def _print_table(sums: Sums, printed: dict[Cell, int | None]) -> None:
    """As CSV: whoever asked for it wants to print it elsewhere."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("", *sums.column_names))
    for row in sums.row_names:
        counts = (printed[row, column] for column in sums.column_names)
        writer.writerow((row, *(HIDDEN if count is None else count for count in counts)))
    sys.stdout.write(text.getvalue())
