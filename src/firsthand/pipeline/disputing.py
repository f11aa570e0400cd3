"""Record what a person decides on contradictions: how both came to be said, or that both stand.

In: an open case, keys as the operator wrote them, a reason.  Out: entries of the record, all that one
command asks for or none. Decisions are found again each time the case is weighed, in `weigh.register`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.decision import DisputeRuling, DisputeState
from firsthand.model.finding import Contradiction, Findings
from firsthand.model.record import DisputeRuled
from firsthand.pipeline import clock
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.judging import need_reason


def rule_on(
    case: Case, findings: Findings, asked: Sequence[tuple[str, DisputeState]], *, reason: str
) -> tuple[DisputeRuling, ...]:
    """Record decisions on the contradictions named; keys may be shortened as long as they name one.

    Raises:
        OperatorError: no reason is given.
        UnknownIdError: a key names no contradiction, or several.
    """
    need_reason(reason)
    known = {each.key: each for each in findings.contradictions}
    claims = {each.id: each.claims for each in findings.statements}

    def ruling(found: Contradiction, state: DisputeState) -> DisputeRuling:
        return DisputeRuling(
            key=found.key,
            kind=found.kind,
            one=claims[found.one],
            other=claims[found.other],
            state=state,
            reason=reason.strip(),
            by=operator(),
            at=clock.now(),
        )

    made = tuple(
        ruling(known[one_of(told, known, what="contradiction")], state) for told, state in asked
    )
    case.append([DisputeRuled(ruling=each) for each in made])
    return made
