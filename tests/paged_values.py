"""Read the values that stand in labelled pages, and hold suggestions against them.

In: values as tests/labelled/README.md says that they are written, and suggestions.  Out: what is the same.

    place=Aksu_County                     the name as it stands in the page, `_` for a blank
    period=2019-03/..                     EDTF
    age_range=12..65  age_range=18..      years, both ends included
    population=~61000
    scale=sampled/persons:4000..          unit, what is counted, bounds
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.model.claim import AgeRange, ElementValue, Period, Place, Quantity

VALUED = ("place", "period", "age_range", "population", "scale")
UNITS = {
    "enrolled", "sampled", "profiled", "examined", "share", "budget", "devices", "kits",
}  # fmt: skip
COUNTS = {"persons", "samples", "records", "visits", "things", "money", "events"}
_BOUNDS = re.compile(r"~?(?:(\d+(?:\.\d+)?)?\.\.(\d+(?:\.\d+)?)?|(\d+(?:\.\d+)?))")
_EDTF = re.compile(r"[0-9X]{4}[0-9X~?-]*|(?:[0-9X]{4}[0-9X~?-]*|\.\.)/(?:[0-9X]{4}[0-9X~?-]*|\.\.)")
PERCENT = 100  # labels write shares as fractions, a quantity in percent
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True)
class Value:
    """A labelled value: what of its fields says whether another is the same."""

    element: str
    same: tuple[object, ...]


def value_of(element: str, written: str) -> Value:
    """The value as it is compared.

    Raises:
        ValueError: it has another form; the message says what was expected.
    """
    match element:
        case "place":
            if not written.strip("_"):
                raise ValueError("place: expected a name, found nothing")
            return Value(element, (_name(written),))
        case "period":
            if not _EDTF.fullmatch(written):
                raise ValueError(f"period: expected EDTF, found {written!r}")
            return Value(element, (written,))
        case "age_range" | "population":
            return Value(element, _bounds(written, element))
        case "scale":
            kind, colon, bounds = written.partition(":")
            unit, slash, counts = kind.partition("/")
            if not colon or not slash or unit not in UNITS or counts not in COUNTS:
                raise ValueError(f"scale: expected UNIT/COUNTS:BOUNDS, found {written!r}")
            factor = PERCENT if unit == "share" else 1
            ends = (None if each is None else round(each * factor, 4) for each in _bounds(bounds, element))  # fmt: skip
            return Value(element, (*ends, unit, counts))
    raise ValueError(f"{element}: has no value to be written")


def _bounds(written: str, element: str) -> Bounds:
    found = _BOUNDS.fullmatch(written)
    if found is None or written.strip("~") == "..":
        raise ValueError(f"{element}: expected N, N.., ..N or N..M, found {written!r}")
    low, high, both = (None if each is None else float(each) for each in found.groups())
    return (both, both) if both is not None else (low, high)


def value_made(element: str, made: ElementValue) -> Value:
    """What a suggestion's value is compared by."""
    match made:
        case Place():
            return Value(element, (_name(made.name),))
        case Period():
            return Value(element, (made.edtf,))
        case AgeRange():
            return Value(element, (made.age_years_min, made.age_years_max))
        case Quantity():
            ends = tuple(each if each is None else round(each, 4) for each in (made.low, made.high))
            return Value(element, ends if element == "population" else (*ends, made.unit, made.counts))  # fmt: skip
    raise TypeError(f"{element}: {made!r} is no value of this kind")


def _name(written: str) -> str:
    return " ".join(written.replace("_", " ").split()).lower()
