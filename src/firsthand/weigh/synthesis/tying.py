"""Tie what is counted in other ways to the people of a tally: exams, specimens, kits, and each other's people.

In: a tally, firm statements, the other tallies.  Out: claims on those counts, and the relations that tie them:
who was examined had an exam, who gave a specimen gave one at least and was examined, no specimen without a kit.
None of them says how many exams or specimens a person has: they bound people from above, and no more.
A count is tied to people only if its time holds all their rounds.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.claim import Counts, Quantity
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import Span, hull, span_of, within
from firsthand.weigh.place import Gazetteer, place_key
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.synthesis.cells import Category, Cell, Constraint, at_most
from firsthand.weigh.synthesis.counting import claim_of, counted, ever
from firsthand.weigh.tally import Tally

_EXAMINED, _SAMPLED = "examined", "sampled"
_OF_EXAMS = {Counts.VISITS, Counts.EVENTS}
_KITS = "kits"
_WHY = {
    Category.EXAMS: "whoever was examined had one exam at least",
    Category.SPECIMENS: "whoever gave a specimen gave one at least",
    Category.KITS: "whoever gave a specimen used one kit at least",
}
_BEARS_ON = {
    Category.EXAMS: _EXAMINED,
    Category.SPECIMENS: _SAMPLED,
    Category.KITS: _SAMPLED,
}

Tied = tuple[list[Constraint], list[Constraint]]


def things_of(
    tally: Tally, firm: Sequence[Meant], *, names: Gazetteer, settings: WeighSettings
) -> Tied:
    """Counts of exams, specimens and kits that bound the people of *tally*, and why they do."""
    claims: list[Constraint] = []
    relations: list[Constraint] = []
    people = time_of(tally)
    found: list[tuple[Cell, Span]] = []
    for meant in firm if people is not None else ():
        quantity = meant.value
        category = category_of(quantity) if isinstance(quantity, Quantity) else None
        if category is None or _BEARS_ON[category] != tally.unit:
            continue
        assert isinstance(quantity, Quantity)
        time = span_of(quantity.period)
        if place_key(quantity.place, names) != tally.place or time is None:
            continue
        if people is None or not within(people, time):
            continue
        cell = Cell(place=tally.place or "", period=quantity.period or "", category=category)
        claims.append(claim_of(meant, cell, settings))
        relations.append(at_most(ever(tally), cell, id_=category.value, said=_WHY[category]))
        found.append((cell, time))
    for specimens, given in found:
        for kits, had in found:
            kinds = (specimens.category, kits.category)
            if kinds == (Category.SPECIMENS, Category.KITS) and within(given, had):
                words = "no specimen is taken without a kit of its own"
                relations.append(at_most(specimens, kits, id_="kits for specimens", said=words))
    return claims, relations


def category_of(quantity: Quantity) -> Category | None:
    """What a count that is not of people counts; None for people, money and everything else."""
    if quantity.vague:
        return None
    if quantity.unit == _KITS:
        return Category.KITS
    if quantity.counts is Counts.SAMPLES:
        return Category.SPECIMENS
    if quantity.unit == _EXAMINED and quantity.counts in _OF_EXAMS:
        return Category.EXAMS
    return None


def people_of(tally: Tally, tallies: Sequence[Tally], *, settings: WeighSettings) -> Tied:
    """People examined above people who gave a specimen, if all who gave one did so while exams ran."""
    claims: list[Constraint] = []
    relations: list[Constraint] = []
    for other in tallies:
        if other.place != tally.place or {other.unit, tally.unit} != {_EXAMINED, _SAMPLED}:
            continue
        sampled, examined = (other, tally) if other.unit == _SAMPLED else (tally, other)
        inner, outer = time_of(sampled), time_of(examined)
        if inner is None or outer is None or not within(inner, outer):
            continue
        made = counted(other, population=None, parts=(), settings=settings)
        claims += made.claims
        relations += made.relations
        words = "who gave a specimen was examined"
        relations.append(at_most(ever(sampled), ever(examined), id_="sampled", said=words))
    return claims, relations


def time_of(tally: Tally) -> Span | None:
    """From the first day to the last day of all rounds; None where one of them has no time."""
    times = [each.time for each in (*tally.order.rounds, *tally.order.cumulative)]
    if not times or None in times:
        return None
    return hull([time for time in times if time is not None])
