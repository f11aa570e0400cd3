"""The timeline: when pages were published, and when the programme is said to have run.

In: dates of documents, periods as claimed.  Out: one drawing and two tables; no date is corrected here.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.claim import Period, Stance
from firsthand.model.value import value
from firsthand.publish.drawing.timeline import Span, draw_timeline
from firsthand.publish.lookup import Lookup
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import counted, date_in_words


@value
class PeriodRow:
    """A period as claimed."""

    id: str
    edtf: str
    words: str
    standing: str
    origins: int
    pages: int


@value
class DateRow:
    """A page with a date."""

    key: str
    date: str
    found: str


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """Drawing and tables."""
    dated = sorted(
        (
            DateRow(key=key, date=page.published.edtf, found=page.published.found)
            for key, page in lookup.documents.items()
            if page.published
        ),
        key=lambda row: (row.date, row.key),
    )
    periods = _periods(lookup)
    spans = [
        Span(
            edtf=row.edtf,
            label=f"{row.words} · {counted(row.origins, 'origin')}",
            target=f"statements/{row.id}.html",
        )
        for row in periods
    ]
    drawn = draw_timeline([row.date for row in dated], spans)
    for part in parts("timeline.html", dated):
        yield press.page(
            part.path,
            "timeline.html",
            title="Timeline",
            section="timeline.html",
            lookup=lookup,
            part=part,
            drawn=drawn,
            periods=periods,
            undated=len(lookup.documents) - len(dated),
        )


def _periods(lookup: Lookup) -> list[PeriodRow]:
    rows = [
        PeriodRow(
            id=statement.id,
            edtf=statement.value.edtf,
            words=date_in_words(statement.value.edtf),
            standing=statement.standing.value,
            origins=statement.independent_origins,
            pages=len(statement.documents),
        )
        for statement in lookup.statements.values()
        if isinstance(statement.value, Period)
        and statement.stance in {Stance.ASSERTED, Stance.HEDGED}
    ]
    return sorted(rows, key=lambda row: (-row.origins, -row.pages, row.edtf, row.id))
