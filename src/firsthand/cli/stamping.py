"""The verb that has the record stamped by somebody outside: timestamp.

In: the operator's words.  Out: a request as a file, or an entry with what was answered.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import Ask, CasePath, Chain, Json, Take, print_json, say
from firsthand.errors import OperatorError

TYPE = "application/timestamp-query"
AUTHORITY, BITCOIN = "rfc3161", "opentimestamps"


def timestamp(  # noqa: PLR0917 - each option is by name
    case: CasePath,
    ask: Ask = None,
    take: Take = None,
    form: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="FORM",
            help="what is asked: rfc3161, or opentimestamps (a block of Bitcoin)",
        ),
    ] = AUTHORITY,
    chain: Chain = None,
    block: Annotated[
        Path | None,
        typer.Option(
            "--block", metavar="FILE", help="the header of the block that a proof leads to"
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Have the record stamped by an authority that you choose, or a block of Bitcoin; nothing is sent from here."""
    from firsthand.pipeline.blockstamping import is_proof

    if (ask is None) == (take is None):
        raise OperatorError(
            "give --ask FILE to write a request, or --take FILE to record an answer"
        )
    if form not in {AUTHORITY, BITCOIN}:
        raise OperatorError(f"--as is {AUTHORITY} or {BITCOIN}, found {form}")
    if ask is not None:
        _ask(case, ask, form=form, json_=json_)
    elif take is not None and is_proof(take):
        _take_proof(case, take, block=block, json_=json_)
    elif take is not None:
        _take(case, take, chain=chain, json_=json_)


def _ask(case: Path, target: Path, *, form: str, json_: bool) -> None:
    from firsthand.pipeline import blockstamping, stamping
    from firsthand.pipeline.case import Case

    asking = stamping.ask if form == AUTHORITY else blockstamping.ask
    with Case.open(case, writing=False) as held:
        size = asking(held, target)
    if json_:
        print_json({"request": str(target), "size": size})
    elif form == AUTHORITY:
        say(
            f"wrote {target}, a request over the {size} entries of the record: carry it to an authority"
        )
        say(f"    curl -H 'Content-Type: {TYPE}' --data-binary @FILE https://AUTHORITY -o ANSWER")
        say("    then: firsthand timestamp CASE --take ANSWER")
    else:
        say(f"wrote {target}, the state of the {size} entries of the record: have it stamped")
        say("    ots stamp FILE                sends a digest to calendars, and no more")
        say("    ots upgrade FILE.ots          some hours later")
        say("    then: firsthand timestamp CASE --take FILE.ots [--block HEADER]")


def _take(case: Path, answered: Path, *, chain: Path | None, json_: bool) -> None:
    from firsthand.pipeline import stamping
    from firsthand.pipeline.case import Case

    with Case.open(case, writing=True) as held:
        stamped = stamping.take(held, answered, chain=chain)
    if json_:
        print_json(dataclasses.asdict(stamped))
        return
    known = "" if stamped.trusted else "; this authority is not among those that browsers believe"
    say(
        f"{stamped.authority} says that the first {stamped.size} entries stood by {stamped.utc}{known}"
    )


def _take_proof(case: Path, answered: Path, *, block: Path | None, json_: bool) -> None:
    from firsthand.pipeline import blockstamping
    from firsthand.pipeline.case import Case

    with Case.open(case, writing=True) as held:
        blocked = blockstamping.take(held, answered, block=block)
    if json_:
        print_json(dataclasses.asdict(blocked))
    elif blocked.waits:
        say(blocked.where)
    else:
        told = f"by {blocked.utc}" if blocked.utc else "before it, whose header was not compared"
        say(f"{blocked.where} shows that the first {blocked.size} entries stood {told}")
