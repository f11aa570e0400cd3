"""The norms that the worked case lists, for the dossier to show; that any was broken is not said.

In: the table that ships with the program, and the claims of a case.  Out: norms, for the worked case
and no other: they were listed for its acts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from importlib.resources import files

from firsthand.model.claim import Claim
from firsthand.pipeline.worked_case import CODER
from firsthand.publish.dossier import Norm


def norms_for(claims: Iterable[Claim]) -> tuple[Norm, ...]:
    """The norms listed for the worked case, if these claims are of its coding."""
    if not any(claim.suggestion.maker == CODER for claim in claims):
        return ()
    table = files("firsthand").joinpath("pipeline/cases/xinjiang/norms.csv")
    rows = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
    return tuple(
        Norm(
            id=row["id"],
            name=row["name"],
            instrument=row["instrument"],
            article=row["article"],
            year_in_force=row["year_in_force"],
            applies_to=row["applies_to"],
            binding=row["binding_on_prc_2017"],
            tests=tuple(test for test in row["tests"].split(";") if test),
            content=row["content"],
            address=row["address"],
            verified=row["verified"] == "yes",
        )
        for row in rows
    )
