"""Read an element's value as people and other programs write it: the JSON form of `claim --json`.

In: an element and the fields of its value.  Out: the value, or what is wrong with it, in words. Whoever
typed it is told what was expected and what was found; nothing is mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.claim.vocabulary import base
from firsthand.claim.written import NUMBER_MAX
from firsthand.model.claim import (
    AgeRange,
    Coded,
    Counts,
    Element,
    ElementValue,
    Period,
    Place,
    Quantity,
    Words,
)
from firsthand.model.vocabulary import DefinedElement, ValueForm, Vocabulary

AGE_YEARS_MAX = 130  # nobody is older
TEXT_CHARACTERS_MAX = 2_000  # a value names; what is longer is a quotation
PERCENT = 100  # a share is written between 0 and 1, and held in percent
DIGITS = 12  # more than any page prints; fewer than a float's own
SHARE = "share"
RESIDENTS = "residents"
UNITS = ("examined", "sampled", "profiled", "enrolled", "kits", "devices", "budget", SHARE)
COUNTED = frozenset({Element.SCALE, Element.POPULATION})
_DATE = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[?~%]?)"
_EDTF = re.compile(rf"{_DATE}|(?:{_DATE}|\.\.)/(?:{_DATE}|\.\.)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNT_KEYS = ("low", "high", "approximate", "unit", "counts", "place", "period")
_KEYS = {
    ValueForm.AGE_RANGE: ("min", "max"),
    ValueForm.PERIOD: ("edtf",),
    ValueForm.PLACE: ("name", "code", "candidates"),
    ValueForm.CODES: ("code", "text"),
    ValueForm.YES_NO: ("code", "text"),
    ValueForm.COUNT: (*_COUNT_KEYS, "vague"),
    ValueForm.TEXT: ("text",),
}
_MORE_KEYS = {Element.SCALE: ("currency",), Element.POPULATION: ("group",)}


class ValueFormError(ValueError):
    """a value is not as its element's form says; the message names key, expected and found."""


def read_value(
    element: Element, fields: Mapping[str, object], *, vocabulary: Vocabulary | None = None
) -> ElementValue:
    """The value that *fields* write; keys that may be left out are those that say nothing.

    *vocabulary* is that of the case, where it asks for more than the 24 elements. A code may be given by any name
    that it has or had.

    Raises:
        ValueFormError: a key is missing, unknown, or holds what its form does not allow.

    >>> read_value(Element.AGE_RANGE, {"min": 12, "max": 65})
    AgeRange(age_years_min=12, age_years_max=65)
    """
    defined = (vocabulary or base()).find(element.value)
    if defined is None:
        raise ValueFormError(f"expected an element of this case, found {element}")
    keys = (*_KEYS[defined.form], *_MORE_KEYS.get(element, ()))
    for key in sorted(set(fields) - set(keys)):
        raise ValueFormError(f"{element} has the keys {', '.join(keys)}, found {key!r}")
    match defined.form:
        case ValueForm.AGE_RANGE:
            return _ages(fields)
        case ValueForm.COUNT:
            return _quantity(defined, fields)
        case ValueForm.PERIOD:
            return Period(edtf=_edtf("edtf", fields.get("edtf")))
        case ValueForm.PLACE:
            return Place(
                name=_text("name", fields),
                code=_maybe_text("code", fields) or "",
                candidates=_texts("candidates", fields),
            )
        case ValueForm.TEXT:
            return Words(text=_text("text", fields))
        case _:
            return _coded(defined, fields)


def _coded(defined: DefinedElement, fields: Mapping[str, object]) -> Coded:
    name = _text("code", fields)
    code = defined.code(name)
    if code is None:
        known = ", ".join(sorted(defined.asked_codes))
        raise ValueFormError(f"code: expected one of {known}, found {name!r}")
    was = code.key if code.now != code.key else ""
    return Coded(code=code.now, text=_maybe_text("text", fields) or "", was=was)


def units_of(defined: DefinedElement) -> tuple[str, ...]:
    """What the counts of an element may be in."""
    if defined.is_own:
        return (defined.unit or defined.key, SHARE)
    return UNITS if defined.key == Element.SCALE else (RESIDENTS,)


def written_value(item: ElementValue) -> dict[str, object]:
    """An element's value in the contract's form: what `read_value` reads."""
    if isinstance(item, AgeRange):
        return {"min": item.age_years_min, "max": item.age_years_max}
    if isinstance(item, Quantity):
        return _written_quantity(item)
    if isinstance(item, Period):
        return {"edtf": item.edtf}
    if isinstance(item, Place):
        named = {"name": item.name, "code": item.code}
        return named | ({"candidates": list(item.candidates)} if item.candidates else {})
    if isinstance(item, Coded):
        return {"code": item.code, "text": item.text}
    return {"text": item.text}


def _written_quantity(item: Quantity) -> dict[str, object]:
    factor = PERCENT if item.unit == SHARE else 1
    shown: dict[str, object] = {
        "low": _scaled(item.low, 1 / factor),
        "high": _scaled(item.high, 1 / factor),
        "approximate": item.approximate,
        "unit": item.unit,
        "place": item.place,
        "period": item.period,
    }
    if item.counts is not None:
        shown["counts"] = item.counts.value
    if item.currency is not None:
        shown["currency"] = item.currency
    if item.group is not None:
        shown["group"] = item.group
    if item.vague:
        shown["vague"] = True
    return shown


