"""The verb that hands evidence over: export.

In: the operator's words.  Out: a folder that standard tools check, and what is said about it.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.consent import Audience, KeyFile, Purpose, Unsearched, hold
from firsthand.cli.screen import CasePath, Json, complain, end, print_json, say
from firsthand.errors import OperatorError
from firsthand.model.collection import CollectionPart
from firsthand.model.consent import PUBLIC, PUBLICATION
from firsthand.model.custody_event import Exported, ExportKind

if TYPE_CHECKING:
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.handing import Handed
    from firsthand.pipeline.packing import Packet

FORMS = (ExportKind.PACKET, ExportKind.PROOFS, ExportKind.BAGIT, ExportKind.RO_CRATE)


def export(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="[OBJECT...] FOLDER",
            help="objects by SHA-256, or its beginning, address or file; then where they go",
        ),
    ],
    form: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="FORM",
            help="packet: one object; bagit, ro-crate, proofs: objects, or all that may leave",
        ),
    ] = ExportKind.PACKET.value,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since", metavar="EXPORT", help="an earlier export of this case; for a packet"
        ),
    ] = None,
    disclose: Annotated[
        list[str] | None,
        typer.Option(
            "--disclose",
            metavar="PART",
            help="a part of the collection records to show; repeatable",
        ),
    ] = None,
    purpose: Purpose = PUBLICATION,
    audience: Audience = PUBLIC,
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """Hand over objects so that they can be checked without Firsthand."""
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.events import leave_entry

    kind, parts = _form(form), [_part(each) for each in disclose or []]
    *wanted, folder = places
    if kind is ExportKind.PACKET and (len(wanted) != 1 or parts):
        raise OperatorError("a packet is of one object: give OBJECT and FOLDER, or --as bagit")
    if kind is not ExportKind.PACKET and since is not None:
        raise OperatorError("--since is for a packet; of others, see firsthand consistency")
    with Case.open(case, writing=False) as held:
        problems = hold(held, purpose, audience, identity, unsearched=unsearched)
        if kind is ExportKind.PACKET:
            shown, lines, left = _pack(held, wanted[0], Path(folder), since)
        else:
            shown, lines, left = _hand_over(held, wanted, Path(folder), kind, parts)
    why_not = leave_entry(case, left)
    if json_:
        print_json(shown)
    else:
        for line in [*lines, *([f"    {why_not}"] if why_not else [])]:
            say(line)
    end(problems)


def _form(form: str) -> ExportKind:
    if form not in FORMS:
        raise OperatorError(f"--as is one of {', '.join(FORMS)}, found {form}")
    return ExportKind(form)


def _part(name: str) -> CollectionPart:
    if name not in set(CollectionPart):
        raise OperatorError(f"--disclose is one of {', '.join(CollectionPart)}, found {name}")
    return CollectionPart(name)


def _pack(
    case: Case, wanted: str, folder: Path, since: Path | None
) -> tuple[dict[str, object], list[str], Exported]:
    from firsthand.pipeline.events import sums_of
    from firsthand.pipeline.packing import SUMS, pack

    packet = pack(case, wanted, folder, since=since)
    left = Exported(
        kind=ExportKind.PACKET,
        objects=(packet.object,),
        entries=packet.checkpoint,
        sums=sums_of(folder / SUMS),
    )
    return asdict(packet), _told(packet), left


def _hand_over(
    case: Case, wanted: list[str], folder: Path, kind: ExportKind, parts: list[CollectionPart]
) -> tuple[dict[str, object], list[str], Exported]:
    from firsthand.pipeline.events import sums_of
    from firsthand.pipeline.handing import hand_over

    handed = hand_over(case, wanted, folder, kind=kind, disclose=parts)
    left = Exported(
        kind=kind,
        objects=handed.objects if wanted else (),
        entries=handed.checkpoint,
        sums=sums_of(folder / handed.sums),
    )
    for each in handed.stayed:
        complain(f"note: {each.digest} stays: {each.why}")
    return asdict(handed), _told_handed(handed), left


def _told(packet: Packet) -> list[str]:
    entries = len(packet.entries) - 1
    lines = [
        f"packed {packet.object}, {packet.size_bytes} bytes, into {packet.folder}",
        f"    {entries} entries of the log speak of it; the checkpoint covers {packet.checkpoint}",
        f"    key {packet.key}: tell it to the receiver by another way",
    ]
    if packet.since is not None:
        lines.append(f"    with a proof that the log continues the checkpoint over {packet.since}")
    lines += _vouched(packet)
    return [*lines, "    how to check it: VERIFY.txt, with sha256sum, python3 and openssl alone"]


def _told_handed(handed: Handed) -> list[str]:
    return [
        f"wrote {len(handed.objects)} objects, {handed.size_bytes} bytes, as {handed.kind} into {handed.folder}",
        f"    {len(handed.stayed)} stay; the checkpoint covers {handed.checkpoint} entries",
        f"    key {handed.key}: tell it to the receiver by another way",
        *_vouched(handed),
        f"    how to check it: firsthand verify {handed.folder}, and {handed.sums} by standard tools",
    ]


def _vouched(left: Packet | Handed) -> list[str]:
    """Who outside says by when it was in the log, and what of that stays."""
    lines = [f"    it was in the log by then, says {each}" for each in left.vouched]
    if not left.vouched:
        lines.append("    nobody outside says when: see firsthand timestamp, firsthand cosign")
    if left.rootless:
        lines.append(
            f"    {left.rootless} stamps stay, whose certificates lead to no root: take the answers again, --chain FILE"
        )
    if left.held_back:
        lines.append(
            f"    {left.held_back} stamps or cosignatures stay: a name of the register stands in them"
        )
    return lines
