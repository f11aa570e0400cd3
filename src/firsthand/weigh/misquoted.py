"""Find one figure that pages give for different things: people here, samples there.

In: counts by meaning.  Out: pairs that share a figure and differ in unit, group, place or time.
A figure travels from page to page more faithfully than what it counts; a figure of a few digits
that stands for two things has most likely changed its meaning on the way.
Different figures for one thing are not found here but in `apart`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from firsthand.model.claim import Counts, Element, Quantity
from firsthand.weigh.figure import digits_of, printed, said
from firsthand.weigh.meaning import Meant, one_page_says_both, same_time, slots_of
from firsthand.weigh.period import Span, overlap
from firsthand.weigh.place import Gazetteer, lies_in
from firsthand.weigh.wording import group_key

FIGURE_MIN = 1_000  # smaller figures meet by chance
DIGITS_MIN = 2  # "10 million" of two things is a coincidence more often than not
DIGITS_ELSEWHERE_MIN = 3  # two places or years may well share a figure of two digits
_OF_PEOPLE = {Counts.PERSONS, Counts.VISITS, Counts.SAMPLES, Counts.RECORDS, Counts.EVENTS}
_UNIT_OF_ALL = "enrolled"  # says only that people are in it, and so differs from no other unit
_SHARE = "share"

Found = tuple[Meant, Meant, str, str]


def same_figure_elsewhere(statements: Sequence[Meant], *, names: Gazetteer) -> Iterator[Found]:
    """Pairs that print one figure for different things, as (one, other, kind, note)."""
    by_figure: dict[float, list[Meant]] = {}
    for meant in statements:
        quantity = meant.value
        if not isinstance(quantity, Quantity) or quantity.unit == _SHARE:
            continue
        figure = printed(quantity)
        if figure is not None and figure >= FIGURE_MIN and digits_of(figure) >= DIGITS_MIN:
            by_figure.setdefault(float(figure), []).append(meant)
    for figure, sharing in by_figure.items():
        for one, other in combinations(sharing, 2):
            if not one_page_says_both(one, other):
                yield from _difference(figure, one, other, names)


def _difference(figure: float, one: Meant, other: Meant, names: Gazetteer) -> Iterator[Found]:
    first, second = one.value, other.value
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    here, there = slots_of(first, names), slots_of(second, names)
    places_meet = None in {here[1], there[1]} or _one_place(here[1], there[1])
    times_meet = None in {here[2], there[2]} or _one_time(here[2], there[2])
    unit = _unit_note(one, other, first, second)
    group_differs = _groups_differ(first, second)
    if unit and places_meet and times_meet:
        yield one, other, "unit", f"{said(figure)} are {unit}"
    if one.element is not other.element or unit or _counted(first) != _counted(second):
        return
    if group_differs and places_meet and times_meet:
        yield one, other, "group", f"{said(figure)} are {first.group} here, {second.group} there"
    if group_differs or digits_of(figure) < DIGITS_ELSEWHERE_MIN:
        return
    if times_meet and not places_meet:
        yield one, other, "place", f"{said(figure)} are counted in {here[1]} and in {there[1]}"
    if places_meet and not times_meet and one.element is Element.SCALE:
        note = f"{said(figure)} are counted in {first.period} and in {second.period}"
        yield one, other, "period", note


def _counted(quantity: Quantity) -> tuple[str, str | None, str | None]:
    return (quantity.unit, quantity.currency, quantity.counts)


def _unit_note(one: Meant, other: Meant, first: Quantity, second: Quantity) -> str:
    """In what the units differ; empty where they can be the same."""
    if one.element is not other.element:
        scale = first if one.element is Element.SCALE else second
        of_people = scale.counts in {Counts.PERSONS, Counts.SAMPLES, Counts.RECORDS}
        return f"all who live there on one page, {_unit(scale)} on another" if of_people else ""
    if not {first.counts, second.counts} <= _OF_PEOPLE:
        return ""
    alike = first.counts is second.counts
    if alike and (first.unit == second.unit or _UNIT_OF_ALL in {first.unit, second.unit}):
        return ""
    return f"{_unit(first)} on one page, {_unit(second)} on another"


def _unit(quantity: Quantity) -> str:
    counts = "counted" if quantity.counts is None else quantity.counts.value
    return f"{counts} {quantity.unit}"


def _groups_differ(first: Quantity, second: Quantity) -> bool:
    here, there = group_key(first.group), group_key(second.group)
    return bool(here and there) and here != there


def _one_place(here: str | None, there: str | None) -> bool:
    return here is not None and there is not None and (lies_in(here, there) or lies_in(there, here))


def _one_time(here: Span | str | None, there: Span | str | None) -> bool:
    if isinstance(here, Span) and isinstance(there, Span):
        return overlap(here, there)
    return same_time(here, there)
