"""Say what is unknown and what is said of it: counts by place, period and category, and claims on them.

In: cells, claims and relations as linear constraints.  Out: a system that is fit to be solved, and a
problem for each constraint that is not: units that do not match, negative counts, empty intervals.
A constraint says `low <= sum of factor * cell <= high`. Every cell has one unit, and a claim speaks of one
unit only: exams are never persons and persons are never specimens. What ties two units together is a
relation with a name, and is printed with every result that rests on it.
Solving is not done here but in `bounding` and `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value


class Unit(StrEnum):
    """What one unit of a count is."""

    PERSONS = "persons"
    EXAMS = "exams"
    SPECIMENS = "specimens"
    KITS = "kits"
    RECORDS = "records"


class Category(StrEnum):
    """What is counted. The first five are people, each counted once."""

    RESIDENTS = "residents"
    EXAMINED = "examined"
    SAMPLED = "sampled"
    PROFILED = "profiled"
    ENROLLED = "enrolled"
    EXAMS = "exams"
    SPECIMENS = "specimens"
    KITS = "kits"
    RECORDS = "records"


UNIT_OF = {
    Category.RESIDENTS: Unit.PERSONS,
    Category.EXAMINED: Unit.PERSONS,
    Category.SAMPLED: Unit.PERSONS,
    Category.PROFILED: Unit.PERSONS,
    Category.ENROLLED: Unit.PERSONS,
    Category.EXAMS: Unit.EXAMS,
    Category.SPECIMENS: Unit.SPECIMENS,
    Category.KITS: Unit.KITS,
    Category.RECORDS: Unit.RECORDS,
}


@value
class Cell:
    """One unknown number: how many of a category in a place and period; `detail` tells parts apart (ages)."""

    place: str
    period: str
    category: Category
    detail: str = ""

    @property
    def unit(self) -> Unit:
        """What one unit of it is."""
        return UNIT_OF[self.category]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Where it stands among others."""
        return (self.place, self.category.value, self.period, self.detail)


@value
class Term:
    """A cell and what it is multiplied by."""

    cell: Cell
    factor: Fraction = Fraction(1)


@value
class Constraint:
    """`low <= sum of terms <= high`, from a statement (`id`) or as a relation by its name.

    `said` is it in words. `None` leaves an end open. `also` are the ids of statements that say the same.
    """

    id: str
    terms: tuple[Term, ...]
    low: Fraction | None
    high: Fraction | None
    said: str
    also: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All statements that say it."""
        return (self.id, *self.also)


@value
class System:
    """Unknowns, what is claimed of them and what ties them together, each sorted and said once."""

    cells: tuple[Cell, ...]
    claims: tuple[Constraint, ...]
    relations: tuple[Constraint, ...]


def exact(number: float | Fraction | None) -> Fraction | None:
    """A number as it is written: 0.9 is nine tenths.

    >>> exact(0.9)
    Fraction(9, 10)
    """
    if number is None or isinstance(number, Fraction):
        return number
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def on(cell: Cell, low: float | Fraction | None, high: float | Fraction | None, *, id_: str, said: str) -> Constraint:  # fmt: skip
    """A claim on one cell."""
    return Constraint(id=id_, terms=(Term(cell=cell),), low=exact(low), high=exact(high), said=said)


def at_most(part: Cell, *wholes: Cell, id_: str, said: str) -> Constraint:
    """A relation: *part* is no more than *wholes* together."""
    minus = (Term(cell=whole, factor=Fraction(-1)) for whole in wholes)
    return Constraint(
        id=id_, terms=(Term(cell=part), *minus), low=None, high=Fraction(0), said=said
    )


def make_system(claims: Iterable[Constraint], relations: Iterable[Constraint]) -> Outcome[System]:
    """The system of all constraints that are sound; equal claims enter once, whoever copied them."""
    problems: list[Problem] = []
    kept = [_sound(claim, problems, one_unit=True) for claim in claims]
    tied = [_sound(relation, problems, one_unit=False) for relation in relations]
    said_once = _merged([claim for claim in kept if claim is not None])
    related = _merged([relation for relation in tied if relation is not None])
    cells = {term.cell for each in (*said_once, *related) for term in each.terms}
    system = System(
        cells=tuple(sorted(cells, key=lambda cell: cell.key)), claims=said_once, relations=related
    )
    return Outcome(values=(system,), problems=tuple(problems))


def _sound(each: Constraint, problems: list[Problem], *, one_unit: bool) -> Constraint | None:
    """*each* with its terms in order, or None and what is wrong with it."""
    factors: dict[Cell, Fraction] = {}
    for term in each.terms:
        factors[term.cell] = factors.get(term.cell, Fraction(0)) + term.factor
    terms = tuple(
        Term(cell=cell, factor=factor)
        for cell, factor in sorted(factors.items(), key=lambda pair: pair[0].key)
        if factor
    )
    wrong = _what_is_wrong(each, terms, one_unit=one_unit)
    if wrong:
        code, message = wrong
        problems.append(Problem(severity=Severity.ERROR, code=code, message=message, where=each.id))
        return None
    return Constraint(
        id=each.id, terms=terms, low=each.low, high=each.high, said=each.said, also=each.also
    )


def _what_is_wrong(
    each: Constraint, terms: tuple[Term, ...], *, one_unit: bool
) -> tuple[str, str] | None:
    units = sorted({term.cell.unit.value for term in terms})
    if not terms:
        return "no-unknown", f"expected a count of something, found none: {each.said}"
    if one_unit and len(units) > 1:
        return "units-differ", f"expected one unit, found {' and '.join(units)}: {each.said}"
    if each.low is not None and each.high is not None and each.low > each.high:
        return (
            "empty-interval",
            f"expected low <= high, found {each.low} > {each.high}: {each.said}",
        )
    if all(term.factor > 0 for term in terms) and each.high is not None and each.high < 0:
        return "negative-count", f"expected 0 or more, found {each.high}: {each.said}"
    return None


def _merged(constraints: list[Constraint]) -> tuple[Constraint, ...]:
    """Each constraint once; the ids of all who say it are kept."""
    groups: dict[tuple[object, ...], list[Constraint]] = {}
    for each in constraints:
        key = (tuple((t.cell.key, t.factor) for t in each.terms), each.low, each.high)
        groups.setdefault(key, []).append(each)
    made = []
    for same in groups.values():
        first = min(same, key=lambda each: (each.id, each.said))
        others = {other for each in same for other in each.ids} - {first.id}
        made.append(
            Constraint(
                id=first.id,
                terms=first.terms,
                low=first.low,
                high=first.high,
                said=first.said,
                also=tuple(sorted(others)),
            )
        )
    return tuple(sorted(made, key=lambda each: (each.id, _order(each))))


def _order(each: Constraint) -> str:
    return repr((each.low, each.high, [term.cell.key for term in each.terms]))
