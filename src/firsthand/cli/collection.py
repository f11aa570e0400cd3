"""The verbs that write down how evidence was found: collection (who, why, with what) and inquiry (what was searched for).

In: the operator's words.  Out: entries whose words lie apart, or a list of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.consent import KeyFile, Unsearched
from firsthand.cli.screen import CasePath, Json, print_json, say
from firsthand.errors import OperatorError
from firsthand.store.files import readable

if TYPE_CHECKING:
    from firsthand.model.collection import CollectionPart
    from firsthand.pipeline.collected import Stated
    from firsthand.pipeline.collecting import Written

ADDRESSES_SHOWN = 5  # of what was preserved under one collection record
Collector = Annotated[
    str | None,
    typer.Option("--collector", metavar="WHO", help="who takes it, if it is not who works here"),
]
Why = Annotated[
    str | None, typer.Option("--reason", metavar="WHY", help="why it is taken; kept apart")
]
VirtualIdentity = Annotated[
    str | None,
    typer.Option("--virtual-identity", metavar="WHICH", help="the account or alias used"),
]
StatedIn = Annotated[
    Path | None,
    typer.Option(
        "--collection", metavar="FILE", help="the collection record, one `part: words` a line"
    ),
]
NotRecorded = Annotated[
    list[str] | None,
    typer.Option(
        "--not-recorded", metavar="PART=REASON", help="why a part is not recorded; repeatable"
    ),
]


def stated(
    file: Path | None,
    collector: str | None,
    reason: str | None,
    virtual_identity: str | None,
    not_recorded: list[str] | None,
) -> Stated:
    """What the options of `preserve` state of the collection; an option counts where the file says otherwise."""
    from firsthand.model.collection import CollectionPart
    from firsthand.pipeline.collected import Stated, read_stated

    given = {
        CollectionPart.COLLECTOR: collector,
        CollectionPart.REASON: reason,
        CollectionPart.VIRTUAL_IDENTITY: virtual_identity,
    }
    told = {part: words for part, words in given.items() if words is not None}
    of_file = read_stated(file) if file is not None else Stated()
    return of_file.with_more(Stated(told=told, because=dict(map(_because, not_recorded or []))))


def collection(  # noqa: PLR0913, PLR0917 - each option is by name, one for each part
    case: CasePath,
    collector: Annotated[str | None, typer.Option("--collector", metavar="WHO")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="WHY")] = None,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="WHERE", help="from which connection or place"),
    ] = None,
    machine: Annotated[str | None, typer.Option("--machine", metavar="WHICH")] = None,
    virtual_identity: Annotated[
        str | None,
        typer.Option("--virtual-identity", metavar="WHICH", help="the account or alias used"),
    ] = None,
    clock: Annotated[
        str | None, typer.Option("--clock", metavar="WHICH", help="what sets the machine's clock")
    ] = None,
    clock_offset: Annotated[
        str | None,
        typer.Option("--clock-offset", metavar="HOW-MUCH", help="how far it is off, and when seen"),
    ] = None,
    user_agent: Annotated[
        str | None,
        typer.Option("--user-agent", metavar="TEXT", help="what the browser calls itself"),
    ] = None,
    proxy: Annotated[
        str | None, typer.Option("--proxy", metavar="WHICH", help="through what it went")
    ] = None,
    not_recorded: NotRecorded = None,
    json_: Json = False,
) -> None:
    """Write down who captures from here on, why and with what; without options, list what was written."""
    from firsthand.model.collection import ApartKind, CollectionPart
    from firsthand.pipeline import collecting
    from firsthand.pipeline.case import Case

    given = (
        collector, reason, address, machine, virtual_identity, clock, clock_offset, user_agent, proxy,
    )  # fmt: skip
    told = {
        part: words for part, words in zip(CollectionPart, given, strict=True) if words is not None
    }
    because = dict(map(_because, not_recorded or []))
    if not told and not because:
        with Case.open(case, writing=False) as held:
            _list(list(collecting.written(held, ApartKind.COLLECTION)), json_=json_)
        return
    with Case.open(case, writing=True) as held:
        made = collecting.record_collection(held, told, because=because)
    _list([made], json_=json_)


def _because(words: str) -> tuple[CollectionPart, str]:
    from firsthand.model.collection import CollectionPart

    name, mark, reason = words.partition("=")
    if not mark or name not in set(CollectionPart) or not reason.strip():
        parts = ", ".join(CollectionPart)
        raise OperatorError(f"--not-recorded takes PART=REASON, PART being one of {parts}")
    return CollectionPart(name), reason


def inquiry(  # noqa: PLR0913, PLR0917 - each option is by name
    case: CasePath,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="WHICH", help="where was searched")
    ] = None,
    query: Annotated[str | None, typer.Option("--query", metavar="WORDS")] = None,
    result: Annotated[
        str | None, typer.Option("--result", metavar="WORDS", help="what was found")
    ] = None,
    nothing: Annotated[bool, typer.Option("--nothing", help="nothing was found")] = False,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="when, if it was not now")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="write all searches as a table")
    ] = None,
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """Write down what was searched for, where, and what was found; without options, list the searches."""
    from firsthand.model.collection import ApartKind
    from firsthand.model.value import texts_in
    from firsthand.pipeline import collecting
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.guarding import known_names, unnamed

    if engine is None and query is None and result is None and not nothing:
        with Case.open(case, writing=False) as held:
            found = list(collecting.written(held, ApartKind.INQUIRY))
            if csv is not None:
                known = known_names(held, identity, unsearched=unsearched)
                unnamed(list(texts_in(tuple(found))), known)
        if csv is not None:
            count = collecting.write_csv(iter(found), csv)
            say(f"{count} searches in {csv}: their words are sensitive")
            return
        _list(found, json_=json_)
        return
    if csv is not None or engine is None or query is None or (result is None) is not nothing:
        raise OperatorError("a search has --engine, --query, and --result WORDS or --nothing")
    with Case.open(case, writing=True) as held:
        made = collecting.record_inquiry(held, engine=engine, query=query, result=result, at=at)
    _list([made], json_=json_)


def _list(found: Sequence[Written], *, json_: bool) -> None:
    if json_:
        print_json([_plain(each) for each in found])
        return
    for each in found:
        say(f"entry {each.entry}, {each.at}, {each.by}")
        for part in each.parts:
            say(f"    {part.name}: {part.words}")
        for address in each.addresses[:ADDRESSES_SHOWN]:
            say(f"    of {readable(address)}")
        if len(each.addresses) > ADDRESSES_SHOWN:
            say(f"    and of {len(each.addresses) - ADDRESSES_SHOWN} more: --json lists them")
        if each.problem:
            say(f"    cannot be read: {each.problem}")
    if not found:
        say("nothing was written down yet")


def _plain(each: Written) -> dict[str, object]:
    plain = dataclasses.asdict(each)
    plain["parts"] = {part.name: part.words for part in each.parts}  # salts stay where they are
    return plain
