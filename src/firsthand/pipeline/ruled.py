"""Take from the record what people decided about findings: contradictions, the rule, sources, standards.

In: an open case.  Out: `Decisions`, in the order of the record. What people decided on claims and on the
lineage is taken in `pipeline.decided`.
"""

from __future__ import annotations

from firsthand.model.decision import Decisions
from firsthand.model.record import (
    Assessed,
    DisputeRuled,
    ItemStated,
    RightsMarked,
    RightsScoped,
    RoleGiven,
    RuleChanged,
    StandardMet,
)
from firsthand.pipeline.case import Case


def decisions(case: Case) -> Decisions:
    """Everything that people decided about findings, from the record."""
    bodies = [entry.body for entry in case.decided()]
    return Decisions(
        disputes=tuple(b.ruling for b in bodies if isinstance(b, DisputeRuled)),
        rules=tuple(b.set for b in bodies if isinstance(b, RuleChanged)),
        roles=tuple(b.role for b in bodies if isinstance(b, RoleGiven)),
        assessments=tuple(b.assessment for b in bodies if isinstance(b, Assessed)),
        standards=tuple(b.standard for b in bodies if isinstance(b, StandardMet)),
        scopes=tuple(b.scope for b in bodies if isinstance(b, RightsScoped)),
        marks=tuple(b.mark for b in bodies if isinstance(b, RightsMarked)),
        told=tuple(b.told for b in bodies if isinstance(b, ItemStated)),
    )
