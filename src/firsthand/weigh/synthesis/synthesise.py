"""Say what all counts of a case allow together: bounds with what they rest on, conflicts, scenarios.

In: statements, the tallies made of them, populations.  Out: a `Synthesis`: for each question that the counts
raise the identified bounds, what each statement contributes, and what other populations would give; every
smallest set of statements that cannot all be true; questions without a number, and why.
Where statements contradict each other, the ends hold whichever of them is given up. What an authored
assumption adds is not said here but in `deriving`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from firsthand.model.claim import AgeRange, Element, Quantity, Stance
from firsthand.model.finding import Estimate, Population, Refusal
from firsthand.model.identity import identify
from firsthand.model.synthesis import (
    IDENTIFIED,
    Bound,
    ConflictSet,
    Synthesis,
    Unanswered,
)
from firsthand.weigh.corroborate import Backing
from firsthand.weigh.estimates import Counting
from firsthand.weigh.figure import printed, said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.place import Gazetteer, place_key
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.synthesis.ages import age_bounds
from firsthand.weigh.synthesis.asking import Asked, ends_of
from firsthand.weigh.synthesis.assumptions import Authored, CellName
from firsthand.weigh.synthesis.bearing import LEVEL, Bearing, grounds_of, pairs, statement_of
from firsthand.weigh.synthesis.cells import Category, Constraint
from firsthand.weigh.synthesis.conflicts import Conflict, find_conflicts
from firsthand.weigh.synthesis.counting import (
    EVER,
    words_of,
)
from firsthand.weigh.synthesis.deriving import derive
from firsthand.weigh.tally import Tally

CONFLICTS_SHOWN = 60


def synthesise(
    statements: Sequence[Meant],
    *,
    counting: Counting,
    answers: Sequence[Estimate | Refusal],
    backings: Mapping[str, Backing],
    names: Gazetteer,
    settings: WeighSettings,
    authored: Authored,
) -> Synthesis:
    """All that the counts of a case give together, in the order of the questions."""
    as_printed = {each.question: each for each in answers if isinstance(each, Estimate)}
    bounds: list[Bound] = []
    refused: list[Unanswered] = []
    conflicts: dict[str, ConflictSet] = {}
    open_: list[int] = []
    bearings: list[Bearing] = []
    for tally, parts in counting.asked:
        bearing = Bearing(
            tally, _declared(tally, parts, counting, authored), counting, names, settings
        )
        bearings.append(bearing)
        found = bearing.bound(as_printed.get(tally.question))
        if isinstance(found, Unanswered):
            refused.append(found)
        elif found is not None:
            bounds.append(found)
        search = find_conflicts(bearing.everything())
        open_ += [] if search.known_to is None else [search.known_to]
        for each in search.found:
            made = _conflict(each, {meant.id: meant for meant in counting.firm})
            conflicts[made.id] = made
    of_ages, contradictory = _of_ages(statements, backings, counting.populations)
    bounds += of_ages
    refused += contradictory
    refused += _without_base(counting, names)
    derived, no_number = derive(authored, _Finding(bearings, names).find)
    refused += no_number
    shown = sorted(conflicts.values(), key=lambda each: (len(each.said), each.said))
    if len(shown) > CONFLICTS_SHOWN:
        open_.append(len(shown[CONFLICTS_SHOWN].said) - 1)
    return Synthesis(
        bounds=tuple(sorted(bounds, key=lambda each: (each.question, each.id))),
        conflicts=tuple(shown[:CONFLICTS_SHOWN]),
        conflicts_all=not open_,
        conflicts_known_to=min(open_, default=None),
        refused=tuple(sorted(refused, key=lambda each: each.question)),
        derived=derived,
        assumptions_sha256=authored.sha256,
        assumptions_entered=authored.entered,
    )


def _declared(
    tally: Tally, parts: Sequence[Tally], counting: Counting, authored: Authored
) -> tuple[Tally, ...]:
    """The parts of a tally's place, with those that an author says lie in it; none within another."""
    above: dict[str, set[str]] = {}
    for inner, outer in authored.within:
        above.setdefault(inner, set()).add(outer)

    def inside(place: str | None) -> bool:
        return any(outer == tally.place or inside(outer) for outer in above.get(place or "", ()))

    more = [t for t in counting.tallies if t.unit == tally.unit and inside(t.place)]
    own = [t for t in more if not any(above.get(t.place or "", set()) & {o.place} for o in more)]
    return (*parts, *(t for t in own if t not in parts))


