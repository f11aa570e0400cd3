"""The verb `contradictions`: what cannot both stand, and what a person decided about it.

In: the operator's words.  Out: the register, shown as lines or as one JSON document; a decision is an
entry of the record.
"""

from __future__ import annotations

from typing import Annotated

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
from firsthand.model.decision import DisputeState
from firsthand.model.finding import Contradiction, Statement
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.disputing import rule_on

KEY_SHOWN = 12
QUOTE_SHOWN = 100
Several = list[str] | None

Explain = Annotated[
    Several,
    typer.Option("--explain", metavar="KEY", help="say how both came to be said: give --reason"),
]
Both = Annotated[
    Several,
    typer.Option("--publish-both", metavar="KEY", help="leave both standing, with the reason"),
]
Reopen = Annotated[
    Several, typer.Option("--reopen", metavar="KEY", help="take such a decision back")
]
State = Annotated[
    DisputeState | None,
    typer.Option("--state", metavar="STATE", help="show only open, explained or published_both"),
]


def contradictions(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    explain: Explain = None,
    publish_both: Both = None,
    reopen: Reopen = None,
    state: State = None,
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """List what cannot both stand, each with both sides; decide on one, with a reason."""
    told = (
        (explain, DisputeState.EXPLAINED),
        (publish_both, DisputeState.BOTH),
        (reopen, DisputeState.OPEN),
    )
    asked = [(key, wanted) for keys, wanted in told for key in keys or ()]
    if reason and not asked:
        raise OperatorError(
            "--reason says why one is decided: give --explain or another with a key"
        )
    with Case.open(case, writing=bool(asked)) as held, Shown() as progress:
        weighed = stages.weigh_case(held, progress=progress)
        if asked:
            rule_on(held, weighed.findings, asked, reason=reason)
            weighed = stages.weigh_case(held, progress=progress)
    found = [c for c in weighed.findings.contradictions if state in {None, c.state}]
    if json_:
        print_json(weighing.register(found, weighed.findings))
    else:
        statements = {each.id: each for each in weighed.findings.statements}
        for each in found:
            for line in _lines(each, statements):
                say(line)
        for ruling in weighed.findings.gone:
            say(f"decided and no longer found: {ruling.key[:KEY_SHOWN]}  {ruling.reason}")
    end([*reading_problems(weighed.documents), *weighed.problems])


def _lines(found: Contradiction, statements: dict[str, Statement]) -> list[str]:
    """A contradiction with both sides, and the decision on it."""
    lines = [f"{found.key[:KEY_SHOWN]}  {found.kind:11}  {found.state.value}  {found.note}"]
    for side in found.sides:
        statement = statements[side.statement]
        lines.append(
            f"    {weighing.titled(statement)}  [{statement.standing.value}, "
            f"{statement.independent_origins} origins, {side.claims_count} claims]"
        )
        for told in side.told[:1]:
            words = " ".join(told.quotation.exact.split())[:QUOTE_SHOWN]
            lines.append(f"        “{words}”{f' ({told.said_by})' if told.said_by else ''}")
    if found.ruling is not None:
        made = found.ruling
        lines.append(f"    {made.state.value} by {made.by.name}, {made.at.utc}: {made.reason}")
    return lines
