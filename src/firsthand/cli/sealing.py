"""The verbs that seal: recipients, unseal, erase; and `preserve --restricted`.

In: the operator's words.  Out: a case changed, one file opened, and what is said about it. Keys are read
from files and never shown; what an object was called is never in JSON.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from firsthand.cli.screen import CasePath, Json, Shown, end, print_json, say
from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.cli.capturing import Asked
    from firsthand.model.problem import Problem
    from firsthand.store.sealing import Identity

Identified = Annotated[
    Path | None,
    typer.Option("--identity", metavar="KEYFILE", help="an age identity, as age-keygen writes it"),
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="why; it stays in the record for good")
]
NOT_IN_JSON = "said on the screen alone: what a page is called is never in JSON"
Wanted = Annotated[
    str, typer.Argument(metavar="OBJECT", help="sealed/…, or its SHA-256 or the beginning")
]


def keep_sealed(case: Path, addresses: Sequence[str], *, asked: Asked, json_: bool) -> NoReturn:
    """Preserve restricted, files and captures, showing progress."""
    from firsthand.cli.capturing import receipts_shown
    from firsthand.pipeline.capturing import is_web
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.listing import addresses_of
    from firsthand.pipeline.sealed_captures import SealedCaptures, capture_sealed
    from firsthand.pipeline.sealing import SealedReport, preserve_sealed

    web = [address for address in addresses if is_web(address)]
    web += addresses_of(asked.list_) if asked.list_ else ()
    local = [address for address in addresses if not is_web(address)]
    settings, problems = asked.settings() if web else (None, ())
    report, captures = SealedReport(sealed=(), problems=()), SealedCaptures()
    with Case.open(case, writing=True) as held, Shown() as progress:
        asked.write_down(held, settings, web)
        if local:
            report = preserve_sealed(held, local, progress=progress)
        if settings is not None:
            captures = capture_sealed(held, web, settings=settings, progress=progress)
    sealed = [*report.sealed, *(each.sealed for each in captures.captured)]
    if json_:
        print_json(
            {
                "sealed": [
                    {"address": each.address, "digest": each.digest, "size_bytes": each.size_bytes}
                    for each in sealed
                ],
                "failed": len(captures.failed),
                "problems": [
                    {"code": each.code, "message": each.message}
                    for each in (*problems, *report.problems)
                ]
                + [{"code": each.code, "message": NOT_IN_JSON} for each in captures.problems],
            }
        )
    else:
        receipts = [(each.receipt, each.sealed.address) for each in captures.captured]
        receipts += [(each, "") for each in captures.failed]
        for line in receipts_shown(receipts):
            say(line)
        say(f"sealed {len(sealed)}: the vault holds what only the recipients open")
        for each in sealed:
            say(f"    {each.address}, {each.size_bytes} bytes sealed")
        if local:
            say("    the files that you gave still lie where they were, unsealed")
        if web:
            say(
                "    which pages they are stands on this screen and in what is sealed, nowhere else"
            )
    end([*problems, *report.problems, *captures.problems])


def recipients(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    add: Annotated[
        str | None, typer.Option("--add", metavar="age1…", help="seal for this key from now on")
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="WHO", help="whose key it is")] = "",
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="age1…", help="no longer seal for this key")
    ] = None,
    new: Annotated[
        Path | None, typer.Option("--new", metavar="KEYFILE", help="write a fresh age identity")
    ] = None,
    reason: Reason = "",
    identity: Identified = None,
    json_: Json = False,
) -> None:
    """Say for whom this case seals; with --identity, what is sealed already is sealed again for them."""
    from firsthand.pipeline import recipients as changing
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.kept_sealed import standing

    if sum(each is not None for each in (add, remove, new)) > 1:
        raise OperatorError("expected one of --add, --remove and --new")
    fresh = _fresh(case, new) if new is not None else None
    changed = None
    identities, problems = _unlocked(case, identity)
    with Case.open(case, writing=add is not None or remove is not None) as held:
        if add is not None:
            changed = changing.add(held, add, name=name, identities=identities)
        elif remove is not None:
            changed = changing.remove(held, remove, reason=reason, identities=identities)
        apart = standing(held.entries())
    if json_:
        print_json(
            {
                "recipients": [dataclasses.asdict(each) for each in apart.recipients.values()],
                "new": fresh,
                "renewed": changed and changed.renewed,
                "left": changed and changed.left,
            }
        )
    elif fresh is not None:
        say(f"wrote {new}, for your eyes alone; a lost key opens nothing: keep a copy apart")
        say(f"    firsthand recipients {case} --add {fresh} --name WHO")
    else:
        for each in apart.recipients.values():
            say(f"{each.recipient}  {each.name}")
        if not apart.recipients:
            say("nobody: nothing can be sealed in this case yet")
    if changed is not None and not json_:
        _tell_changed(changed, added=add is not None)
    end(problems)


def _tell_changed(changed: object, *, added: bool) -> None:
    from firsthand.pipeline.recipients import Changed

    assert isinstance(changed, Changed)
    say(f"sealed again for the recipients there are now: {changed.renewed}")
    if changed.left and added:
        say(f"    {changed.left} were not: give --identity of somebody who can open them")
    if changed.left and not added:
        say(
            f"    {changed.left} still open for the removed key: give --identity to seal them again"
        )
    if not added:
        say(
            "    what was read stays read, and a copy of the case from before still opens for that key"
        )


def _fresh(case: Path, target: Path) -> str:
    from firsthand.pipeline.recipients import new_identity

    if target.resolve().is_relative_to(case.resolve()):
        raise OperatorError(
            "a key file never lies in the case: whoever has the case would have the key"
        )
    return new_identity(target)


def _unlocked(
    case: Path, identity: Path | None
) -> tuple[tuple[Identity, ...], tuple[Problem, ...]]:
    from firsthand.pipeline.kept_sealed import identities_in

    if identity is None:
        return (), ()
    given = identities_in(identity, case=case)
    return given.identities, given.problems


def unseal(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    wanted: Wanted,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="where its plain bytes go")],
    identity: Annotated[
        Path, typer.Option("--identity", metavar="KEYFILE", help="an age identity of a recipient")
    ],
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """Open a sealed object into a file; who did so, when and why is recorded first."""
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.sealing import unseal as open_sealed
    from firsthand.pipeline.witnesses import no_name_in

    identities, problems = _unlocked(case, identity)
    with Case.open(case, writing=True) as held:
        no_name_in(held, [reason], identities=identities, needed=False)
        opened = open_sealed(held, wanted, to, identities=identities, reason=reason)
    if json_:
        print_json(
            {"digest": opened.digest, "size_bytes": opened.size_bytes, "target": opened.target}
        )
    else:
        say(
            f"{opened.size_bytes} bytes in {opened.target}, as the record commits to; it says that you opened it"
        )
        say(f"    it came as {opened.file}, {opened.media_type.value}, from {opened.address}")
    end(problems)


def erase(
    case: CasePath,
    wanted: Wanted,
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """Destroy the key of a sealed object, so that nobody opens it again; the record stays whole."""
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.erasing import erase as destroy

    with Case.open(case, writing=True) as held:
        sealed = destroy(held, wanted, reason=reason)
    if json_:
        print_json({"erased": sealed.digest})
    else:
        say(f"erased {sealed.address}: its key is overwritten and gone, its sealed bytes are noise")
        say(
            "    copies of this case made before, backups and snapshots still hold the key: erase them too"
        )
    end(())
