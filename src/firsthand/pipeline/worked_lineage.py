"""Turn the worked case's tables into the lineage that an analyst enters.

In: cards with where each is from and where it began, sources and origins with their parents, and
the documents and suggestions they have become.  Out: one `Described` body.
An edge that a card gives is limited to that card's claim, and so is each edge on the way down to
its first source: the lineage of each statement is the analyst's. What a page rests on as a whole is
an edge without a limit, and so is what an origin rests on where no card says more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import pairwise

from firsthand.model.claim import Suggestion
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    Drift,
    EvidenceType,
    Origin,
)
from firsthand.model.record import Described
from firsthand.model.value import value
from firsthand.pipeline.worked_table import Card, OriginRow, SourceRow

_REASON = "the worked case: lineage read from the pages, their credits and the sources they name"

# What a page shows of where it has its words from, and how sure that makes an analyst.
_BASES = {
    "credit line": (EvidenceType.CREDIT, 0.9),
    "visible text": (EvidenceType.ATTRIBUTION, 0.9),
    "inferred": (EvidenceType.JUDGEMENT, 0.6),
}
_SURE = 0.9  # of an edge that was judged for one statement
_SURE_OF_PARENT = 0.8  # of what an origin that was not seen rests on

# Origins of the table that are a page of the case: the page stands for them.
_SEEN_AS = {"o-hrw-201905": "hrw-ijop"}

_Edge = tuple[str, str, DerivationKind]


@value
class _Graph:
    """Who rests on whom as a whole, by the tables' ids."""

    parents: Mapping[str, tuple[str, ...]]


def describe(
    cards: Sequence[Card],
    *,
    sources: Sequence[SourceRow],
    origins: Sequence[OriginRow],
    documents: Mapping[str, str],
    suggestions: Mapping[str, Suggestion],
) -> Described:
    """The lineage of all *cards*; *documents* gives the document that each source has become."""
    names = {**documents, **{o: documents[s] for o, s in _SEEN_AS.items() if s in documents}}
    parents = {row.id: tuple(parent for parent, _ in row.parents) for row in sources}
    parents.update({row.id: row.parents for row in origins})
    graph = _Graph(parents=parents)
    by_edge: dict[_Edge, list[Card]] = {}
    for card in cards:
        for edge in _edges_of(card, graph):
            by_edge.setdefault(edge, []).append(card)
    limited = {
        (card.id, edge[:2]): _limited(edge, members, names, suggestions)
        for edge, members in by_edge.items()
        for card in members
    }
    whole = _whole_pages(sources, names) + _whole_origins(origins, cards, names)
    derivations = {d.id: d for d in (*limited.values(), *whole)}
    return Described(
        origins=_origins(origins, names, tuple(derivations.values())),
        derivations=tuple(derivations[id_] for id_ in sorted(derivations)),
        drifts=_drifts(cards, limited, suggestions),
        reason=_REASON,
    )


def _edges_of(card: Card, graph: _Graph) -> list[_Edge]:
    """The edges from the card's page down to where its statement began."""
    first = card.first_source
    if not card.derived_from:
        starts = bool(first) and first != card.source
        return [(card.source, first, card.kind)] if starts else []
    edges: list[_Edge] = [(card.source, card.derived_from, card.kind)]
    way = _way(card.derived_from, first, graph) if first else [card.derived_from]
    edges += [(later, earlier, DerivationKind.REPORT) for later, earlier in pairwise(way)]
    return edges


def _way(start: str, end: str, graph: _Graph) -> list[str]:
    """The shortest way from *start* to *end* over what rests on what; straight where none is known."""
    came_from = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            way = [here]
            while came_from[way[-1]] != way[-1]:
                way.append(came_from[way[-1]])
            return way[::-1]
        for parent in graph.parents.get(here, ()):
            if parent not in came_from:
                came_from[parent] = here
                queue.append(parent)
    return [start, end]


def _limited(
    edge: _Edge,
    members: Sequence[Card],
    names: Mapping[str, str],
    suggestions: Mapping[str, Suggestion],
) -> Derivation:
    later, earlier, kind = edge
    note = f"judged for {len(members)} statement{'s' if len(members) > 1 else ''}"
    return Derivation(
        later=names.get(later, later),
        earlier=names.get(earlier, earlier),
        kind=kind,
        score=_SURE,
        evidence=(DerivationEvidence(type=EvidenceType.JUDGEMENT, note=note),),
        claims=tuple(sorted(suggestions[card.id].id for card in members)),
    )


def _whole_pages(sources: Sequence[SourceRow], names: Mapping[str, str]) -> list[Derivation]:
    made = []
    for source in sources:
        for parent, basis in source.parents:
            type_, score = _BASES[basis]
            made.append(
                Derivation(
                    later=names[source.id],
                    earlier=names.get(parent, parent),
                    kind=DerivationKind.REPORT,
                    score=score,
                    evidence=(DerivationEvidence(type=type_, note=basis),),
                )
            )
    return made


def _whole_origins(
    origins: Sequence[OriginRow],
    cards: Sequence[Card],
    names: Mapping[str, str],
) -> list[Derivation]:
    """What an origin rests on as a whole.

    An origin at which a statement ends is left without such edges: the analyst says that it began
    there, and an edge for the whole would lead past it.
    """
    ends = {card.first_source or card.derived_from for card in cards}
    return [
        Derivation(
            later=names.get(row.id, row.id),
            earlier=names.get(parent, parent),
            kind=DerivationKind.REPORT,
            score=_SURE_OF_PARENT,
            evidence=(DerivationEvidence(type=EvidenceType.JUDGEMENT, note="not seen itself"),),
        )
        for row in origins
        for parent in row.parents
        if row.id not in ends
    ]


def _origins(
    rows: Sequence[OriginRow], names: Mapping[str, str], derivations: Sequence[Derivation]
) -> tuple[Origin, ...]:
    resting = _resting(derivations)
    documents = set(names.values())
    made = []
    for row in rows:
        id_ = names.get(row.id, row.id)
        seen = id_ in documents
        note = "; ".join(part for part in (row.kind.replace("_", " "), row.date, row.note) if part)
        below = resting.get(id_, set()) & documents
        made.append(
            Origin(
                id=id_,
                name=row.name,
                seen=seen,
                documents=tuple(sorted(below | ({id_} if seen else set()))),
                note=note,
                first=not row.parents,
            )
        )
    return tuple(sorted(made, key=lambda origin: origin.id))


def _resting(derivations: Sequence[Derivation]) -> dict[str, set[str]]:
    """For each node, all that rest on it, however far down."""
    children: dict[str, set[str]] = {}
    for derivation in derivations:
        children.setdefault(derivation.earlier, set()).add(derivation.later)
    resting: dict[str, set[str]] = {}
    for node in children:
        below, stack = set[str](), [node]
        while stack:
            for child in children.get(stack.pop(), ()):
                if child not in below:
                    below.add(child)
                    stack.append(child)
        resting[node] = below
    return resting


def _drifts(
    cards: Sequence[Card],
    limited: Mapping[tuple[str, tuple[str, str]], Derivation],
    suggestions: Mapping[str, Suggestion],
) -> tuple[Drift, ...]:
    made = []
    for card in cards:
        if card.drift is None or not card.derived_from:
            continue
        kind, before, after = card.drift
        made.append(
            Drift(
                derivation=limited[card.id, (card.source, card.derived_from)].id,
                element=card.element.value,
                before=before,
                after=after,
                kind=kind,
                later=suggestions[card.id].quotation,
            )
        )
    return tuple(sorted(made, key=lambda drift: drift.id))
