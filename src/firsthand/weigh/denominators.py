"""Find percentages that cannot be of the population that is printed beside them, or are of two.

In: counts by meaning.  Out: pairs, as (one, other, "denominator", note): a percentage and the population
that its count says it cannot be of; one percentage given of two groups of one place.
Percentages of one thing that differ are not found here but in `apart`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from firsthand.model.claim import Quantity
from firsthand.weigh.arithmetic.figures import RESIDENTS, SHARE, Counted, counted_of
from firsthand.weigh.arithmetic.residents import PERSONS
from firsthand.weigh.arithmetic.shares import implied, together
from firsthand.weigh.figure import printed, said
from firsthand.weigh.meaning import Meant, one_page_says_both, same_time, slots_of
from firsthand.weigh.period import overlap
from firsthand.weigh.place import Gazetteer
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.wording import group_key

Found = tuple[Meant, Meant, str, str]
ALL_PERCENT = 100  # everybody of one group and everybody of another is no coincidence of figures
TENS = 10  # "90 percent" of two groups is as likely a round number as one figure


def denominators_apart(
    statements: Sequence[Meant], *, names: Gazetteer, settings: WeighSettings
) -> Iterator[Found]:
    """Every such pair among *statements*."""
    yield from _of_another_population(statements, names, settings)
    shares = [m for m in statements if isinstance(m.value, Quantity) and m.value.unit == SHARE]
    for one, other in combinations(shares, 2):
        note = _of_two_groups(one, other, names)
        if note and not one_page_says_both(one, other):
            yield one, other, "denominator", note


def _of_another_population(
    statements: Sequence[Meant], names: Gazetteer, settings: WeighSettings
) -> Iterator[Found]:
    """A percentage whose count, on one page, makes it one of more or fewer people than are printed."""
    by_id = {meant.id: meant for meant in statements}
    figures = counted_of(statements, (), names=names, settings=settings)
    people = [c for c in figures if c.counts == PERSONS and c.unit not in {SHARE, RESIDENTS}]
    residents = [c for c in figures if c.unit == RESIDENTS]
    for share in (each for each in figures if each.unit == SHARE):
        for count in (each for each in people if together(share, each)):
            base = implied(share, count)
            for population in residents:
                if _is_its_base(population, share, count) and not base.meets(population.interval):
                    words = (
                        f"{count.figure.words} as {share.figure.words} are not of "
                        f"{population.figure.words}"
                    )
                    yield (
                        by_id[share.statement or ""],
                        by_id[population.statement or ""],
                        "denominator",
                        words,
                    )


def _is_its_base(population: Counted, share: Counted, count: Counted) -> bool:
    place = count.place if count.place is not None else share.place
    times = (count.time or share.time, population.time)
    meet = times[0] is None or times[1] is None or overlap(times[0], times[1])
    return (
        population.group == share.group == count.group
        and population.place in {None, place}
        and meet
    )


def _of_two_groups(one: Meant, other: Meant, names: Gazetteer) -> str:
    first, second = one.value, other.value
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    figure = printed(first)
    if figure is None or figure != printed(second) or figure >= ALL_PERCENT or not figure % TENS:
        return ""
    here, there = group_key(first.group), group_key(second.group)
    places = slots_of(first, names), slots_of(second, names)
    if not here or not there or here == there or places[0][1] != places[1][1]:
        return ""
    if None not in {places[0][2], places[1][2]} and not same_time(places[0][2], places[1][2]):
        return ""
    return f"{said(figure)} percent are of {first.group} here, of {second.group} there"
