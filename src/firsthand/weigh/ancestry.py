"""Follow a claim up the lineage: from the page that says it to the first sources it may have.

In: derivations, origins, documents.  Out: for each claim of a statement, its *supports*: sets of
first sources, of each of which at least one must have said it. Where an analyst limits an edge to a
claim, it shows a root, and each such root is a support of its own. Of the edges that the machine
finds to carry a claim any one may have, and together they are one support; a claim that begins at
its page has that page. Of any other claim, each source that its page rests on as a whole may have
given it, and again they are one support.
Counting supports is not done here but in `origins`; finding derivations is done in `trace`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, DerivationEvidence, EvidenceType, Lineage
from firsthand.model.states import final_states
from firsthand.model.value import value
from firsthand.weigh.cycles import merged, strongly_connected
from firsthand.weigh.wording import normal

Support = frozenset[str]
Ways = tuple[tuple[str, ...], ...]  # each is needed; of those in one, any single one is enough

NAMED_ONLY = "o-"  # how the id of a source begins that is not in the case
# Evidence of these kinds stands at a place in the later text, and speaks for the claims there.
_LOCAL = {EvidenceType.REUSE, EvidenceType.ATTRIBUTION, EvidenceType.FIGURE}
# And these speak for no others: a page that quotes a source, or has a sentence of a page in another
# language, may know the rest itself.
_ELSEWHERE = {EvidenceType.ATTRIBUTION, EvidenceType.FIGURE}


@value
class Ancestry:
    """The lineage arranged for climbing. Every node stands for all that count as one with it.

    `one_of` gives that node. `general` are edges of whole texts, `limited` those of one claim.
    `limited_from` lists, for each node, the claims that have limited edges there.
    `carried` gives what the machine finds a node to have a claim from, and `begins` are nodes with the
    claims that it finds none of their sources to have; `followed` lists for each node the claims of
    other pages of which either is known there, since they changed on the way.
    `begins_since` says of a claim that begins somewhere why that is thought.
    `repeated` are claims carried from a page that counts as one with their own.
    `proofs` keep what a general edge of a node rests on. `called` are the names of a source.
    `published` are the pages of the case by a source that is also known by name alone.
    """

    one_of: Mapping[str, str]
    general: Mapping[str, tuple[str, ...]]
    limited: Mapping[tuple[str, str], tuple[str, ...]]
    limited_from: Mapping[str, tuple[str, ...]]
    carried: Mapping[tuple[str, str], tuple[str, ...]]
    begins: frozenset[tuple[str, str]]
    followed: Mapping[str, tuple[str, ...]]
    repeated: frozenset[str]
    begins_since: Mapping[str, str]
    proofs: Mapping[tuple[str, str], tuple[DerivationEvidence, ...]]
    called: Mapping[str, frozenset[str]]
    published: Mapping[str, frozenset[str]]

    def node(self, id_: str) -> str:
        """The node that stands for *id_*."""
        return self.one_of.get(id_, id_)


def arrange(lineage: Lineage, *, documents: Sequence[Document]) -> Ancestry:
    """The lineage made ready for climbing.

    Texts that are the same to the letter count as one, and so do two of which nobody knows which
    was first, and a page and its final state.
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
            # That both show one picture says nothing of where the words are from.
            words = [each for each in edge.evidence if each.type is not EvidenceType.PICTURE]
            proofs.setdefault((later, earlier), []).extend(words)
    carried: dict[tuple[str, str], set[str]] = {}
    homes: dict[str, set[str]] = {}
    repeated: set[str] = set()
    for edge in lineage.carried:
        later, earlier = one_of.get(edge.later, edge.later), one_of.get(edge.earlier, edge.earlier)
        for claim in edge.claims:
            homes.setdefault(claim, set()).add(later)
            if later == earlier:
                repeated.add(claim)
            else:
                carried.setdefault((later, claim), set()).add(earlier)
    begins = {(one_of.get(each.document, each.document), each.claim) for each in lineage.begins}
    for node, claim in begins:
        homes.setdefault(claim, set()).add(node)
    limited_from: dict[str, set[str]] = {}
    for later, claim in limited:
        limited_from.setdefault(later, set()).add(claim)
    called = _names(lineage, one_of)
    return Ancestry(
        one_of=one_of,
        general={node: tuple(sorted(found)) for node, found in general.items()},
        limited={key: tuple(sorted(found)) for key, found in limited.items()},
        limited_from={node: tuple(sorted(found)) for node, found in limited_from.items()},
        carried={key: tuple(sorted(found)) for key, found in carried.items()},
        begins=frozenset(begins),
        followed=_followed(homes),
        repeated=frozenset(repeated),
        begins_since={
            each.claim: each.evidence[0].note for each in lineage.begins if each.evidence
        },
        proofs={key: tuple(found) for key, found in proofs.items()},
        called=called,
        published=_pages_by(called, documents, one_of),
    )


