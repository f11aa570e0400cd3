"""Find counts of the same thing, there and then, that no one number can satisfy.

In: counts by meaning.  Out: pairs that lie apart, each with a note.
Only like is compared with like: the same unit, the same group, one place, one time. A count for a
part of a place or a time may be smaller than that for the whole, and never larger.
The same figure given for different things is not found here but in `misquoted`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from firsthand.model.claim import Counts, Quantity
from firsthand.model.value import value
from firsthand.weigh.figure import Interval, interval_of, said
from firsthand.weigh.meaning import Meant, Slots, one_page_says_both, slots_of
from firsthand.weigh.period import Span, overlap, within
from firsthand.weigh.place import Gazetteer, lies_in
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.wording import group_key

ANYWHERE_MAX = 12  # more counts without place and time are of different things, not of one
_SHARE = "share"
_OF_PEOPLE = {Counts.PERSONS, Counts.VISITS, Counts.SAMPLES, Counts.EVENTS, None}


@value
class _Count:
    """A counted thing, ready to compare."""

    meant: Meant
    slots: Slots
    interval: Interval
    is_share: bool


def figures_apart(
    statements: Sequence[Meant], *, names: Gazetteer, settings: WeighSettings
) -> Iterator[tuple[Meant, Meant, str, str]]:
    """Pairs of counts of one thing that cannot both be right, as (one, other, "value", note)."""
    kinds: dict[tuple[str, ...], list[_Count]] = {}
    for meant in statements:
        quantity = meant.value
        if not isinstance(quantity, Quantity) or quantity.vague:
            continue
        slots = slots_of(quantity, names)
        kind = (
            meant.element,
            quantity.unit,
            quantity.currency or "",
            group_key(quantity.group),
            slots[0] or "",
        )
        count = _Count(
            meant=meant,
            slots=slots,
            interval=interval_of(quantity, settings),
            is_share=quantity.unit == _SHARE,
        )
        kinds.setdefault(kind, []).append(count)
    for counts in kinds.values():
        yield from _apart(_worth_comparing(counts))


def _worth_comparing(counts: list[_Count]) -> list[_Count]:
    """*counts* without those that state neither place nor time, where there are many of these."""
    anywhere = [count for count in counts if count.slots[1:] == (None, None)]
    return counts if len(anywhere) <= ANYWHERE_MAX else [c for c in counts if c not in anywhere]


def _apart(counts: list[_Count]) -> Iterator[tuple[Meant, Meant, str, str]]:
    """What leaves place or time open contradicts only where it agrees with none that it may be."""
    pairs = [(a, b) for a, b in combinations(counts, 2) if _comparable(a, b)]
    settled = {
        count.meant.id
        for a, b in pairs
        if a.interval.meets(b.interval)
        for count in (a, b)
        if None in count.slots[1:]
    }
    for a, b in pairs:
        if a.interval.meets(b.interval) or one_page_says_both(a.meant, b.meant):
            continue
        if _differently_full(a.slots, b.slots) and settled & {a.meant.id, b.meant.id}:
            continue
        if _part_may_be_smaller(a, b) or _part_may_be_smaller(b, a):
            continue
        yield a.meant, b.meant, "value", f"{_figure(a)} against {_figure(b)}"


def _comparable(one: _Count, other: _Count) -> bool:
    """Whether the two may be about one place and one time.

    A share of the people here is no part of a share of the people there. Money and things are
    bought many times, and records held in many databases: to be one they must state both.
    """
    here, there = one.slots, other.slots
    if here[0] not in _OF_PEOPLE and None in {*here[1:], *there[1:]}:
        return False
    if here[1] != there[1] and one.is_share:
        return False
    places = None in {here[1], there[1]} or _nested(here[1], there[1])
    return places and _times_nest(here[2], there[2])


def _nested(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and (lies_in(one, other) or lies_in(other, one))


def _times_nest(one: Span | str | None, other: Span | str | None) -> bool:
    if one is None or other is None:
        return True
    if isinstance(one, Span) and isinstance(other, Span):
        return overlap(one, other) and (within(one, other) or within(other, one))
    return one == other


def _differently_full(one: Slots, other: Slots) -> bool:
    return any((a is None) != (b is None) for a, b in zip(one[1:], other[1:], strict=True))


def _part_may_be_smaller(part: _Count, whole: _Count) -> bool:
    """Whether *part* counts a smaller place or time than *whole*, and is not larger than it."""
    place, time = part.slots[1], part.slots[2]
    smaller_place = (
        place is not None
        and whole.slots[1] is not None
        and place != whole.slots[1]
        and lies_in(place, whole.slots[1])
    )
    smaller_time = (
        isinstance(time, Span)
        and isinstance(whole.slots[2], Span)
        and time != whole.slots[2]
        and within(time, whole.slots[2])
    )
    return (smaller_place or smaller_time) and part.interval.low <= whole.interval.high


def _figure(count: _Count) -> str:
    quantity = count.meant.value
    assert isinstance(quantity, Quantity)
    ends = said(quantity.low), said(quantity.high)
    if quantity.low == quantity.high:
        text = f"about {ends[0]}" if quantity.approximate else ends[0]
    elif quantity.high is None:
        text = f"over {ends[0]}"
    elif quantity.low is None:
        text = f"nearly {ends[1]}" if quantity.approximate else f"up to {ends[1]}"
    else:
        text = f"{ends[0]} to {ends[1]}"
    return f"{text} {quantity.unit}"
