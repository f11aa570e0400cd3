"""The ledger of counts: a drawing for each thing counted, what follows, what is refused and why.

In: the ledger, estimates, refusals, populations, what all counts allow together.  Out: drawings and a table; nothing is added up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from firsthand.model.claim import Stance
from firsthand.model.finding import Estimate, LedgerRow, Refusal
from firsthand.model.value import value
from firsthand.publish.drawing.scale import Bar, Reference, draw_counts
from firsthand.publish.lookup import Lookup
from firsthand.publish.pages.together import together
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press
from firsthand.publish.safe import Markup
from firsthand.publish.wording import capital, counted, end_in_words, figure

ROWS_A_PAGE = 300
BARS_MAX = 30
REFERENCES_MAX = 3
CONFLICTS_SHOWN = 50
PERSONS, MONEY, SHARE = "persons", "money", "share"
_TITLES = {
    "persons": "Persons",
    "visits": "Visits",
    "samples": "Specimens",
    "records": "Records",
    "things": "Things",
    "events": "Examinations and other acts",
}


@value
class Answer:
    """An estimate with its assumptions, or a refusal with its reasons."""

    question: str
    refused: tuple[str, ...]
    figure: str
    level: str
    method: str
    assumptions: tuple[str, ...]
    inputs: tuple[str, ...]


@value
class Chart:
    """The counts of one kind of thing, and what is said of them together."""

    title: str
    drawing: Markup
    left_out: int
    answers: tuple[Answer, ...]


@value
class CountRow:
    """One count as one page gives it."""

    figure: str
    order: float
    counts: str
    unit: str
    place: str
    period: str
    said_by: str
    document: str
    statement: str
    quote: str
    language: str | None
    stance: str


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """Drawings, answers, and the table of every count."""
    findings = lookup.dossier.findings
    answers = tuple(_answer(each, lookup) for each in findings.estimates)
    charts = _charts(lookup, answers)
    scales = {row.statement for row in findings.ledger}
    conflicts = [c for c in findings.contradictions if c.one in scales and c.other in scales]
    rows = [_count(row, lookup) for row in findings.ledger]
    rows.sort(key=lambda row: (row.counts, -row.order, row.place, row.statement, row.document))
    for part in parts("scale.html", rows, size=ROWS_A_PAGE):
        yield press.page(
            part.path,
            "scale.html",
            title="How many",
            section="scale.html",
            lookup=lookup,
            part=part,
            charts=charts,
            rest=() if any(chart.answers for chart in charts) else answers,
            conflicts=conflicts[:CONFLICTS_SHOWN],
            more_conflicts=max(0, len(conflicts) - CONFLICTS_SHOWN),
            together=together(lookup),
        )


def _charts(lookup: Lookup, answers: tuple[Answer, ...]) -> list[Chart]:
    """One chart for each thing counted, money by currency; what is said of people beside people."""
    kinds: dict[str, dict[str, list[LedgerRow]]] = defaultdict(lambda: defaultdict(list))
    for row in lookup.dossier.findings.ledger:
        if row.unit != SHARE:
            kinds[_kind(row)][row.statement].append(row)
    charts = []
    for kind in sorted(kinds, key=lambda k: (k != PERSONS, k.startswith(MONEY), k)):
        made = _chart(kind, kinds[kind], lookup, answers if kind == PERSONS else ())
        if made is not None:
            charts.append(made)
    return charts


def _kind(row: LedgerRow) -> str:
    return f"{MONEY} {row.currency or '?'}" if row.counts == MONEY else row.counts or row.unit


def _chart(
    kind: str,
    statements: dict[str, list[LedgerRow]],
    lookup: Lookup,
    answers: tuple[Answer, ...],
) -> Chart | None:
    bars = sorted(
        (
            _bar(key, rows, lookup)
            for key, rows in statements.items()
            if (rows[0].low or 0) > 0 or (rows[0].high or 0) > 0
        ),
        key=lambda bar: (-(bar.high or bar.low or 0), -(bar.low or 0), bar.target),
    )
    if not bars:
        return None
    shown = bars[:BARS_MAX]
    used = {row.place for rows in statements.values() for row in rows if row.place}
    references = _references(lookup, used) if kind == PERSONS else ()
    title = _TITLES.get(kind) or (
        f"Money, {kind.removeprefix(MONEY).strip()}"
        if kind.startswith(MONEY)
        else kind.capitalize()
    )
    return Chart(
        title=title,
        drawing=draw_counts(
            shown, references=references, what=title, key=f"chart-{_letters(kind)}"
        ),
        left_out=len(statements) - len(shown),
        answers=answers,
    )


def _letters(kind: str) -> str:
    """A name for an element of a page."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in kind)


