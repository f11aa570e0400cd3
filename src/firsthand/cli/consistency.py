"""The verb that proves that one export of a case continues another: consistency.

In: the operator's words.  Out: a proof as a file, and what is said about it.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import CasePath, Json, print_json, say

EXPORT = "a case, a packet, a dossier, or a checkpoint"


def consistency(
    case: CasePath,
    earlier: Annotated[Path, typer.Argument(metavar="EARLIER", help=EXPORT)],
    later: Annotated[Path, typer.Argument(metavar="LATER", help=EXPORT)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="where the proof goes")],
    json_: Json = False,
) -> None:
    """Prove that the log of one export of this case continues that of an earlier one."""
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.continuing import prove

    with Case.open(case, writing=False) as held:
        proved = prove(held, earlier, later, file)
    if json_:
        print_json(dataclasses.asdict(proved))
        return
    say(f"wrote {file}: the log of {proved.new} entries continues that of {proved.old}")
    say(f"    check: firsthand verify {later} --since {earlier} --proof {file}")
