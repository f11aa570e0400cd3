"""Read lists of victims, row by row, as they are compared.

In: the bytes of CSV files, each with a row of column names (`fields.COLUMNS`).  Out: records in an order that does not
depend on that of files or rows, or what is wrong with them, by file, line and column: **no message repeats a value, nor a
column's name unless it is one of ours**, since a file without a row of names begins with somebody's.
A row that is wrong is a problem, and then there are no records: lists of which a row is missing are other lists.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.weigh.linking.fields import COLUMNS, Kind, biometric_word, compared

ROWS_MAX = 300_000  # of all lists: more than any list of victims known to us


@value
class Record:
    """A row of a list: where it stands, and what it says as it is compared, in the order of `fields.COLUMNS`."""

    list_name: str
    line: int
    said: tuple[str | None, ...]

    def value_of(self, column: str) -> str | None:
        """What it says in that column."""
        return self.said[_PLACES[column]]


_PLACES = {column: n for n, column in enumerate(COLUMNS)}


def parse_lists(files: Mapping[str, bytes]) -> Outcome[Record]:
    r"""The records of all *files*, by the names of the lists; none where a row is wrong.

    >>> parse_lists({"a": b"name,sex\nJan Novak,m\n"}).values[0].line
    2
    """
    problems: list[Problem] = []
    records: list[Record] = []
    for name in sorted(files):
        found = _parse(name, files[name], ROWS_MAX - len(records))
        problems += found.problems
        records += found.values
    if problems:
        return Outcome(values=(), problems=tuple(problems))
    return Outcome(values=tuple(sorted(records, key=_order)))


def columns_of(records: tuple[Record, ...]) -> tuple[str, ...]:
    """The columns in which any of them says something."""
    return tuple(
        column for n, column in enumerate(COLUMNS) if any(r.said[n] is not None for r in records)
    )


def _order(record: Record) -> tuple[str, tuple[str, ...], int]:
    return record.list_name, tuple(text or "" for text in record.said), record.line


def _parse(name: str, data: bytes, rows_left: int) -> Outcome[Record]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(name, 0, "not-a-table", f"expected UTF-8, found other bytes at {error.start}")  # fmt: skip
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    records: list[Record] = []
    try:
        header = [cell.strip().casefold() for cell in next(rows, [])]
        wrong = list(_wrong_columns(header))
        if wrong:
            return Outcome(values=(), problems=tuple(_problem(name, 1, *each) for each in wrong))
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if len(records) >= rows_left:
                return _refused(name, rows.line_num, "too-many-rows", f"expected at most {ROWS_MAX:,} rows in all lists")  # fmt: skip
            record = _record(name, rows.line_num, header, row, problems)
            if record is not None:
                records.append(record)
    except csv.Error:  # its words may hold a part of the row
        return _refused(name, rows.line_num, "not-a-table", "expected rows of CSV, found a broken quotation")  # fmt: skip
    if not records and not problems:
        return _refused(name, 1, "empty-list", "expected records, found none")
    return Outcome(values=tuple(records), problems=tuple(problems))


def _wrong_columns(header: list[str]) -> list[tuple[str, str]]:
    """What is wrong with the row of column names, in our own words only."""
    found = []
    for n, column in enumerate(header, start=1):
        word = None if column in COLUMNS else biometric_word(column)
        if word is not None:
            found.append(("biometric-column", f"column {n} is named for biometrics ({word}): those are not compared here, nor is anything on such a list"))  # fmt: skip
        elif column not in COLUMNS:
            found.append(("unknown-column", f"column {n} is none of {', '.join(COLUMNS)}"))
    found += [("column-twice", f"the column {c} stands twice") for c, n in sorted(Counter(header).items()) if n > 1 and c in COLUMNS]  # fmt: skip
    if not any(COLUMNS.get(column) is Kind.NAME for column in header):
        found.append(("no-name", "expected a column of names"))
    return found


def _record(name: str, line: int, header: list[str], row: list[str], problems: list[Problem]) -> Record | None:  # fmt: skip
    if len(row) != len(header):
        problems.append(_problem(name, line, "not-a-record", f"expected {len(header)} columns, found {len(row)}"))  # fmt: skip
        return None
    said: dict[str, str | None] = {}
    known = len(problems)
    for column, cell in zip(header, row, strict=True):
        try:
            said[column] = compared(column, cell)
        except ValueError as error:
            problems.append(_problem(name, line, "not-a-value", f"{column}: {error}"))
    if len(problems) == known and not any(
        said.get(c) for c, kind in COLUMNS.items() if kind is not Kind.STRATUM
    ):
        problems.append(_problem(name, line, "not-a-record", "expected a name, a date or a place, found nothing"))  # fmt: skip
    return Record(list_name=name, line=line, said=tuple(said.get(column) for column in COLUMNS))


def _refused(name: str, line: int, code: str, message: str) -> Outcome[Record]:
    return Outcome(values=(), problems=(_problem(name, line, code, message),))


def _problem(name: str, line: int, code: str, message: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"{name}, line {line}")  # fmt: skip
