"""Take from the record what people decided: judgements, codings, descriptions, rulings, populations.

In: an open case.  Out: `Judgements`, in the order of the record.  Machines decide nothing of this.
"""

from __future__ import annotations

from firsthand.claim.judge import SPOKEN, Coding, hear
from firsthand.model.claim import Suggestion
from firsthand.model.finding import Population
from firsthand.model.lineage import Correction
from firsthand.model.record import Coded, Corrected, Denominators, Described, Judged, Offered
from firsthand.model.value import value
from firsthand.pipeline.case import Case
from firsthand.trace.judgement import in_force


@value
class Judgements:
    """What people entered into the record, in its order."""

    judged: tuple[Judged, ...]
    codings: tuple[Coding, ...]
    described: tuple[Described, ...]
    corrections: tuple[Correction, ...]
    populations: tuple[Population, ...]
    offered: tuple[Suggestion, ...] = ()
    undone: tuple[Judged, ...] = ()
    people_needed: int = 1
    held: tuple[
        str, ...
    ] = ()  # claims that are left out of all this because the case is seen for a use


def judgements(case: Case) -> Judgements:
    """Everything that people decided, from the record."""
    spoken, codings, described, corrections = [], [], [], []
    offered: list[Suggestion] = []
    populations: tuple[Population, ...] = ()
    for entry in case.decided():
        if isinstance(entry.body, SPOKEN):
            spoken.append(entry)
        elif isinstance(entry.body, Coded):
            codings.append(Coding(coded=entry.body, by=entry.by, at=entry.at))
        elif isinstance(entry.body, Described):
            described.append(entry.body)
        elif isinstance(entry.body, Corrected):
            corrections.append(entry.body.correction)
        elif isinstance(entry.body, Denominators):
            populations += entry.body.populations
        elif isinstance(entry.body, Offered):
            offered += entry.body.suggestions
    heard = hear(spoken)
    return Judgements(
        judged=heard.judged,
        codings=tuple(codings),
        described=tuple(described),
        corrections=in_force(corrections),
        populations=populations,
        offered=tuple(offered),
        undone=heard.undone,
        people_needed=heard.people_needed,
        held=tuple(sorted(case.hold.claims)) if case.hold else (),
    )
