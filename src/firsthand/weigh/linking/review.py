"""Measure how well records were linked, on records that a person looked up by hand.

In: records, scored pairs, people.  Out: a sheet of drawn records with those that may be of the same person, **by list and
line and without any name**; and from the sheet as it was filled in, recall and precision as ranges.

Pairs cannot be drawn: of all pairs hardly one in ten thousand is of one person. So records are drawn, and for each of them
somebody looks for the same person on all lists, also where nothing was proposed. With T_r the other records of the person of
record r as found by hand, L_r those that it was linked to:

    recall = sum |T_r and L_r| / sum |T_r|,    precision = sum |T_r and L_r| / sum |L_r|

The other records of one person are found or missed together, so records count and not pairs: with n records that have any, the
range is the middle 0.95 of Beta(1/2 + n s, 1/2 + n (1 - s)), s the share.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import numpy as np

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.weigh.linking.lists import Record
from firsthand.weigh.linking.people import Pair, Person
from firsthand.weigh.systems.linkage import Linkage, Range

COLUMNS = ("list", "line", "other_list", "other_line", "same")
YES, NO, SEARCHED = "yes", "no", "searched"
PROPOSED_MIN = 0.02  # a chance from which on a pair is proposed to whoever judges
PROPOSED_MAX = 20  # of one record
CELL_CHARACTERS_MAX = 10_000  # a longer cell is none of a sheet of ours
LINE_DIGITS_MAX = 9  # no list has as many lines
JUDGED_MIN = 30  # records with another one: of fewer no share can be told to within a tenth
LEVEL = 0.95
DRAWS = 200_000  # of the Beta: its ends are known to a thousandth
_DECIMALS = 4

Place = tuple[str, int]  # a list and a line of it


@value
class Measured:
    """Recall and precision as ranges; how many records were judged, and how many of them had others by hand or by link."""

    linkage: Linkage
    recall: float
    precision: float
    judged: int
    with_others: int
    with_links: int


def sheet_of(
    records: Sequence[Record],
    pairs: Sequence[Pair],
    people: Sequence[Person],
    *,
    size: int,
    seed: int,
) -> str:
    """The sheet for so many drawn records, as CSV."""
    near: dict[int, set[int]] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.chance, pair.one, pair.other)):
        if pair.chance >= PROPOSED_MIN:
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                some = near.setdefault(one, set())
                if len(some) < PROPOSED_MAX:
                    some.add(other)
    linked = {n: set(person.records) - {n} for person in people for n in person.records}
    drawn = np.random.default_rng(seed).permutation(len(records))[:size].tolist()
    stream = io.StringIO(newline="")
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    for n in sorted(drawn):
        others = near.get(n, set()) | linked[n]
        for other in sorted(others, key=lambda m: _place(records[m])):
            rows.writerow([*_place(records[n]), *_place(records[other]), ""])
        rows.writerow([*_place(records[n]), "", "", ""])
    return stream.getvalue()


def _place(record: Record) -> Place:
    return record.list_name, record.line


def measure(
    text: str, records: Sequence[Record], people: Sequence[Person], *, seed: int
) -> Outcome[Measured]:
    """Recall and precision from a sheet that was filled in; none where a row is wrong or too few were judged."""
    at = {_place(record): n for n, record in enumerate(records)}
    told, problems = _told(text, at)
    if problems:
        return Outcome(values=(), problems=tuple(problems))
    linked = {n: set(person.records) - {n} for person in people for n in person.records}
    for one, others in told.items():
        missing = len(linked[one] - set(others))
        if missing:
            message = f"{missing} records that it was linked to are not judged"
            problems.append(_problem("not-judged", message, *_place(records[one])))
    if problems:
        return Outcome(values=(), problems=tuple(problems))
    found = right = made = with_others = with_links = 0
    for one, others in told.items():
        true = {other for other, same in others.items() if same}
        found += len(true)
        made += len(linked[one])
        right += len(true & linked[one])
        with_others += bool(true)
        with_links += bool(linked[one])
    if min(with_others, with_links) < JUDGED_MIN:
        message = f"expected {JUDGED_MIN} or more searched records of people who have another and as many that were linked, found {with_others} and {with_links}"
        return Outcome(values=(), problems=(_problem("too-few-judged", message, "the sheet", 0),))
    dice = np.random.default_rng([seed, 1])
    recall, precision = right / found, right / made
    linkage = Linkage(
        recall=_range(recall, with_others, dice), precision=_range(precision, with_links, dice)
    )
    return Outcome(
        values=(
            Measured(
                linkage=linkage,
                recall=recall,
                precision=precision,
                judged=len(told),
                with_others=with_others,
                with_links=with_links,
            ),
        )
    )


def _range(share: float, count: int, dice: np.random.Generator) -> Range:
    """The middle 0.95 of what a share may be, outwards; never below a thousandth."""
    drawn = dice.beta(0.5 + count * share, 0.5 + count * (1 - share), size=DRAWS)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    scale = 10**_DECIMALS
    return Range(
        low=max(np.floor(low * scale), 1.0) / scale, high=min(np.ceil(high * scale), scale) / scale
    )


def _told(text: str, at: Mapping[Place, int]) -> tuple[dict[int, dict[int, bool]], list[Problem]]:
    """Of each record that was searched for, which others were judged, and what is wrong with the sheet."""
    said: dict[int, dict[int, bool]] = {}
    searched: set[int] = set()
    problems: list[Problem] = []
    csv.field_size_limit(CELL_CHARACTERS_MAX)  # one for all that read CSV here: each sets its own
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    while True:
        try:
            row = next(rows, None)
        except csv.Error:  # its words may hold a part of the row
            problems.append(_problem("not-a-sheet", "expected CSV", "the sheet", rows.line_num))
            return {}, problems
        if row is None:
            break
        cells = [cell.strip() for cell in row]
        if rows.line_num == 1:
            if tuple(cells) != COLUMNS:
                return {}, [_problem("not-a-sheet", f"expected the columns {', '.join(COLUMNS)}", "the sheet", 1)]  # fmt: skip
        elif any(cells):
            wrong = _row(cells, at, said, searched)
            if wrong:
                problems.append(_problem("not-judged", wrong, "the sheet", rows.line_num))
    return {n: said.get(n, {}) for n in sorted(searched)}, problems


def _row(
    cells: list[str], at: Mapping[Place, int], said: dict[int, dict[int, bool]], searched: set[int]
) -> str:
    """Take one row in; what is wrong with it, without its words."""
    if len(cells) != len(COLUMNS):
        return f"expected {len(COLUMNS)} columns, found {len(cells)}"
    one, other = _found(cells[0], cells[1], at), _found(cells[2], cells[3], at)
    same = cells[4].casefold()
    if one is None or (other is None and (cells[2] or cells[3])) or one == other:
        return "expected a list and a line of it that holds a record"
    if same not in (("", SEARCHED) if other is None else ("", YES, NO)):
        return f"expected {YES}, {NO} or nothing of another record, {SEARCHED} or nothing where none is named"
    if other is None:
        searched |= {one} if same else set()
    elif same and said.setdefault(one, {}).setdefault(other, same == YES) != (same == YES):
        return "expected one judgement of two records, found both"
    return ""


def _found(name: str, line: str, at: Mapping[Place, int]) -> int | None:
    is_line = line.isascii() and line.isdigit() and len(line) <= LINE_DIGITS_MAX
    return at.get((name, int(line))) if is_line else None


def _problem(code: str, message: str, where: str, line: int) -> Problem:
    place = f"{where}, line {line}" if line else where
    return Problem(severity=Severity.ERROR, code=code, message=message, where=place)
