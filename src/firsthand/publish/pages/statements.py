"""A page for each statement: why so many origins, its lineage, what speaks against it, its quotes.

In: statements, their claims, lineage, contradictions, drifts.  Out: pages, the first with everything, the others with more quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from firsthand.model.finding import Statement
from firsthand.model.value import value
from firsthand.publish.drawing.lineage import draw_lineage
from firsthand.publish.lookup import Edge, Lookup
from firsthand.publish.pages.arithmetic import checks_of
from firsthand.publish.pages.beside import beside_of
from firsthand.publish.pages.contradictions import opposed_to
from firsthand.publish.pages.quotes import QuoteView, change_of, quote_of
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press

QUOTES_A_PAGE = 100
ORIGINS_SHOWN = 60  # a statement with more first sources than this is not read row by row
PAGES_SHOWN = 100
CHANGES_SHOWN = 30


@value
class OriginRow:
    """One first source, and the pages that lead back to it."""

    key: str
    seen: bool
    pages: tuple[str, ...]


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """All statements; one with many claims has several pages."""
    for statement in lookup.statements.values():
        yield from _statement(statement, lookup, press)


def _statement(statement: Statement, lookup: Lookup, press: Press) -> Iterator[Page]:
    edges = lookup.edges_for(statement)
    drawn = draw_lineage(edges, lookup=lookup, up="../", key="lineage", marked=statement.documents)
    keys = [key for key in statement.claims if key in lookup.claims]
    keys.sort(key=lambda key: _order(key, lookup))
    drifts = lookup.drifts_of.get(statement.id, ())[:CHANGES_SHOWN]
    for part in parts(f"statements/{statement.id}.html", keys, size=QUOTES_A_PAGE):
        views = tuple(view for key in part.items if (view := quote_of(key, lookup)))
        yield press.page(
            part.path,
            "statement.html",
            title=lookup.title(statement),
            section="index.html",
            lookup=lookup,
            statement=statement,
            part=_with(part, views),
            origins=_origins(statement, edges, lookup),
            drawn=drawn,
            contradictions=opposed_to(statement, lookup),
            checks=checks_of(statement.id, lookup),
            beside=beside_of(statement, lookup),
            changes=[change_of(drift, lookup, with_statement=False) for drift in drifts],
        )


def _with(part: object, views: tuple[QuoteView, ...]) -> dict[str, object]:
    """The part with quotes in the place of their keys."""
    names = ("path", "first", "total", "number", "pages", "previous", "following")
    return {**{name: getattr(part, name) for name in names}, "items": views}


def _order(key: str, lookup: Lookup) -> tuple[str, str, int]:
    made = lookup.claims[key].suggestion
    return (
        lookup.date(made.document) or "9999",
        made.document,
        made.quotation.position.start,
    )


def _origins(statement: Statement, edges: Sequence[Edge], lookup: Lookup) -> tuple[OriginRow, ...]:
    """Which of the statement's pages lead back to which of its first sources."""
    children: dict[str, set[str]] = defaultdict(set)
    for earlier, later, _ in edges:
        children[earlier].add(later)
    said_on = set(statement.documents)
    rows = []
    for origin in statement.origins[:ORIGINS_SHOWN]:
        reached, waiting = {origin}, [origin]
        while waiting:
            for child in children[waiting.pop()]:
                if child not in reached:
                    reached.add(child)
                    waiting.append(child)
        found = sorted(reached & said_on, key=lambda key: (lookup.date(key) or "9999", key))
        rows.append(
            OriginRow(key=origin, seen=lookup.is_seen(origin), pages=tuple(found[:PAGES_SHOWN]))
        )
    return tuple(sorted(rows, key=lambda row: (-len(row.pages), row.key)))
