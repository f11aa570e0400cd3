"""Name the claims that cannot all be true: every smallest set of them, and every way to give some up.

In: a system.  Out: its irreducible conflicts (take one claim away and the rest can be true), each with the
relations that it needs; its ways out (largest sets of claims that can all be true); whether those are all.
Relations are held to be true throughout: what is doubted is what was claimed.
A set of claims to try is chosen as large as it can be without holding a known conflict and without lying in a
known way out (one binary programme). If it can be true, it is a way out; if not, a conflict lies in it, which
is found by the multipliers of the programme that says so (Gleeson and Ryan 1990) and by taking claims away one
at a time (deletion filter, Chinneck and Dravnieks 1991). When nothing is left to choose, all are known
(Liffiton and others 2016, "MARCO").
"""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np

from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Category, Cell, Constraint, System, Term
from firsthand.weigh.synthesis.certify import prove
from firsthand.weigh.synthesis.linear import Linear, Solved
from firsthand.weigh.synthesis.parting import parted
from firsthand.weigh.synthesis.solver import choose_most, sparse

CONFLICTS_MAX = 30  # more than anybody reads; the rest is said to be there
WAYS_MAX = 60  # ways out are many where conflicts are many: each pair doubles them
STEPS_MAX = 400  # sets tried in one part of a system
SOLVED_MAX = 500  # programmes for one part: some seconds; that there may be more is said
MISSED = 1e-3  # of one unit: what must be missing before claims are said to be in conflict
_CHOSEN = 0.5  # a binary programme's 0.9999999 is a yes

Taken = frozenset[int]


@value
class Conflict:
    """Claims that cannot all be true, and the relations that this rests on; *proved* exactly, or found."""

    claims: tuple[Constraint, ...]
    relations: tuple[Constraint, ...]
    proved: bool


@value
class Conflicts:
    """The conflicts of a system, smallest first; `all_` tells whether there are no others.

    `disputed` are all claims in a conflict. `ways` are the largest sets of the disputed claims that can all
    be true, in each part of the system by itself; `all_ways` tells whether there are no others.
    """

    found: tuple[Conflict, ...]
    all_: bool
    ways: tuple[tuple[frozenset[str], ...], ...]
    all_ways: bool
    disputed: frozenset[str]


def find_conflicts(system: System, *, explained: bool = True) -> Conflicts:
    """All conflicts of *system*, up to `CONFLICTS_MAX` in each of its parts.

    Unless *explained*, the relations that each rests on are not looked for.
    """
    found: list[Conflict] = []
    ways: list[tuple[frozenset[str], ...]] = []
    all_ = all_ways = True
    for part in parted(system):
        search = _Search(part)
        if search.can_be_true(search.everything):
            continue
        search.run()
        found += [search.conflict(taken, explained=explained) for taken in search.conflicts]
        disputed = frozenset(n for taken in search.conflicts for n in taken)
        ways.append(tuple(frozenset(search.name(n) for n in way & disputed) for way in search.ways))
        all_ &= search.done
        all_ways &= search.done
    return Conflicts(
        found=tuple(sorted(found, key=_smallest_first)),
        all_=all_,
        ways=tuple(ways),
        all_ways=all_ways,
        disputed=frozenset(each.id for conflict in found for each in conflict.claims),
    )


def _smallest_first(conflict: Conflict) -> tuple[int, list[str]]:
    return len(conflict.claims), [f"{each.id} {each.said}" for each in conflict.claims]


