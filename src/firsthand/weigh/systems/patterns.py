"""Read a table of capture patterns: how many people are on exactly these lists.

In: CSV text with one column of 0 and 1 for each list, and a column of counts.  Out: `Patterns`, or
a problem for each row that is none: a table of which a row is missing is another table, so that
then there is none. Names of people never come in; linking records of one person across lists has
been done before (`weigh.linking`); should a table of names come in by mistake, no message repeats it.
"""

from __future__ import annotations

import csv
import io

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value

COUNT_COLUMNS = ("count", "freq")
STRATUM_COLUMN = "stratum"
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
        counts: dict[Pattern, int] = {}
        for pattern, count in self.counts:
            if count:
                counts[pattern] = counts.get(pattern, 0) + count
        return counts

    def ordered(self) -> Patterns:
        """The same table with its lists in the order of their names: equal tables, equal answers."""
        order = sorted(range(len(self.lists)), key=lambda n: self.lists[n])
        counts = {tuple(p[n] for n in order): count for p, count in self.table.items()}
        return Patterns(
            lists=tuple(self.lists[n] for n in order), counts=tuple(sorted(counts.items()))
        )

    def on_all(self, lists: tuple[int, ...]) -> int:
        """How many people are on every one of *lists*, whatever else they are on."""
        return sum(n for pattern, n in self.counts if all(pattern[each] for each in lists))


@value
class Stratum:
    """The table of a part of the people: a place, a month, an age. All of them have one without name."""

    name: str
    patterns: Patterns


def parse_patterns(text: str) -> Outcome[Patterns]:
    r"""The table in *text*, or a problem for each row that is none: then there is no table.

    >>> parse_patterns("a,b,count\\n1,0,5\\n1,1,2\\n").values[0].documented
    7
    """
    found = parse_strata(text)
    if [each.name for each in found.values] not in ([], [""]):
        message = f"expected no column {STRATUM_COLUMN}, found one"
        return Outcome(values=(), problems=(_problem("not-a-table", message, 1),))
    return Outcome(values=tuple(each.patterns for each in found.values), problems=found.problems)


def parse_strata(text: str) -> Outcome[Stratum]:
    """The tables in *text*, one for each name in the column `stratum` if there is one."""
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        return Outcome(values=(), problems=(_problem("not-a-table", str(error), 1),))
    rows = [[cell.strip() for cell in row] for row in rows]
    header = rows[0] if rows else []
    at = next((n for n, name in enumerate(header) if name.lower() in COUNT_COLUMNS), None)
    part = next((n for n, name in enumerate(header) if name.lower() == STRATUM_COLUMN), None)
    lists = tuple(name for n, name in enumerate(header) if n not in (at, part))
    if at is None or not lists or len(set(lists)) != len(lists) or not all(lists):
        message = f"expected a column for each list, named differently, and a column count, found {len(header)} columns"
        return Outcome(values=(), problems=(_problem("not-a-table", message, 1),))
    counts: dict[str, dict[Pattern, int]] = {} if part is not None else {"": {}}
    problems = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        stratum = row[part] if part is not None and part < len(row) else ""
        cells = [cell for n, cell in enumerate(row) if n != part]
        count_at = at - (part is not None and part < at)
        read: tuple[Pattern, int] | str = f"expected {len(header)} columns, found {len(row)}"
        if len(row) == len(header):
            read = _row(cells, count_at)
        if isinstance(read, str):
            problems.append(_problem("not-a-pattern", read, line))
        elif read[0] in counts.setdefault(stratum, {}):
            message = f"the pattern {','.join(map(str, read[0]))} stands twice"
            problems.append(_problem("pattern-twice", message, line))
        else:
            counts[stratum][read[0]] = read[1]
    if problems:
        return Outcome(values=(), problems=tuple(problems))
    made = [
        Stratum(name=name, patterns=Patterns(lists=lists, counts=tuple(sorted(some.items()))))
        for name, some in sorted(counts.items())
    ]
    return Outcome(values=tuple(made))


def _row(row: list[str], at: int) -> tuple[Pattern, int] | str:
    """The pattern and count of a row, or what is wrong with it."""
    marks = [cell for n, cell in enumerate(row) if n != at]
    if set(marks) - set(_MARKS):
        first = next(n for n, mark in enumerate(marks, start=1) if mark not in _MARKS)
        return f"expected 0 or 1 for each list, found something else for list {first}"
    if not (row[at].isascii() and row[at].isdigit()) or len(row[at]) > 15:
        return "expected a whole number of people, found something else"
    pattern = tuple(_MARKS[mark] for mark in marks)
    if not any(pattern):
        return "expected people on some list, found the pattern of those on none"
    return pattern, int(row[at])


def _problem(code: str, message: str, line: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"line {line}")
