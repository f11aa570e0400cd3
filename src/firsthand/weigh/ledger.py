"""Enter every count as one page gives it: what it counts, of whom, where, when, said by whom.

In: statements by meaning, and the supports of their claims.  Out: a row for each claim of scale or
population. Nothing is added up: a ledger shows what was said, and `estimates` says what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from firsthand.model.claim import Claim, Element, Quantity
from firsthand.model.finding import LedgerRow
from firsthand.weigh.ancestry import Support
from firsthand.weigh.figure import digits_of
from firsthand.weigh.meaning import Meant

_UNIT_OF_POPULATION = "residents"


def keep_ledger(
    statements: Iterable[Meant], *, supports: Mapping[str, Sequence[Support]]
) -> tuple[LedgerRow, ...]:
    """A row for each count, largest first within a unit; population figures show as residents.

    *supports* are those of each claim, by its id.
    """
    rows = [
        _row(claim, claim.suggestion.value, meant.id, supports.get(claim.id, ()))
        for meant in statements
        if meant.element in {Element.SCALE, Element.POPULATION}
        for claim in meant.claims
        if isinstance(claim.suggestion.value, Quantity)
    ]
    return tuple(sorted(rows, key=_order))


def _row(
    claim: Claim, quantity: Quantity, statement: str, supports: Sequence[Support]
) -> LedgerRow:
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
        hedge=hedge_of(quantity),
        precision=precision_of(quantity),
        digits=_digits(quantity),
        origins=tuple(sorted({origin for support in supports for origin in support})),
    )


def hedge_of(quantity: Quantity) -> str:
    """The hedge that its ends stand for; empty where the figure stands by itself.

    >>> hedge_of(Quantity(low=18_000_000, high=None, approximate=True, unit="examined"))
    'over'
    """
    if quantity.vague:
        return "vague"
    if quantity.high is None:
        return "over"
    if quantity.low is None:
        return "nearly" if quantity.approximate else "up to"
    if quantity.low != quantity.high:
        return "between"
    return "about" if quantity.approximate else ""


def precision_of(quantity: Quantity) -> float | None:
    """One unit of the last digit printed, of the end that is printed finer; None without a number.

    >>> precision_of(Quantity(low=18_800_000, high=18_800_000, approximate=False, unit="examined"))
    100000.0
    """
    units = []
    for end in (quantity.low, quantity.high):
        if end:
            exponent = Decimal(str(end)).normalize().as_tuple().exponent
            units.append(10.0**exponent if isinstance(exponent, int) else 1.0)
    return min(units, default=None)


def _digits(quantity: Quantity) -> int | None:
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return max((digits_of(end) for end in ends), default=None)


def _order(row: LedgerRow) -> tuple[str, str, float, str]:
    figure = row.low if row.high is None else row.high
    return (row.unit, row.counts or "", -(figure or 0), row.claim)
