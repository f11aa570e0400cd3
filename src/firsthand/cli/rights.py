"""The verb `rights`: worksheets of rights tests, and what people mark on them.

In: the operator's words.  Out: the worksheets, shown as lines or as one JSON document; a mark is an entry of the
record. No verdict is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from firsthand.cli import weighing
from firsthand.cli.screen import (
    CasePath,
    Json,
    Reason,
    Shown,
    end,
    print_json,
    reading_problems,
    say,
)
from firsthand.errors import OperatorError
from firsthand.model.rights import Filled, Worksheet, Worksheets
from firsthand.pipeline import marking, stages
from firsthand.pipeline.case import Case

BEARING_SHOWN = 5

MarkOf = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--mark",
        metavar="TEST.ELEMENT WORD",
        help="met, not_met, no_evidence or contested: give --reason and --statement",
    ),
]
On = Annotated[
    list[str] | None,
    typer.Option("--statement", metavar="ID", help="on this statement; may be given again"),
]
State = Annotated[
    str, typer.Option("--state", metavar="CODE", help="ask of this state (ISO 3166-1)")
]
PeriodOf = Annotated[
    str, typer.Option("--period", metavar="EDTF", help="ask of this time, as 2016/2018")
]
Only = Annotated[str, typer.Option("--test", metavar="TEST", help="show only this test")]


def rights(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    mark: MarkOf = None,
    statement: On = None,
    state: State = "",
    period: PeriodOf = "",
    test: Only = "",
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """Show worksheets of rights tests: norms, elements, what bears on them; mark an element, with a reason."""
    scoping = bool(state or period)
    if statement and mark is None:
        raise OperatorError("--statement says on what an element is marked: give --mark")
    with Case.open(case, writing=scoping or mark is not None) as held, Shown() as progress:
        weighed = stages.weigh_case(held, progress=progress)
        known = [sheet.test.id for sheet in weighed.worksheets.sheets]
        if test and test not in known:
            raise OperatorError(f"expected one of {', '.join(known)}, found {test}")
        if scoping:
            marking.set_scope(held, weighed, state=state, period=period, reason=reason)
        if mark is not None:
            marking.mark(held, weighed, mark, on=statement or (), reason=reason)
        if scoping or mark is not None:
            weighed = stages.weigh_case(held, progress=progress)
    sheets = [s for s in weighed.worksheets.sheets if test in {"", s.test.id}]
    if json_:
        print_json(_json(weighed.worksheets, sheets))
    else:
        titles = {each.id: each for each in weighed.findings.statements}
        say(_scope(weighed.worksheets))
        for sheet in sheets:
            for line in _lines(sheet, titles):
                say(line)
    end([*reading_problems(weighed.documents), *weighed.problems])


def _scope(found: Worksheets) -> str:
    scope = found.scope
    whose = "as the case itself speaks of most" if scope.proposed else "as a person said"
    return (
        f"of {scope.state or 'a state not known'}, {scope.period or 'at a time not known'}, {whose}"
    )


def _lines(sheet: Worksheet, statements: dict[str, Any]) -> Iterator[str]:
    yield f"{sheet.test.name}: {sheet.test.asks}"
    for each in sheet.norms:
        norm = each.norm
        yield f"    {each.bound.value:13} {norm.instrument}, {norm.article}: {each.why}"
    for filled in sheet.filled:
        yield f"  {sheet.test.id}.{filled.question.id}: {filled.question.asks}"
        for mark in filled.marks:
            yield f"      {mark.word.value}, says {mark.by.name}: {mark.reason}"
        if not filled.marks:
            yield "      not marked"
        for key in filled.bearing[:BEARING_SHOWN]:
            found = statements[key]
            yield f"      bears on it: {weighing.titled(found)}  [{found.standing.value}]  {key[:10]}"
        more = filled.bearing_count - BEARING_SHOWN
        if more > 0:
            yield f"      and {more} more statements"


def _json(found: Worksheets, sheets: list[Worksheet]) -> dict[str, Any]:
    scope = found.scope
    return {
        "scope": {"state": scope.state, "period": scope.period, "proposed": scope.proposed},
        "tests": [
            {
                "id": sheet.test.id,
                "name": sheet.test.name,
                "asks": sheet.test.asks,
                "norms": [
                    {
                        "id": each.norm.id,
                        "name": each.norm.name,
                        "instrument": each.norm.instrument,
                        "article": each.norm.article,
                        "kind": each.norm.kind,
                        "says": each.norm.says,
                        "address": each.norm.address,
                        "text_seen": each.norm.text_seen,
                        "bound": each.bound.value,
                        "why": each.why,
                    }
                    for each in sheet.norms
                ],
                "elements": [_element(each) for each in sheet.filled],
            }
            for sheet in sheets
        ],
    }


def _element(filled: Filled) -> dict[str, Any]:
    return {
        "id": filled.question.id,
        "asks": filled.question.asks,
        "bearing": list(filled.bearing),
        "bearing_count": filled.bearing_count,
        "marks": [
            {
                "word": mark.word.value,
                "statements": list(mark.statements),
                "reason": mark.reason,
                "by": mark.by.name,
                "at": mark.at.utc,
            }
            for mark in filled.marks
        ],
    }
