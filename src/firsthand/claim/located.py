"""Say where the programme runs.

In: a sentence.  Out: places, the finest that it names. Names that `data/places.csv` knows get their
code; others are taken where the words say that they are places ("the district of …", 某某县), without
one. Which country a thing is compared with, or where a company sits, is no place of the programme.
"""

from __future__ import annotations

import re

from firsthand.claim.folding import simplified
from firsthand.claim.gazetteer import places
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Place

PLACES_MAX = 2  # unlisted names in one sentence: "in Goma and Bukavu"


def read_places(reading: Reading) -> Found:
    """Places named in a sentence that speaks of taking biometrics, or in a document about it."""
    said = reading.taking or reading.about or reading.topical
    live = reading.words.cues["population"].search(reading.low) is not None
    if not reading.near or not (said or (reading.steeped and not live)):
        return
    found = {code for _, code, _, _ in reading.places}
    finer = [each for each in reading.places if not _is_around(each[1], found)]
    seen = set()
    for name, code, start, end in finer:
        if code not in seen and (said or _IN.search(reading.text, max(0, start - 16), start)):
            seen.add(code)
            yield Element.PLACE, Place(name=name, code=code), (start, end)
    if not any(each[1].isdigit() for each in finer):
        yield from _unlisted(reading)


def _is_around(code: str, found: set[str]) -> bool:
    """Whether a finer place inside this one is named too."""
    if not code.isdigit():
        return any(other.isdigit() for other in found)
    inner = code.removesuffix("00").removesuffix("00")
    return any(other != code and other.startswith(inner) for other in found)


def _unlisted(reading: Reading) -> Found:
    """Names that no table knows, where a word for a place stands right beside them."""
    pattern = _CHINESE if reading.words.language == "zh" else _ENGLISH
    cues = reading.words.cues
    said = 0
    for match in pattern.finditer(simplified(reading.text)):
        group = "n" if match.group("n") else "m"
        start, end = match.span(group)
        name = reading.text[start:end]
        if simplified(name) in places().codes:
            continue
        known = any(one < end and start < other for _, _, one, other in reading.places)
        if (
            known
            or _INSTITUTION.search(name)
            or cues["no_place"].follows(reading.low, start)
            or cues["no_place"].follows(reading.low, end)
            or cues["beside"].ends(reading.low, start)
        ):
            continue
        yield Element.PLACE, Place(name=name, code=""), (start, end)
        said += 1
        if said == PLACES_MAX:
            return


_IN = re.compile(
    r"(?:\b[Ii]n|\b[Aa]t|\b[Aa]cross|\b[Tt]hroughout|\bof|\bnear|\b[Ff]rom|在|于|從|从)\s?(?:the )?$"
)
_INSTITUTION = re.compile(
    r"(?:Hospitals?|University|Offices?|Ministry|Bank|Institute|Court|Hotel|Conference|Museum|"
    r"Committee|Council|Commission|Department|Agency|Authority|Centre|Center|Bureau|Act|Code|"
    r"Union|Station|Street|Road)$"
)
_KIND = (
    r"camps?|prison|jail|division|sub-division|academy|school|settlement|stadium|province|county|"
    r"district|prefecture|region|governorate|canton|municipality|township|oblast|state|island|"
    r"detention cent(?:re|er)|plantation|barracks"
)
_AREA = (
    r"district|city|town|province|state|prefecture|county|region|village|islands?|towns?|counties|"
    r"districts|canton|commune|valley|port|terminals?|governorate|kingdom|republic|emirate|"
    r"sultanate|archipelago|department|municipality|territory|villages|cities|provinces"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:['’][A-Za-z]{2,})?(?:-[A-Z][a-z]+)?"
_NAME = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_ENGLISH = re.compile(
    rf"(?:\b(?:[Ii]n|[Aa]t|[Oo]utside|[Ii]nside|[Aa]cross|[Tt]hroughout|[Aa]round|[Ee]ntering|[Rr]eaching|(?:{_AREA}|"
    rf"police|court|hospital|Hospital|residents|inhabitants|villagers|citizens|people|men|women|"
    rf"herders|workers|pupils|fishermen|refugees) (?:of|in|from|near))\s+(?:the )?"
    rf"(?:(?:city|town|province|state|district|county|region|village|island|canton) of )?"
    rf"(?P<n>(?:(?:southern|northern|eastern|western|central) )?{_NAME}(?: (?:{_KIND})\b)?))"
    rf"|\b(?P<m>(?!The ){_NAME} (?:{_KIND}))\b"
)
_CHINESE = re.compile(
    r"(?:^|[，。；：、（「“\s]|在|于|自|对|从|到|来到|全|前往|赴|由)(?P<n>(?![对为由在全各本该现均每从到这那其某是有刚把与和向每])(?:(?![全辖均请是的各每由在署局把和及与警干])[\u3400-\u9fff]){2,3}[市县州盟旗镇区乡村岛](?![长委民里]|公安|政府)|(?![对为由在全各本该现均每从到这那其某是有刚把与和向每])(?:(?![全辖均请是的各每由在署局把和及与警干])[\u3400-\u9fff]){2,4}(?:(?:国际)?机场|营地|难民营|监狱|口岸|看守所|半岛|群岛))(?P<m>)"
)
