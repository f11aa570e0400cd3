"""Say how many people of some ages lived somewhere, as far as published bands of ages allow.

In: ages that sources name, populations by bands of age.  Out: the bound for each place and year with bands.
A band that lies wholly within the ages counts wholly; of a band that is cut, anything from nobody to
everybody may be of these ages: nothing is spread evenly within a band.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from firsthand.model.claim import AgeRange
from firsthand.model.finding import Population
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.weigh.population import population_said
from firsthand.weigh.synthesis.bounding import Extent, extent_of
from firsthand.weigh.synthesis.cells import Category, Cell, Constraint, Term, exact, make_system
from firsthand.weigh.synthesis.linear import Linear
from firsthand.weigh.wording import group_key

AGE_MAX = 130  # nobody has been older
_BAND = re.compile(r"age[sd]?\s+(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})", re.IGNORECASE)
_FROM = re.compile(r"age[sd]?\s+(\d{1,3})\s*(?:\+|and over|and more)", re.IGNORECASE)
_UNDER = re.compile(r"age[sd]?\s+(?:under|below)\s+(\d{1,3})", re.IGNORECASE)


@value
class AgeBound:
    """How many people of *ages* lived in a place in a year."""

    ages: AgeRange
    place: str
    area: str
    year: str
    extent: Extent


def band_of(group: str) -> tuple[int, int] | None:
    """The years of age that the name of a group gives, both included.

    >>> band_of("age 15-64")
    (15, 64)
    """
    text = group.strip()
    if match := _BAND.fullmatch(text):
        first, last = int(match[1]), int(match[2])
        return (first, last) if first <= last <= AGE_MAX else None
    if match := _FROM.fullmatch(text):
        return (int(match[1]), AGE_MAX) if int(match[1]) <= AGE_MAX else None
    if match := _UNDER.fullmatch(text):
        return (0, int(match[1]) - 1) if 0 < int(match[1]) <= AGE_MAX else None
    return None


def age_bounds(
    ages: Iterable[AgeRange], populations: Sequence[Population]
) -> tuple[tuple[AgeBound, ...], tuple[Problem, ...]]:
    """The bound for each of *ages*, each place and year; where the bands cannot all be true there is a problem and none."""
    by_place: dict[tuple[str, str], list[Population]] = {}
    for each in sorted(populations, key=repr):
        if band_of(each.group) is not None or group_key(each.group) == "everyone":
            by_place.setdefault((each.place_code or each.area, each.year), []).append(each)
    found: list[AgeBound] = []
    problems: list[Problem] = []
    wanted = sorted(set(ages), key=lambda a: (a.age_years_min or 0, a.age_years_max or AGE_MAX))
    for (place, year), figures in sorted(by_place.items()):
        if not any(band_of(each.group) for each in figures):
            continue
        for age in wanted:
            extent, wrong = _extent(age, place, year, figures)
            problems += wrong
            if extent is None and not wrong:
                problems.append(_contradictory(figures))
            if extent is not None and not wrong:
                found.append(
                    AgeBound(ages=age, place=place, area=figures[0].area, year=year, extent=extent)
                )
    return tuple(found), tuple(problems)


def _contradictory(figures: Sequence[Population]) -> Problem:
    """Bands that no people fill: more in them than in all, or fewer."""
    told = ", ".join(f"{each.group} {each.persons:,}" for each in figures)
    return Problem(
        severity=Severity.ERROR,
        code="populations-contradict",
        message=f"these populations cannot all be true: {told}",
        where=f"{figures[0].area}, {figures[0].year}",
    )


def _extent(
    age: AgeRange, place: str, year: str, figures: Sequence[Population]
) -> tuple[Extent | None, tuple[Problem, ...]]:
    first = age.age_years_min or 0
    last = AGE_MAX if age.age_years_max is None else age.age_years_max
    bands = [band_of(each.group) or (0, AGE_MAX) for each in figures]
    edges = sorted({first, last + 1, *(b[0] for b in bands), *(b[1] + 1 for b in bands)})
    pieces = [(low, high - 1) for low, high in pairwise(edges) if low <= AGE_MAX]

    def cells(low: int, high: int) -> tuple[Term, ...]:
        return tuple(
            Term(cell=_cell(place, year, piece))
            for piece in pieces
            if low <= piece[0] and piece[1] <= high
        )

    claims = [
        Constraint(
            id=f"population {population_said(each)}, {each.group}",
            terms=cells(*band),
            low=exact(each.persons),
            high=exact(each.persons),
            said=f"{each.group}: {population_said(each)}",
        )
        for each, band in zip(figures, bands, strict=True)
    ]
    asked = Cell(place=place, period=year, category=Category.RESIDENTS, detail="of these ages")
    sum_ = Constraint(
        id="ages",
        terms=(
            Term(cell=asked),
            *(Term(cell=t.cell, factor=-t.factor) for t in cells(first, last)),
        ),
        low=Fraction(0),
        high=Fraction(0),
        said="the ages asked for are the years of age that lie in them",
    )
    made = make_system(claims, [sum_])
    return extent_of(Linear(made.values[0]), asked), made.problems


def _cell(place: str, year: str, piece: tuple[int, int]) -> Cell:
    return Cell(
        place=place, period=year, category=Category.RESIDENTS, detail=f"age {piece[0]}-{piece[1]}"
    )
