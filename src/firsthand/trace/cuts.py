"""Take out what an analyst ruled that an edge does not carry, claim by claim.

In: what was found to carry each claim, rulings on edges limited to claims.  Out: those edges as they
were; a note for each ruling that finds nothing to take out. A claim of which every carrier is cut
begins at its page: the analyst said that it does not come from there. Edges of whole pages are cut
in `trace.judgement`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from firsthand.model.claim import Suggestion
from firsthand.model.lineage import Correction, CutEdge, DerivationEvidence, EvidenceType
from firsthand.model.problem import Outcome
from firsthand.trace.bearing import Tie
from firsthand.trace.judgement import cut_note, gone_note, reason_of


def take_out(
    ties: dict[str, list[Tie]],
    begins: dict[str, tuple[Suggestion, tuple[DerivationEvidence, ...]]],
    cut: Iterable[Correction],
    made: Mapping[str, Suggestion],
) -> Outcome[CutEdge]:
    """Change *ties* and *begins* by the rulings *cut* on claims *made*; what was taken out, and notes of it."""
    taken, notes = [], []
    for ruling in cut:
        found = [
            (claim, tie)
            for claim in ruling.claims
            for tie in ties.get(claim, ())
            if (tie.edge.later, tie.edge.earlier) == (ruling.later, ruling.earlier)
        ]
        if not found:
            notes.append(gone_note(ruling))
            continue
        for claim, tie in found:
            ties[claim] = [each for each in ties[claim] if each is not tie]
            if not ties[claim]:
                del ties[claim]
                evidence = DerivationEvidence(
                    type=EvidenceType.JUDGEMENT,
                    later=made[claim].quotation,
                    note=f"cut from all that it was found to come from: {reason_of(ruling)}",
                )
                begins[claim] = (made[claim], (evidence,))
        edge = dataclasses.replace(
            found[0][1].edge,
            evidence=tuple(dict.fromkeys(tie.evidence for _, tie in found)),
            claims=ruling.claims,
        )
        taken.append(CutEdge(derivation=edge, correction=ruling))
        notes.append(cut_note(ruling))
    return Outcome(values=tuple(taken), problems=tuple(notes))
