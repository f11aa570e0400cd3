"""The verb `consent`: what of witnesses stands where, and to what they agree.

In: the operator's words.  Out: entries of the record, shown as lines or as one JSON document; for the
verbs that let something leave, the case seen without what no consent covers.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.screen import CasePath, Json, complain, end, print_json, say
from firsthand.errors import OperatorError
from firsthand.model.consent import Detail

if TYPE_CHECKING:
    from firsthand.model.problem import Problem
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.kept_sealed import KeptSealed

ACTIONS = ("list", "give", "revoke", "bind", "unbind")

Purpose = Annotated[
    str, typer.Option("--purpose", metavar="WORD", help="why it leaves; witnesses consent to that")
]
Audience = Annotated[
    str, typer.Option("--audience", metavar="WORD", help="for whom; witnesses consent to that")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--identity",
        metavar="KEYFILE",
        envvar="FIRSTHAND_IDENTITY",
        help="look for witnesses' names, which it unlocks",
    ),
]
Unsearched = Annotated[
    bool,
    typer.Option(
        "--names-not-looked-for", help="let it leave though nobody looks for witnesses' names"
    ),
]
Words = Annotated[
    list[str] | None, typer.Option("--purpose", metavar="WORD", help="may be given again")
]
For = Annotated[
    list[str] | None, typer.Option("--audience", metavar="WORD", help="may be given again")
]
Details = Annotated[
    list[Detail] | None,
    typer.Option("--detail", help="what of the witness; may be given again"),
]
Text = Annotated[str, typer.Option("--reason", metavar="TEXT", help="why; it stays in the record")]


def hold(
    case: Case, purpose: str, audience: str, identity: Path | None, *, unsearched: bool
) -> list[Problem]:
    """See *case* without what no consent covers; what is wrong with the key file."""
    from firsthand.pipeline import clock
    from firsthand.pipeline.consenting import hold_back, use_of
    from firsthand.pipeline.guarding import known_names

    known = known_names(case, identity, unsearched=unsearched)
    held = hold_back(case, use_of(purpose, audience), day=clock.now().utc[:10], names=known.names)
    places = len(held.objects) + len(held.passages)
    if places or held.documents:
        complain(
            f"note: held back for want of consent: {len(held.documents)} documents, "
            f"{len(held.passages)} passages, {len(held.claims)} claims"
        )
    if held.speakers and not held.unlocked:
        complain(
            "note: the register of witnesses was not unlocked: their names were not looked for "
            "(--identity KEYFILE)"
        )
    elif held.names:
        complain(f"note: {len(held.names)} names of the register were looked for; none leaves")
    return list(known.problems)


def consent(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    action: Annotated[str, typer.Argument(metavar="|".join(ACTIONS))] = "list",
    who: Annotated[
        str, typer.Argument(metavar="[WITNESS|ID]", help="a pseudonym, a consent or a binding")
    ] = "",
    purpose: Words = None,
    audience: For = None,
    detail: Details = None,
    given: Annotated[str, typer.Option("--given", metavar="DAY", help="2030-01-02")] = "",
    how: Annotated[
        str, typer.Option("--how", metavar="TEXT", help="in which way they said so")
    ] = "",
    expires: Annotated[str, typer.Option("--expires", metavar="DAY", help="its last day")] = "",
    object_: Annotated[
        str, typer.Option("--object", metavar="OBJECT", help="bind to all of an object")
    ] = "",
    document: Annotated[
        str, typer.Option("--document", metavar="ID", help="bind to one document of it")
    ] = "",
    claim: Annotated[
        str, typer.Option("--claim", metavar="ID", help="bind to the words of a claim")
    ] = "",
    reason: Text = "",
    identity: KeyFile = None,
    json_: Json = False,
) -> None:
    """Record what of a witness stands where and to what they agree; nothing else of it leaves."""
    from firsthand.pipeline import consenting
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.kept_sealed import identities_in, standing
    from firsthand.pipeline.witnesses import no_name_in

    if action not in ACTIONS:
        raise OperatorError(f"expected one of {', '.join(ACTIONS)}, found {action}")
    problems: list[Problem] = []
    with Case.open(case, writing=action != "list") as held:
        if identity is not None:
            unlocked = identities_in(identity, case=case)
            problems += unlocked.problems
            no_name_in(held, [reason, how, *(audience or ())], identities=unlocked.identities)
        if action == "give":
            agreed = consenting.Agreed(
                purposes=tuple(purpose or ()),
                audiences=tuple(audience or ()),
                details=tuple(detail or ()),
                given=given,
                how=how,
                expires=expires,
            )
            say_unless(json_, f"recorded {consenting.give(held, who, agreed).id}")
        elif action == "revoke":
            say_unless(json_, f"taken back: {consenting.revoke(held, who, reason=reason)}")
            say_unless(
                json_, "    what left before cannot be called back; the next edition leaves it out"
            )
        elif action == "bind":
            place = consenting.Place(object=object_, document=document, claim=claim)
            bound = consenting.bind(
                held, who, place, details=detail or (Detail.WORDS,), reason=reason
            )
            say_unless(json_, f"bound {bound.id}")
        elif action == "unbind":
            say_unless(json_, f"no longer bound: {consenting.unbind(held, who, reason=reason)}")
        apart = standing(held.entries())
    if json_:
        print_json(_json(apart))
    elif action == "list":
        _show(apart)
    end(problems)


def say_unless(json_: bool, line: str) -> None:
    """Say it, where no JSON document is asked for."""
    if not json_:
        say(line)


def _json(apart: KeptSealed) -> dict[str, Any]:
    return {
        "bindings": [dataclasses.asdict(each) for each in apart.bindings.values()],
        "consents": [
            dataclasses.asdict(each) | {"revoked": _revoked(apart, key)}
            for key, each in apart.consents.items()
        ],
    }


def _revoked(apart: KeptSealed, key: str) -> str | None:
    return apart.revoked[key].at.utc if key in apart.revoked else None


def _show(apart: KeptSealed) -> None:
    for each in apart.bindings.values():
        where = f"document {each.document}" if each.document else f"object {each.object}"
        part = "" if each.start is None else f", characters {each.start} to {each.end}"
        say(f"{each.id}  {each.witness}: {', '.join(each.details)} in {where}{part}")
    for key, given in apart.consents.items():
        until = f" until {given.expires}" if given.expires else ""
        taken = f"; taken back {apart.revoked[key].at.utc}" if key in apart.revoked else ""
        say(
            f"{key}  {given.witness} agrees to {', '.join(given.purposes)} for "
            f"{', '.join(given.audiences)}: {', '.join(given.details)}, from {given.given}{until}{taken}"
        )
    if not apart.bindings and not apart.consents:
        say("nothing is bound to a witness, and no consent is recorded")
