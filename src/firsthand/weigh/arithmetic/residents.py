"""Hold counts of people against the population of their place and group.

In: figures.  Out: a check for each count of persons of whom the population is known. A count that is
larger than every population counts something else than people, or another place or time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.check import Check, CheckKind, CheckResult
from firsthand.weigh.arithmetic.figures import RESIDENTS, SHARE, Counted
from firsthand.weigh.figure import said
from firsthand.weigh.period import days_between

PERSONS = "persons"


def check_residents(figures: Sequence[Counted]) -> Iterator[Check]:
    """A check for each count of persons, in the order of the figures."""
    populations = [each for each in figures if each.unit == RESIDENTS and each.number is not None]
    for each in figures:
        if each.counts == PERSONS and each.unit not in {RESIDENTS, SHARE}:
            near = nearest(populations, each)
            if near:
                yield _check(each, near)


def nearest(populations: Sequence[Counted], count: Counted) -> list[Counted]:
    """The populations of the place and group of *count*, nearest in time first; of two, the larger."""
    fitting = [
        each
        for each in populations
        if each.place == count.place and each.place is not None and each.group == count.group
    ]
    return sorted(
        fitting,
        key=lambda p: (days_between(p.time, count.time), -(p.number or 0), p.figure.words, repr(p)),
    )


def _check(count: Counted, near: Sequence[Counted]) -> Check:
    figure = count.figure.low if count.figure.low is not None else count.figure.high
    first = near[0]
    largest = max(near, key=lambda each: (each.interval.high, each.figure.words))
    least = count.interval.low if count.figure.low is not None else float(figure or 0)
    result, shown = CheckResult.HOLDS, [first]
    note = f"{said(figure)} is not more than the population nearest in time"
    if least > largest.interval.high:
        result, shown = CheckResult.FAILS, [first, largest] if largest is not first else [first]
        note = (
            f"{said(figure)} is larger than every population known of the place, by "
            f"{said((figure or 0) - (largest.number or 0))}: it counts something else than people, "
            "or another place or time"
        )
    elif least > first.interval.high:
        result, shown = CheckResult.CANNOT_TELL, [first, largest]
        note = f"{said(figure)} is more than the population nearest in time and not than that of another year"
    return Check(
        kind=CheckKind.POPULATION,
        result=result,
        about=f"can {count.figure.words} be people who live there",
        note=note,
        figures=(count.figure, *(each.figure for each in shown)),
        statements=tuple(
            sorted({s for each in (count, *shown) if (s := each.statement) is not None})
        ),
    )
