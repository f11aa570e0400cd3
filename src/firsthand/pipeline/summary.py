"""Put findings into a short table: what is said, how it stands, who repeats it, what drifted.

In: findings, the claims they are made of, and drifts.  Out: rows of plain values, most repeated
first. Printing them is done in `cli`, and showing them with all that is behind them in `publish`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.finding import Findings, Statement
from firsthand.model.lineage import Drift
from firsthand.model.value import value
from firsthand.publish.wording import STANCE_PREFIXES, value_said

__all__ = ["SummaryRow", "summarise", "value_said"]


@value
class SummaryRow:
    """One statement: `pages` say it, and `independent_origins` first sources are behind them."""

    statement: str
    element: str
    said: str
    standing: str
    independent_origins: int
    pages: int
    drifts: tuple[str, ...]


def summarise(
    findings: Findings, *, claims: Sequence[Claim], drifts: Sequence[Drift]
) -> tuple[SummaryRow, ...]:
    """A row for each statement; most pages first."""
    changed = _drifts_of_claims(claims, drifts)
    rows = [_row(statement, changed) for statement in findings.statements]
    return tuple(sorted(rows, key=lambda row: (-row.pages, row.element, row.said, row.statement)))


def _row(statement: Statement, changed: Mapping[str, set[str]]) -> SummaryRow:
    return SummaryRow(
        statement=statement.id,
        element=statement.element.value,
        said=STANCE_PREFIXES.get(statement.stance, "") + value_said(statement.value),
        standing=statement.standing.value,
        independent_origins=statement.independent_origins,
        pages=len(statement.documents),
        drifts=tuple(sorted({d for claim in statement.claims for d in changed.get(claim, ())})),
    )


def _drifts_of_claims(claims: Sequence[Claim], drifts: Sequence[Drift]) -> dict[str, set[str]]:
    """What drifted on the way to each claim: the drift's later words are those of the claim."""
    at: dict[tuple[str, int, int], list[str]] = {}
    for drift in drifts:
        if drift.later is not None:
            position = drift.later.position
            words = f"{drift.kind.value}: {drift.before} → {drift.after}"
            at.setdefault((drift.later.document, position.start, position.end), []).append(words)
    changed: dict[str, set[str]] = {}
    for claim in claims:
        quotation = claim.suggestion.quotation
        place = (quotation.document, quotation.position.start, quotation.position.end)
        if place in at:
            changed[claim.id] = set(at[place])
    return changed
