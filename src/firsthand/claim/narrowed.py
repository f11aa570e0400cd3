"""Keep of the places that a page names the narrowest at which it is done, each under its fullest name.

In: everything suggested of a page.  Out: the same without places that another one says more narrowly: Hotan beside Hotan No. 2
Prison, Kunvar beside Kunvar sub-division, the town of a dateline beside any other place, a district behind its village, a country
in which nothing is said to be done ("Kenya has …") beside a place. A name that one sentence has by its shape alone, and another of the
page with a code, has that code in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from firsthand.claim.folding import spell
from firsthand.claim.located import is_inside
from firsthand.claim.reading import Reading
from firsthand.model.claim import Element, Place, Suggestion

PLACES_MIN = 2  # one alone is the narrowest
DATELINE_CHARACTERS = 3  # shorter capitals are initials


# What lies between a place and what it lies in: "Tora, Kunvar district", "the Tora and Yarla wards of Kunvar".
_LIES_IN = re.compile(
    r",? (?:an? |the )?(?:[a-z-]+ )?(?:upazilas?|wards?|sub-?districts?|districts?|count(?:y|ies)|towns?|cit(?:y|ies)|suburbs?|villages?|capital|quarters?|neighbou?rhoods?|municipalit(?:y|ies)|communes?|areas?|parts?|north|south|east|west|provinces) (?:of|in) (?:the )?"
)
_WIDE = re.compile(r"(?:[Dd]istrict|[Pp]rovince|[Cc]ounty|[Ss]tate|[Rr]egion|[Pp]refecture)$")
_LED = re.compile(r"\b(?:state|province|region|county|governorate|department) of (?:the )?$")
LED_CHARACTERS = 24  # "the governorate of the "


def narrowed(found: Sequence[Suggestion], readings: Sequence[Reading] = ()) -> list[Suggestion]:
    """*found* without the places that others of it say more narrowly, on a page of which *readings* are the sentences."""
    found = _with_codes(found)
    named = {made.value for made in found if isinstance(made.value, Place)}
    if len(named) < PLACES_MIN:
        return found
    wide = {place for place in named if any(_is_inside(other, place) for other in named - {place})}
    wide |= _countries(named, readings)
    wide |= {place for reading in readings for place in _around(named - wide, reading)}
    return [
        made
        for made in found
        if made.element is not Element.PLACE
        or not isinstance(made.value, Place)
        or made.value not in wide
    ]


def _with_codes(found: Sequence[Suggestion]) -> list[Suggestion]:
    """*found*, a place without a code as the one place of its name that has one."""
    coded: dict[str, set[Place]] = {}
    for made in found:
        if isinstance(made.value, Place) and (made.value.code or made.value.candidates):
            coded.setdefault(made.value.name, set()).add(made.value)
    sure = {name: next(iter(places)) for name, places in coded.items() if len(places) == 1}
    return [
        replace(made, value=sure[made.value.name])
        if isinstance(made.value, Place) and made.value.name in sure
        else made
        for made in found
    ]


def _is_inside(one: Place, other: Place) -> bool:
    """Whether *one* says more narrowly where than *other* does."""
    if _is_dateline(other):
        return not _is_dateline(one)
    if other.code and one.code:  # a page on a province may say that it runs there too
        return False
    return _is_part(spell(other.name), spell(one.name))


def _is_part(short: str, full: str) -> bool:
    """Whether a name stands in a longer one as whole words (signs in Chinese)."""
    if len(short) >= len(full):
        return False
    if short.isascii():
        return f" {short.lower()} " in f" {full.lower()} "
    return full.startswith(short) or full.endswith(short)


def _is_dateline(place: Place) -> bool:
    return len(place.name) > DATELINE_CHARACTERS and place.name.isascii() and place.name.isupper()


def _countries(named: AbstractSet[Place], readings: Iterable[Reading]) -> set[Place]:
    """Countries beside narrower places, in which the page nowhere says that something is done."""
    countries = {place for place in named if place.code.isalpha()}
    if not countries or countries == named:
        return set()
    codes = {place.code for place in countries}
    inside = {
        place.code
        for reading in readings
        for place in reading.places
        if place.code in codes
        and (not reading.words.naming.inside or is_inside(reading, place.start))
    }
    return {place for place in countries if place.code not in inside}


def _around(named: AbstractSet[Place], reading: Reading) -> Iterator[Place]:
    """Places that a sentence names as what another lies in."""
    text = reading.text
    found = sorted(
        (
            (start, start + len(place.name), place)
            for place in named
            if not place.code.isdigit() and (start := text.find(place.name)) >= 0
        ),
        key=lambda each: (*each[:2], each[2].code, each[2].candidates),
    )
    for number, (start, end, place) in enumerate(found):
        if len(found) > 1 and _LED.search(text, max(0, start - LED_CHARACTERS), start):
            yield place
        elif number:
            between = text[found[number - 1][1] : start]
            if _LIES_IN.fullmatch(between) or (between == ", " and _WIDE.search(text, start, end)):
                yield place
