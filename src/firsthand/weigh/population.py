"""Choose the population that bounds a count: of that place, everyone, nearest in time.

In: populations from named sources, a place and a time.  Out: the nearest one, and those beside it.
A population is a bound and a denominator. It is never a count of people taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.claim import Element, Quantity
from firsthand.model.finding import Population
from firsthand.weigh.figure import interval_of, said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import Span, days_between, span_of
from firsthand.weigh.place import Gazetteer, place_key
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.wording import group_key

UNPLACED = "a place that is not stated"
PRINTED = "as printed"
EVERYONE = "all residents"


def populations_near(
    populations: Sequence[Population], *, place: str | None, time: Span | None, names: Gazetteer
) -> list[Population]:
    """Populations of everyone in *place*, nearest in time first; of two as near, the larger."""
    fitting = [
        population
        for population in populations
        if group_key(population.group) == "everyone"
        and (place or UNPLACED) in {population.place_code, place_key(population.area, names)}
    ]
    return nearest_first(fitting, time)


def nearest_first(populations: Iterable[Population], time: Span | None) -> list[Population]:
    """*populations* by how many days lie between each and *time*; of two as near, the larger first."""
    return sorted(
        populations,
        key=lambda each: (
            days_between(span_of(each.year), time),
            -each.persons,
            each.year,
            repr(each),
        ),
    )


def populations_printed(
    firm: Sequence[Meant],
    *,
    addresses: Mapping[str, str],
    names: Gazetteer,
    settings: WeighSettings,
) -> list[Population]:
    """The populations that pages print of everyone in a place, as bounds; "over N" bounds nothing.

    One that names no place is taken for the only place that counts name, if there is one; and where
    no count names a place, populations of one place are taken for theirs.
    """
    counted = {
        place_key(m.value.place, names)
        for m in firm
        if m.element is Element.SCALE and isinstance(m.value, Quantity)
    } - {None}
    printed = [m for m in firm if _bounds_everyone(m)]
    named = {place_key(_quantity(m).place, names) for m in printed} - {None}
    only = next(iter(counted)) if len(counted) == 1 else None
    one_place = not counted and len(named) <= 1
    made = []
    for meant in printed:
        quantity = _quantity(meant)
        place = None if one_place else place_key(quantity.place, names) or only
        pages = sorted(claim.suggestion.document for claim in meant.claims)
        made.append(
            Population(
                area=quantity.place or place or UNPLACED,
                place_code=place or UNPLACED,
                year=quantity.period or "",
                group=EVERYONE,
                persons=_upper(quantity, settings),
                kind=PRINTED,
                address=addresses.get(pages[0], pages[0]),
            )
        )
    return made


def _bounds_everyone(meant: Meant) -> bool:
    quantity = meant.value
    if meant.element is not Element.POPULATION or not isinstance(quantity, Quantity):
        return False
    return group_key(quantity.group) in {"", "everyone"} and quantity.high is not None


def _quantity(meant: Meant) -> Quantity:
    assert isinstance(meant.value, Quantity)
    return meant.value


def _upper(quantity: Quantity, settings: WeighSettings) -> int:
    """The most people a printed population allows, with room for "about"."""
    assert quantity.high is not None
    allowed = interval_of(quantity, settings).high if quantity.approximate else quantity.high
    return math.floor(allowed)


def population_said(population: Population) -> str:
    """A population as a reader can look it up: how many, where, when, by whom."""
    source = f", {population.address}" if population.address else ""
    kind = population.kind.replace("_", " ")
    when = f"{population.year}, " if population.year else ""
    return f"{said(population.persons)} in {population.area} ({when}{kind}{source})"
