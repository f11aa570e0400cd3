"""Put the counts of a case into a system: what each round counts, and what ties rounds, places and residents.

In: tallies (rounds of counts of people by unit and place), firm statements, populations.  Out: claims and
relations, and for each tally the cell that its question asks for.
Every statement is a claim of its own, as wide as its printed digits and its hedge allow. Every relation is a
sentence that somebody may deny, and stands with each result that rests on it.
Which counts are rounds, and which figures are rounds added together, is not decided here but in `tally`; what
ties people to exams and specimens is said in `tying`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from firsthand.model.claim import Quantity
from firsthand.model.finding import Population
from firsthand.model.value import value
from firsthand.weigh.figure import interval_of, rounding, said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import hull, within
from firsthand.weigh.population import PRINTED, population_said
from firsthand.weigh.rounds import Round
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.synthesis.cells import (
    Category,
    Cell,
    Constraint,
    Term,
    at_most,
    exact,
    on,
)
from firsthand.weigh.tally import Tally

EVER = "at least once"
_DONE = {
    "examined": "was examined",
    "sampled": "gave a specimen",
    "profiled": "has a profile",
    "enrolled": "had their data taken",
}
_POPULATION = "population"  # begins the id of a figure that an analyst gave, and no statement


@value
class Counted:
    """Claims and relations of one tally, and the cell that is asked for."""

    asked: Cell
    claims: tuple[Constraint, ...]
    relations: tuple[Constraint, ...]


def counted(
    tally: Tally,
    *,
    population: Population | None,
    parts: Sequence[Tally],
    settings: WeighSettings,
) -> Counted:
    """What *tally* says; those counted are among the residents that *population* counts, if any.

    *parts* are tallies of places within its own, none of which lies in another.
    """
    asked = ever(tally)
    claims: list[Constraint] = []
    relations: list[Constraint] = []
    rounds = tally.order.rounds
    for each in (*rounds, *tally.order.cumulative):
        cell = cell_of(tally, each)
        claims += [claim_of(meant, cell, settings) for meant in each.statements]
        words = f"who {_DONE[tally.unit]} {each.label} {_DONE[tally.unit]} {EVER}"
        relations.append(at_most(cell, asked, id_=f"part {tally.unit}", said=words))
    if rounds:
        cells = dict.fromkeys(cell_of(tally, each) for each in rounds)
        words = f"who {_DONE[tally.unit]} {EVER} is counted in one of the rounds or several"
        relations.append(at_most(asked, *cells, id_=f"union {tally.unit}", said=words))
    for each in tally.order.cumulative:
        if _holds(each, rounds):
            words = f"the count {each.label} holds all rounds"
            relations.append(
                at_most(asked, cell_of(tally, each), id_=f"longer {tally.unit}", said=words)
            )
    for part in parts:
        inside = counted(part, population=None, parts=(), settings=settings)
        claims += inside.claims
        relations += inside.relations
    if parts:
        places = ", ".join(part.where for part in parts)
        minus = (Term(cell=ever(part)) for part in parts)
        relations.append(
            Constraint(
                id=f"places {tally.unit}",
                terms=(*minus, Term(cell=asked, factor=Fraction(-1))),
                low=None,
                high=Fraction(0),
                said=f"nobody is counted in two of these places: {places}",
            )
        )
    if population is not None:
        figure, among = residents_of(tally, population, asked)
        claims += figure
        relations.append(among)
    return Counted(asked=asked, claims=tuple(claims), relations=tuple(relations))


def ever(tally: Tally) -> Cell:
    """The unknown that a tally's question asks for."""
    return Cell(
        place=tally.place or "", period=EVER, category=Category(tally.unit), detail=tally.where
    )


def cell_of(tally: Tally, each: Round) -> Cell:
    """The unknown that a round counts."""
    return Cell(place=tally.place or "", period=each.label, category=Category(tally.unit))


