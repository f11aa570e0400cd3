"""Write and read XLSX files: text cells only, in one sheet.

In: rows of text, or a stranger's file.  Out: a file's bytes, or rows of text. Reading is done in a child process
that has no network and little memory; no formula is written, and none is worked out.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from firsthand.errors import OperatorError
from firsthand.model.value import value
from firsthand.tools.sandbox import run

ROWS_MAX = 200_000  # a case with more claims is filled in in parts; a bomb has a million
COLUMNS_MAX = 200  # a person adds some of their own, no more
SECONDS_MAX = 120.0
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file says nothing of when; the record does
_WIDTHS = {"value": 40, "quote": 60, "reason": 40, "address": 30, "new_value": 30, "new_quote": 30}
_WIDTH = 14


@value
class Row:
    """One row as it was read: its number in the sheet, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


def write_xlsx(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, choices: Mapping[str, Sequence[str]]
) -> bytes:
    """A file of one sheet; a column in *choices* offers these words. The same rows are the same bytes."""
    stream = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with closing(Workbook(stream, settings)) as book:
        book.set_properties({"created": _MADE})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "num_format": "@"})
        sheet = book.add_worksheet("claims")
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.set_column(column, column, _WIDTHS.get(head, _WIDTH), text)
            sheet.write_string(0, column, head, bold)
            if head in choices and rows:
                asked = {"validate": "list", "source": list(choices[head])}
                sheet.data_validation(1, column, len(rows), column, asked)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, text)
    return stream.getvalue()


def read_xlsx(data: bytes, *, where: str) -> tuple[Row, ...]:
    """The rows of the first sheet of a file that is called *where*, those that are empty left out.

    Raises:
        OperatorError: it is no such file, or too large a one.
    """
    (done,) = run([data], work, workers=1, seconds=SECONDS_MAX)
    if done.ended:
        most = f"expected up to {ROWS_MAX} rows and no cell far from the others"
        raise OperatorError(f"{where} cannot be read: {most}; reading it ended with {done.ended}")
    return tuple(_row(frame, where) for frame in done.frames)


def _row(frame: bytes, where: str) -> Row:
    """A child's answer: the number of a row and its cells, or in their place why there are none."""
    number, cells = json.loads(frame)
    if not (isinstance(cells, list) and all(isinstance(cell, str) for cell in cells)):
        raise OperatorError(f"{where} cannot be read: {cells!s:.200}")
    return Row(number=int(number), cells=tuple(cells))


def work(job: bytes) -> Iterator[bytes]:
    """In the child: one file, a frame for each row, or one that says why not."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(job)) as book:
            sheet = book.get_sheet_by_index(0)
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                if number > ROWS_MAX:
                    yield json.dumps([0, f"expected up to {ROWS_MAX} rows, found more"]).encode()
                    return
                told = [_text(cell) for cell in cells[:COLUMNS_MAX]]
                if any(told):
                    yield json.dumps([number, told]).encode()
    except (CalamineError, IndexError) as problem:
        yield json.dumps([0, str(problem)[:200] or type(problem).__name__]).encode()


def _text(cell: object) -> str:
    """A cell as text; a whole number that the spreadsheet made a fraction is whole again."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
