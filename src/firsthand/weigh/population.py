"""Choose the population that bounds a count: of that place, everyone, nearest in time.

In: populations from named sources, a place and a time.  Out: the nearest one, and those beside it.
A population is a bound and a denominator. It is never a count of people taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.finding import Population
from firsthand.weigh.figure import said
from firsthand.weigh.period import Span, overlap, span_of
from firsthand.weigh.place import Gazetteer, place_key
from firsthand.weigh.wording import group_key

_FAR = 10**9  # days; a population without a readable year comes after all others


def populations_near(
    populations: Sequence[Population], *, place: str | None, time: Span | None, names: Gazetteer
) -> list[Population]:
    """Populations of everyone in *place*, nearest in time first; of two as near, the larger."""
    if place is None:
        return []
    fitting = [
        population
        for population in populations
        if group_key(population.group) == "everyone"
        and place in {population.place_code, place_key(population.area, names)}
    ]
    return sorted(
        fitting, key=lambda each: (_days_between(each, time), -each.persons, each.year, repr(each))
    )


def population_said(population: Population) -> str:
    """A population as a reader can look it up: how many, where, when, by whom."""
    source = f", {population.address}" if population.address else ""
    kind = population.kind.replace("_", " ")
    return f"{said(population.persons)} in {population.area} ({population.year}, {kind}{source})"


def _days_between(population: Population, time: Span | None) -> int:
    when = span_of(population.year)
    if when is None or time is None:
        return _FAR
    if overlap(when, time):
        return 0
    if when.last is not None and time.first is not None and when.last < time.first:
        return time.first - when.last
    if when.first is not None and time.last is not None:
        return when.first - time.last
    return _FAR
