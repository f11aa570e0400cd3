"""Keep what was found of the statements of a page, and take it up again while nothing has changed.

In: a page, its edges, what is looked at for every sentence (`Pages`).  Out: a digest of all that the
decision on this page depends on; what was found as a value, and back. How it is decided is told in
`trace.statements`, and where it is kept in `pipeline`.

The digest covers the page and every page that it comes from (words, blocks, language, names), what
each of them is suggested to say, who is named on the page, its edges with their evidence, and the
names of all that lies further up. Not how sure an edge is: nothing is decided by it here, and it
changes a little with every page of a case. What is the same for all pages (versions, the table of names) is
part of the name under which a case keeps these values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from firsthand.model.claim import Suggestion
from firsthand.model.document import Document
from firsthand.model.identity import identify
from firsthand.model.lineage import Derivation, DerivationEvidence
from firsthand.model.value import value
from firsthand.trace.bearing import Ground, Pages, Tie

Begins = dict[str, tuple[Suggestion, tuple[DerivationEvidence, ...]]]


@dataclass(slots=True)
class Found:
    """What was decided so far: the claims, ties of each, and which may begin at their page."""

    made: dict[str, Suggestion] = field(default_factory=dict)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    begins: Begins = field(default_factory=dict)


@value
class Carrier:
    """An edge by its id, and on what ground it carries a claim."""

    edge: str
    ground: Ground
    evidence: DerivationEvidence


@value
class CarriedClaims:
    """Claims that the same edges carry on the same grounds."""

    claims: tuple[str, ...]
    by: tuple[Carrier, ...]


@value
class BegunClaims:
    """Claims that begin at their page on the same evidence."""

    claims: tuple[str, ...]
    evidence: tuple[DerivationEvidence, ...]


@value
class Followed:
    """What was found of one page; `key` is the digest of what it was found from."""

    key: str
    carried: tuple[CarriedClaims, ...] = ()
    begun: tuple[BegunClaims, ...] = ()


class Remember(Protocol):
    """What was found of pages before, by page; of a page the latest is kept."""

    def get(self, page: str, /) -> Followed | None:
        """What was found of a page; None where nothing was."""

    def put(self, page: str, found: Followed, /) -> None:
        """Keep what was found."""


class Digests:
    """Names what a decision on a page depends on; what one document brings is named once."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._documents: dict[str, str] = {}
        self._reached: dict[str, str] = {}

    def of(self, page: str, claims: Iterable[str], edges: Sequence[Derivation]) -> str:
        """The digest of all that is looked at to tell which of *edges* carry *claims* of *page*."""
        parts = [
            self._document(page),
            *sorted(claims),
            repr(self._pages.attributions.get(page, ())),
        ]
        for edge in edges:
            parts += [edge.id, repr(edge.evidence), self._reach(edge.earlier)]
            if edge.earlier in self._pages.documents:
                parts.append(self._document(edge.earlier))
        return identify("followed", *parts)

    def _document(self, key: str) -> str:
        """A page with what it is suggested to say and what it is called."""
        if key not in self._documents:
            said = [each.id for each in self._pages.suggestions.get(key, ())]
            called = sorted(self._pages.called.get(key, ()))
            words = document_digest(self._pages.documents[key])
            self._documents[key] = identify("page", words, len(called), *called, *said)
        return self._documents[key]

    def _reach(self, key: str) -> str:
        """The names of a source and, apart from these, of all that it comes from."""
        if key not in self._reached:
            called = self._pages.called
            own = sorted(called.get(key, ()))
            above = {name for one in self._pages.lines(key) for name in called.get(one, ())}
            self._reached[key] = identify("reach", len(own), *own, *sorted(above))
        return self._reached[key]


def document_digest(document: Document) -> str:
    """The digest of what is compared of a document, whoever reads it: words, blocks, what it says of itself."""
    blocks = ",".join(f"{b.role} {b.position.start} {b.position.end}" for b in document.blocks)
    said = (document.language, document.publisher)
    return identify("words", document.id, document.text, blocks, *said)


def packed(key: str, found: Found) -> Followed:
    """What was found of one page as a value."""
    carried: dict[tuple[Carrier, ...], list[str]] = {}
    for claim, ties in found.ties.items():
        by = tuple(
            Carrier(edge=tie.edge.id, ground=tie.ground, evidence=tie.evidence) for tie in ties
        )
        carried.setdefault(by, []).append(claim)
    begun: dict[tuple[DerivationEvidence, ...], list[str]] = {}
    for claim, (_, evidence) in found.begins.items():
        begun.setdefault(evidence, []).append(claim)
    return Followed(
        key=key,
        carried=tuple(CarriedClaims(claims=tuple(claims), by=by) for by, claims in carried.items()),
        begun=tuple(
            BegunClaims(claims=tuple(claims), evidence=evidence)
            for evidence, claims in begun.items()
        ),
    )


def unpack(
    kept: Followed, made: Mapping[str, Suggestion], edges: Sequence[Derivation], found: Found
) -> None:
    """Put what was kept of one page, with its claims *made* and its *edges*, to what is *found*."""
    by_id = {edge.id: edge for edge in edges}
    for group in kept.carried:
        ties = [
            Tie(edge=by_id[each.edge], ground=each.ground, evidence=each.evidence)
            for each in group.by
        ]
        found.ties.update((claim, ties) for claim in group.claims)
    for begun in kept.begun:
        found.begins.update((claim, (made[claim], begun.evidence)) for claim in begun.claims)
