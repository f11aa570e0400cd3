"""Take counts and populations apart into the figures that a check is made of.

In: statements by meaning, populations.  Out: figures with their words and where they are from, and
the numbers that each can stand for. Nothing is checked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from firsthand.model.check import CheckedFigure
from firsthand.model.claim import Element, Quantity, Stance
from firsthand.model.finding import Population
from firsthand.model.value import value
from firsthand.weigh.figure import Interval, interval_of, rounding, said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import Span, span_of
from firsthand.weigh.place import Gazetteer, place_key, place_name
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.wording import group_key

EVERYONE = "everyone"
SHARE = "share"
RESIDENTS = "residents"
EVERY_PERCENT = 100.0


@value
class Counted:
    """A number of something, somewhere, of somebody: from pages, or a population that a person gave.

    `pages` are the documents that print it; for a population its address stands for the page.
    `time` is None where none is stated, `exact` whether the figure stands without a hedge.
    """

    figure: CheckedFigure
    interval: Interval
    slack: float
    unit: str
    counts: str | None
    group: str
    group_words: str
    place: str | None
    time: Span | None
    pages: frozenset[str]
    statement: str | None
    exact: bool

    @property
    def number(self) -> float | None:
        """The one number printed; None for a range."""
        ends = {self.figure.low, self.figure.high} - {None}
        return float(next(end for end in ends if end is not None)) if len(ends) == 1 else None


def quantity_of(meant: Meant) -> Quantity | None:
    """The count that a statement gives as so; None where it is denied, unknown, vague or none."""
    if meant.element not in {Element.SCALE, Element.POPULATION}:
        return None
    if meant.stance not in {Stance.ASSERTED, Stance.HEDGED}:
        return None
    if not isinstance(meant.value, Quantity) or meant.value.vague:
        return None
    return meant.value


def counted_of(
    statements: Sequence[Meant],
    populations: Sequence[Population],
    *,
    names: Gazetteer,
    settings: WeighSettings,
) -> list[Counted]:
    """Every figure there is, those of pages first, in the order of their ids."""
    found = []
    for meant in sorted(statements, key=lambda each: each.id):
        quantity = quantity_of(meant)
        if quantity is not None:
            found.append(_from_pages(meant, quantity, names, settings))
    ordered = sorted(populations, key=repr)
    return found + [_from_person(each, names, settings) for each in ordered]


def _from_pages(
    meant: Meant, quantity: Quantity, names: Gazetteer, settings: WeighSettings
) -> Counted:
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    population = meant.element is Element.POPULATION
    return Counted(
        figure=CheckedFigure(
            words=in_words(quantity, names),
            low=quantity.low,
            high=quantity.high,
            claims=tuple(claim.id for claim in meant.claims),
        ),
        interval=_percent(quantity, settings)
        if quantity.unit == SHARE
        else interval_of(quantity, settings),
        slack=max((rounding(end, settings) for end in ends), default=0.0),
        unit=RESIDENTS if population else quantity.unit,
        counts="persons" if population else quantity.counts and quantity.counts.value,
        group=group_key(quantity.group) or EVERYONE,
        group_words=quantity.group or "",
        place=place_key(quantity.place, names),
        time=span_of(quantity.period),
        pages=frozenset(claim.suggestion.document for claim in meant.claims),
        statement=meant.id,
        exact=not quantity.approximate and quantity.low == quantity.high,
    )


def _from_person(population: Population, names: Gazetteer, settings: WeighSettings) -> Counted:
    persons = population.persons
    group = group_key(population.group) or EVERYONE
    whom = "people" if group == EVERYONE else f"people ({population.group})"
    when = f" in {population.year}" if population.year else ""
    slack = rounding(persons, settings)
    return Counted(
        figure=CheckedFigure(
            words=f"{said(persons)} {whom} live in {population.area}{when}",
            low=persons,
            high=persons,
            address=population.address,
        ),
        interval=Interval(low=persons - slack, high=persons + slack),
        slack=slack,
        unit=RESIDENTS,
        counts="persons",
        group=group,
        group_words=population.group,
        place=population.place_code or place_key(population.area, names),
        time=span_of(population.year),
        pages=frozenset({f"{population.address} {population.year}"}),
        statement=None,
        exact=True,
    )


def _percent(quantity: Quantity, settings: WeighSettings) -> Interval:
    """What a percentage allows: half a unit of its last digit, never more than a whole percent."""
    low, high = quantity.low, quantity.high

    def spread(end: float) -> float:
        digits = Decimal(str(end)).normalize().as_tuple().exponent
        printed = 0.5 * 10.0 ** min(digits if isinstance(digits, int) else 0, 0)
        return max(printed, end * settings.about_share if quantity.approximate else 0.0)

    return Interval(
        low=0.0 if low is None else max(0.0, low - spread(low)),
        high=EVERY_PERCENT if high is None else max(high, min(EVERY_PERCENT, high + spread(high))),
    )


def in_words(quantity: Quantity, names: Gazetteer) -> str:
    """A count as a reader reads it: its hedge, what it counts, of whom, where and when.

    >>> in_words(Quantity(low=None, high=36_000_000, approximate=True, unit="examined"), {})
    'nearly 36,000,000 examined'
    """
    parts = [hedged(quantity)]
    if quantity.unit == SHARE:
        parts.append("percent")
    else:
        parts += [quantity.counts.value if quantity.counts else "", quantity.unit]
    if quantity.group:
        parts.append(f"({quantity.group})")
    if quantity.place:
        parts.append(f"in {place_name(place_key(quantity.place, names), names)}")
    if quantity.period:
        parts.append(f"in {quantity.period}")
    return " ".join(part for part in parts if part)


def hedged(quantity: Quantity) -> str:
    """The number with the hedge that its ends stand for."""
    low, high = quantity.low, quantity.high
    if low == high:
        return f"about {said(low)}" if quantity.approximate else said(low)
    if high is None:
        return f"over {said(low)}"
    if low is None:
        return f"{'nearly' if quantity.approximate else 'up to'} {said(high)}"
    return f"{said(low)} to {said(high)}"
