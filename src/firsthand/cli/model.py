"""The verb `model`: whether a language model may be asked in a case, and asking it.

In: the operator's words.  Out: entries of the record, shown as lines or as one JSON document.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.consent import KeyFile, Unsearched
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

if TYPE_CHECKING:
    from firsthand.model.problem import Problem
    from firsthand.model.record import Offered
    from firsthand.pipeline import asking
    from firsthand.pipeline.asking import Standing

Allow = Annotated[
    str | None,
    typer.Option(
        "--allow", metavar="ADDRESS", help="allow that words are sent there: https://host/v1"
    ),
]
Name = Annotated[str, typer.Option("--name", metavar="MODEL", help="the model to ask there")]
Forbid = Annotated[bool, typer.Option("--forbid", help="take it back: nothing more is sent")]
Ask = Annotated[bool, typer.Option("--ask", help="ask about documents not asked about before")]
Only = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="ask about this one; may be given again"),
]
Withhold = Annotated[
    Path | None,
    typer.Option("--withhold", metavar="FILE", help="passages with these phrases are not sent"),
]


def model(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    allow: Allow = None,
    name: Name = "",
    forbid: Forbid = False,
    ask: Ask = False,
    document: Only = None,
    withhold: Withhold = None,
    reason: Reason = "",
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """Say whether a language model may be asked in this case; allow, forbid or ask one."""
    from firsthand.model.problem import Problem, Severity
    from firsthand.pipeline import asking, stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.guarding import known_names
    from firsthand.tools.endpoint import Endpoint

    if sum((allow is not None, forbid, ask)) > 1:
        raise OperatorError("expected one of --allow, --forbid and --ask")
    if document and not ask:
        raise OperatorError("--document says what is asked about: give --ask")
    problems: list[Problem] = []
    answered = None
    with Case.open(case, writing=bool(allow or forbid or ask)) as held, Shown() as progress:
        if allow is not None:
            asking.allow(held, Endpoint(address=allow, model=name), reason=reason)
        elif forbid:
            asking.forbid(held, reason=reason)
        elif ask:
            known = known_names(held, identity, unsearched=unsearched)
            documents = stages.read(held, progress=progress)
            problems += (*known.problems, *reading_problems(documents))
            answered = asking.ask(
                held, documents, chosen=document or (), withhold=withhold, names=known.names, progress=progress,
            )  # fmt: skip
            problems += answered.problems
            if answered.ended:
                problems.append(
                    Problem(
                        severity=Severity.ERROR,
                        code="no_answer",
                        message=f"{answered.ended}; what was answered before is kept",
                        where=str(case),
                    )
                )
        stands = asking.standing(held)
    if json_:
        print_json(_json(stands, answered))
    else:
        _show(stands, answered)
    end(problems)


def _json(stands: Standing, answered: asking.Answered | None) -> dict[str, Any]:
    from firsthand.cli import shown

    allowed = stands.allowed
    table: dict[str, Any] = {
        "allowed": allowed
        and {"address": allowed.address, "model": allowed.model, "reason": allowed.reason},
        "offered": [_offered(each) for each in stands.offered],
    }
    if answered is not None:
        table["already"] = answered.already
        table["asked"] = len(answered.offered)
        table["problems"] = [shown.problem(each) for each in answered.problems]
    return table


def _offered(item: Offered) -> dict[str, Any]:
    return {
        "document": item.document,
        "address": item.address,
        "model": item.model,
        "version": item.version,
        "claims": [each.id for each in item.suggestions],
        "refused": item.refused,
        "sent": {"characters": item.sent_characters, "sha256": item.sent_sha256},
        "withheld": item.withheld,
    }


def _show(stands: Standing, answered: asking.Answered | None) -> None:
    if stands.allowed is None:
        say("no model may be asked in this case: nothing is sent anywhere")
    else:
        say(f"words of this case may be sent to {stands.allowed.address} ({stands.allowed.model})")
    if answered is not None:
        say(
            f"asked about {len(answered.offered)} documents, {answered.already} were asked about before"
        )
    claims = sum(len(each.suggestions) for each in stands.offered)
    refused = sum(each.refused for each in stands.offered)
    if stands.offered:
        say(
            f"{claims} suggestions with words that are on the page, {refused} refused, on "
            f"{len(stands.offered)} documents; none is weighed before a person accepts it"
        )
