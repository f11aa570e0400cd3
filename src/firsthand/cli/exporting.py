"""The verb that hands evidence over: export.

In: the operator's words.  Out: a folder that standard tools check, and what is said about it.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.consent import Audience, KeyFile, Purpose, hold
from firsthand.cli.screen import CasePath, Json, end, print_json, say
from firsthand.model.consent import PUBLIC, PUBLICATION

if TYPE_CHECKING:
    from firsthand.pipeline.packing import Packet


def export(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="OBJECT", help="its SHA-256, or the beginning; its address; its file"
        ),
    ],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="a checkpoint of this case kept elsewhere"),
    ] = None,
    purpose: Purpose = PUBLICATION,
    audience: Audience = PUBLIC,
    identity: KeyFile = None,
    json_: Json = False,
) -> None:
    """Hand over one object so that it can be checked without Firsthand."""
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.packing import pack

    with Case.open(case, writing=False) as held:
        problems = hold(held, purpose, audience, identity)
        packet = pack(held, wanted, folder, since=since)
    if json_:
        print_json(asdict(packet))
    else:
        for line in _told(packet):
            say(line)
    end(problems)


def _told(packet: Packet) -> list[str]:
    entries = len(packet.entries) - 1
    lines = [
        f"packed {packet.object}, {packet.size_bytes} bytes, into {packet.folder}",
        f"    {entries} entries of the log speak of it; the checkpoint covers {packet.checkpoint}",
        f"    key {packet.key}: tell it to the receiver by another way",
    ]
    if packet.since is not None:
        lines.append(f"    with a proof that the log continues the checkpoint over {packet.since}")
    return [*lines, "    how to check it: VERIFY.txt, with sha256sum, python3 and openssl alone"]
