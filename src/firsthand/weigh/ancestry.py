"""Follow a claim up the lineage: from the page that says it to the first sources it may have.

In: derivations, origins, documents.  Out: for each claim of a statement, its *supports*: sets of
first sources, of each of which at least one must have said it. Where an edge is limited to a claim,
it shows a root, and each such root is a support of its own. Where a page rests on several sources
as a whole, any one of them may have given it the claim, and together they are one support.
Counting supports is not done here but in `origins`; finding derivations is done in `trace`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, DerivationEvidence, EvidenceType, Lineage
from firsthand.model.value import value
from firsthand.weigh.cycles import merged, strongly_connected
from firsthand.weigh.wording import normal

Support = frozenset[str]

# Evidence of these kinds stands at a place in the later text, and speaks for the claims there.
_LOCAL = {EvidenceType.REUSE, EvidenceType.ATTRIBUTION, EvidenceType.FIGURE}


@value
class Ancestry:
    """The lineage arranged for climbing. Every node stands for all that count as one with it.

    `one_of` gives that node. `general` are edges of whole texts, `limited` those of one claim.
    `limited_from` lists, for each node, the claims that have limited edges there.
    `proofs` keep what a general edge of a page rests on. `called` are the names of a source.
    """

    one_of: Mapping[str, str]
    general: Mapping[str, tuple[str, ...]]
    limited: Mapping[tuple[str, str], tuple[str, ...]]
    limited_from: Mapping[str, tuple[str, ...]]
    proofs: Mapping[tuple[str, str], tuple[DerivationEvidence, ...]]
    called: Mapping[str, frozenset[str]]

    def node(self, id_: str) -> str:
        """The node that stands for *id_*."""
        return self.one_of.get(id_, id_)


def arrange(lineage: Lineage, *, documents: Sequence[Document]) -> Ancestry:
    """The lineage made ready for climbing.

    Texts that are the same to the letter count as one, and so do two of which nobody knows which
    was first.
    """
    one_of = _nodes_that_are_one(lineage, documents)
    general: dict[str, set[str]] = {}
    limited: dict[tuple[str, str], set[str]] = {}
    proofs: dict[tuple[str, str], list[DerivationEvidence]] = {}
    for edge in lineage.derivations:
        later, earlier = one_of.get(edge.later, edge.later), one_of.get(edge.earlier, edge.earlier)
        if later == earlier:
            continue
        if edge.claims:
            for claim in edge.claims:
                limited.setdefault((later, claim), set()).add(earlier)
        else:
            general.setdefault(later, set()).add(earlier)
            proofs.setdefault((edge.later, earlier), []).extend(edge.evidence)
    limited_from: dict[str, set[str]] = {}
    for later, claim in limited:
        limited_from.setdefault(later, set()).add(claim)
    return Ancestry(
        one_of=one_of,
        general={node: tuple(sorted(found)) for node, found in general.items()},
        limited={key: tuple(sorted(found)) for key, found in limited.items()},
        limited_from={node: tuple(sorted(found)) for node, found in limited_from.items()},
        proofs={key: tuple(found) for key, found in proofs.items()},
        called=_names(lineage, one_of),
    )


def supports_of(claims: Sequence[Claim], ancestry: Ancestry) -> dict[str, tuple[Support, ...]]:
    """The supports of each claim of one statement, by the claim's id."""
    return _Climb(ancestry, claims).supports()


