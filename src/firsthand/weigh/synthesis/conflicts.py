"""Name the claims that cannot all be true: every smallest set of them, and every way to give some up.

In: a system.  Out: its irreducible conflicts (take one claim away and the rest can be true), fewest claims first, each
with the relations that it needs; its ways out (largest sets of claims that can all be true); how far those are all.
Relations are held to be true throughout: what is doubted is what was claimed.

Conflicts and ways out are each other's other side: what a way out gives up holds a claim of every conflict
(Reiter 1987). So of the conflicts known so far all ways out are worked out and tried one by one, those that give up least
first (`ways`). One that can be true is a way out; in one that cannot lies a conflict that was not known. When all have
been tried, all conflicts and all ways out are known (Bailey and Stuckey 2005, "dualize and advance"). Where they are too
many for that, conflicts are searched in the order of their size (`trying`), and it is said up to which size all are known.
"""

from __future__ import annotations

from fractions import Fraction

from firsthand.model.value import value
from firsthand.weigh.synthesis.cells import Cell, Constraint, System
from firsthand.weigh.synthesis.certify import prove
from firsthand.weigh.synthesis.parting import parted
from firsthand.weigh.synthesis.trying import Search, Taken


@value
class Conflict:
    """Claims that cannot all be true, and the relations that this rests on; *proved* exactly, or found."""

    claims: tuple[Constraint, ...]
    relations: tuple[Constraint, ...]
    proved: bool


@value
class Conflicts:
    """The conflicts of a system, smallest first; `all_` tells whether there are no others.

    Where there may be, every conflict of at most `known_to` claims is among them. `disputed` are all claims in a
    conflict; if they are all given up the others can be true. `ways` are the largest sets of the disputed claims that
    can all be true, in each part of the system by itself; `all_ways` tells whether there are no others.
    """

    found: tuple[Conflict, ...]
    all_: bool
    known_to: int | None
    ways: tuple[tuple[frozenset[str], ...], ...]
    all_ways: bool
    disputed: frozenset[str]


def find_conflicts(system: System, *, explained: bool = True) -> Conflicts:
    """All conflicts of *system*, up to the limits of `trying` in each of its parts.

    Unless *explained*, the relations that each rests on are not looked for.
    """
    found: list[Conflict] = []
    ways: list[tuple[frozenset[str], ...]] = []
    searches: list[Search] = []
    for part in parted(system):
        search = Search(part)
        if search.can_be_true(search.everything):
            continue
        search.run()
        searches.append(search)
        found += [_conflict(part, taken, explained=explained) for taken in search.conflicts]
        disputed = frozenset(n for taken in search.conflicts for n in taken)
        ways.append(tuple(frozenset(search.name(n) for n in way & disputed) for way in search.ways))
    open_ = [search.known_to for search in searches if not search.done]
    return Conflicts(
        found=tuple(sorted(found, key=_smallest_first)),
        all_=not open_,
        known_to=min(open_, default=None),
        ways=tuple(ways),
        all_ways=all(search.all_ways for search in searches),
        disputed=frozenset(each.id for conflict in found for each in conflict.claims),
    )


def _smallest_first(conflict: Conflict) -> tuple[int, list[str]]:
    return len(conflict.claims), [f"{each.id} {each.said}" for each in conflict.claims]


def _conflict(part: System, taken: Taken, *, explained: bool) -> Conflict:
    """*taken* with the relations that it cannot do without."""
    claims = tuple(part.claims[n] for n in sorted(taken))
    if not explained:
        return Conflict(claims=claims, relations=(), proved=False)
    return irreducible_relations(claims, part.relations)


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
    objective = {n: Fraction(1) for n in search.lacking}
    proof = prove(search.linear, objective, search.solved(search.everything).rows)
    return proof is not None and proof.least > 0


def _search(claims: tuple[Constraint, ...], relations: tuple[Constraint, ...]) -> Search:
    system = System(cells=_cells(claims, relations), claims=claims, relations=relations)
    return Search(system)


def _cells(*groups: tuple[Constraint, ...]) -> tuple[Cell, ...]:
    found = {term.cell for group in groups for each in group for term in each.terms}
    return tuple(sorted(found, key=lambda cell: cell.key))
