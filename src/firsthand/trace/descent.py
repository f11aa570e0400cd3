"""Draw the lineage of a case: who copied whom, who names whom, and the first sources.

In: documents and the attributions found in them.  Out: a lineage, acyclic, sorted, the same for any
order of input. Where two texts share words and nothing tells which came first, no edge is drawn: a
wrong parent is worse than none. docs/methods/tracing.md gives the method.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from firsthand.model.document import Attribution, AttributionKind, Document, Quotation, ReadState
from firsthand.model.identity import identify
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
    Origin,
)
from firsthand.model.problem import Problem, Severity
from firsthand.trace.shared_words import Shared, find_shared

TRACER_VERSION = "1"
COPY_SHARE = 0.85  # so much of both texts in common is a copy
EXCERPT_SHARE = 0.6  # so much of the later text alone is an excerpt
REUSE_SHARE_MIN = 0.08  # less in common is a phrase that two pages may both have heard
SCORES = {"dated": 0.9, "credit": 0.8, "link": 0.7, "attribution": 0.6}


def trace_documents(
    documents: Sequence[Document], *, attributions: Mapping[str, Sequence[Attribution]]
) -> Lineage:
    """The lineage of *documents*, each with its attributions by document id."""
    read = {
        d.id: d
        for d in sorted(documents, key=lambda d: d.id)
        if d.state is not ReadState.UNREADABLE
    }
    tracing = _Tracing(read, attributions)
    tracing.reuse()
    tracing.links()
    tracing.names()
    return tracing.result()


def fold_address(address: str) -> str:
    """An address without scheme, www, fragment and final slash: what two links to one page share."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}{'?' + parts.query if parts.query else ''}"


