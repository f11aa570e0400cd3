"""A page for each document: its text as read, the marks on it, what it rests on, its bytes.

In: documents and the claims that stand on them.  Out: one page a document; quotations in context are made in `quotes`.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.document import Document
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.pages.quotes import digest_of
from firsthand.publish.press import Page, Press

TEXT_CHARACTERS_MAX = 200_000  # a book in one page; the bytes beside it are whole
RESTING_SHOWN = 300
PICTURES_SHOWN = 50  # that a page has in common with others
OTHERS_SHOWN = 20  # pages with one of them; each names the rest on its own page


@value
class Stretch:
    """A stretch of text; with an anchor where a claim stands on it."""

    words: str
    anchor: str = ""
    statement: str = ""


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """All documents."""
    for key, page in lookup.documents.items():
        origin = lookup.origins.get(key)
        if origin is not None:
            below = lookup.resting_on(origin)
        else:
            below = tuple(sorted({edge.later for edge in lookup.edges_from.get(key, ())}))
        yield press.page(
            f"documents/{key}.html",
            "document.html",
            title=page.publisher or page.title or page.address or key,
            section="sources.html",
            lookup=lookup,
            page=page,
            digest=digest_of(page.capture, lookup),
            above=sorted(
                lookup.edges_to.get(key, ()), key=lambda e: (-e.score, e.earlier, e.kind, e.claims)
            ),
            cut=lookup.cuts_of(key),
            below=below[:RESTING_SHOWN],
            below_count=len(below),
            pictures=lookup.pictures_of.get(key, ())[:PICTURES_SHOWN],
            others_shown=OTHERS_SHOWN,
            spans=_stretches(key, page, lookup),
            shown=min(len(page.text), TEXT_CHARACTERS_MAX),
        )


def _stretches(key: str, page: Document, lookup: Lookup) -> list[Stretch]:
    """The text in order, cut where a quotation begins and ends; of two that overlap the first."""
    marks = {
        (at.start, at.end): number
        for number in lookup.claims_of_document.get(key, ())
        for at in [lookup.claims[number].suggestion.quotation.position]
    }
    found, done = [], 0
    for (start, end), number in sorted(marks.items()):
        if start < done or end > TEXT_CHARACTERS_MAX:
            continue
        found.append(Stretch(words=page.text[done:start]))
        found.append(
            Stretch(
                words=page.text[start:end],
                anchor=f"c{start}",
                statement=lookup.statement_of.get(number, ""),
            )
        )
        done = end
    found.append(Stretch(words=page.text[done:TEXT_CHARACTERS_MAX]))
    return [stretch for stretch in found if stretch.words]