class _Finding:
    """The ends of the unknowns that an author names."""

    def __init__(self, bearings: Sequence[Bearing], names: Gazetteer) -> None:
        self.systems = [bearing.system(bearing.nearest)[1] for bearing in bearings]
        self.names = names

    def find(self, name: CellName) -> tuple[float, float | None] | str:
        """Its ends, or why there are none."""
        place = place_key(name.place, self.names) or ""
        for system in self.systems:
            for cell in system.cells:
                if (cell.place, cell.category) == (place, name.category) and cell.period in _periods(name):  # fmt: skip
                    ends = ends_of(Asked(system, cell))
                    if ends is None:
                        return f"sources contradict each other on {name.said}"
                    return float(ends.low), None if ends.high is None else float(ends.high)
        return f"nothing in this case counts {name.said}"


def _periods(name: CellName) -> tuple[str, ...]:
    """What a period that an author names may be called here."""
    return (name.period, f"in {name.period}") if name.period else (EVER,)


def _without_base(counting: Counting, names: Gazetteer) -> list[Unanswered]:
    """Percentages of which nobody says what they are a part of."""
    _, alone = pairs(counting, names)
    found = {}
    for share in alone:
        assert isinstance(share.value, Quantity)
        question = f"how many people the {words_of(share.value)} are"
        why = "no page that gives the percentage gives a count of people with it, nor says of what it is a part"
        found[question] = Unanswered(question=question, refused=(why,))
    return list(found.values())


def _of_ages(
    statements: Sequence[Meant],
    backings: Mapping[str, Backing],
    populations: Sequence[Population],
) -> tuple[list[Bound], list[Unanswered]]:
    """How many people of the ages that sources name lived where bands of ages are known; where bands cannot be, no number."""
    ages = {
        m.value: m
        for m in statements
        if m.element is Element.AGE_RANGE
        and isinstance(m.value, AgeRange)
        and m.stance is Stance.ASSERTED
        and backings[m.id].firm.count
    }
    found, wrong = age_bounds(ages, populations)
    reasons: dict[str, list[str]] = {}
    for problem in wrong:
        reasons.setdefault(f"how many people of the ages named lived in {problem.where}", []).append(problem.message)  # fmt: skip
    bounds = []
    for each in found:
        low, high = each.ages.age_years_min, each.ages.age_years_max
        span = f"{low or 0} and over" if high is None else f"{low or 0} to {high}"
        question = f"how many people aged {span} lived in {each.area} ({each.place}) in {each.year}"
        bounds.append(
            Bound(
                id=identify("b", question, str(each.extent.low), str(each.extent.high)),
                question=question,
                unit="persons",
                low=each.extent.low,
                high=each.extent.high,
                low_printed=each.extent.low,
                high_printed=each.extent.high,
                kind=IDENTIFIED,
                level=LEVEL,
                low_rests=grounds_of(each.extent.low_rests),
                high_rests=grounds_of(each.extent.high_rests),
                note=(
                    "of a band that the ages cut, nobody to everybody may be of these ages; "
                    "how many live there says nothing of how many were taken"
                ),
            )
        )
    refused = [
        Unanswered(question=q, refused=tuple(dict.fromkeys(why))) for q, why in reasons.items()
    ]
    return bounds, refused


def _conflict(found: Conflict, by_id: Mapping[str, Meant]) -> ConflictSet:
    statements = tuple(dict.fromkeys(s for s in map(statement_of, found.claims) if s))
    given = tuple(dict.fromkeys(each.said for each in found.relations))
    return ConflictSet(
        id=identify("k", *sorted(each.id for each in found.claims), *given),
        statements=statements,
        said=tuple(each.said for each in found.claims),
        given=given,
        proved=found.proved,
        note="; ".join(dict.fromkeys(_implied(found.claims, by_id))),
    )


def _implied(claims: Sequence[Constraint], by_id: Mapping[str, Meant]) -> Iterator[str]:
    """How many residents a count and its share imply, both at face value."""
    for share in claims:
        whole = [t for t in share.terms if t.cell.category is Category.RESIDENTS and t.factor < 0]
        part = [t for t in share.terms if t.factor > 0]
        if len(share.terms) != 2 or not whole or not part:
            continue
        for count in claims:
            meant = by_id.get(statement_of(count))
            quantity = meant.value if meant is not None and count is not share else None
            figure = printed(quantity) if isinstance(quantity, Quantity) else None
            if figure is not None and [t.cell for t in count.terms] == [part[0].cell]:
                end = "at most" if share.low is not None else "at least"
                base = int(Fraction(figure) / -whole[0].factor)
                yield f"{said(figure)} as {share.said} implies {end} {said(base)} residents"