def supports_of(claims: Sequence[Claim], ancestry: Ancestry) -> dict[str, tuple[Support, ...]]:
    """The supports of each claim of one statement, by the claim's id."""
    return _Climb(ancestry, claims).supports()


def carriers_of(claims: Sequence[Claim], ancestry: Ancestry) -> tuple[str, ...]:
    """The pages through which the claims of one statement reach us.

    From each page that says it we go up to pages of the case that say it too, or that the claim
    is shown to be from; where there is none, the page carries it. What sources it names are not
    heard but through it.
    """
    at: dict[str, list[Claim]] = {}
    for claim in claims:
        at.setdefault(ancestry.node(claim.suggestion.document), []).append(claim)
    found: set[str] = set()
    for claim in claims:
        home = ancestry.node(claim.suggestion.document)
        waiting, met = [home], set[str]()
        while waiting:
            node = waiting.pop()
            met.add(node)
            above = set(ancestry.limited.get((node, claim.id), ()))
            for said in [claim] if node == home else at.get(node, ()):
                above |= _pages_above(said, node, at, ancestry)
            pages = {one for one in above if not one.startswith(NAMED_ONLY)} - {node}
            waiting += sorted(pages - met)
            if not pages:
                found.add(node)
    return tuple(sorted(found))


def _pages_above(
    claim: Claim, node: str, at: Mapping[str, Sequence[Claim]], ancestry: Ancestry
) -> set[str]:
    """Where a page has its own claim from, as far as those say it too or are shown to have it."""
    if (node, claim.id) in ancestry.carried:
        return set(ancestry.carried[node, claim.id])
    if (node, claim.id) in ancestry.begins:
        return set()
    return at.keys() & set(ancestry.general.get(node, ()))


