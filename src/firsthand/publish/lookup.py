"""Arrange a dossier once, so that every page finds what it shows.

In: a redacted dossier.  Out: the same values by their ids, and which belong to which. Words for
them come from `publish.wording`; pages are made in `publish.pages`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from firsthand.model.claim import Claim, Element, Place
from firsthand.model.document import Document
from firsthand.model.finding import Contradiction, Statement
from firsthand.model.identity import identify
from firsthand.model.lineage import CutEdge, Derivation, DerivationKind, Drift, Origin, resting_on
from firsthand.model.picture import PictureUse, SamePicture
from firsthand.publish.dossier import PublishedCapture, RedactedDossier
from firsthand.publish.safe import brief
from firsthand.publish.wording import STANCE_PREFIXES, element_in_words, in_words

_PLAIN = re.compile(r"o-[A-Za-z0-9-]{1,80}")
Edge = tuple[str, str, DerivationKind]  # earlier, later, how


class Lookup:
    """A dossier's values by id, and what belongs to what."""

    def __init__(self, dossier: RedactedDossier) -> None:
        self.dossier = dossier
        self.claims: dict[str, Claim] = {named.id: named.value for named in dossier.claims}
        self.documents: dict[str, Document] = {one.id: one.value for one in dossier.documents}
        self.origins: dict[str, Origin] = {origin.id: origin for origin in dossier.origins}
        self.statements: dict[str, Statement] = {s.id: s for s in dossier.findings.statements}
        self.derivations: dict[str, Derivation] = {e.id: e.value for e in dossier.derivations}
        self.captures = _captures(dossier.captures)
        self.places = _places(dossier)
        self.statement_of = {c: s.id for s in dossier.findings.statements for c in s.claims}
        self.claims_of_document = _by_document(self.claims)
        self.edges_to = self._edges_by(later=True)
        self.edges_from = self._edges_by(later=False)
        self.carried_to: dict[str, list[Derivation]] = defaultdict(list)
        for edge in dossier.carried:
            self.carried_to[edge.later].append(edge)
        self.begun_at: dict[str, set[str]] = defaultdict(set)
        for begun in dossier.begins:
            self.begun_at[begun.document].add(begun.claim)
        self.drifts_of = self._drifts_by_statement()
        self.statement_of_drift = {
            drift.id: key for key, drifts in self.drifts_of.items() for drift in drifts
        }
        self.contradictions_of = _contradictions(dossier.findings.contradictions)
        self.statements_on = self._statements_by_origin()
        self.beside = {each.statement: each for each in dossier.findings.beside}
        self.edge_reasons = {each.id: each for each in dossier.findings.edges}
        self.pictures_of = _pictures(dossier.pictures)
        self.own = {each.element: each.name for each in dossier.elements}

    def name(self, key: str) -> str:
        """What a document or an origin is called, on one line."""
        if key in self.documents:
            found = self.documents[key]
            return brief(found.publisher or found.title or found.address or key)
        origin = self.origins.get(key)
        return brief(origin.name) if origin else key

    def date(self, key: str) -> str:
        """When a document was published, as EDTF; empty where nobody knows."""
        found = self.documents.get(key)
        return found.published.edtf if found and found.published else ""

    def is_seen(self, key: str) -> bool:
        """Whether it lies in the case."""
        return key in self.documents

    def page_of(self, key: str) -> str:
        """The page about a document or an origin."""
        return f"documents/{key}.html" if key in self.documents else f"origins/{_file(key)}.html"

    def title(self, statement: Statement) -> str:
        """A statement in plain words."""
        stance = STANCE_PREFIXES.get(statement.stance, "")
        value = in_words(statement.value, places=self.places)
        return f"{self.element(statement.element)}: {stance}{value}"

    def element(self, element: Element) -> str:
        """What an element is called where readers see it."""
        return self.own.get(element) or element_in_words(element)

    def resting_on(self, origin: Origin) -> tuple[str, ...]:
        """The documents that rest on *origin*, itself left out."""
        return tuple(
            sorted(
                resting_on(origin, self.edges_from.get(origin.id, ()), self.documents.keys()),
                key=lambda key: (self.date(key) or "9999", self.name(key), key),
            )
        )

    def edges_for(self, statement: Statement) -> tuple[Edge, ...]:
        """The derivations on the way from a statement's pages up to its first sources.

        Where a derivation is limited to claims of this statement, it is followed; else those that
        are found to carry its claims; else, and for a claim of which nothing was found, those that
        hold for the whole page. From a page at which all its claims begin nothing leads on.
        """
        wanted = set(statement.claims)
        waiting = [key for key in statement.documents if key in self.documents]
        seen, found = set(waiting), set[Edge]()
        while waiting:
            for edge in self._edges_up(waiting.pop(), wanted):
                found.add((edge.earlier, edge.later, edge.kind))
                if edge.earlier not in seen:
                    seen.add(edge.earlier)
                    waiting.append(edge.earlier)
        return tuple(sorted(found))

    def _edges_up(self, key: str, wanted: set[str]) -> list[Derivation]:
        edges = self.edges_to.get(key, ())
        limited = [edge for edge in edges if wanted.intersection(edge.claims)]
        if limited:
            return limited
        carried = [
            edge for edge in self.carried_to.get(key, ()) if wanted.intersection(edge.claims)
        ]
        settled = {claim for edge in carried for claim in edge.claims} | self.begun_at.get(
            key, set()
        )
        own = wanted.intersection(self.claims_of_document.get(key, ()))
        if settled & wanted and own <= settled:
            return carried
        return [*carried, *(edge for edge in edges if not edge.claims)]

    def cuts_of(self, key: str) -> tuple[CutEdge, ...]:
        """The edges from a page that an analyst took out."""
        return tuple(each for each in self.dossier.cut if each.derivation.later == key)

    def _edges_by(self, *, later: bool) -> dict[str, tuple[Derivation, ...]]:
        found: dict[str, list[Derivation]] = defaultdict(list)
        for edge in self.derivations.values():
            found[edge.later if later else edge.earlier].append(edge)
        return {key: tuple(edges) for key, edges in found.items()}

    def _drifts_by_statement(self) -> dict[str, tuple[Drift, ...]]:
        """A drift belongs to the statement of the claim whose words it ends in."""
        at: dict[tuple[str, int, int], set[str]] = defaultdict(set)
        for key, statement in self.statement_of.items():
            if key in self.claims:
                quotation = self.claims[key].suggestion.quotation
                place = quotation.position
                at[quotation.document, place.start, place.end].add(statement)
        found: dict[str, list[Drift]] = defaultdict(list)
        for drift in self.dossier.drifts:
            if drift.later is not None:
                place = drift.later.position
                for statement in sorted(at[drift.later.document, place.start, place.end]):
                    found[statement].append(drift)
        return {key: tuple(drifts) for key, drifts in found.items()}

    def _statements_by_origin(self) -> dict[str, tuple[Statement, ...]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            for origin in statement.origins:
                found[origin].append(statement)
        return {key: tuple(statements) for key, statements in found.items()}


def _file(key: str) -> str:
    """A name for the file about an origin; an analyst may have called it anything, even a path."""
    return key if _PLAIN.fullmatch(key) else identify("o", key)


def _pictures(
    groups: Iterable[SamePicture],
) -> dict[str, tuple[tuple[PictureUse, SamePicture], ...]]:
    """What pictures each document shows that others show too."""
    found: dict[str, list[tuple[PictureUse, SamePicture]]] = defaultdict(list)
    for group in groups:
        for use in group.uses:
            found[use.document].append((use, group))
    return {key: tuple(pairs) for key, pairs in found.items()}


def _captures(captures: Iterable[PublishedCapture]) -> dict[str, tuple[PublishedCapture, ...]]:
    """By name: the same bytes may have been met at several addresses."""
    found: dict[str, list[PublishedCapture]] = defaultdict(list)
    for capture in captures:
        found[capture.name].append(capture)
    return {name: tuple(same) for name, same in found.items()}


def _by_document(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, claim in claims.items():
        found[claim.suggestion.document].append(key)
    return {document: tuple(keys) for document, keys in found.items()}


def _contradictions(found: Iterable[Contradiction]) -> dict[str, tuple[Contradiction, ...]]:
    by_statement: dict[str, list[Contradiction]] = defaultdict(list)
    for contradiction in found:
        for key in {contradiction.one, contradiction.other}:
            by_statement[key].append(contradiction)
    return {key: tuple(same) for key, same in by_statement.items()}


def _places(dossier: RedactedDossier) -> dict[str, str]:
    """Names of place codes, as the case itself gives them: the shortest that is used."""
    names: dict[str, set[str]] = defaultdict(set)
    for population in dossier.populations:
        if population.place_code:
            names[population.place_code].add(population.area)
    if not names:
        for claim in dossier.claims:
            told = claim.value.suggestion.value
            if isinstance(told, Place) and told.code and told.name:
                names[told.code].add(told.name)
    return {code: min(called, key=lambda name: (len(name), name)) for code, called in names.items()}
