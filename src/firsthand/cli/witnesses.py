"""The verb `witness`: the sealed register of who the witnesses are.

In: the operator's words; details from a file or from standard input, never from the command line, which
others on the machine and the history of the shell can read.  Out: pseudonyms; names only on the
terminal of whoever holds an identity, never in JSON.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.screen import CasePath, Json, end, print_json, say
from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.model.problem import Problem
    from firsthand.model.witness import RegisterEntry
    from firsthand.pipeline.witnesses import Listed

ACTIONS = ("list", "add", "show", "change", "erase")
DETAILS_BYTES_MAX = 256 << 10  # some pages of notes on a witness


def witness(  # noqa: C901, PLR0917 - one branch an action; the program reads them by name
    case: CasePath,
    action: Annotated[str, typer.Argument(metavar="|".join(ACTIONS))] = "list",
    who: Annotated[str, typer.Argument(metavar="[WITNESS]", help="a pseudonym")] = "",
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="details, one a line: name, also, contact, told, note; - or nothing: standard input",
        ),
    ] = None,
    as_: Annotated[
        str,
        typer.Option(
            "--as", metavar="WITNESS", help="a pseudonym of your choice; else one is drawn"
        ),
    ] = "",
    identity: Annotated[
        Path | None,
        typer.Option("--identity", metavar="KEYFILE", help="an age identity of a recipient"),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="why it is erased; stays in the record")
    ] = "",
    json_: Json = False,
) -> None:
    """Keep who the witnesses are, sealed; everywhere else they go by a pseudonym."""
    from firsthand.pipeline import witnesses
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.kept_sealed import identities_in

    if action not in ACTIONS:
        raise OperatorError(f"expected one of {', '.join(ACTIONS)}, found {action}")
    given = identities_in(identity, case=case) if identity is not None else None
    problems: list[Problem] = list(given.problems) if given else []
    identities = given.identities if given else ()
    if action in {"show", "change"} and not identities:
        raise OperatorError("the register is sealed: give --identity KEYFILE")
    known: dict[str, RegisterEntry] = {}
    details = _details(from_) if action in {"add", "change"} else ""
    with Case.open(case, writing=action in _TOLD) as held:
        if action == "add":
            who = witnesses.enter(held, details, pseudonym=as_)
        elif action == "change":
            witnesses.change(held, who, details, identities=identities)
        elif action == "erase":
            witnesses.forget(held, who, reason=reason)
        elif action == "show":
            known = {who: witnesses.look(held, who, identities=identities)}
        elif identities:
            known = witnesses.everyone(held, identities=identities)
        listed = witnesses.listed(held)
    if json_:
        shown = [each for each in listed if action == "list" or each.witness == who]
        print_json({"witnesses": [dataclasses.asdict(each) for each in shown]})
    elif action == "show":
        _show(known[who])
    elif action in _TOLD:
        say(_TOLD[action].format(who=who))
    else:
        _list(listed, known)
    end(problems)


def _list(listed: Sequence[Listed], known: Mapping[str, RegisterEntry]) -> None:
    for each in listed:
        called = known[each.witness].name if each.witness in known else ""
        state = "erased" if each.erased else f"{each.bindings} places, {each.consents} consents"
        say(f"{each.witness}  {state}  {called}".rstrip())


_TOLD = {
    "add": "{who} is in the register; write {who} wherever you mean this witness",
    "change": "the entry of {who} is changed",
    "erase": "the entry of {who} is overwritten and gone; copies of the case made before still hold it",
}


def _show(entry: RegisterEntry) -> None:
    say(f"name: {entry.name}")
    for other in entry.also:
        say(f"also: {other}")
    for key, told in (("contact", entry.contact), ("told", entry.told), ("note", entry.note)):
        if told:
            say(f"{key}: {told}")


def _details(path: Path | None) -> str:
    """The details, as somebody wrote them; nothing of them is kept but sealed."""
    if path is None or str(path) == "-":
        data = sys.stdin.buffer.read(DETAILS_BYTES_MAX + 1)
    else:
        from firsthand.store.files import read_small

        try:
            data = read_small(path, DETAILS_BYTES_MAX)
        except OSError as problem:
            raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    if len(data) > DETAILS_BYTES_MAX:
        raise OperatorError(f"details have at most {DETAILS_BYTES_MAX} bytes, found more")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OperatorError("expected details in UTF-8") from None
