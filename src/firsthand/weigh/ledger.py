"""Enter every count as one page gives it: what it counts, of whom, where, when, said by whom.

In: statements by meaning.  Out: a row for each claim of scale or population. Nothing is added up:
a ledger shows what was said, and `estimates` says what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.model.claim import Claim, Element, Quantity
from firsthand.model.finding import LedgerRow
from firsthand.weigh.meaning import Meant

_UNIT_OF_POPULATION = "residents"


def keep_ledger(statements: Iterable[Meant]) -> tuple[LedgerRow, ...]:
    """A row for each count, largest first within a unit; population figures show as residents."""
    rows = [
        _row(claim, claim.suggestion.value, meant.id)
        for meant in statements
        if meant.element in {Element.SCALE, Element.POPULATION}
        for claim in meant.claims
        if isinstance(claim.suggestion.value, Quantity)
    ]
    return tuple(sorted(rows, key=_order))


def _row(claim: Claim, quantity: Quantity, statement: str) -> LedgerRow:
    suggestion = claim.suggestion
    population = suggestion.element is Element.POPULATION
    return LedgerRow(
        claim=claim.id,
        document=suggestion.document,
        statement=statement,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        vague=quantity.vague,
        unit=_UNIT_OF_POPULATION if population else quantity.unit,
        counts=None if quantity.counts is None else quantity.counts.value,
        currency=quantity.currency,
        group=quantity.group,
        place=quantity.place,
        period=quantity.period,
        said_by=suggestion.said_by,
        stance=suggestion.stance.value,
        quote=suggestion.quotation.exact,
    )


def _order(row: LedgerRow) -> tuple[str, str, float, str]:
    figure = row.low if row.high is None else row.high
    return (row.unit, row.counts or "", -(figure or 0), row.claim)