class _Climb:
    """One climb for one statement: the claims that mean the same, and what was found on the way.

    Holds what has been found already, so that a page that many repeat is climbed once.
    """

    def __init__(self, ancestry: Ancestry, claims: Sequence[Claim]) -> None:
        self.ancestry = ancestry
        self.claims = claims
        self.ids = {claim.id for claim in claims}
        self.at: dict[str, list[str]] = {}  # which of the claims stand at which node
        for claim in claims:
            self.at.setdefault(ancestry.node(claim.suggestion.document), []).append(claim.id)
        named = {claim for _, claim in ancestry.limited}
        self.limited_ids = self.ids & named
        self.found: dict[tuple[str, str], tuple[Support, ...]] = {}

    def supports(self) -> dict[str, tuple[Support, ...]]:
        """The supports of each claim, by its id."""
        return {claim.id: self._of(claim) for claim in self.claims}

    def _of(self, claim: Claim) -> tuple[Support, ...]:
        node = self.ancestry.node(claim.suggestion.document)
        certain, possible = self._steps(node, claim.id)
        if not certain and len(possible) > 1:
            possible = self._narrowed(claim, node, possible)
        above = {e: self._climb(e, claim.id) for e in (certain or possible) if e != node}
        return _taken_together(node, certain, possible, above)

    def _climb(self, start: str, claim: str) -> tuple[Support, ...]:
        """The supports at *start* for *claim*, without recursion: chains of copies may be long."""
        whose = claim if claim in self.limited_ids else ""
        stack, opened = [start], set[str]()
        while stack:
            node = stack[-1]
            if (node, whose) in self.found:
                stack.pop()
                continue
            certain, possible = self._steps(node, claim)
            sources = [e for e in (certain or possible) if (e, whose) not in self.found]
            if node not in opened:
                opened.add(node)
                stack += [e for e in sources if e not in opened]
                continue
            above = {e: self.found.get((e, whose), ()) for e in (certain or possible) if e != node}
            self.found[(node, whose)] = _taken_together(node, certain, possible, above)
            opened.discard(node)
            stack.pop()
        return self.found[(start, whose)]

    def _steps(self, node: str, claim: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where the claim came from for sure, or else where it may have come from."""
        ancestry = self.ancestry
        certain = ancestry.limited.get((node, claim), ())
        if not certain:
            own = (ancestry.limited.get((node, other), ()) for other in self.at.get(node, ()))
            certain = tuple(sorted({earlier for each in own for earlier in each}))
        if certain:
            return certain, ()
        possible = set(ancestry.general.get(node, ()))
        siblings = [other for other in ancestry.limited_from.get(node, ()) if other in self.ids]
        if siblings and not possible:
            possible.add(node)  # it may have said this itself, or have had it where the others had
        possible.update(e for other in siblings for e in ancestry.limited[(node, other)])
        return (), tuple(sorted(possible))

    def _narrowed(self, claim: Claim, node: str, possible: tuple[str, ...]) -> tuple[str, ...]:
        """Of several sources of a page, those that its own words tie to this claim, if any."""
        tied = tuple(e for e in possible if self._is_tied(claim, e))
        if tied:
            return tied
        saying = tuple(e for e in possible if e in self.at and e != node)
        return saying or possible

    def _is_tied(self, claim: Claim, earlier: str) -> bool:
        suggestion = claim.suggestion
        if suggestion.said_by and normal(suggestion.said_by) in self.ancestry.called.get(
            earlier, frozenset()
        ):
            return True
        position = suggestion.quotation.position
        return any(
            proof.type in _LOCAL
            and proof.later is not None
            and proof.later.document == suggestion.document
            and proof.later.position.start < position.end
            and position.start < proof.later.position.end
            for proof in self.ancestry.proofs.get((suggestion.document, earlier), ())
        )


def _taken_together(
    node: str,
    certain: tuple[str, ...],
    possible: tuple[str, ...],
    above: Mapping[str, tuple[Support, ...]],
) -> tuple[Support, ...]:
    """The supports at *node*, from those of its sources; what leads in a circle leads nowhere."""
    if certain or len(possible) == 1:
        each = tuple(dict.fromkeys(support for found in above.values() for support in found))
        return each or (Support({node}),)
    either = {origin for found in above.values() for support in found for origin in support}
    if node in possible:
        either.add(node)
    return (Support(either or {node}),)


def _nodes_that_are_one(lineage: Lineage, documents: Sequence[Document]) -> dict[str, str]:
    pairs: list[tuple[str, str]] = []
    first_with: dict[str, str] = {}
    for document in sorted(documents, key=lambda document: document.id):
        text = document.text.strip()
        if text:
            pairs.append((first_with.setdefault(text, document.id), document.id))
    pairs += [(pair[0], pair[1]) for pair in getattr(lineage, "unclear", ())]
    edges = [(d.later, d.earlier) for d in lineage.derivations if not d.claims]
    circles = strongly_connected(edges, [*pairs, *((other, one) for one, other in pairs)])
    return merged(circles, standing_first=_first_known(lineage.derivations))


def _first_known(derivations: Iterable[Derivation]) -> frozenset[str]:
    """The nodes that nothing is known to come before: of several that are one, these stand."""
    later = {d.later for d in derivations}
    return frozenset(d.earlier for d in derivations if d.earlier not in later)


def _names(lineage: Lineage, one_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    called: dict[str, set[str]] = {}
    for origin in lineage.origins:
        names = {normal(name) for name in (origin.name, *origin.aliases) if normal(name)}
        called.setdefault(one_of.get(origin.id, origin.id), set()).update(names)
    return {node: frozenset(names) for node, names in called.items()}
