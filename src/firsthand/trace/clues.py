"""What a document says about where it stands: its date, its publisher, whom it names, what it links to.

In: documents, attributions, a way to canonical names.  Out: `Clues`.  Weighing clues against one
another is not done here but in `trace.direction`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model.document import Attribution, AttributionKind, Document
from firsthand.trace.addresses import comparable, host
from firsthand.trace.dates import Span, doubted, published_span
from firsthand.trace.houses import Houses
from firsthand.trace.links import names_its_page, said_links
from firsthand.trace.people import find_bodies, speaks_for

# One for all pages: an empty set or mapping of its own, which nobody writes to, takes each page two hundred bytes.
_NO_PAGES: frozenset[int] = frozenset()
_NOBODY: Mapping[str, tuple[Attribution, ...]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Clues:
    """Columns by document number, except `published_by`: publisher → documents."""

    documents: Sequence[Document]
    spans: tuple[Span, ...]
    publishers: tuple[str, ...]  # canonical; empty where unknown
    named: tuple[Mapping[str, tuple[Attribution, ...]], ...]  # by canonical name; nobody anonymous
    links: tuple[frozenset[int], ...]  # to documents of the case, from within what is said
    namings: tuple[frozenset[int], ...]  # those of them that say whose page they lead to
    copy_of: tuple[frozenset[int], ...]  # documents whose address is given as the page's own
    published_by: Mapping[str, tuple[int, ...]]
    resolve: Callable[[str], str]  # the one name of a source that has many


def gather_clues(
    documents: Sequence[Document],
    *,
    attributions: Mapping[str, Sequence[Attribution]],
    resolve: Callable[[str], str],
    houses: Sequence[str] = (),
    spans: Sequence[Span] | None = None,
) -> Clues:
    """All clues of all documents.

    *houses* (of `outlets`) publish the pages that do not say who does; *spans* are the `published_span` of each,
    where they are known.
    """
    published = map(published_span, documents) if spans is None else spans
    by_address: dict[str, list[int]] = {}
    for index, document in enumerate(documents):
        by_address.setdefault(comparable(document.address), []).append(index)
    publishers = _publishers(documents, houses or ("",) * len(documents), resolve)
    published_by: dict[str, list[int]] = {}
    for index, publisher in enumerate(publishers):
        if publisher:
            published_by.setdefault(publisher, []).append(index)
    said = [attributions.get(document.id, ()) for document in documents]
    known = Houses(published_by)
    bodies = find_bodies(one for given in said for one in given)
    linked = [_linked(index, documents, publishers, by_address) for index in range(len(documents))]
    return Clues(
        documents=documents,
        spans=tuple(map(doubted, documents, published)),
        publishers=publishers,
        named=tuple(
            _named(document.text, given, publisher, resolve=resolve, bodies=bodies, houses=known)
            for document, given, publisher in zip(documents, said, publishers, strict=True)
        ),
        links=tuple(frozenset(targets) or _NO_PAGES for targets in linked),
        namings=tuple(
            frozenset(target for target, names in targets.items() if names) or _NO_PAGES
            for targets in linked
        ),
        copy_of=tuple(
            _leads_to(_canonical(document), by_address, index)
            for index, document in enumerate(documents)
        ),
        published_by={name: tuple(pages) for name, pages in published_by.items()},
        resolve=resolve,
    )


def _publishers(
    documents: Sequence[Document], houses: Sequence[str], resolve: Callable[[str], str]
) -> tuple[str, ...]:
    """Who publishes each document, under the name by which others would name it."""
    written: dict[str, str] = {}
    for name in sorted(
        {document.publisher.strip() for document in documents if document.publisher}
    ):
        written.setdefault(" ".join(name.casefold().split()), name)
    found = []
    for document, house in zip(documents, houses, strict=True):
        own = document.publisher.strip() if document.publisher else ""
        found.append(resolve(own or written.get(house, "") or host(document.address)).strip())
    return tuple(found)


def _named(
    text: str,
    given: Sequence[Attribution],
    publisher: str,
    *,
    resolve: Callable[[str], str],
    bodies: Mapping[str, str],
    houses: Houses,
) -> Mapping[str, tuple[Attribution, ...]]:
    """Attributions by whom they name. A page that names its own publisher names no source."""
    if not given:
        return _NOBODY
    named: dict[str, list[Attribution]] = {}
    for attribution in given:
        speaker = speaks_for(attribution, bodies)
        name = "" if attribution.anonymous else resolve(speaker).strip()
        name = houses.named(name, text, attribution.source.start) if name else ""
        if name and name.casefold() != publisher.casefold():
            if attribution.kind is AttributionKind.CREDIT and _is_own(text, attribution, publisher):
                continue
            named.setdefault(name, []).append(attribution)
    return {
        name: tuple(sorted(met, key=lambda one: (one.source.start, one.cue.start, one.kind)))
        for name, met in sorted(named.items())
    } or _NOBODY


def _is_own(text: str, credit: Attribution, publisher: str) -> bool:
    """Whether a credit is to the page's own house, of whose name it has the beginning: 明報 on a page of 明報加拿大."""
    written = text[credit.source.start : credit.source.end].casefold()
    return len(written) > 1 and publisher.casefold().startswith(written)


def _linked(
    own: int,
    documents: Sequence[Document],
    publishers: Sequence[str],
    by_address: Mapping[str, Sequence[int]],
) -> dict[int, bool]:
    """The documents to which one links from what it says; whether it names whose they are."""
    found: dict[int, bool] = {}
    document = documents[own]
    for link in said_links(document):
        for target in _leads_to([link.target], by_address, own):
            names = (documents[target].publisher or "", publishers[target])
            told = found.get(target, False) or names_its_page(document, link, names=names)
            found[target] = told
    return found


def _canonical(document: Document) -> list[str]:
    return [stated.text for stated in document.stated if stated.name == "canonical"]


def _leads_to(
    addresses: Sequence[str], by_address: Mapping[str, Sequence[int]], own: int
) -> frozenset[int]:
    """The documents of the case at these addresses, without the page itself."""
    if not addresses:
        return _NO_PAGES
    found: set[int] = set()
    for address in addresses:
        pages = by_address.get(comparable(address), ())
        if own not in pages:
            found.update(pages)
    return frozenset(found) or _NO_PAGES
