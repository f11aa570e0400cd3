"""Say along which edges of the lineage each statement is followed, and why each edge is believed.

In: statements by meaning, the lineage.  Out: for each statement the ids of its edges; a reason in words for
each edge. Counting origins is not done here but in `origins`, which also knows where two are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from firsthand.model.lineage import Derivation, DerivationEvidence, EvidenceType, Lineage
from firsthand.model.standing import EdgeReason
from firsthand.weigh.meaning import Meant

NOTES_SHOWN = 2
QUOTE_CHARACTERS = 80
_WORDS = {
    EvidenceType.REUSE: "shared words",
    EvidenceType.ATTRIBUTION: "it is named as having said so",
    EvidenceType.CREDIT: "a credit line",
    EvidenceType.LINK: "a link",
    EvidenceType.FIGURE: "the same figures",
    EvidenceType.PICTURE: "the same picture",
    EvidenceType.JUDGEMENT: "an analyst says so",
}


class Reasons:
    """The edges of a lineage, ready to be followed for one statement after another."""

    def __init__(self, lineage: Lineage) -> None:
        self.edges: dict[str, Derivation] = {}
        self.up: dict[str, list[Derivation]] = defaultdict(list)
        self.carried: dict[str, list[Derivation]] = defaultdict(list)
        self.begins: dict[str, set[str]] = defaultdict(set)
        for edge in sorted(lineage.derivations, key=lambda each: each.id):
            self.edges[edge.id] = edge
            self.up[edge.later].append(edge)
        for edge in sorted(lineage.carried, key=lambda each: each.id):
            self.edges.setdefault(edge.id, edge)
            self.carried[edge.later].append(edge)
        for begun in lineage.begins:
            self.begins[begun.document].add(begun.claim)

    def followed(self, meant: Meant) -> tuple[str, ...]:
        """The edges from a statement's pages up to its first sources: its own where there are such."""
        wanted = {claim.id for claim in meant.claims}
        own: dict[str, set[str]] = defaultdict(set)
        for claim in meant.claims:
            own[claim.suggestion.document].add(claim.id)
        waiting, found = sorted(own), set[str]()
        seen = set(waiting)
        while waiting:
            node = waiting.pop()
            for edge in self._above(node, wanted, own):
                found.add(edge.id)
                if edge.earlier not in seen:
                    seen.add(edge.earlier)
                    waiting.append(edge.earlier)
        return tuple(sorted(found))

    def _above(
        self, node: str, wanted: set[str], own: Mapping[str, set[str]]
    ) -> Sequence[Derivation]:
        edges = self.up.get(node, ())
        limited = [edge for edge in edges if wanted.intersection(edge.claims)]
        if limited:
            return limited
        carried = [e for e in self.carried.get(node, ()) if wanted.intersection(e.claims)]
        settled = {claim for edge in carried for claim in edge.claims} | self.begins.get(
            node, set()
        )
        if settled & wanted and own.get(node, set()) <= settled:
            return carried
        return [*carried, *(edge for edge in edges if not edge.claims)]

    def told(self, ids: set[str]) -> tuple[EdgeReason, ...]:
        """These edges with the reason for each."""
        return tuple(
            EdgeReason(
                id=key,
                later=self.edges[key].later,
                earlier=self.edges[key].earlier,
                kind=self.edges[key].kind.value,
                score=self.edges[key].score,
                why=why(self.edges[key]),
            )
            for key in sorted(ids)
        )


def why(edge: Derivation) -> str:
    """Why an edge is believed, in words: what it rests on, how often, and the first words of it."""
    counts = Counter(proof.type for proof in edge.evidence)
    parts = []
    for type_ in EvidenceType:
        if counts[type_]:
            proofs = [proof for proof in edge.evidence if proof.type is type_]
            places = f" in {counts[type_]} places" if counts[type_] > 1 else ""
            parts.append(f"{_WORDS[type_]}{places}{_told(proofs)}")
    return "; ".join(parts) or "nothing is said of why"


def _told(proofs: Sequence[DerivationEvidence]) -> str:
    notes = list(dict.fromkeys(proof.note for proof in proofs if proof.note))[:NOTES_SHOWN]
    if notes:
        return f" ({'; '.join(notes)})"
    quotes = sorted(" ".join(p.later.exact.split()) for p in proofs if p.later is not None)
    if not quotes:
        return ""
    first = max(quotes, key=len)
    return f" (“{first[:QUOTE_CHARACTERS]}{'…' if len(first) > QUOTE_CHARACTERS else ''}”)"
