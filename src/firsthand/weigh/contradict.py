"""Find the statements that cannot both stand as they are, and say in what they differ.

In: statements by meaning.  Out: contradictions, of one pair each, kept open: nobody is right here.
Compatible is not contradictory: a range and a figure in it, a county and its region, another
modality or occasion, another year. Which of the two stands better is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from firsthand.model.claim import AgeRange, Coded, Element, Period, Quantity, Stance
from firsthand.model.finding import Contradiction
from firsthand.weigh.apart import figures_apart
from firsthand.weigh.denominators import denominators_apart
from firsthand.weigh.meaning import Meant, one_page_says_both
from firsthand.weigh.misquoted import same_figure_elsewhere
from firsthand.weigh.period import overlap, span_of
from firsthand.weigh.place import Gazetteer
from firsthand.weigh.settings import WeighSettings

# Codes of which a programme has one or the other, and never both of the same people.
_EITHER_OR: dict[Element, tuple[frozenset[str], frozenset[str]]] = {
    Element.COMPULSION: (frozenset({"mandatory"}), frozenset({"voluntary"})),
    Element.CONSENT: (frozenset({"informed"}), frozenset({"uninformed", "coerced"})),
}


def find_contradictions(
    statements: Sequence[Meant], *, names: Gazetteer, settings: WeighSettings
) -> tuple[Contradiction, ...]:
    """Every contradiction among *statements*, each pair and kind once, in the order of their ids."""
    found: dict[tuple[str, str, str], Contradiction] = {}
    for one, other, kind, note in _pairs(statements, names, settings):
        first, second = sorted((one.id, other.id))
        found.setdefault(
            (first, second, kind), Contradiction(one=first, other=second, kind=kind, note=note)
        )
    return tuple(found[key] for key in sorted(found))


def _pairs(
    statements: Sequence[Meant], names: Gazetteer, settings: WeighSettings
) -> Iterator[tuple[Meant, Meant, str, str]]:
    yield from _said_and_denied(statements)
    affirmed = [s for s in statements if s.stance in {Stance.ASSERTED, Stance.HEDGED}]
    by_element: dict[Element, list[Meant]] = {}
    for statement in affirmed:
        by_element.setdefault(statement.element, []).append(statement)
    for element, here, there in _apart(settings):
        yield from _either_or(by_element.get(element, []), here, there)
    yield from _ages(by_element.get(Element.AGE_RANGE, []))
    yield from _periods(by_element.get(Element.PERIOD, []))
    counts = [s for s in affirmed if isinstance(s.value, Quantity)]
    yield from figures_apart(counts, names=names, settings=settings)
    shared = [s for s in counts if not s.element.is_own]  # an own count is of another thing
    yield from same_figure_elsewhere(shared, names=names)
    yield from denominators_apart(shared, names=names, settings=settings)


def _said_and_denied(statements: Iterable[Meant]) -> Iterator[tuple[Meant, Meant, str, str]]:
    denied: dict[tuple[str, ...], list[Meant]] = {}
    rest: list[Meant] = []
    for statement in statements:
        if statement.stance is Stance.DENIED:
            denied.setdefault(statement.about, []).append(statement)
        elif statement.stance is not Stance.UNKNOWN:
            rest.append(statement)
    for statement in rest:
        for denial in denied.get(statement.about, ()):
            yield statement, denial, "stance", "one says that it is so, the other that it is not"


def _apart(settings: WeighSettings) -> Iterator[tuple[Element, frozenset[str], frozenset[str]]]:
    """The codes that stand against each other, of the 24 elements and of the case's own."""
    for element, (here, there) in _EITHER_OR.items():
        yield element, here, there
    for name, here_, there_ in settings.apart:
        yield Element.named(name), frozenset({here_}), frozenset({there_})


def _either_or(
    statements: Sequence[Meant], here: frozenset[str], there: frozenset[str]
) -> Iterator[tuple[Meant, Meant, str, str]]:
    for one in statements:
        for other in statements:
            if not isinstance(one.value, Coded) or not isinstance(other.value, Coded):
                continue
            if one.value.key in here and other.value.key in there:
                note = f"{one.element.value}: {one.value.code} against {other.value.code}"
                yield one, other, "value", note


def _ages(statements: Sequence[Meant]) -> Iterator[tuple[Meant, Meant, str, str]]:
    """Two age ranges clash where both state an end and state it differently, or do not meet.

    A range that leaves an end open does not contradict one that closes it.
    """
    for one, other in combinations(statements, 2):
        if not isinstance(one.value, AgeRange) or not isinstance(other.value, AgeRange):
            continue
        if _ages_agree(one.value, other.value) or one_page_says_both(one, other):
            continue
        yield one, other, "value", f"ages {_ages_said(one.value)} against {_ages_said(other.value)}"


def _ages_agree(one: AgeRange, other: AgeRange) -> bool:
    ends = (
        (one.age_years_min, other.age_years_min),
        (one.age_years_max, other.age_years_max),
    )
    if None in {one.age_years_min, one.age_years_max, other.age_years_min, other.age_years_max}:
        low = max(one.age_years_min or 0, other.age_years_min or 0)
        highs = [age for age in (one.age_years_max, other.age_years_max) if age is not None]
        return not highs or low <= min(highs)
    return all(a == b for a, b in ends)


def _ages_said(ages: AgeRange) -> str:
    low = "any" if ages.age_years_min is None else str(ages.age_years_min)
    high = "any" if ages.age_years_max is None else str(ages.age_years_max)
    return f"{low} to {high}"


def _periods(statements: Sequence[Meant]) -> Iterator[tuple[Meant, Meant, str, str]]:
    for one, other in combinations(statements, 2):
        if not isinstance(one.value, Period) or not isinstance(other.value, Period):
            continue
        first, second = span_of(one.value.edtf), span_of(other.value.edtf)
        if first is None or second is None or overlap(first, second):
            continue
        if not one_page_says_both(one, other):
            note = f"{one.value.edtf} and {other.value.edtf} share no day"
            yield one, other, "period", note
