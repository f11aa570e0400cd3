"""Say where the programme runs.

In: a sentence.  Out: places, the finest that it names. Names that `data/places.csv` knows get their
code; others are taken where the words say that they are places ("the district of …", 某某县), without
one. Which country a thing is compared with, or where a company sits, is no place of the programme.
"""

from __future__ import annotations

import re

from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Place


def read_places(reading: Reading) -> Found:
    """Places named in a sentence that itself speaks of taking biometrics."""
    if not reading.near or not (reading.taking or reading.about or reading.topical):
        return
    finer = [each for each in reading.places if each[1].isdigit()]
    seen = set()
    for name, code, start, end in finer or reading.places:
        if code not in seen:
            seen.add(code)
            yield Element.PLACE, Place(name=name, code=code), (start, end)
    if not finer and (reading.taking or reading.about):
        yield from _unlisted(reading)


def _unlisted(reading: Reading) -> Found:
    """Names that no table knows, where a word for a place stands right beside them."""
    pattern = _CHINESE if reading.words.language == "zh" else _ENGLISH
    cues = reading.words.cues
    for match in pattern.finditer(reading.text):
        start, end = match.span("n")
        name = match.group("n")
        known = any(one < end and start < other for _, _, one, other in reading.places)
        if (
            known
            or cues["no_place"].follows(reading.low, start)
            or cues["no_place"].follows(reading.low, end)
            or cues["beside"].ends(reading.low, start)
        ):
            continue
        yield Element.PLACE, Place(name=name, code=""), (start, end)
        return


_CAPITAL = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_ENGLISH = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Oo]utside|[Aa]cross|[Tt]hroughout|(?:district|city|town|province|state|"
    rf"prefecture|county|region|village|islands?|police|towns?|counties|districts|court) of)\s+"
    rf"(?:the )?(?:(?:southern|northern|eastern|western|central) )?(?P<n>{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
)
_CHINESE = re.compile(
    r"(?:^|[，。；：、（「“\s]|在|于|於|自|对|對|从|從|到|来到|來到|全)(?P<n>[\u3400-\u9fff]{2,3}[市县縣州盟旗镇鎮区區](?![长長委])|[\u3400-\u9fff]{2,4}(?:(?:国际|國際)?[机機][场場]|[营營]地|难民营|難民營|[监監][狱獄]))"
)
