"""The verb `standing`: by which rule statements stand, and what people judged of sources, items and contents.

In: the operator's words.  Out: the rule and the judgements, shown as lines or as one JSON document; a decision
is an entry of the record.
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
from firsthand.model.decision import Decisions
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.ruled import decisions
from firsthand.pipeline.standings import Asked, decide

Pair = tuple[str, str] | None

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="change the rule; may be given again"),
]
RoleOf = Annotated[
    Pair,
    typer.Option(
        "--role", metavar="NAME SIDE", help="where a source stands: party, opponent or neither"
    ),
]
Source = Annotated[
    Pair, typer.Option("--source", metavar="NAME WORDS", help="judge a source: is it reliable")
]
Item = Annotated[
    Pair,
    typer.Option(
        "--item", metavar="ID WORDS", help="judge a document: is it what it purports to be"
    ),
]
Content = Annotated[
    Pair,
    typer.Option("--content", metavar="ID WORDS", help="judge a statement: is it credible"),
]
StandardOf = Annotated[
    Pair,
    typer.Option("--standard", metavar="ID WORDS", help="the standard of proof a statement meets"),
]


def standing(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    set_: Set = None,
    role: RoleOf = None,
    source: Source = None,
    item: Item = None,
    content: Content = None,
    standard: StandardOf = None,
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """Show by which rule statements stand; set it, say where sources stand, judge, name a standard of proof."""
    asked = Asked(
        rule=tuple(set_ or ()),
        roles=_one(role),
        sources=_one(source),
        items=_one(item),
        contents=_one(content),
        standards=_one(standard),
    )
    if reason and not asked.anything:
        raise OperatorError("--reason says why something is decided: say what")
    with Case.open(case, writing=asked.anything) as held, Shown() as progress:
        weighed = stages.weigh_case(held, progress=progress)
        if asked.anything:
            decide(held, weighed, asked, reason=reason)
        entered = decisions(held)
    if json_:
        print_json(_json(entered))
    else:
        for line in _lines(entered):
            say(line)
    end([*reading_problems(weighed.documents), *weighed.problems])


def _one(given: Pair) -> tuple[tuple[str, str], ...]:
    return () if given is None else (given,)


def _json(entered: Decisions) -> dict[str, Any]:
    return {
        "rule": weighing.rule(entered.rule),
        "roles": [
            {"name": each.name, "role": each.role.value, **weighing.signed(each)}
            for each in entered.roles
        ],
        "judgements": [weighing.assessment(each) for each in entered.assessments],
        "standards": [weighing.standard(each) for each in entered.standards],
    }


def _lines(entered: Decisions) -> Iterator[str]:
    yield entered.rule.said
    yield f"standards of proof: {'; '.join(entered.rule.standards)}"
    for rule in entered.rules[-1:]:
        yield f"    set by {rule.by.name}, {rule.at.utc}: {rule.reason}"
    for role in entered.roles:
        yield f"{role.name}: {role.role.value}, says {role.by.name}: {role.reason}"
    for each in entered.assessments:
        yield f"{each.judging.value} {each.about}: {each.words}, says {each.by.name}: {each.reason}"
    for met in entered.standards:
        yield f"{met.statement}: {met.words}, says {met.by.name}: {met.reason}"