class _Climb:
    """One climb for one statement: the claims that mean the same, and what was found on the way.

    Holds what has been found already, so that a page that many repeat is climbed once.
    """

    def __init__(self, ancestry: Ancestry, claims: Sequence[Claim]) -> None:
        self.ancestry = ancestry
        self.claims = {claim.id: claim for claim in claims}
        self.at: dict[str, list[Claim]] = {}  # which of the claims stand at which node
        for claim in claims:
            self.at.setdefault(ancestry.node(claim.suggestion.document), []).append(claim)
        self.limited_ids = {claim for _, claim in ancestry.limited if claim in self.claims}
        self.found: dict[tuple[str, str], tuple[Support, ...]] = {}

    def supports(self) -> dict[str, tuple[Support, ...]]:
        """The supports of each claim, by its id."""
        found = {id_: self._of(id_, claim) for id_, claim in self.claims.items()}
        met = {*self.at, *(node for node, _ in self.found)}
        return {
            id_: tuple(dict.fromkeys(self._with_pages(support, id_, met) for support in supports))
            for id_, supports in found.items()
        }

    def _with_pages(self, support: Support, claim: str, met: set[str]) -> Support:
        """A source known by name may have said it on a page of its own, from which others have it."""
        published = self.ancestry.published
        pages = sorted({page for one in support for page in published.get(one, ())} & met)
        above = (self._climb(page, claim) for page in pages)
        return support.union(*(each for supports in above for each in supports))

    def _of(self, id_: str, claim: Claim) -> tuple[Support, ...]:
        node = self.ancestry.node(claim.suggestion.document)
        ways = self._ways_of(id_, claim)
        above = {e: self._climb(e, id_) for way in ways for e in way if e != node}
        return _taken_together(node, ways, above)

    def _climb(self, start: str, claim: str) -> tuple[Support, ...]:
        """The supports at *start* for *claim*, without recursion: chains of copies may be long."""
        whose = claim if claim in self.limited_ids else ""
        stack, opened = [start], set[str]()
        while stack:
            node = stack[-1]
            if (node, whose) in self.found:
                stack.pop()
                continue
            ways = self._ways(node, claim)
            sources = {e for way in ways for e in way if e != node}
            if node not in opened:
                opened.add(node)
                waiting = {e for e in sources if (e, whose) not in self.found}
                stack += sorted(waiting - opened)
                continue
            above = {e: self.found.get((e, whose), ()) for e in sources}
            self.found[(node, whose)] = _taken_together(node, ways, above)
            opened.discard(node)
            stack.pop()
        return self.found[(start, whose)]

    def _ways(self, node: str, claim: str) -> Ways:
        """Where *node* has another page's *claim* from.

        If it makes the same statement, that is where its own claims are from.
        """
        shown = self.ancestry.limited.get((node, claim), ())
        if shown:
            return tuple((earlier,) for earlier in shown)
        if node in self.at:
            own = [way for each in self.at[node] for way in self._ways_of(each.id, each)]
            return tuple(dict.fromkeys(own))
        followed = [each for each in self.ancestry.followed.get(node, ()) if each in self.claims]
        if followed:
            return (self._followed(node, followed),)
        possible = self._possible(node)
        if all(self._is_only_quoted(node, earlier) for earlier in possible):
            return (tuple(sorted({*possible, node})),)
        return (possible,)

    def _followed(self, node: str, claims: Sequence[str]) -> tuple[str, ...]:
        """Where a page has the words from that became these claims; itself where they begin there."""
        above = {e for claim in claims for e in self.ancestry.carried.get((node, claim), ())}
        begun = {node for claim in claims if (node, claim) in self.ancestry.begins}
        return tuple(sorted(above | begun))

    def _ways_of(self, id_: str, claim: Claim) -> Ways:
        """Where a page has its own claim from."""
        node = self.ancestry.node(claim.suggestion.document)
        shown: Sequence[str] = self.ancestry.limited.get((node, id_), ())
        if not shown and self.limited_ids:
            siblings = (self.ancestry.limited.get((node, each.id), ()) for each in self.at[node])
            shown = sorted({earlier for each in siblings for earlier in each})
        if shown:
            return tuple((earlier,) for earlier in shown)
        if id_ in self.ancestry.repeated:
            told = [each for each in self.at[node] if each.id not in self.ancestry.repeated]
            if told:
                return tuple(dict.fromkeys(way for x in told for way in self._ways_of(x.id, x)))
        if (node, id_) in self.ancestry.carried:
            return (self.ancestry.carried[node, id_],)
        if (node, id_) in self.ancestry.begins:
            return ((node,),)
        return (self._narrowed(claim, node, self._possible(node)) or (node,),)

    def _possible(self, node: str) -> tuple[str, ...]:
        """All that *node* may have a claim of this statement from."""
        possible = set(self.ancestry.general.get(node, ()))
        told = [other for other in self.ancestry.limited_from.get(node, ()) if other in self.claims]
        if told and not possible:
            possible.add(node)  # it may have said this itself, or have had it where the others had
        possible.update(e for other in told for e in self.ancestry.limited[(node, other)])
        return tuple(sorted(possible))

    def _narrowed(self, claim: Claim, node: str, possible: tuple[str, ...]) -> tuple[str, ...]:
        """Of a page's sources, those that its own words tie to this claim, if there are such.

        Else those in the case that say the same. Else all; and the page itself beside them, where
        it is only known to quote them on other things.
        """
        tied = tuple(e for e in possible if self._is_tied(claim, e))
        if tied:
            return tied
        saying = tuple(e for e in possible if e in self.at and e != node)
        if saying:
            return saying
        if possible and all(self._is_only_quoted(claim.suggestion.document, e) for e in possible):
            return tuple(sorted({*possible, node}))
        return possible

    def _is_only_quoted(self, document: str, earlier: str) -> bool:
        """Whether only some words of the page are shown to be from *earlier*, and not these."""
        node = self.ancestry.node(document)
        proofs = self.ancestry.proofs.get((node, earlier), ())
        return bool(proofs) and all(
            proof.type in _ELSEWHERE
            and proof.later is not None
            and self.ancestry.node(proof.later.document) == node
            for proof in proofs
        )

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
            for proof in self.ancestry.proofs.get(
                (self.ancestry.node(suggestion.document), earlier), ()
            )
        )