def _ages(fields: Mapping[str, object]) -> AgeRange:
    low, high = (_age(key, fields.get(key)) for key in ("min", "max"))
    if low is None and high is None:
        raise ValueFormError("min, max: expected at least one age, found none")
    if low is not None and high is not None and low > high:
        raise ValueFormError(f"min, max: expected min up to max, found {low} and {high}")
    return AgeRange(age_years_min=low, age_years_max=high)


def _age(key: str, found: object) -> int | None:
    if found is None:
        return None
    if type(found) is not int or not 0 <= found <= AGE_YEARS_MAX:
        raise ValueFormError(
            f"{key}: expected whole years from 0 to {AGE_YEARS_MAX}, found {found!r}"
        )
    return found


def _quantity(defined: DefinedElement, fields: Mapping[str, object]) -> Quantity:
    known = units_of(defined)
    unit = _text("unit", fields)
    if unit not in known:
        raise ValueFormError(f"unit: expected one of {', '.join(known)}, found {unit!r}")
    scale = PERCENT if unit == SHARE else 1
    low, high = (_scaled(_number(key, fields.get(key)), scale) for key in ("low", "high"))
    if low is None and high is None and not fields.get("vague"):
        raise ValueFormError("low, high: expected at least one number, found none")
    if low is not None and high is not None and low > high:
        raise ValueFormError(f"low, high: expected low up to high, found {low} and {high}")
    if unit == SHARE and max(low or 0, high or 0) > PERCENT:
        raise ValueFormError("low, high: expected a share between 0 and 1, found more")
    counts = _maybe_text("counts", fields)
    if counts is not None and counts not in set(map(str, Counts)):
        raise ValueFormError(f"counts: expected one of {', '.join(Counts)}, found {counts!r}")
    currency = _maybe_text("currency", fields)
    if currency is not None and not _CURRENCY.fullmatch(currency):
        raise ValueFormError(f"currency: expected a code like USD, found {currency!r}")
    period = _maybe_text("period", fields)
    return Quantity(
        low=low,
        high=high,
        approximate=_flag("approximate", fields),
        unit=unit,
        counts=None if counts is None else Counts(counts),
        place=_maybe_text("place", fields),
        period=None if period is None else _edtf("period", period),
        currency=currency,
        group=_maybe_text("group", fields),
        vague=_flag("vague", fields),
    )


def _number(key: str, found: object) -> int | float | None:
    if found is None:
        return None
    fits = isinstance(found, int | float) and not isinstance(found, bool)
    if not fits or not 0 <= found <= NUMBER_MAX:  # type: ignore[operator]
        raise ValueFormError(
            f"{key}: expected a number from 0 up to {NUMBER_MAX}, or null, found {str(found)[:40]}"
        )
    return found  # type: ignore[return-value]


def _scaled(number: float | None, scale: float) -> int | float | None:
    """Scaled, and whole where it is whole: 0.03 of all is 3 percent and not 3.0000000000000004."""
    if number is None:
        return None
    scaled = number if scale == 1 else float(f"{number * scale:.{DIGITS}g}")
    return int(scaled) if scaled == int(scaled) else scaled


def _edtf(key: str, found: object) -> str:
    if not isinstance(found, str) or not _EDTF.fullmatch(found) or found == "../..":
        raise ValueFormError(
            f"{key}: expected a date or interval like 2017, 2017-10 or 2016-09/.., found {found!r}"
        )
    return found


def _text(key: str, fields: Mapping[str, object]) -> str:
    found = _maybe_text(key, fields)
    if found is None:
        raise ValueFormError(f"{key}: expected a text, found nothing")
    return found


def _maybe_text(key: str, fields: Mapping[str, object]) -> str | None:
    found = fields.get(key)
    if found is None or found == "":
        return None
    fits = isinstance(found, str) and _is_whole(found) and found.strip()
    if not fits or len(found) > TEXT_CHARACTERS_MAX:  # type: ignore[arg-type]
        shown = repr(found)[:60]
        raise ValueFormError(
            f"{key}: expected a text of up to {TEXT_CHARACTERS_MAX} characters, found {shown}"
        )
    return found  # type: ignore[return-value]


def _is_whole(text: str) -> bool:
    """Whether it can be written: JSON may spell half a character, which no UTF-8 has."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _texts(key: str, fields: Mapping[str, object]) -> tuple[str, ...]:
    found = fields.get(key, [])
    if not isinstance(found, list) or not all(
        isinstance(each, str) and each and _is_whole(each) for each in found
    ):
        raise ValueFormError(f"{key}: expected a list of texts, found {found!r}"[:200])
    return tuple(found)


def _flag(key: str, fields: Mapping[str, object]) -> bool:
    found = fields.get(key, False)
    if not isinstance(found, bool):
        raise ValueFormError(f"{key}: expected true or false, found {found!r}")
    return found
