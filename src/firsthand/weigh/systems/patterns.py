"""Read a table of capture patterns: how many people are on exactly these lists.

In: CSV text with one column of 0 and 1 for each list, and a column of counts.  Out: `Patterns`, or
a problem for each row that is none. Names of people never come in; linking records of one person
across lists has been done before.
"""

from __future__ import annotations

import csv
import io

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value

COUNT_COLUMNS = ("count", "freq")
_MARKS = {"0": 0, "1": 1}

Pattern = tuple[int, ...]


@value
class Patterns:
    """The lists, and how many people have each pattern; patterns that nobody has may be left out."""

    lists: tuple[str, ...]
    counts: tuple[tuple[Pattern, int], ...]

    def __post_init__(self) -> None:
        for pattern, count in self.counts:
            if len(pattern) != len(self.lists) or not any(pattern) or set(pattern) - {0, 1}:
                raise ValueError(f"a pattern says of each list 0 or 1, and of one 1: {pattern}")
            if count < 0:
                raise ValueError(f"a count is not below 0: {count}")

    @property
    def documented(self) -> int:
        """How many people are on any list."""
        return sum(count for _, count in self.counts)

    @property
    def table(self) -> dict[Pattern, int]:
        """The counts by pattern."""
        return {pattern: count for pattern, count in self.counts if count}

    def on_all(self, lists: tuple[int, ...]) -> int:
        """How many people are on every one of *lists*, whatever else they are on."""
        return sum(n for pattern, n in self.counts if all(pattern[each] for each in lists))


def parse_patterns(text: str) -> Outcome[Patterns]:
    r"""The table in *text*; rows that are none become problems, and the table is made of the rest.

    >>> parse_patterns("a,b,count\\n1,0,5\\n1,1,2\\n").values[0].documented
    7
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        return Outcome(values=(), problems=(_problem("not-a-table", str(error), 1),))
    rows = [[cell.strip() for cell in row] for row in rows]
    header = rows[0] if rows else []
    at = next((n for n, name in enumerate(header) if name.lower() in COUNT_COLUMNS), None)
    lists = tuple(name for n, name in enumerate(header) if n != at)
    if at is None or not lists or len(set(lists)) != len(lists) or not all(lists):
        message = f"expected a column for each list and a column count, found {header[:12]}"
        return Outcome(values=(), problems=(_problem("not-a-table", message, 1),))
    counts: dict[Pattern, int] = {}
    problems = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        read = _row(row, at, len(header))
        if isinstance(read, str):
            problems.append(_problem("not-a-pattern", read, line))
        else:
            counts[read[0]] = counts.get(read[0], 0) + read[1]
    made = Patterns(lists=lists, counts=tuple(sorted(counts.items())))
    return Outcome(values=(made,), problems=tuple(problems))


def _row(row: list[str], at: int, columns: int) -> tuple[Pattern, int] | str:
    """The pattern and count of a row, or what is wrong with it."""
    if len(row) != columns:
        return f"expected {columns} columns, found {len(row)}"
    marks = [cell for n, cell in enumerate(row) if n != at]
    if set(marks) - set(_MARKS):
        return f"expected 0 or 1 for each list, found {','.join(marks)[:60]}"
    if not (row[at].isascii() and row[at].isdigit()) or len(row[at]) > 15:
        return f"expected a whole number of people, found {row[at][:40]!r}"
    pattern = tuple(_MARKS[mark] for mark in marks)
    if not any(pattern):
        return "expected people on some list, found the pattern of those on none"
    return pattern, int(row[at])


def _problem(code: str, message: str, line: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"line {line}")