def _bar(key: str, rows: Sequence[LedgerRow], lookup: Lookup) -> Bar:
    row = rows[0]
    statement = lookup.statements.get(key)
    low = row.low if (row.low or 0) > 0 else None
    high = row.high if (row.high or 0) > 0 else None
    pages_count = len({one.document for one in rows})
    origins = statement.independent_origins if statement else 0
    hedged = statement is not None and statement.stance is not Stance.ASSERTED
    below = [
        statement.stance.value if statement is not None and hedged else "",
        _place(row.place, lookup),
        row.period or "",
        counted(pages_count, "page"),
        counted(origins, "origin"),
    ]
    said = figure(row.low, row.high, approximate=row.approximate)
    unit = row.unit if row.unit != row.counts else ""
    return Bar(
        low=low,
        high=high,
        label=f"{said} {row.currency or ''} {unit}".replace("  ", " ").strip(),
        below=" · ".join(part for part in below if part),
        target=f"statements/{key}.html",
        hedged=hedged,
    )


def _references(lookup: Lookup, used: set[str]) -> tuple[Reference, ...]:
    """The latest whole population of each place that the counts are of."""
    latest: dict[str, tuple[str, Reference]] = {}
    for one in lookup.dossier.populations:
        whole = one.group.casefold() in {"", "all", "all residents", "residents"}
        if one.place_code in used and whole and one.year >= latest.get(one.place_code, ("",))[0]:
            label = f"population of {one.area} {one.year}: {one.persons:,}"
            latest[one.place_code] = (one.year, Reference(persons=one.persons, label=label))
    found = sorted((each for _, each in latest.values()), key=lambda r: (-r.persons, r.label))
    return tuple(found[:REFERENCES_MAX])


def _place(place: str | None, lookup: Lookup) -> str:
    if not place:
        return ""
    name = lookup.places.get(place)
    return f"{name} ({place})" if name and name != place else place


def _answer(found: Estimate | Refusal, lookup: Lookup) -> Answer:
    if isinstance(found, Refusal):
        return Answer(
            question=capital(found.question),
            refused=found.refused,
            figure="",
            level="",
            method="",
            assumptions=(),
            inputs=(),
        )
    inputs = dict.fromkeys(lookup.statement_of.get(key, key) for key in found.inputs)
    return Answer(
        question=capital(found.question),
        refused=(),
        figure=f"{end_in_words(found.low)} to {end_in_words(found.high)}",
        level=found.level,
        method=found.method,
        assumptions=found.assumptions,
        inputs=tuple(key for key in inputs if key in lookup.statements),
    )


def _count(row: LedgerRow, lookup: Lookup) -> CountRow:
    page = lookup.documents.get(row.document)
    unit = "percent" if row.unit == SHARE else row.unit
    return CountRow(
        figure=figure(row.low, row.high, approximate=row.approximate),
        order=row.high or row.low or 0,
        counts=row.currency or row.counts or "",
        unit=" ".join(part for part in (unit, row.group or "") if part),
        place=_place(row.place, lookup),
        period=row.period or "",
        said_by=row.said_by,
        document=row.document,
        statement=row.statement,
        quote=row.quote[:600],
        language=page.language if page else None,
        stance="" if row.stance == Stance.ASSERTED.value else row.stance,
    )
