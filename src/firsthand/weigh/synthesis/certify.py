"""Prove a bound in exact arithmetic from the multipliers that a solver found.

In: a system, an objective, multipliers.  Out: a number that no point of the system goes below, as a fraction,
and the constraints that it rests on. For any multipliers y of the rows, with r = c - A'y,

    c'x = y'Ax + r'x  >=  sum over rows of (y > 0: y low, y < 0: y high) + sum over cells of (r > 0: r l, r < 0: r u)

(Neumaier and Shcherbina 2004). A solver's rounding can only weaken the bound, never make it wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Constraint
from firsthand.weigh.synthesis.linear import Linear

DENOMINATOR_MAX = 10**6  # multipliers are products of printed factors: 10/9 for "90 percent"
NEAR = 1e-9  # a multiplier this near to such a fraction was meant to be it


@value
class Proof:
    """A lower bound that holds exactly, and the constraints that give it."""

    least: Fraction
    rests: tuple[Constraint, ...]


def prove(
    linear: Linear,
    objective: Mapping[int, Fraction],
    multipliers: Sequence[tuple[int, float]],
    *,
    taken: frozenset[int] | None = None,
) -> Proof | None:
    """The bound that *multipliers* prove, or None where they leave an open end."""
    total, rest, used = _by_rows(linear, objective, multipliers)
    lows, highs = linear.box(taken)
    for column, factor in sorted(rest.items()):
        end_ = lows[column] if factor > 0 else highs[column]
        if end_.number is None:
            return None
        total += factor * end_.number
        if end_.by is not None:
            used[f"cell {column} {factor > 0}"] = end_.by
    rests = sorted(used.values(), key=lambda each: (each.id, each.said))
    return Proof(least=total, rests=tuple(dict.fromkeys(rests)))


def least_within(
    linear: Linear,
    objective: Mapping[int, Fraction],
    multipliers: Sequence[tuple[int, float]],
    *,
    lows: Sequence[Fraction | None],
    highs: Sequence[Fraction | None],
) -> Fraction | None:
    """The same bound in a box that is itself proved; None where the multipliers leave an open end."""
    total, rest, _ = _by_rows(linear, objective, multipliers)
    for column, factor in rest.items():
        number = lows[column] if factor > 0 else highs[column]
        if number is None:
            return None
        total += factor * number
    return total


def _by_rows(
    linear: Linear, objective: Mapping[int, Fraction], multipliers: Sequence[tuple[int, float]]
) -> tuple[Fraction, dict[int, Fraction], dict[str, Constraint]]:
    """What the rows give, what they leave for the cells to give, and which rows were used."""
    rest = dict(objective)
    total = Fraction(0)
    used: dict[str, Constraint] = {}
    for row, number in multipliers:
        factor = as_meant(number)
        each = linear.rows[row]
        end = each.low if factor > 0 else each.high
        if not factor or end is None:
            continue
        total += factor * end
        used[f"row {row}"] = each
        for term in each.terms:
            column = linear.column[term.cell]
            rest[column] = rest.get(column, Fraction(0)) - factor * term.factor
    return total, {column: factor for column, factor in rest.items() if factor}, used


def as_meant(number: float) -> Fraction:
    """The fraction that *number* was meant to be, if one with a small denominator is as near as can be.

    >>> as_meant(1.1111111111111112)
    Fraction(10, 9)
    """
    if number == int(number):
        return Fraction(int(number))
    near = Fraction(number).limit_denominator(DENOMINATOR_MAX)
    return near if abs(float(near) - number) <= NEAR * max(1.0, abs(number)) else Fraction(number)