def claim_of(meant: Meant, cell: Cell, settings: WeighSettings) -> Constraint:
    """A statement of a count as a claim on one cell, as wide as it is printed."""
    quantity = meant.value
    assert isinstance(quantity, Quantity)
    allowed = interval_of(quantity, settings)
    return on(
        cell,
        None if allowed.low <= 0 else allowed.low,
        None if math.isinf(allowed.high) else allowed.high,
        id_=meant.id,
        said=words_of(quantity),
    )


def words_of(quantity: Quantity) -> str:
    """A count as a reader reads it: figure, unit, time."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        figure = said(low) if low == high else f"{said(low)} to {said(high)}"
        figure = f"about {figure}" if quantity.approximate else figure
    elif low is not None:
        figure = f"over {said(low)}"
    else:
        figure = f"nearly {said(high)}" if quantity.approximate else f"up to {said(high)}"
    if quantity.unit == "share":
        return f"{figure} percent"
    counts = quantity.counts.value if quantity.counts else ""
    words = [figure, counts, quantity.unit if quantity.unit != counts else ""]
    words.append(f"in {quantity.period}" if quantity.period else "")
    return " ".join(word for word in words if word)


def residents_cell(place: str | None, population: Population) -> Cell:
    """The unknown number of residents that a population figure is of; undated ones stand alone."""
    undated = "" if population.year else f"{population.persons} {population.address}"
    return Cell(
        place=place or "",
        period=population.year,
        category=Category.RESIDENTS,
        detail=undated,
    )


def residents_of(
    tally: Tally, population: Population, asked: Cell
) -> tuple[list[Constraint], Constraint]:
    """Every figure for the residents of the year that is taken, and that those counted are among them."""
    cell = residents_cell(tally.place, population)
    figures = [p for p in tally.populations if residents_cell(tally.place, p) == cell]
    claims = [population_claim(each, cell) for each in figures]
    words = f"who {_DONE[tally.unit]} is among the residents of {population.year or 'a year that is not stated'}"
    return claims, at_most(asked, cell, id_=f"among {tally.unit}", said=words)


def population_claim(population: Population, cell: Cell) -> Constraint:
    """A population as wide as its last printed digit; what pages print in passing bounds from above only."""
    in_passing = population.kind == PRINTED  # already as wide as its hedge
    half = 0.0 if in_passing else rounding(population.persons, WeighSettings())
    return on(
        cell,
        None if in_passing else population.persons - half,
        population.persons + half,
        id_=f"{_POPULATION} {population_said(population)}",
        said=f"population: {population_said(population)}",
    )


def is_statement(id_: str) -> bool:
    """Whether an id is a statement's and no population's or relation's."""
    return not id_.startswith(f"{_POPULATION} ")


def share_of(share: Meant, counted_: Cell, residents: Cell) -> list[Constraint]:
    """*counted_* as the share of *residents* that a page gives; "over 90 percent" is not less than 90."""
    quantity = share.value
    assert isinstance(quantity, Quantity)
    words = f"{words_of(quantity)} of the residents"
    made = []
    for end, is_low in ((quantity.low, True), (quantity.high, False)):
        part = exact(end)
        if part is None:
            continue
        if (
            quantity.low is not None and quantity.high is not None
        ):  # "90 percent" is a rounded figure
            half = Fraction(1, 2) if part.denominator == 1 else Fraction(1, 20)
            part += -half if is_low else half
        terms = (Term(cell=counted_), Term(cell=residents, factor=-part / 100))
        made.append(
            Constraint(
                id=share.id if is_low else f"{share.id}~most",
                terms=terms,
                low=Fraction(0) if is_low else None,
                high=None if is_low else Fraction(0),
                said=words,
            )
        )
    return made


def _holds(whole: Round, rounds: Sequence[Round]) -> bool:
    times = [each.time for each in rounds]
    if whole.time is None or None in times or not times:
        return False
    return within(hull([time for time in times if time is not None]), whole.time)
