"""Read the rows of the worked case's tables as values.

In: rows of cards.csv, sources.csv and origins.csv, as dictionaries of text.  Out: cards, sources,
origins. The tables are ours: a row that cannot be read is a fault of ours, and stops the program.
"""

from __future__ import annotations

import json

from firsthand.claim.valued import read_value
from firsthand.model.claim import Element, ElementValue, Stance
from firsthand.model.lineage import DerivationKind, DriftKind
from firsthand.model.value import value


@value
class Card:
    """One statement of one page, in our words; ids of sources and origins are those of the tables.

    `derived_from` is where the page has it from, `first_source` where it began, as far as known.
    """

    id: str
    source: str
    element: Element
    statement: str
    value: ElementValue
    stance: Stance
    said_by: str
    derived_from: str
    kind: DerivationKind
    drift: tuple[DriftKind, str, str] | None
    first_source: str


@value
class SourceRow:
    """A page: where it is, who published it, and what it rests on as a whole, with the basis."""

    id: str
    address: str
    publisher: str
    title: str
    published: str
    language: str
    parents: tuple[tuple[str, str], ...]


@value
class OriginRow:
    """A first or intermediate source; `parents` are the sources it rests on itself."""

    id: str
    name: str
    kind: str
    date: str
    note: str
    parents: tuple[str, ...]


def card_of(row: dict[str, str]) -> Card:
    """A row of cards.csv."""
    element = Element(row["element"])
    return Card(
        id=row["card"],
        source=row["source_id"],
        element=element,
        statement=row["statement"].strip(),
        value=read_value(element, json.loads(row["value"])),
        stance=Stance(row["stance"]),
        said_by=row["said_by"],
        derived_from=row["derived_from"],
        kind=DerivationKind(row["derivation_kind"] or "report"),
        drift=_drift(row["drift"]),
        first_source=row["first_source"],
    )


def source_of(row: dict[str, str]) -> SourceRow:
    """A row of sources.csv; each parent has the basis that stands at its place in the other list."""
    parents, bases = _list(row["parent"]), _list(row["basis"])
    return SourceRow(
        id=row["source_id"],
        address=row["address"],
        publisher=row["publisher"],
        title=row["title"],
        published=row["published"],
        language=row["language"],
        parents=tuple(zip(parents, bases, strict=True)),
    )


def origin_of(row: dict[str, str]) -> OriginRow:
    """A row of origins.csv."""
    return OriginRow(
        id=row["origin_id"],
        name=row["name"],
        kind=row["kind"],
        date=row["date"],
        note=row["note"],
        parents=tuple(_list(row["parents"])),
    )


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _drift(text: str) -> tuple[DriftKind, str, str] | None:
    """`unit:check-ups->people` as kind, before and after."""
    if not text:
        return None
    kind, change = text.split(":", 1)
    before, after = change.split("->", 1)
    return DriftKind(kind), before, after
