"""Put findings into a short table: what is said, how it stands, who repeats it, what drifted.

In: findings, the claims they are made of, and drifts.  Out: rows of plain values, most repeated
first. Printing them is done in `cli`, and showing them with all that is behind them in `publish`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Coded,
    ElementValue,
    Period,
    Place,
    Quantity,
    Stance,
    Words,
)
from firsthand.model.finding import Findings, Statement
from firsthand.model.lineage import Drift
from firsthand.model.value import value

_STANCES = {Stance.DENIED: "denied: ", Stance.UNKNOWN: "not known: ", Stance.HEDGED: "hedged: "}


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


def value_said(said: ElementValue) -> str:
    """A value in the words of a table.

    >>> value_said(AgeRange(age_years_min=12, age_years_max=65))
    '12 to 65 years'
    """
    match said:
        case AgeRange():
            return _ages(said)
        case Quantity():
            return _quantity(said)
        case Period():
            return said.edtf
        case Place():
            return said.name or said.code
        case Coded():
            code = said.code.replace("_", " ")
            return f"{code}: {said.text}" if said.text and said.text != said.code else code
        case Words():
            return said.text


def _row(statement: Statement, changed: Mapping[str, set[str]]) -> SummaryRow:
    return SummaryRow(
        statement=statement.id,
        element=statement.element.value,
        said=_STANCES.get(statement.stance, "") + value_said(statement.value),
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


def _ages(ages: AgeRange) -> str:
    if ages.age_years_max is None:
        return f"{ages.age_years_min} years and over"
    if ages.age_years_min is None:
        return f"up to {ages.age_years_max} years"
    return f"{ages.age_years_min} to {ages.age_years_max} years"


def _quantity(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        figure = "a number that is not printed"
    elif high is None:
        figure = f"over {low:,}"
    elif low is None:
        figure = f"{'nearly' if quantity.approximate else 'up to'} {high:,}"
    elif low == high:
        figure = f"{'about ' if quantity.approximate else ''}{low:,}"
    else:
        figure = f"{low:,} to {high:,}"
    what = quantity.counts.value if quantity.counts else ""
    unit = "percent" if quantity.unit == "share" else quantity.unit
    who = quantity.group if quantity.group and quantity.group != unit else ""
    parts = [figure, quantity.currency or what, unit, who]
    if quantity.period:
        parts.append(f"in {quantity.period}")
    if quantity.place:
        parts.append(f"({quantity.place})")
    return " ".join(part for part in parts if part)
