"""Part a system into pieces that share no unknown, so that each is solved by itself.

In: a system.  Out: systems, in the order of their first unknown; what one says bears on no other.
"""

from __future__ import annotations

from collections.abc import Callable

from firsthand.weigh.synthesis.cells import Cell, Constraint, System

Lead = Callable[[Cell], Cell]


def parted(system: System) -> tuple[System, ...]:
    """The connected parts of *system*: two unknowns are in one part if a constraint speaks of both."""
    leads: dict[Cell, Cell] = {cell: cell for cell in system.cells}

    def lead(cell: Cell) -> Cell:
        while leads[cell] is not cell:
            leads[cell] = leads[leads[cell]]
            cell = leads[cell]
        return cell

    for each in (*system.claims, *system.relations):
        first = lead(each.terms[0].cell)
        for term in each.terms[1:]:
            leads[lead(term.cell)] = first
    groups: dict[Cell, list[Cell]] = {}
    for cell in system.cells:
        groups.setdefault(lead(cell), []).append(cell)
    claims = _sorted_in(system.claims, lead)
    relations = _sorted_in(system.relations, lead)
    return tuple(
        System(
            cells=tuple(cells),
            claims=tuple(claims.get(key, ())),
            relations=tuple(relations.get(key, ())),
        )
        for key, cells in groups.items()
    )


def _sorted_in(constraints: tuple[Constraint, ...], lead: Lead) -> dict[Cell, list[Constraint]]:
    found: dict[Cell, list[Constraint]] = {}
    for each in constraints:
        found.setdefault(lead(each.terms[0].cell), []).append(each)
    return found
