"""List the first sources of a case: pages that came from nothing known, and sources only named.

In: documents, edges, names of sources that are not in the case.  Out: origins, by id, each with the
documents that rest on it. Choosing edges is not done here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, Origin


def list_origins(
    documents: Mapping[str, Document],
    edges: Sequence[Derivation],
    *,
    names: Mapping[str, str],
    aliases: Mapping[str, tuple[str, ...]],
    notes: Mapping[str, str],
) -> tuple[Origin, ...]:
    """Every first source; a named one that itself rests on another is listed with `first` false."""
    ends = [(edge.later, edge.earlier) for edge in edges]
    return origins_of(documents, ends, names=names, aliases=aliases, notes=notes)


def origins_of(
    documents: Mapping[str, Document],
    ends: Iterable[tuple[str, str]],
    *,
    names: Mapping[str, str],
    aliases: Mapping[str, tuple[str, ...]],
    notes: Mapping[str, str],
) -> tuple[Origin, ...]:
    """The same by the ends of edges, later and earlier, whose evidence need not be there yet."""
    parents: dict[str, set[str]] = defaultdict(set)
    children: dict[str, set[str]] = defaultdict(set)
    for later, earlier in ends:
        parents[later].add(earlier)
        children[earlier].add(later)
    found = []
    for key in sorted({*documents, *names}):
        page = documents.get(key)
        if page is not None and parents.get(key):
            continue
        name = names.get(key) or (page and (page.publisher or page.title or page.address)) or key
        found.append(
            Origin(
                id=key,
                name=name,
                seen=page is not None,
                documents=tuple(sorted(_below(children, key) & documents.keys()))
                if key in children
                else ((key,) if page is not None else ()),
                aliases=aliases.get(key, ()),
                note=notes.get(key, ""),
                first=not parents.get(key),
            )
        )
    return tuple(found)


def _below(children: Mapping[str, set[str]], key: str) -> set[str]:
    """*key* and all that rests on it."""
    met, waiting = {key}, [key]
    while waiting:
        for item in children.get(waiting.pop(), ()):
            if item not in met:
                met.add(item)
                waiting.append(item)
    return met
