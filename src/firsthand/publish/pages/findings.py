"""The front page: all statements in one table, and the same by kind and by standing.

In: statements.  Out: tables of them, paged; what stands behind each is on `statements`' pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from firsthand.model.claim import Element
from firsthand.model.finding import Standing, Statement
from firsthand.model.lineage import Drift
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import STANDING_WORDS

DRIFTS_SHOWN = 3
ROWS_A_PAGE = 400


@value
class Row:
    """One statement in the table."""

    id: str
    title: str
    element: str
    standing: str
    origins: int
    pages: int
    drifts: tuple[Drift, ...]
    more_drifts: int
    judged: int
    claims: int


@value
class Overview:
    """What the case holds, for the first lines of the front page."""

    documents: int
    claims: int
    statements: int
    missing: int
    standings: tuple[tuple[str, int], ...]


@value
class Kind:
    """One element that statements of this case have."""

    element: str
    title: str
    number: int


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """The table of all statements, then one for each kind and each standing."""
    ordered = sorted(lookup.statements.values(), key=lambda s: (-len(s.documents), s.element, s.id))
    overview = _overview(lookup)
    numbers = Counter(statement.element for statement in ordered)
    kinds = tuple(
        Kind(element=element.value, title=lookup.element(element), number=numbers[element])
        for element in (*Element, *sorted(each for each in numbers if each.is_own))
        if numbers[element]
    )
    rows = [_row(statement, lookup) for statement in ordered]
    shared = {"elements": kinds, "standings": overview.standings}
    for part in parts("index.html", rows, size=ROWS_A_PAGE):
        first = overview if part.number == 1 else None
        lead = f"Statements from {part.first:,} on, most repeated first."
        yield press.page(
            part.path,
            "findings.html",
            title="Findings",
            section="index.html",
            part=part,
            overview=first,
            lead=lead,
            **shared,
        )
    if len(rows) > ROWS_A_PAGE:
        yield from _some(
            "all", "All statements", "", rows, press=press, shared=shared, size=len(rows)
        )
    for kind in kinds:
        chosen = [row for row in rows if row.element == kind.element]
        lead = "Statements of this kind, most repeated first."
        yield from _some(kind.element, kind.title, lead, chosen, press=press, shared=shared)
    for standing in Standing:
        chosen = [row for row in rows if row.standing == standing.value]
        title = standing.value.replace("_", " ").capitalize()
        lead = f"Statements of which {STANDING_WORDS[standing]}."
        yield from _some(standing.value, title, lead, chosen, press=press, shared=shared)


def _some(
    name: str,
    title: str,
    lead: str,
    rows: Sequence[Row],
    *,
    press: Press,
    shared: Mapping[str, object],
    size: int = ROWS_A_PAGE,
) -> Iterator[Page]:
    for part in parts(f"findings/{name}.html", rows, size=size):
        yield press.page(
            part.path,
            "findings.html",
            title=title,
            section="index.html",
            part=part,
            overview=None,
            lead=lead,
            **shared,
        )


def _overview(lookup: Lookup) -> Overview:
    standings = Counter(statement.standing for statement in lookup.statements.values())
    return Overview(
        documents=len(lookup.documents),
        claims=len(lookup.claims),
        statements=len(lookup.statements),
        missing=sum(not origin.seen for origin in lookup.origins.values()),
        standings=tuple((standing.value, standings[standing]) for standing in Standing),
    )


def _row(statement: Statement, lookup: Lookup) -> Row:
    found = lookup.drifts_of.get(statement.id, ())
    drifts = {(drift.before, drift.after): drift for drift in found}
    return Row(
        id=statement.id,
        title=lookup.title(statement),
        element=statement.element.value,
        standing=statement.standing.value,
        origins=statement.independent_origins,
        pages=len(statement.documents),
        drifts=tuple(drifts.values())[:DRIFTS_SHOWN],
        more_drifts=max(0, len(drifts) - DRIFTS_SHOWN),
        judged=statement.judged_count,
        claims=len(statement.claims),
    )
