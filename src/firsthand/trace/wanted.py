"""List the sources that are named but not in the case: what to go and get, most needed first.

In: a lineage.  Out: origins with how many documents rest on each.
"""

from __future__ import annotations

from firsthand.model.lineage import Lineage, Origin


def missing_origins(lineage: Lineage) -> tuple[tuple[Origin, int], ...]:
    """Origins not seen, by how many documents rest on them."""
    resting: dict[str, set[str]] = {}
    for edge in lineage.derivations:
        resting.setdefault(edge.earlier, set()).add(edge.later)
    found = [
        (origin, len(set(origin.documents) | resting.get(origin.id, set())))
        for origin in lineage.origins
        if not origin.seen
    ]
    return tuple(sorted(found, key=lambda item: (-item[1], item[0].name, item[0].id)))
