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

from firsthand.claim.automaton import Automaton
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
    wide = _wider(named) | _countries(named, readings)
    lying = _by_name(place for place in named - wide if not place.code.isdigit())
    standing = Automaton({name: name for name in lying})
    for reading in readings:
        here = [place for name in standing.standing(reading.text) for place in lying[name]]
        wide.update(_around(here, reading.text))
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


def _wider(named: AbstractSet[Place]) -> set[Place]:
    """Those of *named* of which another one says more narrowly where.

    That is another whose longer name has theirs as whole words (at an end in Chinese), unless both have codes: a page on a province may say that it runs
    there too; and of a dateline any that is none.
    """
    spelled = {place: spell(place.name) for place in named if not _is_dateline(place)}
    wide = named - spelled.keys() if spelled else set()
    written = {place: spell(place.name) for place in named}
    sizes = {len(name) for name in written.values() if not name.isascii()}
    longest: dict[
        tuple[str, bool], int
    ] = {}  # of the names that have a part, with a code and without
    for place, name in written.items():
        for part in _parts(name, sizes):
            key = part, bool(place.code)
            longest[key] = max(longest.get(key, 0), len(name))
    for place, name in spelled.items():
        part = name.lower() if name.isascii() else name
        coded = 0 if place.code else longest.get((part, True), 0)
        if max(coded, longest.get((part, False), 0)) > len(name):
            wide.add(place)
    return set(wide)


def _parts(name: str, sizes: AbstractSet[int]) -> Iterator[str]:
    """What of a name a wider one may be: whole words in a row, in Latin letters; in other scripts an end of one of *sizes*."""
    words = name.lower().split(" ")
    for first in range(len(words)):
        for last in range(first, len(words)):
            part = " ".join(words[first : last + 1])
            if part.isascii():
                yield part
    for size in sizes:
        if size < len(name):
            yield from (each for each in (name[:size], name[-size:]) if not each.isascii())


def _by_name(named: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in named:
        found.setdefault(place.name, []).append(place)
    return found


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


def _around(named: Iterable[Place], text: str) -> Iterator[Place]:
    """Places that a sentence of this *text*, in which all of *named* stand, names as what another lies in."""
    found = sorted(
        ((start := text.find(place.name), start + len(place.name), place) for place in named),
        key=lambda each: (*each[:2], each[2].code, each[2].candidates),
    )
    for number, (start, end, place) in enumerate(found):
        if len(found) > 1 and _LED.search(text, max(0, start - LED_CHARACTERS), start):
            yield place
        elif number:
            between = text[found[number - 1][1] : start]
            if _LIES_IN.fullmatch(between) or (between == ", " and _WIDE.search(text, start, end)):
                yield place
