"""Try which claims of one part of a system can be true together, and find what stands in the way.

In: a connected part of a system.  Out: its conflicts and ways out by the places of the claims, and how far they are all.
Whether claims can all be true is asked of an elastic programme: two more unknowns for each claim say what is missing
from it, and the least sum of what is missing from the claims taken is 0 if they can (Chinneck and Dravnieks 1991). Programmes
differ in their costs alone, so each starts where the last one ended. A conflict is found in claims that cannot be true by
the multipliers of the programme (Gleeson and Ryan 1990) and by taking claims away one at a time (deletion filter).
What the search does is said in `conflicts`; the limits count programmes and sets, not time, so that no machine finds more.
"""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np

from firsthand.weigh.synthesis.cells import Category, Cell, System, Term
from firsthand.weigh.synthesis.linear import Linear, Solved
from firsthand.weigh.synthesis.ways import WaysOut

CONFLICTS_MAX = 60  # of one part: more than anybody reads; that there are more is said
WAYS_MAX = 1_500  # ways out worked out at once: twelve pairs of claims have 4,096
SOLVED_MAX = 2_500  # programmes while ways out are tried: a millisecond each where 200 claims meet
SIZED_MAX = 2_000  # programmes while sets are tried by size
SETS_MAX = 60_000  # sets tried by size: about a second
MISSED = 1e-3  # of one unit: what must be missing before claims are said to be in conflict

Taken = frozenset[int]


class Search:
    """Conflicts and ways out of one connected part, by the places of its claims.

    `done` tells whether all conflicts are known, `all_ways` whether all ways out are; where there may be other
    conflicts, all of at most `known_to` claims are known.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.count = len(system.claims)
        self.everything: Taken = frozenset(range(self.count))
        self.linear = _elastic(system)
        lows, highs = self.linear.box(None)
        low = np.array([float(end.number or 0) for end in lows])
        high = np.array([np.inf if end.number is None else float(end.number) for end in highs])
        every_row = np.arange(len(self.linear.rows), dtype=np.int64)
        self._warm = self.linear.warm(low=low, high=high, rows=every_row)
        self._first = len(system.cells)
        self.conflicts: list[Taken] = []
        self.ways: list[Taken] = []
        self.done = self.all_ways = False
        self.known_to = 0
        self.solved_count = 0

    def solved(self, taken: Taken) -> Solved:
        """How much is missing, at the least, from the claims *taken*."""
        self.solved_count += 1
        costs = np.zeros(self._first + 2 * self.count)
        places = self._first + 2 * np.array(sorted(taken), dtype=np.int64)
        costs[places] = costs[places + 1] = 1.0
        return self._warm.solved(costs)

    @property
    def lacking(self) -> range:
        """The columns that say what is missing from claims, two of each."""
        return range(self._first, self._first + 2 * self.count)

    def name(self, number: int) -> str:
        """What a claim goes by."""
        return self.system.claims[number].id

    def missing(self, taken: Taken) -> Taken:
        """Claims of *taken* that show that it cannot be true; none if it can."""
        return self._shown(self.solved(taken), taken)

    def _shown(self, solved: Solved, taken: Taken) -> Taken:
        if solved.least is None or solved.least <= MISSED:
            return frozenset()
        shown = {self.linear.numbers[row] for row, _ in solved.rows}
        return frozenset(n for n in shown if n < self.count and n in taken)

    def can_be_true(self, taken: Taken) -> bool:
        """Whether all claims *taken* can be true together."""
        return not self.missing(taken)

    def run(self) -> None:
        """Try ways out until none is left; where a limit is met, then sets by their size."""
        self._try_ways()
        if not self.done:
            self._try_sizes()

    def _try_ways(self) -> None:
        """Every way out of the conflicts that are known, until each of them can be true."""
        left = WaysOut()
        while left.count <= WAYS_MAX and self.solved_count < SOLVED_MAX:
            given_up = left.next()
            if given_up is None:
                self.done = self.all_ways = True
                return
            way = self.everything - given_up
            shown = self.missing(way)
            if not shown:
                self.ways.append(way)
                continue
            if len(self.conflicts) >= CONFLICTS_MAX:
                return
            conflict = self._irreducible(shown)
            self.conflicts.append(conflict)
            left.learn(conflict)

    def _irreducible(self, shown: Taken) -> Taken:
        """A conflict within *shown*: each claim is put aside, and stays so if the rest still conflicts."""
        kept = shown
        for number in sorted(shown, reverse=True):
            if number not in kept:
                continue
            still = self.missing(kept - {number})
            if still:
                kept = still
        return kept

    def _try_sizes(self) -> None:
        """Sets of one claim, of two, and so on, of those that hold a claim given up by every way out known.

        Every conflict does (Reiter 1987): a set that lies in a way out can be true, and grows by a claim that this way
        gives up; one that holds a known conflict is not tried; any other that cannot be true is a conflict, since
        each smaller set was tried before.
        """
        ways = [*self.ways]
        most = self.solved_count + SIZED_MAX
        layer: list[Taken] = [frozenset()]
        tried = 0
        while layer:
            grown: dict[Taken, None] = {}
            for some in layer:
                tried += 1
                if tried > SETS_MAX or self.solved_count > most:
                    return
                if any(conflict <= some for conflict in self.conflicts):
                    continue
                around = [way for way in ways if some <= way]
                if not around:
                    if self.missing(some):
                        if len(self.conflicts) >= CONFLICTS_MAX:
                            return
                        self.conflicts.append(some)
                        continue
                    around = [self._grown(some)]
                    ways += around
                least = min(around, key=lambda way: (-len(way), sorted(self.everything - way)))
                grown |= dict.fromkeys(some | {n} for n in sorted(self.everything - least))
            self.known_to = len(layer[0])
            layer = [*grown]
        self.done = True

    def _grown(self, some: Taken) -> Taken:
        """A way out that holds *some*: claims join as long as all can be true."""
        kept = some
        for number in sorted(self.everything):
            if number not in kept:
                solved = self.solved(kept | {number})
                if not self._shown(solved, kept | {number}):
                    kept |= {number} | self._met(solved)
        return kept

    def _met(self, solved: Solved) -> Taken:
        """The claims from which a solution lacks nothing."""
        assert solved.point is not None
        lacks = solved.point[self._first :: 2] + solved.point[self._first + 1 :: 2]
        return frozenset(np.flatnonzero(lacks <= 0.0).tolist())


def _elastic(system: System) -> Linear:
    """The system with two more unknowns for each claim: what is missing from it, below and above."""
    claims, missing = [], []
    for n, claim in enumerate(system.claims):
        short, over = (
            Cell(place=str(n), period=way, category=Category.RESIDENTS, detail="missing")
            for way in ("below", "above")
        )
        missing += [short, over]
        terms = (*claim.terms, Term(cell=short), Term(cell=over, factor=Fraction(-1)))
        claims.append(dataclasses.replace(claim, terms=terms))
    cells = (*system.cells, *missing)
    return Linear(System(cells=cells, claims=tuple(claims), relations=system.relations))
