"""Say where the programme runs.

In: a sentence.  Out: places, the finest that it names. Names that `data/places.csv` knows get their
code; others are taken where the words say that they are places ("the district of …", 某某县), without
one. Which country a thing is compared with, or where a company sits, is no place of the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.divisions import stem
from firsthand.claim.folding import spell, widened
from firsthand.claim.gazetteer import places
from firsthand.claim.reading import Found, Reading, is_of_body
from firsthand.claim.whole_names import whole_name, whole_place
from firsthand.model.claim import Element, Place

IN_CHARACTERS = 16  # "throughout the "
PROVINCE = "0000"  # how the codes of provinces end
HEADED_WORDS = 3  # so many words in capitals may be a name
LARGE_NOUNS = frozenset({"de"})  # every noun has a capital there: no sign of a heading
LONG_LETTERS = 4  # shorter words are small in headings too
HEADED = 0.75  # of a heading's longer words begin with a capital
# в Крыму, в селе Пионерское: behind a place a narrower one, with the word for what it is
_IN_WHICH = re.compile(
    r", (?:в|на) (?:[а-яё]+ )?(?:сел|город|пос[её]лк|деревн|аул|станиц|хутор|кишлак|район|микрорайон)[а-яё]* "
)
PLACES_MAX = 2  # unlisted names in one sentence: "in Goma and Bukavu"


def read_places(reading: Reading) -> Found:
    """Places named in a sentence that speaks of taking biometrics, or in a document about it."""
    said = reading.taking or reading.about or reading.topical
    live = reading.words.cues["population"].stand(reading.low)
    if not reading.near or not (said or (reading.steeped and not live)):
        return
    found = {place.code for place in reading.places if place.code}
    finer = [place for place in reading.places if not _is_around(place.code, found)]
    unlisted: list[tuple[int, int]] = []
    if not any(place.code.isdigit() or not place.code for place in finer):
        unlisted, sites = _unlisted(reading)
        if sites:  # narrower than a country
            finer = [place for place in finer if place.code.isdigit()]
    seen = set()
    for place in finer:
        known = place.code or place.name
        fine = place.code.isdigit() and not place.code.endswith(PROVINCE) and reading.steeped
        if known not in seen and (said or fine or is_inside(reading, place.start)):
            seen.add(known)
            made, span, _ = whole_place(reading, place)
            yield Element.PLACE, made, span
    for first, last in unlisted:
        start, end, _ = whole_name(reading.text, first, last)
        yield Element.PLACE, Place(name=reading.text[start:end], code=""), (start, end)


def is_inside(reading: Reading, start: int) -> bool:
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


def _unlisted(reading: Reading) -> tuple[list[tuple[int, int]], bool]:
    """Names that no table knows, where a word for a place stands right beside them.

    Where a site is named with what it is ("the prison of Maroua"), sites alone, and true.
    """
    found = [*_named(reading)]
    ends = {end for _, end, _ in found}
    # в Мариуполе Донецкой области: what stands right behind a name is what it lies in
    found = [
        each
        for each in found
        if not (each[0] - 1 in ends and reading.text[each[0] - 1] == " ")
        and not any(_IN_WHICH.fullmatch(reading.text, each[1], other) for other, _, _ in found)
    ]
    sites = [(start, end) for start, end, site in found if site]
    if sites:
        return sites[:PLACES_MAX], True
    kept: list[tuple[int, int]] = []
    for number, (start, end, _) in enumerate(found[:PLACES_MAX]):
        kept.append((start, end))
        if number < PLACES_MAX - 1:
            kept += [also for also in _others(reading, end) if also not in kept]
    return kept, False


def _named(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """What stands where a name of a place does; and whether it is a site's, with the word for its kind."""
    naming, cues = reading.words.naming, reading.words.cues
    heading = reading.words.language not in LARGE_NOUNS and _is_heading(reading.text)
    text = widened(spell(reading.text)) if naming.named or naming.dateline else ""
    patterns = (naming.dateline if not reading.before else None, naming.named)
    listed = [(place.start, place.end) for place in reading.places]
    for match in (match for each in patterns if each for match in each.finditer(text)):
        group = match.lastgroup or ""
        start, end = match.span(group or 0)
        name = reading.text[start:end]
        after = reading.text[end : end + 1]
        if spell(name) in places().codes or (after.isascii() and after.isalnum()):
            continue  # known, or the beginning of a word: Iris of IrisGuard
        site = group.startswith("site")
        if not (
            (not site and any(one < end and start < other for one, other in listed))
            or (heading and not site)
            or (naming.institution and naming.institution.search(spell(name)))
            or cues["no_place"].follows(reading.low, start)
            or (not site and cues["outlet"].follows(reading.low, end))
            or cues["beside"].ends(reading.low, start)
            or (not site and is_of_body(reading, start, known=False))
            or (not site and _is_people(reading, start, end))
        ):
            yield start, end, site


def _others(reading: Reading, end: int) -> Iterator[tuple[int, int]]:
    """Names that stand in a row behind one: "in Tigray and [Amhara]"; up to one that is none."""
    naming = reading.words.naming
    while naming.also is not None and (also := naming.also.match(reading.text, end)):
        start, end = also.span("also")
        if (
            spell(also["also"]) in places().codes
            or reading.words.cues["no_place"].follows(reading.low, start)
            or (naming.institution and naming.institution.search(also["also"]))
        ):
            return
        yield start, end


def _is_heading(text: str) -> bool:
    """Whether Words Begin with Capitals, as in a Heading: there a capital makes no name."""
    words = [word for word in text.split() if len(word) >= LONG_LETTERS and word[0].isalpha()]
    return (
        len(words) >= HEADED_WORDS
        and sum(word[0].isupper() for word in words) >= HEADED * len(words)
        and not text.isupper()
    )


def _is_people(reading: Reading, start: int, end: int) -> bool:
    """Whether it is what a people is called: "the fingerprints of Roma"."""
    return any(
        (hit := words.follows(reading.low, start)) is not None and hit.end() >= end
        for _, words in reading.words.sections.groups
    )
