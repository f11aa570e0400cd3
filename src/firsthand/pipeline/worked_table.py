"""Read the rows of the worked case's tables as values.

In: rows of cards.csv, sources.csv and origins.csv, as dictionaries of text.  Out: cards, sources,
origins. The tables are ours: a row that cannot be read is a fault of ours, and stops the program.
"""

from __future__ import annotations

import json
from typing import Any

from firsthand.model.claim import (
    AgeRange,
    Coded,
    Counts,
    Element,
    ElementValue,
    Period,
    Place,
    Quantity,
    Stance,
    Words,
)
from firsthand.model.lineage import DerivationKind, DriftKind
from firsthand.model.value import value

_SHARE = "share"
PERCENT = 100  # the table writes shares as fractions, a quantity in percent


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
        value=_value(element, json.loads(row["value"])),
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


def _value(element: Element, fields: dict[str, Any]) -> ElementValue:
    if element is Element.AGE_RANGE:
        return AgeRange(age_years_min=fields["min"], age_years_max=fields["max"])
    if element in {Element.SCALE, Element.POPULATION}:
        return _quantity(fields)
    if element is Element.PERIOD:
        return Period(edtf=fields["edtf"])
    if element is Element.PLACE:
        return Place(name=fields["name"], code=fields["code"])
    if "code" in fields:
        return Coded(code=fields["code"], text=fields["text"])
    return Words(text=fields["text"])


def _quantity(fields: dict[str, Any]) -> Quantity:
    scale = PERCENT if fields["unit"] == _SHARE else 1
    return Quantity(
        low=_scaled(fields["low"], scale),
        high=_scaled(fields["high"], scale),
        approximate=fields["approximate"],
        unit=fields["unit"],
        counts=Counts(fields["counts"]) if "counts" in fields else None,
        place=fields.get("place"),
        period=fields.get("period"),
        currency=fields.get("currency"),
        group=fields.get("group"),
        vague=fields.get("vague", False),
    )


def _scaled(number: float | None, scale: int) -> float | None:
    if number is None:
        return None
    scaled = round(number * scale, 6)
    return int(scaled) if scaled == int(scaled) else scaled