class _Tracing:
    """The edges found so far; every edge is refused that would close a circle."""

    def __init__(
        self, documents: dict[str, Document], attributions: Mapping[str, Sequence[Attribution]]
    ) -> None:
        self._documents, self._attributions = documents, attributions
        self._edges: dict[tuple[str, str], Derivation] = {}
        self._parents: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        self._problems: list[Problem] = []

    def reuse(self) -> None:
        """The best earlier holder of shared words becomes the parent."""
        candidates: dict[str, list[tuple[float, str, Shared]]] = defaultdict(list)
        for shared in find_shared(list(self._documents.values())):
            if max(shared.share_one, shared.share_other) < REUSE_SHARE_MIN:
                continue
            order = self._which_is_earlier(shared.one, shared.other)
            if order is None:
                self._unclear(shared)
                continue
            earlier, later = order
            share = shared.share_one if later == shared.one else shared.share_other
            candidates[later].append((share, earlier, shared))
        for later in sorted(candidates):
            ranked = sorted(
                candidates[later], key=lambda c: (-round(c[0], 2), self._date(c[1]), c[1])
            )
            share, earlier, shared = ranked[0]
            other = shared.share_other if later == shared.one else shared.share_one
            self._draw(
                later,
                earlier,
                _kind(share, other),
                SCORES["dated"],
                self._reuse_evidence(shared, later),
            )

    def _date(self, key: str) -> str:
        published = self._documents[key].published
        return published.edtf.split("/")[0] if published else "9999"

    def _which_is_earlier(self, one: str, other: str) -> tuple[str, str] | None:
        """Earlier and later, by what one says of the other, then by dates; None if neither tells."""
        if self._points(one, other) != self._points(other, one):
            return (other, one) if self._points(one, other) else (one, other)
        left, right = self._date(one), self._date(other)
        size = min(len(left), len(right))
        if "9999" in {left, right} or left[:size] == right[:size]:
            return None
        return (one, other) if left < right else (other, one)

    def _points(self, key: str, target: str) -> bool:
        """Whether one document links to the other or names its publisher as its source."""
        there = self._documents[target]
        if any(
            fold_address(link.target) == fold_address(there.address)
            for link in self._documents[key].links
        ):
            return True
        publisher = _publisher(there)
        return (
            bool(publisher)
            and publisher != _publisher(self._documents[key])
            and any(item.agent == publisher for item in self._attributions.get(key, ()))
        )

    def _unclear(self, shared: Shared) -> None:
        message = (
            f"they share words ({shared.quote_one.exact[:60]!r}); nothing tells which was first"
        )
        where = f"{shared.one} {shared.other}"
        self._problems.append(
            Problem(severity=Severity.NOTE, code="direction-unclear", message=message, where=where)
        )

    def _reuse_evidence(self, shared: Shared, later: str) -> DerivationEvidence:
        quotes = (shared.quote_one, shared.quote_other)
        mine, theirs = quotes if later == shared.one else quotes[::-1]
        return DerivationEvidence(type=EvidenceType.REUSE, later=mine, earlier=theirs)

    def links(self) -> None:
        """A link to a page of the case, unless that page came later."""
        homes = {fold_address(d.address): key for key, d in self._documents.items()}
        for key, document in self._documents.items():
            for link in document.links:
                target = homes.get(fold_address(link.target))
                if target and target != key and link.position and not self._is_before(key, target):
                    words = document.text[link.position.start : link.position.end]
                    quote = Quotation(document=key, exact=words, position=link.position)
                    evidence = DerivationEvidence(type=EvidenceType.LINK, later=quote)
                    self._draw(key, target, DerivationKind.REPORT, SCORES["link"], evidence)

    def _is_before(self, one: str, other: str) -> bool:
        left, right = self._date(one), self._date(other)
        size = min(len(left), len(right))
        return "9999" not in {left, right} and left[:size] < right[:size]

    def names(self) -> None:
        """Named sources: their page if it is in the case, else an origin to go and get."""
        pages: dict[str, list[str]] = defaultdict(list)
        for key, document in self._documents.items():
            if _publisher(document):
                pages[_publisher(document)].append(key)
        for key in self._documents:
            seen = {_publisher(self._documents[key])}
            for item in self._attributions.get(key, ()):
                if item.anonymous or item.agent in seen:
                    continue
                seen.add(item.agent)
                self._name(key, item, pages.get(item.agent, []))

    def _name(self, key: str, item: Attribution, pages: Sequence[str]) -> None:
        if self._inherited(key, item.agent):
            return
        credit = item.kind in {AttributionKind.CREDIT, AttributionKind.BYLINE}
        if item.kind is AttributionKind.BYLINE:
            return
        kind = EvidenceType.CREDIT if credit else EvidenceType.ATTRIBUTION
        text = self._documents[key].text
        span = item.content or item.source
        quote = Quotation(document=key, exact=text[span.start : span.end], position=span)
        evidence = DerivationEvidence(type=kind, later=quote, note=item.agent)
        score = SCORES["credit" if credit else "attribution"]
        fitting = [page for page in pages if page != key and not self._is_before(key, page)]
        if len(fitting) == 1:
            self._draw(key, fitting[0], DerivationKind.REPORT, score, evidence)
            return
        origin = identify("o", item.agent)
        self._names[origin] = item.agent
        self._draw(key, origin, DerivationKind.REPORT, score, evidence)

    def _inherited(self, key: str, agent: str) -> bool:
        """Whether a text that this one was made from names that source, or is by it."""
        for parent in self._above(key):
            if parent not in self._documents:
                continue
            if agent == _publisher(self._documents[parent]):
                return True
            if any(item.agent == agent for item in self._attributions.get(parent, ())):
                return True
        return False

    def _above(self, key: str) -> set[str]:
        found: set[str] = set()
        waiting = list(self._parents[key])
        while waiting:
            parent = waiting.pop()
            if parent not in found:
                found.add(parent)
                waiting += self._parents[parent]
        return found

    def _draw(
        self,
        later: str,
        earlier: str,
        kind: DerivationKind,
        score: float,
        *evidence: DerivationEvidence,
    ) -> None:
        if later == earlier or later in self._above(earlier):
            return
        known = self._edges.get((later, earlier))
        if known is not None:
            kind, score = known.kind, max(score, known.score)
            evidence = (*known.evidence, *evidence)
        self._parents[later].add(earlier)
        self._edges[later, earlier] = Derivation(
            later=later, earlier=earlier, kind=kind, score=score, evidence=evidence
        )

    def result(self) -> Lineage:
        """Edges and origins, each origin with the documents that rest on it."""
        return Lineage(
            derivations=tuple(sorted(self._edges.values(), key=lambda e: (e.later, e.earlier))),
            origins=origins_of(self._documents, list(self._edges.values()), self._names),
            problems=tuple(sorted(self._problems, key=lambda p: (p.code, p.where))),
        )


def origins_of(
    documents: Mapping[str, Document], edges: Sequence[Derivation], names: Mapping[str, str]
) -> tuple[Origin, ...]:
    """Every first source: a document that came from nothing known, or a name that is not here."""
    parents: dict[str, set[str]] = defaultdict(set)
    children: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        parents[edge.later].add(edge.earlier)
        children[edge.earlier].add(edge.later)
    found = []
    for key in sorted({*documents, *names}):
        if parents.get(key) and key in documents:
            continue
        resting, waiting = set(), [key]
        while waiting:
            item = waiting.pop()
            if item not in resting:
                resting.add(item)
                waiting += children.get(item, ())
        page = documents.get(key)
        name = names.get(key) or (page and (page.publisher or page.title or page.address)) or key
        found.append(
            Origin(
                id=key,
                name=name,
                seen=page is not None,
                documents=tuple(sorted(resting & documents.keys())),
                first=not parents.get(key),
            )
        )
    return tuple(found)


def _publisher(document: Document) -> str:
    return document.publisher or ""


def _kind(share: float, other: float) -> DerivationKind:
    if share >= COPY_SHARE and other >= COPY_SHARE:
        return DerivationKind.COPY
    if share >= EXCERPT_SHARE:
        return DerivationKind.EXCERPT if other < COPY_SHARE else DerivationKind.COPY
    return DerivationKind.REWRITE if share >= 2 * REUSE_SHARE_MIN else DerivationKind.QUOTATION
