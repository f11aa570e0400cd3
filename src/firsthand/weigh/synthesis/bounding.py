"""Say between which numbers each unknown lies: the identified bounds, and what each end rests on.

In: a system.  Out: for a cell (for all of them: `all_ends`) the lowest and highest number that all claims and relations
allow together, in whole units rounded outwards. Nothing between the ends is more likely than anything else.
Every end is proved in exact arithmetic (`certify`); where the proof leaves an end open, the solver's number is
widened by a part in 10^9. Systems without any solution are not bounded here but in `conflicts`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Cell, Constraint
from firsthand.weigh.synthesis.certify import prove
from firsthand.weigh.synthesis.linear import Linear, Solved

SLACK = 1e-9  # of a number: what a solver's rounding may hide where nothing is proved
SLACK_LEAST = 1e-6  # of one unit: HiGHS itself allows a tenth of it
PROOF_NEAR = 1e3  # slacks between a proof and the solver's number: further apart, the proof is poor


@value
class Extent:
    """The ends of one unknown, in whole units; `high` is None where nothing bounds it.

    `low_rests` and `high_rests` are the constraints that give each end.
    """

    low: int
    high: int | None
    low_rests: tuple[Constraint, ...] = ()
    high_rests: tuple[Constraint, ...] = ()


def extent_of(linear: Linear, cell: Cell, *, taken: frozenset[int] | None = None) -> Extent | None:
    """The extent of one *cell*, or None where the claims cannot all be true."""
    column = linear.column[cell]
    lowest = linear.least({column: 1.0}, taken=taken)
    if not lowest.feasible:
        return None
    highest = linear.least({column: -1.0}, taken=taken)
    low, low_rests = _proved(linear, column, 1, lowest, taken)
    high, high_rests = _proved(linear, column, -1, highest, taken)
    return Extent(
        low=0 if low is None else max(0, math.floor(low)),
        high=None if high is None else math.ceil(-high),
        low_rests=low_rests,
        high_rests=high_rests,
    )


def _proved(
    linear: Linear, column: int, sign: int, solved: Solved, taken: frozenset[int] | None
) -> tuple[Fraction | None, tuple[Constraint, ...]]:
    """The least of sign * cell, exactly where it can be had."""
    if solved.least is None:
        return None, ()
    proof = prove(linear, {column: Fraction(sign)}, solved.rows, taken=taken)
    slack = slack_of(solved.least)
    if proof is not None and abs(float(proof.least) - solved.least) <= PROOF_NEAR * slack:
        return proof.least, proof.rests
    rests = tuple(dict.fromkeys(linear.rows[row] for row, _ in solved.rows))
    return Fraction(solved.least) - Fraction(slack), rests


def slack_of(number: float) -> float:
    """How far a solver's number may be from the right one."""
    return SLACK_LEAST + SLACK * abs(number)


def settle(ends: Iterable[Extent]) -> tuple[int, int | None]:
    """The lowest and the highest end of all: whichever of them holds, the number lies between.

    >>> settle([Extent(low=3, high=5), Extent(low=1, high=None)])
    (1, None)
    """
    found = list(ends)
    highs = [each.high for each in found]
    high = None if None in highs else max(h for h in highs if h is not None)
    return min(each.low for each in found), high