def _taken_together(
    node: str, ways: Ways, above: Mapping[str, tuple[Support, ...]]
) -> tuple[Support, ...]:
    """The supports at *node*, from those of its sources; what leads in a circle leads nowhere."""
    supports: list[Support] = []
    for way in ways:
        if len(way) == 1 and way[0] != node:
            supports += above[way[0]]
        else:
            either = {o for e in way if e != node for support in above[e] for o in support}
            supports.append(Support(either | ({node} if node in way or not either else set())))
    return tuple(dict.fromkeys(supports)) or (Support({node}),)


def _nodes_that_are_one(lineage: Lineage, documents: Sequence[Document]) -> dict[str, str]:
    pairs: list[tuple[str, str]] = []
    first_with: dict[str, str] = {}
    for document in sorted(documents, key=lambda document: document.id):
        text = document.text.strip()
        if text:
            pairs.append((first_with.setdefault(text, document.id), document.id))
    pairs += [(pair[0], pair[1]) for pair in lineage.unclear]
    pairs += final_states(documents).items()
    edges = [(d.later, d.earlier) for d in lineage.derivations if not d.claims]
    circles = strongly_connected(edges, [*pairs, *((other, one) for one, other in pairs)])
    return merged(circles, standing_first=_first_known(lineage.derivations))


def _followed(homes: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """For each node, the claims that are also known elsewhere: one of these places is their own."""
    found: dict[str, list[str]] = {}
    for claim in sorted(homes):
        for node in homes[claim] if len(homes[claim]) > 1 else ():
            found.setdefault(node, []).append(claim)
    return {node: tuple(claims) for node, claims in found.items()}


def _first_known(derivations: Iterable[Derivation]) -> frozenset[str]:
    """The nodes that nothing is known to come before: of several that are one, these stand."""
    later = {d.later for d in derivations}
    return frozenset(d.earlier for d in derivations if d.earlier not in later)


def _pages_by(
    called: Mapping[str, frozenset[str]], documents: Sequence[Document], one_of: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The pages of each source that is known by name alone."""
    by: dict[str, set[str]] = {}
    for document in documents:
        if document.publisher:
            by.setdefault(normal(document.publisher), set()).add(
                one_of.get(document.id, document.id)
            )
    return {
        node: frozenset(page for name in names for page in by.get(name, ()))
        for node, names in called.items()
        if node.startswith(NAMED_ONLY)
    }


def _names(lineage: Lineage, one_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    called: dict[str, set[str]] = {}
    for origin in lineage.origins:
        names = {normal(name) for name in (origin.name, *origin.aliases) if normal(name)}
        called.setdefault(one_of.get(origin.id, origin.id), set()).update(names)
    return {node: frozenset(names) for node, names in called.items()}
