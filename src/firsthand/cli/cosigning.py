"""The verb by which one organisation signs that another's record grew only: cosign.

In: the operator's words.  Out: a request, an answer or entries, all by files; and what is said about them.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import Ask, Json, Take, end, print_json, say
from firsthand.errors import OperatorError


def cosign(  # noqa: PLR0913, PLR0917 - two people use it, each half of the options
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="a case; or, to sign for another, their request"),
    ] = None,
    ask: Ask = None,
    take: Take = None,
    cosigner: Annotated[
        list[str] | None,
        typer.Option("--cosigner", metavar="KEY", help="a cosigner's key, told by another way"),
    ] = None,
    old: Annotated[
        int | None,
        typer.Option("--old", metavar="N", help="how many entries the cosigner saw before"),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--with", metavar="NAME", help="sign as the cosigner of this name"),
    ] = None,
    answer: Annotated[
        Path | None,
        typer.Option("--answer", metavar="FILE", help="where the signed checkpoint goes"),
    ] = None,
    log: Annotated[
        str | None,
        typer.Option("--log", metavar="KEY", help="the log's key, told by another way"),
    ] = None,
    json_: Json = False,
) -> None:
    """Have another organisation sign that your record only grew, or sign that another's did; by files."""
    if as_ is not None and ask is None and take is None:
        if path is None and answer is None:
            _tell_keys(as_, json_=json_)
        elif path is not None and answer is not None:
            _answer(path, name=as_, target=answer, log=log, json_=json_)
        else:
            raise OperatorError("give the request and --answer FILE, or --with NAME alone for keys")
    elif path is not None and ask is not None and take is None:
        _ask(path, ask, cosigner=as_ or "", old=old, json_=json_)
    elif path is not None and take is not None and ask is None:
        _take(path, take, known=cosigner or [], json_=json_)
    else:
        raise OperatorError(
            "give a case with --ask FILE or --take FILE, or a request with --with NAME --answer FILE"
        )


def _ask(case: Path, target: Path, *, cosigner: str, old: int | None, json_: bool) -> None:
    from firsthand.pipeline import cosigning
    from firsthand.pipeline.case import Case

    with Case.open(case, writing=False) as held:
        asked = cosigning.ask(held, target, cosigner=cosigner, old=old)
    if json_:
        print_json(dataclasses.asdict(asked))
        return
    say(f"wrote {target}: {asked.size} entries, of which the cosigner saw {asked.old} before")
    say("    tell them the key of this record by another way:")
    say(f"    {asked.log_key}")
    say("    they: firsthand cosign REQUEST --with NAME --answer FILE --log KEY")
    say("    then: firsthand cosign CASE --take FILE --cosigner THEIR-KEY")


def _take(case: Path, answered: Path, *, known: list[str], json_: bool) -> None:
    from firsthand.pipeline import cosigning
    from firsthand.pipeline.case import Case

    with Case.open(case, writing=True) as held:
        made = cosigning.take(held, answered, known=known)
    if json_:
        print_json([dataclasses.asdict(each) for each in made])
        return
    for each in made:
        say(f"{each.cosigner} signed the first {each.size} entries at {each.utc}")
    if not made:
        say("these cosignatures are in the record already")


def _tell_keys(name: str, *, json_: bool) -> None:
    from firsthand.pipeline.cosigner import public_keys

    found = public_keys(name)
    if json_:
        print_json([{"key": key.text, "fingerprint": key.fingerprint} for key in found])
        return
    for key in found:
        say(key.text)


def _answer(request: Path, *, name: str, target: Path, log: str | None, json_: bool) -> None:
    from firsthand.pipeline import cosigner

    given = cosigner.answer(request, name=name, target=target, log=log)
    if json_:
        print_json(dataclasses.asdict(given))
    elif not given.problems:
        say(
            f"signed: {given.origin} has {given.size} entries and continues {given.since}; {target}"
        )
        say("    your keys, to be told by another way:")
        for key in given.keys:
            say(f"    {key}")
    end(given.problems)
