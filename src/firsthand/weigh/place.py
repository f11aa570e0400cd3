"""Tell whether two sources speak of one place: names to codes, and which place lies in which.

In: place names and codes as claims and populations give them.  Out: one key for each place.
Finding places in prose, and the codes of a country's counties, are not done here but in `claim`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from firsthand.model.claim import Claim, Place
from firsthand.model.finding import Population
from firsthand.weigh.wording import normal

_COUNTY = re.compile(
    r"\d{6}(?:\d{3})?"
)  # GB/T 2260: two digits each for province, prefecture, county; three for a township
_COUNTRY = re.compile(r"[A-Z]{2}")  # ISO 3166-1
_REGION = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")  # ISO 3166-2

COUNTY_DIGITS = 6
WORDS_MAX = 2  # longer names in claims are descriptions ("several zones of China")

Gazetteer = Mapping[str, str]


def gazetteer(claims: Iterable[Claim], populations: Iterable[Population]) -> dict[str, str]:
    """Which code a name has, as far as this case itself says; a name with two codes has none."""
    codes: dict[str, set[str]] = {}
    for claim in claims:
        value = claim.suggestion.value
        if isinstance(value, Place) and value.code and value.name:
            codes.setdefault(normal(value.name), set()).add(value.code)
    for population in populations:
        if population.place_code:
            codes.setdefault(normal(population.area), set()).add(population.place_code)
    return {name: min(found) for name, found in codes.items() if len(found) == 1 and name}


def place_key(text: str | None, names: Gazetteer) -> str | None:
    """One key for a place: its code where it is known, else its name without case and marks."""
    if text is None or not text.strip():
        return None
    if is_code(text.strip()):
        return text.strip()
    name = normal(text)
    return names.get(name, name) or None


def is_code(text: str) -> bool:
    """Whether *text* is an administrative code and no name."""
    return any(form.fullmatch(text) for form in (_COUNTY, _COUNTRY, _REGION))


def lies_in(inner: str, outer: str) -> bool:
    """Whether *inner* is *outer* or, as far as the codes say, a part of it."""
    if inner == outer:
        return True
    region = _REGION.fullmatch(inner)
    if region:
        return region.group(1) == outer
    if not _COUNTY.fullmatch(inner):
        return False
    if outer == "CN":
        return True
    return bool(_COUNTY.fullmatch(outer)) and inner.startswith(_stem(outer))


def place_name(key: str | None, names: Gazetteer) -> str:
    """A place as a reader knows it: the shortest name that the case gives to this code."""
    if key is None:
        return "a place that is not stated"
    known = sorted(
        (name for name, code in names.items() if code == key and len(name.split()) <= WORDS_MAX),
        key=lambda name: (len(name), name),
    )
    latin = [name for name in known if name.isascii()]
    chosen = (latin or known or [key])[0]
    return f"{chosen.title()} ({key})" if chosen != key else key


def _stem(code: str) -> str:
    """The digits of *code* that its parts share."""
    if len(code) > COUNTY_DIGITS:
        return code
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code
