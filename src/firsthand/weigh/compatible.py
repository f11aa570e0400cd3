"""Find statements that can be so at once and say part of the same: a range and a figure in it.

In: statements by meaning.  Out: for each statement the others that it is compatible with, and why.
They are listed apart: what is compatible agrees with nothing that it does not say, and corroborates
nothing. What cannot be so at once is found in `contradict`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from firsthand.model.claim import AgeRange, Element, Period, Place, Quantity, Stance
from firsthand.model.standing import Compatible
from firsthand.weigh.figure import interval_of
from firsthand.weigh.meaning import Meant, slots_of
from firsthand.weigh.period import span_of, within
from firsthand.weigh.place import Gazetteer, lies_in, place_key, place_name
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.wording import group_key

COMPARED_MAX = 400  # of more places or times most lie in the one region or year: that tells nothing
SHOWN_MAX = 30  # beside one statement; the table of places and times has all

Pair = tuple[str, str, str, str]  # one, other, why of one, why of the other


def find_compatible(
    statements: Sequence[Meant], *, names: Gazetteer, settings: WeighSettings
) -> dict[str, tuple[Compatible, ...]]:
    """What each statement is compatible with, by its id."""
    said = [s for s in statements if s.stance in {Stance.ASSERTED, Stance.HEDGED}]
    of = {element: [s for s in said if s.element is element] for element in Element}
    found: dict[str, dict[str, str]] = {}
    for one, other, why, why_other in (
        *_ages(of[Element.AGE_RANGE]),
        *_periods(of[Element.PERIOD]),
        *_places(of[Element.PLACE], names),
        *_counts([*of[Element.SCALE], *of[Element.POPULATION]], names, settings),
    ):
        found.setdefault(one, {})[other] = why
        found.setdefault(other, {})[one] = why_other
    return {
        key: tuple(Compatible(statement=o, why=others[o]) for o in sorted(others)[:SHOWN_MAX])
        for key, others in found.items()
    }


def _ages(statements: Sequence[Meant]) -> Iterator[Pair]:
    for one, other in combinations(statements[:COMPARED_MAX], 2):
        for inner, outer in ((one, other), (other, one)):
            if _ages_lie_in(inner, outer):
                yield inner.id, outer.id, "its ages lie in these", "these ages lie in its own"


def _ages_lie_in(inner: Meant, outer: Meant) -> bool:
    """Only an end that is left open leaves room: closed ends that differ are a contradiction."""
    a, b = inner.value, outer.value
    assert isinstance(a, AgeRange)
    assert isinstance(b, AgeRange)
    if b.age_years_min is not None and b.age_years_max is not None:
        return False
    low = b.age_years_min is None or (a.age_years_min or 0) >= b.age_years_min
    high = b.age_years_max is None or (
        a.age_years_max is not None and a.age_years_max <= b.age_years_max
    )
    return low and high


def _periods(statements: Sequence[Meant]) -> Iterator[Pair]:
    for one, other in combinations(statements[:COMPARED_MAX], 2):
        assert isinstance(one.value, Period)
        assert isinstance(other.value, Period)
        first, second = span_of(one.value.edtf), span_of(other.value.edtf)
        if first is None or second is None:
            continue
        if within(first, second):
            yield one.id, other.id, "its time lies in this", "this time lies in its own"
        elif within(second, first):
            yield other.id, one.id, "its time lies in this", "this time lies in its own"


def _places(statements: Sequence[Meant], names: Gazetteer) -> Iterator[Pair]:
    keyed = []
    for each in statements[:COMPARED_MAX]:
        assert isinstance(each.value, Place)
        key = place_key(each.value.code or each.value.name, names)
        if key is not None:
            keyed.append((each, key))
    for (one, here), (other, there) in combinations(keyed, 2):
        for inner, outer, a, b in ((one, other, here, there), (other, one, there, here)):
            if a != b and lies_in(a, b):
                yield (
                    inner.id,
                    outer.id,
                    f"lies in {place_name(b, names)}",
                    f"holds {place_name(a, names)}",
                )


def _counts(
    statements: Sequence[Meant], names: Gazetteer, settings: WeighSettings
) -> Iterator[Pair]:
    """Counts of one thing in one place and time that one number can satisfy."""
    things: dict[tuple[str, ...], list[Meant]] = {}
    for each in statements:
        quantity = each.value
        if isinstance(quantity, Quantity) and not quantity.vague:
            slots = slots_of(quantity, names)
            key: tuple[str, ...] = (
                each.element,
                quantity.unit,
                quantity.currency or "",
                group_key(quantity.group),
                slots[0] or "",
                slots[1] or "",
            )
            things.setdefault(key, []).append(each)
    for thing in sorted(things):
        for one, other in combinations(things[thing][:COMPARED_MAX], 2):
            why = _one_number(one, other, names, settings)
            if why:
                yield one.id, other.id, *why


def _one_number(
    one: Meant, other: Meant, names: Gazetteer, settings: WeighSettings
) -> tuple[str, str] | None:
    first, second = one.value, other.value
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    here, there = slots_of(first, names)[2], slots_of(second, names)[2]
    if here is None or here != there:
        return None
    a, b = interval_of(first, settings), interval_of(second, settings)
    if not a.meets(b):
        return None
    if a.low >= b.low and a.high <= b.high:
        return "its figure lies in this, as wide as it is printed", "this figure lies in its own"
    if b.low >= a.low and b.high <= a.high:
        return "this figure lies in its own, as wide as it is printed", "its figure lies in this"
    return ("one number can be both, as wide as they are printed",) * 2
