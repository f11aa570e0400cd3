"""Answer one question from a system: its ends, whichever of the disputed claims is given up.

In: a system and the unknown that is asked for.  Out: its ends and what they rest on; the ends without each
claim that they rest on (all other claims change nothing; with many ways out it is not asked); None where contradictions are too many to search.
Where claims cannot all be true, the ends are the outermost over all largest sets of claims that can: who
doubts any one of them finds the number between the same ends.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import cached_property
from itertools import islice, product

from firsthand.model.value import value
from firsthand.weigh.synthesis.bounding import extent_of, settle
from firsthand.weigh.synthesis.cells import Cell, Constraint, System
from firsthand.weigh.synthesis.conflicts import find_conflicts
from firsthand.weigh.synthesis.linear import Linear
from firsthand.weigh.synthesis.parting import parted

MARGINALS_MAX = 24  # an end rests on few claims; more are left out, those that matter least by id
WAYS_MAX = 120
WAYS_AGAIN_MAX = 12  # of more ways out, what each claim adds would take as many searches again


@value
class Ends:
    """Lowest and highest number, and the constraints that give them in some way out."""

    low: int
    high: int | None
    low_rests: tuple[Constraint, ...] = ()
    high_rests: tuple[Constraint, ...] = ()


class Asked:
    """A question: the part of a system that bears on one unknown, and its ways out of contradictions."""

    def __init__(self, system: System, cell: Cell) -> None:
        (self.part,) = (each for each in parted(system) if cell in each.cells)
        self.cell = cell
        self.linear = Linear(self.part)
        self.disputed = not self.linear.least({}).feasible

    @cached_property
    def ways(self) -> tuple[frozenset[int], ...] | None:
        """The largest sets of claims that can all be true, by place; None if there are too many."""
        if not self.disputed:
            return (frozenset(range(len(self.part.claims))),)
        found = find_conflicts(self.part, explained=False)
        if not found.all_ways:
            return None
        ids = [each.id for each in self.part.claims]
        ways = []
        for chosen in islice(product(*found.ways), WAYS_MAX + 1):
            kept = frozenset().union(*chosen)
            ways.append(
                frozenset(
                    n for n, id_ in enumerate(ids) if id_ in kept or id_ not in found.disputed
                )
            )
        return tuple(ways) if len(ways) <= WAYS_MAX else None


def ends_of(asked: Asked, *, without: Constraint | None = None) -> Ends | None:
    """The ends of the question, with or without one claim."""
    if asked.ways is None:
        return None
    left_out = {n for n, each in enumerate(asked.part.claims) if each is without}
    extents = []
    for way in asked.ways:
        extent = extent_of(asked.linear, asked.cell, taken=way - left_out)
        if extent is None:  # each way can be true, and so can less than it
            return None
        extents.append(extent)
    low, high = settle(extents)
    return Ends(
        low=low,
        high=high,
        low_rests=_all(each.low_rests for each in extents if each.low == low),
        high_rests=_all(each.high_rests for each in extents if each.high == high),
    )


def is_long(asked: Asked) -> bool:
    """Whether to ask again with other claims would take too many searches."""
    return asked.ways is None or len(asked.ways) > WAYS_AGAIN_MAX


def marginals_of(asked: Asked, ends: Ends) -> list[tuple[Constraint, Ends]]:
    """What is left without each claim that an end rests on."""
    relied = set(ends.low_rests) | set(ends.high_rests)
    claims = [each for each in asked.part.claims if each in relied]
    found: list[tuple[Constraint, Ends]] = []
    if is_long(asked):
        return found
    for claim in claims[:MARGINALS_MAX]:
        fewer = dataclasses.replace(
            asked.part, claims=tuple(each for each in asked.part.claims if each is not claim)
        )
        again = (
            ends_of(Asked(fewer, asked.cell)) if asked.disputed else ends_of(asked, without=claim)
        )
        if again is not None:
            found.append((claim, again))
    return found


def _all(groups: Iterable[tuple[Constraint, ...]]) -> tuple[Constraint, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))
