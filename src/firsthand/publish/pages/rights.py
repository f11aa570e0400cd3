"""Worksheets of rights tests: norms and whether they bound then, elements, what bears on them, what people marked.

In: worksheets, statements.  Out: one page. No verdict is drawn: a mark is a person's, and is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.rights import Filled, Mark, NormThen, Worksheet
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import BOUND_WORDS, date_in_words

BEARING_SHOWN = 12


@value
class StatementLink:
    """A statement that bears on an element, or on which it was marked."""

    id: str
    title: str
    standing: str


@value
class MarkView:
    """What a person marked, why, and on which statements."""

    word: str
    by: str
    on: str
    reason: str
    statements: tuple[StatementLink, ...]


@value
class ElementView:
    """One element of a test."""

    asks: str
    marks: tuple[MarkView, ...]
    bearing: tuple[StatementLink, ...]
    more: int


@value
class SheetView:
    """One test with its norms and elements."""

    id: str
    name: str
    asks: str
    norms: tuple[NormView, ...]
    elements: tuple[ElementView, ...]
    marked: int


@value
class NormView:
    """A norm in our words, and whether it bound the state then."""

    name: str
    instrument: str
    article: str
    says: str
    address: str
    text_seen: bool
    bound: str
    why: str


@value
class NormRow:
    """A norm and the tests that it serves."""

    norm: NormView
    tests: tuple[str, ...]


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """The worksheets; none where none were filled."""
    found = lookup.dossier.worksheets
    if not found.sheets:
        return
    yield press.page(
        "rights.html",
        "rights.html",
        title="Rights tests",
        section="rights.html",
        lookup=lookup,
        state=found.scope.state,
        when=date_in_words(found.scope.period) if found.scope.period else "",
        proposed=found.scope.proposed,
        sheets=tuple(_sheet(sheet, lookup) for sheet in found.sheets),
        norms=_all_norms(found.sheets),
    )


def _all_norms(sheets: tuple[Worksheet, ...]) -> tuple[NormRow, ...]:
    """Every norm once, with the tests that it serves, in the order in which they are asked."""
    rows: dict[str, tuple[NormThen, list[str]]] = {}
    for sheet in sheets:
        for each in sheet.norms:
            rows.setdefault(each.norm.id, (each, []))[1].append(sheet.test.name)
    return tuple(NormRow(norm=_norm(each), tests=tuple(tests)) for each, tests in rows.values())


def _sheet(sheet: Worksheet, lookup: Lookup) -> SheetView:
    return SheetView(
        id=sheet.test.id,
        name=sheet.test.name,
        asks=sheet.test.asks,
        norms=tuple(map(_norm, sheet.norms)),
        elements=tuple(_element(each, lookup) for each in sheet.filled),
        marked=sum(bool(each.marks) for each in sheet.filled),
    )


def _norm(each: NormThen) -> NormView:
    return NormView(
        name=each.norm.name,
        instrument=each.norm.instrument,
        article=each.norm.article,
        says=each.norm.says,
        address=each.norm.address,
        text_seen=each.norm.text_seen,
        bound=BOUND_WORDS[each.bound],
        why=each.why,
    )


def _element(filled: Filled, lookup: Lookup) -> ElementView:
    bearing = _links(filled.bearing, lookup)
    return ElementView(
        asks=filled.question.asks,
        marks=tuple(_mark(mark, lookup) for mark in filled.marks),
        bearing=bearing[:BEARING_SHOWN],
        more=max(0, filled.bearing_count - BEARING_SHOWN),
    )


def _mark(mark: Mark, lookup: Lookup) -> MarkView:
    """A mark on the statements it was made on; one called otherwise since is found by its claims."""
    keys = dict.fromkeys(key for key in mark.statements if key in lookup.statements)
    keys |= dict.fromkeys(lookup.statement_of.get(claim, "") for claim in mark.claims)
    return MarkView(
        word=mark.word.value.replace("_", " "),
        by=mark.by.name,
        on=mark.at.utc[:10],
        reason=mark.reason,
        statements=_links(tuple(keys), lookup),
    )


def _links(keys: tuple[str, ...], lookup: Lookup) -> tuple[StatementLink, ...]:
    found = (lookup.statements[key] for key in keys if key in lookup.statements)
    return tuple(
        StatementLink(id=each.id, title=lookup.title(each), standing=each.standing.value)
        for each in found
    )
