"""Say where the programme runs.

In: a sentence.  Out: places, the finest that it names. Names that `data/places.csv` knows get their
code; others are taken where the words say that they are places ("the district of …", 某某县), without
one. Which country a thing is compared with, or where a company sits, is no place of the programme.
"""

from __future__ import annotations

import re

from firsthand.claim.divisions import stem
from firsthand.claim.folding import spell, widened
from firsthand.claim.gazetteer import places
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Place

IN_CHARACTERS = 16  # "throughout the "
PROVINCE = "0000"  # how the codes of provinces end
PLACES_MAX = 2  # unlisted names in one sentence: "in Goma and Bukavu"


# "in Tigray and Amhara": the second is one too where it ends there
_AND = re.compile(r" and (?P<also>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?=[ ,.;] ?(?![A-Z][a-z]))")


def read_places(reading: Reading) -> Found:
    """Places named in a sentence that speaks of taking biometrics, or in a document about it."""
    said = reading.taking or reading.about or reading.topical
    live = reading.words.cues["population"].stand(reading.low)
    if not reading.near or not (said or (reading.steeped and not live)):
        return
    found = {place.code for place in reading.places if place.code}
    finer = [place for place in reading.places if not _is_around(place.code, found)]
    seen = set()
    for place in finer:
        known = place.code or place.name
        fine = place.code.isdigit() and not place.code.endswith(PROVINCE) and reading.steeped
        if known not in seen and (said or fine or _is_inside(reading, place.start)):
            seen.add(known)
            made = Place(name=place.name, code=place.code, candidates=place.candidates)
            yield Element.PLACE, made, (place.start, place.end)
    if not any(place.code.isdigit() or place.candidates for place in finer):
        yield from _unlisted(reading)


def _is_inside(reading: Reading, start: int) -> bool:
    """Whether "in" and its like stand right before."""
    inside = reading.words.naming.inside
    return bool(inside and inside.search(reading.text, max(0, start - IN_CHARACTERS), start))


def _is_around(code: str, found: set[str]) -> bool:
    """Whether a finer place inside this one is named too."""
    if not code:
        return False
    if not code.isdigit():
        return any(other.isdigit() for other in found)
    return any(other != code and other.startswith(stem(code)) for other in found)


def _unlisted(reading: Reading) -> Found:
    """Names that no table knows, where a word for a place stands right beside them."""
    naming, cues = reading.words.naming, reading.words.cues
    if naming.named is None:
        return
    said = 0
    for match in naming.named.finditer(widened(spell(reading.text))):
        start, end = match.span(match.lastgroup or 0)
        name = reading.text[start:end]
        if spell(name) in places().codes:
            continue
        known = any(place.start < end and start < place.end for place in reading.places)
        if (
            known
            or (naming.institution and naming.institution.search(name))
            or cues["no_place"].follows(reading.low, start)
            or cues["no_place"].follows(reading.low, end)
            or cues["beside"].ends(reading.low, start)
        ):
            continue
        yield Element.PLACE, Place(name=name, code=""), (start, end)
        said += 1
        if said == PLACES_MAX:
            return
        also = _AND.match(reading.text, end)
        if also is not None and not (
            spell(also["also"]) in places().codes
            or cues["no_place"].follows(reading.low, also.start("also"))
            or (naming.institution and naming.institution.search(also["also"]))
        ):
            yield Element.PLACE, Place(name=also["also"], code=""), also.span("also")
            said += 1
