"""The plain lists: documents, populations.

In: documents, populations.  Out: plain tables, paged; nothing is weighed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from firsthand.model.document import Document
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press


@value
class SourceRow:
    """A document in the list."""

    key: str
    page: Document
    claims: int


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """Documents and populations."""
    yield from _sources(lookup, press)
    populations = sorted(
        lookup.dossier.populations, key=lambda p: (p.place_code, p.area, p.year, p.group, p.persons)
    )
    for part in parts("populations.html", populations):
        yield press.page(
            part.path,
            "populations.html",
            title="Populations",
            section="populations.html",
            part=part,
        )


def _sources(lookup: Lookup, press: Press) -> Iterator[Page]:
    rows = [
        SourceRow(key=key, page=page, claims=len(lookup.claims_of_document.get(key, ())))
        for key, page in sorted(
            lookup.documents.items(), key=lambda item: (lookup.name(item[0]).casefold(), item[0])
        )
    ]
    states = Counter(row.page.state.value.replace("_", " ") for row in rows)
    for part in parts("sources.html", rows):
        yield press.page(
            part.path,
            "sources.html",
            title="Documents in the case",
            section="sources.html",
            lookup=lookup,
            part=part,
            states=sorted(states.items()),
        )
