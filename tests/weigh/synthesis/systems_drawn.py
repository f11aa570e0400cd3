"""Systems for the tests of synthesis: small ones drawn at random, and their corners by brute force."""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from firsthand.weigh.synthesis.all_ends import all_ends
from firsthand.weigh.synthesis.cells import (
    Category,
    Cell,
    Constraint,
    System,
    Term,
    make_system,
)
from firsthand.weigh.synthesis.linear import Linear

Row = tuple[list[Fraction], Fraction]  # sum of factors times unknowns <= the number


def cell(name: str, category: Category = Category.EXAMINED) -> Cell:
    """An unknown in a place of that name."""
    return Cell(place=name, period="2017", category=category)


def said(
    id_: str,
    *terms: tuple[int | Fraction, Cell],
    low: float | None = None,
    high: float | None = None,
) -> Constraint:
    """A constraint in few words."""
    return Constraint(
        id=id_,
        terms=tuple(Term(cell=c, factor=Fraction(factor)) for factor, c in terms),
        low=None if low is None else Fraction(str(low)),
        high=None if high is None else Fraction(str(high)),
        said=id_,
    )


def system(*claims: Constraint, relations: tuple[Constraint, ...] = ()) -> System:
    """The one system that these make; none of them may be unsound."""
    made = make_system(claims, relations)
    assert not made.problems, made.problems
    return made.values[0]


def drawn(seed: int, *, cells: int = 3, claims: int = 4) -> System:
    """A system of a few unknowns, each with an upper end, and claims on one or two of them."""
    dice = random.Random(seed)  # noqa: S311 - a drawn test
    names = [cell(f"p{n}") for n in range(cells)]
    made = [said(f"top-{n}", (1, c), high=dice.randint(5, 30)) for n, c in enumerate(names)]
    for n in range(claims):
        chosen = dice.sample(names, dice.randint(1, min(3, cells)))
        terms = [(Fraction(dice.choice((1, 1, 1, 2, -1, -2))), c) for c in chosen]
        middle = dice.randint(0, 30)
        low = middle - dice.randint(0, 6) if dice.random() < 0.7 else None
        high = middle + dice.randint(0, 6) if dice.random() < 0.7 else None
        if all(f > 0 for f, _ in terms) or any(f > 0 for f, _ in terms):
            made.append(said(f"claim-{n}", *terms, low=low, high=high))
    return system(*made)


def rows_of(drawn_: System) -> tuple[list[Row], int]:
    """Every constraint as `factors . x <= number`, zero ends included."""
    index = {c: n for n, c in enumerate(drawn_.cells)}
    rows: list[Row] = [
        ([Fraction(-(n == m)) for m in range(len(index))], Fraction(0)) for n in range(len(index))
    ]
    for each in (*drawn_.claims, *drawn_.relations):
        factors = [Fraction(0)] * len(index)
        for term in each.terms:
            factors[index[term.cell]] += term.factor
        if each.high is not None:
            rows.append((factors, each.high))
        if each.low is not None:
            rows.append(([-f for f in factors], -each.low))
    return rows, len(index)


def corners(drawn_: System) -> NDArray[np.float64]:
    """Every corner of the region, by trying all sets of constraints that could meet in one."""
    rows, size = rows_of(drawn_)
    factors = np.array([[float(f) for f in row] for row, _ in rows])
    numbers = np.array([float(number) for _, number in rows])
    some = np.array(list(combinations(range(len(rows)), size)))
    meeting = np.abs(np.linalg.det(factors[some])) > 0.5  # whole numbers: one is 0 or 1 and more
    some = some[meeting]
    points = np.linalg.solve(factors[some], numbers[some][..., None])[..., 0]
    fits = (points @ factors.T <= numbers + 1e-9).all(axis=1)
    found: NDArray[np.float64] = points[fits]
    return found


def every_end(made: System) -> dict[Cell, tuple[int, int | None]] | None:
    """The ends of all cells, every one of them proved; None where the claims cannot all be true."""
    found = all_ends(Linear(made))
    assert found is None or not found.unproved
    return None if found is None else dict(found.ends)


def conflicts_of(made: System) -> set[frozenset[str]]:
    """Every set of claims that cannot be true, and whose every part can, by trying them all."""
    impossible: list[frozenset[int]] = []
    for size in range(1, len(made.claims) + 1):
        for taken in map(frozenset, combinations(range(len(made.claims)), size)):
            claims = tuple(made.claims[n] for n in sorted(taken))
            if not any(known <= taken for known in impossible) and not len(
                corners(dataclasses.replace(made, claims=claims))
            ):  # numbers of 0 and more always meet in a corner
                impossible.append(taken)
    return {frozenset(made.claims[n].id for n in taken) for taken in impossible}
