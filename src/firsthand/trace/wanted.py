"""List the sources that are named but not in the case: what to go and get, most needed first.

In: a lineage, the documents and what is said in them.  Out: for each source that is not in the case
what rests on it and what is known of it. Fetching it is not done here.

Which pages rest on a source is told by `model.lineage.resting_on`, as in a dossier's list. A statement of such a page rests on it if an edge is limited to it, else if it is said by that source,
or by nobody whom the page names. The source was there before the earliest page that rests on it,
as far as that page's date is right.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.document import Document, Quotation
from firsthand.model.lineage import Derivation, EvidenceType, Lineage, Origin, resting_on
from firsthand.model.value import value
from firsthand.trace.dates import IMPOSSIBLE

NAMINGS_SHOWN = 20  # quotes in which pages name it; the earliest pages first
_ADDRESS = re.compile(r"https?://[^\s,;)\"'<>]+")
_NAMES = frozenset({EvidenceType.ATTRIBUTION, EvidenceType.CREDIT, EvidenceType.LINK})


@value
class Wanted:
    """A source to go and get. `named_by` are the words in which pages name it or link to it.

    `before` is the date (EDTF) of the earliest page that rests on it; None where none has a date.
    `languages` are those of the pages that name it, under `names`.
    """

    origin: Origin
    pages: int
    statements: int
    names: tuple[str, ...]
    addresses: tuple[str, ...]
    named_by: tuple[Quotation, ...]
    before: str | None
    languages: tuple[str, ...]


def missing_origins(lineage: Lineage) -> tuple[Origin, ...]:
    """Origins not seen."""
    return tuple(origin for origin in lineage.origins if not origin.seen)


def list_wanted(
    lineage: Lineage,
    *,
    documents: Sequence[Document],
    claims: Iterable[Claim],
    resolve: Callable[[str], str],
) -> tuple[Wanted, ...]:
    """Every source that is not in the case, by the pages and then the statements that rest on it."""
    kept = {document.id: document for document in documents}
    for problem in lineage.problems:
        if problem.code == IMPOSSIBLE and problem.where in kept:
            kept[problem.where] = dataclasses.replace(kept[problem.where], published=None)
    by_page: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_page[claim.suggestion.document].append(claim)
    edges: dict[str, list[Derivation]] = defaultdict(list)
    for edge in lineage.derivations:
        edges[edge.earlier].append(edge)
    found = [
        _wanted(origin, edges[origin.id], kept, by_page, resolve)
        for origin in missing_origins(lineage)
    ]
    found.sort(key=lambda one: (-one.pages, -one.statements, one.origin.name, one.origin.id))
    return tuple(found)


def _wanted(
    origin: Origin,
    edges: Sequence[Derivation],
    documents: Mapping[str, Document],
    claims: Mapping[str, Sequence[Claim]],
    resolve: Callable[[str], str],
) -> Wanted:
    resting = resting_on(origin, edges, documents.keys())
    quotes = _namings(edges, documents)
    namers = {quote.document for quote in quotes}
    limited = {key for edge in edges for key in edge.claims}
    whole = {edge.later for edge in edges if not edge.claims}
    names = {origin.name, *origin.aliases}
    return Wanted(
        origin=origin,
        pages=len(resting),
        statements=sum(
            claim.id in limited
            or ((page in whole or page not in _ends(edges)) and _rests(claim, names, resolve))
            for page in resting
            for claim in claims.get(page, ())
        ),
        names=tuple(sorted(names - {""})),
        addresses=_addresses(origin, edges),
        named_by=quotes[:NAMINGS_SHOWN],
        before=_before(resting, documents),
        languages=tuple(sorted({documents[key].language or "" for key in namers} - {""})),
    )


def _ends(edges: Sequence[Derivation]) -> set[str]:
    return {edge.later for edge in edges}


def _rests(claim: Claim, names: set[str], resolve: Callable[[str], str]) -> bool:
    """Whether a statement is this source's, or nobody else's that is named."""
    said_by = claim.suggestion.said_by
    if not said_by:
        return True
    return resolve(said_by).casefold() in {resolve(name).casefold() for name in names}


def _namings(
    edges: Sequence[Derivation], documents: Mapping[str, Document]
) -> tuple[Quotation, ...]:
    """The words in which pages name it, the earliest page's first."""
    found = {
        (
            _date(documents.get(one.later.document)),
            one.later.document,
            one.later.position.start,
        ): one.later
        for edge in edges
        for one in edge.evidence
        if one.type in _NAMES and one.later is not None and one.later.document in documents
    }
    return tuple(found[key] for key in sorted(found))


def _addresses(origin: Origin, edges: Sequence[Derivation]) -> tuple[str, ...]:
    """Where pages link to for it."""
    notes = [
        origin.note,
        *(e.note for edge in edges for e in edge.evidence if e.type is EvidenceType.LINK),
    ]
    return tuple(sorted({found.rstrip(".") for note in notes for found in _ADDRESS.findall(note)}))


def _before(resting: Iterable[str], documents: Mapping[str, Document]) -> str | None:
    dates = [_date(documents[key]) for key in resting if key in documents]
    return min((date for date in dates if date != _UNDATED), default=None)


_UNDATED = "~"  # sorts behind every date


def _date(document: Document | None) -> str:
    """The date of a page, in letters that sort; an open beginning counts by its end."""
    if document is None or document.published is None:
        return _UNDATED
    edtf = document.published.edtf
    return edtf.removeprefix("../") or _UNDATED
