"""Leave out sources that a page names only in words which it has translated.

In: the edges so far, those into other languages, whom each page names.  Out: the edges without those
sources. What a page copied together with the name of a source is no naming of its own (`trace.naming`);
the same holds for what it translated, where the name may be written otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.document import TextPosition
from firsthand.model.lineage import Derivation
from firsthand.trace.clues import Clues


def without_retold(
    edges: Sequence[Derivation],
    crossing: Sequence[Derivation],
    clues: Clues,
    origins: Mapping[str, str],
) -> list[Derivation]:
    """*edges* without those to a source by name that came with a translation.

    *origins* gives the name of each source that is known by name. A source is left out if the page that
    is followed is by it or names it; else if that page names as many sources as are named in what
    was translated, which are then the same in other letters.
    """
    if not crossing:
        return list(edges)
    numbers = {document.id: number for number, document in enumerate(clues.documents)}
    follows = {edge.later: edge for edge in crossing}
    inside: dict[str, set[str]] = {}
    for edge in edges:
        if _is_within(edge, follows.get(edge.later), origins):
            inside.setdefault(edge.later, set()).add(edge.earlier)
    kept = []
    for edge in edges:
        if edge.later in follows and edge.earlier in origins:
            earlier = numbers[follows[edge.later].earlier]
            agent, named = origins[edge.earlier], clues.named[earlier]
            if agent == clues.publishers[earlier] or agent in named:
                continue
            met = inside.get(edge.later, set())
            if edge.earlier in met and len(met) <= len(named):
                continue
        kept.append(edge)
    return kept


def _is_within(edge: Derivation, followed: Derivation | None, origins: Mapping[str, str]) -> bool:
    """Whether the words that name a source lie between the first and the last that were translated."""
    if followed is None or edge.earlier not in origins:
        return False
    named = [part.later.position for part in edge.evidence if part.later is not None]
    taken = [part.later.position for part in followed.evidence if part.later and part.earlier]
    if not named or not taken:
        return False
    hull = TextPosition(start=min(p.start for p in taken), end=max(p.end for p in taken))
    return hull.start <= named[0].start and named[0].end <= hull.end
