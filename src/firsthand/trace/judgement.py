"""Put an analyst's lineage before the machine's.

In: a machine's lineage, and what analysts described.  Out: one lineage. Where an analyst described
what a document rests on, the machine's edges from that document are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.lineage import Derivation, Lineage, Origin


def with_judgements(
    machine: Lineage, *, described: Sequence[tuple[Sequence[Origin], Sequence[Derivation]]]
) -> Lineage:
    """*machine* with every described origin and derivation in it; the last description counts."""
    edges = {edge.id: edge for _, derivations in described for edge in derivations}
    judged = {edge.later for edge in edges.values()}
    kept = [edge for edge in machine.derivations if edge.later not in judged]
    told = {origin.id: origin for origins, _ in described for origin in origins}
    used = {edge.earlier for edge in (*kept, *edges.values())}
    origins = {
        origin.id: origin
        for origin in machine.origins
        if origin.id not in judged and (origin.seen or origin.id in used)
    }
    return Lineage(
        derivations=tuple(
            sorted((*kept, *edges.values()), key=lambda e: (e.later, e.earlier, e.kind, e.claims))
        ),
        origins=tuple(sorted({**origins, **told}.values(), key=lambda origin: origin.id)),
        problems=machine.problems,
        unclear=tuple(pair for pair in machine.unclear if not judged.intersection(pair)),
    )
