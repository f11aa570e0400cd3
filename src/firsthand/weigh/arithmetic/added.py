"""Find figures that are other rounds added together, whatever they are said to count.

In: statements by meaning.  Out: a check for each figure that is a sum of rounds of people in its
place and time. Whoever came to two rounds is counted twice in it, so it is no number of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.check import Check, CheckedFigure, CheckKind, CheckResult
from firsthand.model.claim import Counts, Element, Quantity
from firsthand.weigh.arithmetic.figures import SHARE, hedged, in_words, quantity_of
from firsthand.weigh.figure import printed, said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.place import Gazetteer, place_key
from firsthand.weigh.rounds import Round, may_be_added, rounds_added, sort_rounds
from firsthand.weigh.settings import WeighSettings

_OF_PEOPLE = {Counts.PERSONS, Counts.VISITS, Counts.SAMPLES, Counts.RECORDS, Counts.EVENTS}


def check_added(
    statements: Sequence[Meant], *, names: Gazetteer, settings: WeighSettings
) -> Iterator[Check]:
    """A check for each figure that is rounds added together."""
    by_place: dict[str | None, list[Meant]] = {}
    for meant in statements:
        quantity = quantity_of(meant)
        if meant.element is not Element.SCALE or quantity is None or quantity.unit == SHARE:
            continue
        if quantity.counts in _OF_PEOPLE:
            by_place.setdefault(place_key(quantity.place, names), []).append(meant)
    for place in sorted(by_place, key=lambda place: place or ""):
        here = by_place[place]
        people = [m for m in here if _counts(m) is Counts.PERSONS]
        for meant in filter(may_be_added, here):
            # A figure is compared with rounds that are not it, nor printed alike for something else.
            figure = printed(_quantity(meant))
            others = [m for m in people if m is not meant and printed(_quantity(m)) != figure]
            rounds = _of_one_unit(others, settings)
            added = next(
                (
                    found
                    for each in rounds
                    if (found := rounds_added(meant, each, settings=settings))
                ),
                None,
            )
            if added is not None:
                yield _check(meant, added.rounds, names)


def _of_one_unit(people: Sequence[Meant], settings: WeighSettings) -> list[tuple[Round, ...]]:
    """Rounds of each unit: those examined are not added to those enrolled."""
    units: dict[str, list[Meant]] = {}
    for meant in people:
        units.setdefault(_quantity(meant).unit, []).append(meant)
    return [sort_rounds(units[unit], settings=settings).rounds for unit in sorted(units)]


def _check(meant: Meant, rounds: Sequence[Round], names: Gazetteer) -> Check:
    quantity = _quantity(meant)
    total_low = sum(each.low or 0.0 for each in rounds)
    total_high = sum(each.high or 0.0 for each in rounds)
    terms = " + ".join(said(each.low) for each in rounds)
    total = (
        said(total_low) if total_low == total_high else f"{said(total_low)} to {said(total_high)}"
    )
    notes = [
        (
            f"{terms} = {total}, which is the figure as far as it is printed: "
            f"{len(rounds)} rounds added, and whoever came to several is counted several times"
        )
    ]
    if quantity.counts is not Counts.PERSONS:
        counted = quantity.counts.value if quantity.counts else "not said what"
        notes.append(f"the rounds count persons, this figure is said to count {counted}")
    figure = printed(quantity)
    if quantity.low is None and quantity.approximate and figure is not None and total_low > figure:
        notes.append(f"“{hedged(quantity)}” says less than the figure, the sum is more")
    own = CheckedFigure(
        words=in_words(quantity, names),
        low=quantity.low,
        high=quantity.high,
        claims=tuple(claim.id for claim in meant.claims),
    )
    return Check(
        kind=CheckKind.ADDED,
        result=CheckResult.FAILS,
        about=f"is {in_words(quantity, names)} one count, and not rounds added together",
        note="; ".join(notes),
        figures=(own, *(_figure(each) for each in rounds)),
        statements=tuple(sorted({meant.id, *(m.id for each in rounds for m in each.statements)})),
    )


def _figure(each: Round) -> CheckedFigure:
    claims = {claim.id for meant in each.statements for claim in meant.claims}
    return CheckedFigure(
        words=f"the round of {each.text}",
        low=each.low,
        high=each.high,
        claims=tuple(sorted(claims)),
    )


def _quantity(meant: Meant) -> Quantity:
    assert isinstance(meant.value, Quantity)
    return meant.value


def _counts(meant: Meant) -> Counts | None:
    return _quantity(meant).counts
