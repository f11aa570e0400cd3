"""Take from the record what people decided: judgements, codings, descriptions, rulings, populations.

In: an open case.  Out: `Judgements`, in the order of the record.  Machines decide nothing of this.
"""

from __future__ import annotations

from firsthand.claim.judge import Coding
from firsthand.claim.migrated import carry
from firsthand.claim.vocabulary import base, hear_changes
from firsthand.model.claim import Suggestion
from firsthand.model.finding import Population
from firsthand.model.lineage import Correction
from firsthand.model.record import Coded, Corrected, Denominators, Described, Judged, Offered
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary
from firsthand.pipeline.case import Case
from firsthand.trace.judgement import in_force


@value
class Judgements:
    """What people entered into the record, in its order, under the names of today.

    `changed` is what the case asks for, where it is not just the 24 elements. `again` was said of a code before
    it was split in several: it counts as not said. `loose` are claims that stand in a coding, and are asked again.
    """

    judged: tuple[Judged, ...]
    codings: tuple[Coding, ...]
    described: tuple[Described, ...]
    corrections: tuple[Correction, ...]
    populations: tuple[Population, ...]
    offered: tuple[Suggestion, ...] = ()
    undone: tuple[Judged, ...] = ()
    people_needed: int = 1
    held: tuple[str, ...] = ()  # what is left out because the case is seen for a use
    changed: Vocabulary | None = None
    again: tuple[Judged, ...] = ()
    loose: tuple[Suggestion, ...] = ()

    @property
    def vocabulary(self) -> Vocabulary:
        """What the case asks for."""
        return self.changed or base()


def judgements(case: Case) -> Judgements:
    """Everything that people decided, from the record."""
    codings, described, corrections = [], [], []
    offered: list[Suggestion] = []
    populations: tuple[Population, ...] = ()
    entries = case.decided()
    for number, entry in enumerate(entries):
        if isinstance(entry.body, Coded):
            codings.append((number, Coding(coded=entry.body, by=entry.by, at=entry.at)))
        elif isinstance(entry.body, Described):
            described.append(entry.body)
        elif isinstance(entry.body, Corrected):
            corrections.append(entry.body.correction)
        elif isinstance(entry.body, Denominators):
            populations += entry.body.populations
        elif isinstance(entry.body, Offered):
            offered += entry.body.suggestions
    history = hear_changes(entries)
    carried = carry(entries, codings, history)
    now = history.vocabulary
    return Judgements(
        judged=carried.heard.judged,
        codings=carried.codings,
        described=tuple(described),
        corrections=in_force(corrections),
        populations=populations,
        held=tuple(sorted(case.hold.claims | case.hold.documents)) if case.hold else (),
        offered=tuple(now.today(each) for each in offered if not now.digest or now.asks_for(each)),
        undone=carried.heard.undone,
        people_needed=carried.heard.people_needed,
        changed=now if now.digest else None,
        again=carried.again,
        loose=carried.loose,
    )
