"""Sort the counts of people of one unit in one place into rounds, and set aside what is no count.

In: firm statements of scale, and populations.  Out: a tally for each unit and place: its rounds, the
figures that are rounds added together, those no population can hold, and the populations near.
What follows for the number of people is not said here but in `estimates`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.claim import Counts, Quantity
from firsthand.model.finding import Population
from firsthand.model.value import value
from firsthand.weigh.figure import said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import Span, hull
from firsthand.weigh.place import Gazetteer, place_key, place_name
from firsthand.weigh.population import nearest_first, populations_near
from firsthand.weigh.rounds import Added, Round, Sorted, rounds_added, sort_rounds
from firsthand.weigh.settings import WeighSettings

_WHAT_WAS_DONE = {
    "examined": "were examined",
    "sampled": "gave a specimen",
    "profiled": "have a profile",
    "enrolled": "had their data taken",
}


@value
class Tally:
    """The counts of people of one unit in one place, sorted, and what bounds them."""

    unit: str
    place: str | None
    where: str
    order: Sorted
    added: tuple[Added, ...]
    too_large: tuple[Meant, ...]
    populations: tuple[Population, ...]

    @property
    def question(self) -> str:
        """What is asked of these counts."""
        return f"how many people {_WHAT_WAS_DONE[self.unit]} in {self.where} at least once"


def tallies_of(
    firm: Sequence[Meant],
    populations: Sequence[Population],
    names: Gazetteer,
    settings: WeighSettings,
) -> list[Tally]:
    """A tally for each unit and place that people are counted in, sorted."""
    grouped: dict[tuple[str, str | None], list[Meant]] = {}
    for meant in firm:
        quantity = meant.value
        if not isinstance(quantity, Quantity) or quantity.vague:
            continue
        if of_people(meant) and quantity.unit in _WHAT_WAS_DONE:
            key = (quantity.unit, place_key(quantity.place, names))
            grouped.setdefault(key, []).append(meant)
    _place_the_unplaced(grouped)
    return [
        _tally(key, grouped[key], populations=populations, names=names, settings=settings)
        for key in sorted(grouped, key=lambda key: (key[0], key[1] or ""))
    ]


def _place_the_unplaced(grouped: dict[tuple[str, str | None], list[Meant]]) -> None:
    """Counts that name no place belong to the only place that is named for their unit, if one is."""
    for unit in _WHAT_WAS_DONE:
        places = [place for u, place in grouped if u == unit and place is not None]
        if len(places) == 1 and (unit, None) in grouped:
            grouped[unit, places[0]] += grouped.pop((unit, None))


def _tally(
    key: tuple[str, str | None],
    counts: list[Meant],
    *,
    populations: Sequence[Population],
    names: Gazetteer,
    settings: WeighSettings,
) -> Tally:
    """Take out the sums and what no population can hold; sort what is left into rounds."""
    unit, place = key
    first = sort_rounds(counts, settings=settings)
    added = [rounds_added(meant, _others(meant, first), settings=settings) for meant in counts]
    sums = tuple(each for each in added if each is not None)
    left = [m for m in counts if m not in {each.statement for each in sums}]
    time = _time_of(sort_rounds(left, settings=settings).rounds)
    near = populations_near(populations, place=place, time=time, names=names)
    too_large = tuple(m for m in left if near and _exceeds(m, near))
    fitting = [m for m in left if m not in too_large]
    return Tally(
        unit=unit,
        place=place,
        where=place_name(place, names),
        order=sort_rounds(fitting, settings=settings),
        added=sums,
        too_large=too_large,
        populations=tuple(near),
    )


def _others(meant: Meant, order: Sorted) -> list[Round]:
    return [r for r in (*order.rounds, *order.cumulative) if meant not in r.statements]


def _exceeds(meant: Meant, populations: Sequence[Population]) -> bool:
    """Whether every population known of the place is smaller than the count's lower end."""
    quantity = meant.value
    assert isinstance(quantity, Quantity)
    figure = quantity.low if quantity.low is not None else quantity.high
    return figure is not None and all(figure > each.persons for each in populations)


def _time_of(rounds: Sequence[Round]) -> Span | None:
    times = [r.time for r in rounds if r.time is not None]
    return hull(times) if times else None


def rounds_that_were_added(tally: Tally) -> list[Tally]:
    """For each figure that is rounds added together, those rounds by themselves."""
    return [
        Tally(
            unit=tally.unit,
            place=tally.place,
            where=f"{tally.where}, in the rounds that {said(added.figure)} adds up,",
            order=Sorted(rounds=added.rounds, cumulative=()),
            added=(),
            too_large=(),
            populations=tuple(nearest_first(tally.populations, _time_of(added.rounds))),
        )
        for added in distinct(tally.added)
        if set(added.rounds) != set(tally.order.rounds)
    ]


def distinct(added: Sequence[Added]) -> list[Added]:
    """One of each figure that is a sum, however many statements print it."""
    by_figure: dict[float, Added] = {}
    for each in sorted(added, key=lambda a: (a.figure, a.statement.id)):
        by_figure.setdefault(each.figure, each)
    return list(by_figure.values())


def of_people(meant: Meant) -> bool:
    """Whether it is a count of people, not of visits, specimens or records."""
    return isinstance(meant.value, Quantity) and meant.value.counts is Counts.PERSONS