class _Search:
    """Conflicts and ways out of one connected part, by the places of its claims."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.count = len(system.claims)
        self.everything: Taken = frozenset(range(self.count))
        self.linear = _elastic(system)
        lows, highs = self.linear.box(None)
        self.low = np.array([float(end.number or 0) for end in lows])
        self.high = np.array([np.inf if end.number is None else float(end.number) for end in highs])
        self.every_row = np.arange(len(self.linear.rows), dtype=np.int64)
        self.conflicts: list[Taken] = []
        self.ways: list[Taken] = []
        self.done = False
        self.solved_count = 0

    def solved(self, taken: Taken) -> Solved:
        """How much is missing, at the least, from the claims *taken*."""
        self.solved_count += 1
        costs = np.zeros(len(self.low))
        first = len(self.system.cells)
        for n in taken:
            costs[[first + 2 * n, first + 2 * n + 1]] = 1.0
        return self.linear.solved(costs, low=self.low, high=self.high, rows=self.every_row)

    def name(self, number: int) -> str:
        """What a claim goes by."""
        return self.system.claims[number].id

    def missing(self, taken: Taken) -> Taken:
        """Claims of *taken* that show that it cannot be true; none if it can."""
        solved = self.solved(taken)
        if solved.least is None or solved.least <= MISSED:
            return frozenset()
        shown = {self.linear.numbers[row] for row, _ in solved.rows}
        return frozenset(n for n in shown if n < self.count and n in taken)

    def can_be_true(self, taken: Taken) -> bool:
        """Whether all claims *taken* can be true together."""
        return not self.missing(taken)

    def run(self) -> None:
        """Try sets until none is left, or a limit is met."""
        for _ in range(STEPS_MAX):
            if self.solved_count > SOLVED_MAX:
                return
            taken = self._largest_left()
            if taken is None:
                self.done = True
                return
            shown = self.missing(taken)
            if not shown:
                self.ways.append(taken)
                if len(self.ways) >= WAYS_MAX:
                    return
                continue
            self.conflicts.append(self._irreducible(shown))
            if len(self.conflicts) >= CONFLICTS_MAX:
                return

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

    def _largest_left(self) -> Taken | None:
        """The largest set that holds no known conflict and lies in no known way out."""
        rows = [(taken, -np.inf, len(taken) - 1.0) for taken in self.conflicts]
        rows += [(self.everything - way, 1.0, np.inf) for way in self.ways]
        if not rows:
            return self.everything
        columns = [n for taken, _, _ in rows for n in sorted(taken)]
        starts = np.cumsum([0, *(len(taken) for taken, _, _ in rows)])
        shape = (len(rows), self.count)
        matrix = sparse(np.ones(len(columns)), np.asarray(columns, np.int64), starts, shape)
        least, most = [low for _, low, _ in rows], [high for _, _, high in rows]
        chosen = choose_most(matrix, least, most)
        return None if chosen is None else frozenset(np.flatnonzero(chosen > _CHOSEN).tolist())

    def conflict(self, taken: Taken, *, explained: bool) -> Conflict:
        """*taken* with the relations that it cannot do without."""
        claims = tuple(self.system.claims[n] for n in sorted(taken))
        if not explained:
            return Conflict(claims=claims, relations=(), proved=False)
        return irreducible_relations(claims, self.system.relations)


def irreducible_relations(
    claims: tuple[Constraint, ...], relations: tuple[Constraint, ...]
) -> Conflict:
    """Which of *relations* the conflict of *claims* rests on: none of them can be spared."""
    kept = _near(claims, relations)
    for each in tuple(reversed(kept)):
        fewer = tuple(other for other in kept if other is not each)
        if not _possible(claims, fewer):
            kept = fewer
    return Conflict(claims=claims, relations=kept, proved=_is_proved(claims, kept))


def _near(
    claims: tuple[Constraint, ...], relations: tuple[Constraint, ...]
) -> tuple[Constraint, ...]:
    """The relations by which the multipliers show the conflict; all of them where they show nothing."""
    search = _search(claims, relations)
    solved = search.solved(search.everything)
    used = {search.linear.numbers[row] for row, _ in solved.rows}
    shown = tuple(r for n, r in enumerate(relations, start=len(claims)) if n in used)
    return relations if _possible(claims, shown) else shown


def _possible(claims: tuple[Constraint, ...], relations: tuple[Constraint, ...]) -> bool:
    search = _search(claims, relations)
    return search.can_be_true(search.everything)


def _is_proved(claims: tuple[Constraint, ...], relations: tuple[Constraint, ...]) -> bool:
    """Whether exact arithmetic shows that something is missing from every solution."""
    search = _search(claims, relations)
    objective = {n: Fraction(1) for n in range(len(_cells(claims, relations)), len(search.low))}
    proof = prove(search.linear, objective, search.solved(search.everything).rows)
    return proof is not None and proof.least > 0


def _search(claims: tuple[Constraint, ...], relations: tuple[Constraint, ...]) -> _Search:
    system = System(cells=_cells(claims, relations), claims=claims, relations=relations)
    return _Search(system)


def _cells(*groups: tuple[Constraint, ...]) -> tuple[Cell, ...]:
    found = {term.cell for group in groups for each in group for term in each.terms}
    return tuple(sorted(found, key=lambda cell: cell.key))


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
