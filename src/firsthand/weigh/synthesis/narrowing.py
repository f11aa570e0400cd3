"""Let figures travel along the relations until nothing gets narrower, and prove each step in fractions.

In: a system and what single claims leave of each cell.  Out: a narrower box that still holds every solution, as
exact numbers; and which rows can still cut anything off in it. For a row low <= sum of f x <= high and a cell x_j,

    f_j x_j  <=  high - least of the other terms,     f_j x_j  >=  low - most of the other terms

The steps are found in floating point, all rows at once, and taken again one by one in fractions, so that no
rounding cuts a solution off. Ends that only several rows together give are not found here but in `all_ends`.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.weigh.synthesis.bounding import SLACK, SLACK_LEAST
from firsthand.weigh.synthesis.cells import Constraint
from firsthand.weigh.synthesis.linear import Linear
from firsthand.weigh.synthesis.solver import Numbers

ROUNDS_MAX = 60  # each lets a figure travel one relation further
_DIGITS_MAX = 10**30  # longer fractions are rounded outwards to it: no step may take ever longer
_HUGE = 1e300  # stands for "no end" where 0 times infinity would be no number

Places = NDArray[np.int64]
Exact = list[Fraction | None]


@value
class Step:
    """An end of a cell that one row gives: its lower end, or its upper one."""

    row: int
    column: int
    lower: bool


@value
class Box:
    """Lowest and highest number of each cell, exactly; None where there is no end."""

    lows: tuple[Fraction, ...]
    highs: tuple[Fraction | None, ...]

    @property
    def low(self) -> Numbers:
        """The lower ends in floating point."""
        return np.array([float(number) for number in self.lows])

    @property
    def high(self) -> Numbers:
        """The upper ends in floating point."""
        return np.array([np.inf if n is None else float(n) for n in self.highs])


def narrowed(linear: Linear) -> Box:
    """The box that claims on single cells leave, after figures have travelled along the rows."""
    singles_low, singles_high = linear.box(None)
    lows: Exact = [end.number or Fraction(0) for end in singles_low]
    highs: Exact = [end.number for end in singles_high]
    start = Box(lows=tuple(n or Fraction(0) for n in lows), highs=tuple(highs))
    for step in _steps(linear, start.low, start.high):
        _take(linear.rows[step.row], linear, step, lows, highs)
    return Box(lows=tuple(n or Fraction(0) for n in lows), highs=tuple(highs))


def _take(row: Constraint, linear: Linear, step: Step, lows: Exact, highs: Exact) -> None:
    """One step in fractions; an end that it does not improve stays."""
    own, others = Fraction(0), []
    for term in row.terms:
        column = linear.column[term.cell]
        if column == step.column:
            own = term.factor
        else:
            others.append((column, term.factor))
    upwards = step.lower == (own > 0)  # whether the row's low gives it
    total = row.low if upwards else row.high
    if total is None:
        return
    for column, factor in others:
        number = highs[column] if (factor > 0) == upwards else lows[column]
        if number is None:
            return
        total -= factor * number
    end = _short(total / own, up=not step.lower)
    ends = lows if step.lower else highs
    known = ends[step.column]
    if known is None or (end > known if step.lower else end < known):
        ends[step.column] = end


def _short(number: Fraction, *, up: bool) -> Fraction:
    """*number*, outwards to thirty decimal places where its fraction is longer than that."""
    if number.denominator <= _DIGITS_MAX:
        return number
    scaled = number * _DIGITS_MAX
    return Fraction(math.ceil(scaled) if up else math.floor(scaled), _DIGITS_MAX)


def _steps(linear: Linear, low: Numbers, high: Numbers) -> list[Step]:
    """Which row narrows which end, in the order in which figures travel."""
    matrix = linear.matrix.tocoo()
    row, column, factor = matrix.row, matrix.col, matrix.data
    steps: list[Step] = []
    for _ in range(ROUNDS_MAX if matrix.nnz else 0):
        least = np.where(factor > 0, factor * low[column], factor * high[column])
        most = np.where(factor > 0, factor * high[column], factor * low[column])
        with np.errstate(invalid="ignore"):
            up = (linear.high[row] - _sum_of_others(least, row, len(linear.rows), -np.inf)) / factor
            down = (linear.low[row] - _sum_of_others(most, row, len(linear.rows), np.inf)) / factor
        new_low, by_low = _best(np.where(factor > 0, down, up), column, low, sign=1.0)
        new_high, by_high = _best(np.where(factor > 0, up, down), column, high, sign=-1.0)
        if not len(by_low) and not len(by_high):
            break
        for by, lower in ((by_low, True), (by_high, False)):
            steps += [Step(row=int(row[n]), column=int(column[n]), lower=lower) for n in by]
        low = np.minimum(new_low, new_high)  # rounding aside, a box is not inside out
        high = np.maximum(new_high, low)
    return steps


def _best(found: Numbers, column: Places, ends: Numbers, *, sign: float) -> tuple[Numbers, Places]:
    """The ends after the best of *found* for each cell, and which entries gave those that moved."""
    best = sign * ends
    np.fmax.at(best, column, sign * found)
    with np.errstate(invalid="ignore"):
        moved = best > sign * ends + SLACK_LEAST + SLACK * np.abs(best)
    best = np.where(moved, best, sign * ends)
    gives = np.flatnonzero(moved[column] & (sign * found == best[column]))
    _, first = np.unique(column[gives], return_index=True)
    return sign * best, gives[first]


def _sum_of_others(parts: Numbers, row: Places, rows: int, open_: float) -> Numbers:
    """For each entry the sum of its row's other entries, open where one of those is."""
    closed = np.where(np.isfinite(parts), parts, 0.0)
    opened = (~np.isfinite(parts)).astype(np.int64)
    total = np.bincount(row, weights=closed, minlength=rows)[row] - closed
    count = np.bincount(row, weights=opened, minlength=rows)[row] - opened
    return np.where(count > 0, open_, total)


def rows_that_bind(linear: Linear, low: Numbers, high: Numbers) -> Places:
    """The rows that do not hold everywhere in the box anyway."""
    matrix = linear.matrix
    positive, negative = matrix.maximum(0), matrix.minimum(0)
    bounded = np.where(np.isfinite(high), high, _HUGE)
    most = positive @ bounded + negative @ low
    least = positive @ low + negative @ bounded
    return np.flatnonzero((most > linear.high) | (least < linear.low))
