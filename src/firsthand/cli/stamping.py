"""The verb that has the record stamped by an authority outside: timestamp.

In: the operator's words.  Out: a request as a file, or an entry with what an authority answered.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import CasePath, Json, print_json, say
from firsthand.errors import OperatorError

TYPE = "application/timestamp-query"


def timestamp(
    case: CasePath,
    ask: Annotated[
        Path | None,
        typer.Option("--ask", metavar="FILE", help="write a request for the record as it is now"),
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option("--take", metavar="FILE", help="record what an authority answered"),
    ] = None,
    chain: Annotated[
        Path | None,
        typer.Option(
            "--chain", metavar="FILE", help="the authority's certificates, if the answer lacks them"
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Have the record stamped by an authority that you choose; nothing is sent from here."""
    from firsthand.pipeline import stamping
    from firsthand.pipeline.case import Case

    if (ask is None) == (take is None):
        raise OperatorError(
            "give --ask FILE to write a request, or --take FILE to record an answer"
        )
    if ask is not None:
        with Case.open(case, writing=False) as held:
            size = stamping.ask(held, ask)
        if json_:
            print_json({"request": str(ask), "size": size})
            return
        say(
            f"wrote {ask}, a request over the {size} entries of the record: carry it to an authority"
        )
        say(f"    curl -H 'Content-Type: {TYPE}' --data-binary @FILE https://AUTHORITY -o ANSWER")
        say("    then: firsthand timestamp CASE --take ANSWER")
        return
    assert take is not None
    with Case.open(case, writing=True) as held:
        stamped = stamping.take(held, take, chain=chain)
    if json_:
        print_json(dataclasses.asdict(stamped))
        return
    known = "" if stamped.trusted else "; this authority is not among those that browsers believe"
    say(
        f"{stamped.authority} says that the first {stamped.size} entries stood by {stamped.utc}{known}"
    )
