"""Read what is said of the lists: of whom they are, and whether one was made from another.

In: CSV text with the columns `list`, and any of `unit`, `population`, `place`, `period` and
`derived_from`; a blank says nothing.  Out: a `Fact` for each list, or a problem for each row.
"""

from __future__ import annotations

import csv
import io

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value

COLUMNS = ("list", "unit", "population", "place", "period", "derived_from")


@value
class Fact:
    """What is said of one list; blank where nothing is."""

    list_name: str
    unit: str = ""
    population: str = ""
    place: str = ""
    period: str = ""
    derived_from: str = ""


def parse_facts(text: str, *, lists: tuple[str, ...]) -> Outcome[Fact]:
    r"""The facts about *lists* in *text*, in the order of the lists' names.

    >>> parse_facts("list,unit\\na,person\\n", lists=("a", "b")).values[0].unit
    'person'
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        return Outcome(values=(), problems=(_problem("not-a-table", str(error), 1),))
    header = [cell.strip() for cell in rows[0]] if rows else []
    if "list" not in header or set(header) - set(COLUMNS) or len(set(header)) != len(header):
        message = f"expected columns of {', '.join(COLUMNS)}, found {header[:12]}"
        return Outcome(values=(), problems=(_problem("not-a-table", message, 1),))
    facts: dict[str, Fact] = {}
    problems = []
    for line, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        said = dict(zip(header, cells, strict=False))
        name = said.pop("list", "")
        if len(cells) != len(header):
            problems.append(_problem("not-a-fact", f"expected {len(header)} columns, found {len(cells)}", line))  # fmt: skip
        elif name not in lists:
            message = f"expected one of the lists {', '.join(lists)}, found {name[:60]!r}"
            problems.append(_problem("unknown-list", message, line))
        elif name in facts:
            problems.append(_problem("list-twice", f"the list {name} is described twice", line))
        else:
            facts[name] = Fact(list_name=name, **said)
    return Outcome(values=tuple(facts[name] for name in sorted(facts)), problems=tuple(problems))


def _problem(code: str, message: str, line: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"line {line}")
