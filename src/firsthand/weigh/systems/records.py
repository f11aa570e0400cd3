"""Count who is on which lists, from records of people that were linked before.

In: CSV text with the columns `person` (a key that stands for one person on every list), `list`, and
if wanted `stratum`.  Out: a table of patterns for each stratum. Keys are forgotten: only counts come
out. Names never come in; keys are made by whoever linked the records.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.weigh.systems.patterns import Pattern, Patterns, Stratum

COLUMNS = ("person", "list", "stratum")


def parse_records(text: str) -> Outcome[Stratum]:
    r"""The tables of *text*, a stratum each; no table where a row is wrong.

    >>> parse_records("person,list\\n1,a\\n1,b\\n2,a\\n").values[0].patterns.documented
    2
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        return _refused("not-a-table", str(error), 1)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if not {"person", "list"} <= set(header) <= set(COLUMNS) or len(set(header)) != len(header):
        return _refused("not-a-table", f"expected the columns person and list, and stratum if wanted, found {len(header)} columns", 1)  # fmt: skip
    problems: list[Problem] = []
    places: dict[str, set[str]] = {}
    strata: dict[str, str] = {}
    for line, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        said = dict(zip(header, cells, strict=False))
        wrong = _wrong(said, len(cells), len(header))
        if wrong:
            problems.append(_problem(*wrong, line))
            continue
        person, list_name, stratum = said["person"], said["list"], said.get("stratum", "")
        if list_name in places.get(person, set()):
            problems.append(_problem("record-twice", f"a person is on the list {list_name} twice: one record a person and list is expected", line))  # fmt: skip
        elif strata.setdefault(person, stratum) != stratum:
            problems.append(_problem("person-in-two-strata", f"a person is in {strata[person]!r} and in {stratum!r}", line))  # fmt: skip
        else:
            places.setdefault(person, set()).add(list_name)
    if problems:
        return Outcome(values=(), problems=tuple(problems))
    return Outcome(values=_tables(places, strata))


def _tables(places: dict[str, set[str]], strata: dict[str, str]) -> tuple[Stratum, ...]:
    lists = tuple(sorted({name for some in places.values() for name in some}))
    counts: dict[str, Counter[Pattern]] = {}
    for person, some in places.items():
        pattern = tuple(int(name in some) for name in lists)
        counts.setdefault(strata[person], Counter())[pattern] += 1
    return tuple(
        Stratum(
            name=name,
            patterns=Patterns(lists=lists, counts=tuple(sorted(counts[name].items()))),
        )
        for name in sorted(counts)
    )


def _wrong(said: dict[str, str], found: int, expected: int) -> tuple[str, str] | None:
    if found != expected:
        return "not-a-record", f"expected {expected} columns, found {found}"
    if not said["person"] or not said["list"]:
        return "not-a-record", "expected a person and a list, found a blank"
    return None


def _refused(code: str, message: str, line: int) -> Outcome[Stratum]:
    return Outcome(values=(), problems=(_problem(code, message, line),))


def _problem(code: str, message: str, line: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"line {line}")
