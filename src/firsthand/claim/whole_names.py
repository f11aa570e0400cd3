"""Find where the whole name of a place ends: Karakax *County*, Hotan *No. 2 Prison*, 墨玉县*第三看守所*.

In: a text and the span of a name in it.  Out: the span with the word for its kind, and whether it is a place of its own
by that: a prison, school or camp that bears a county's name is a place without a code; a county is the same place.
"""

from __future__ import annotations

import re

from firsthand.claim.folding import spell
from firsthand.claim.reading import NamedPlace, Reading
from firsthand.model.claim import Place

_UNIT = re.compile(  # the same place, by its kind
    r" (?:[Cc]ount(?:y|ies)|[Pp]refecture|[Pp]rovince|[Cc]ity|[Dd]istrict|[Rr]egion|[Tt]ownship|[Vv]illage|[Tt]own|Autonomous (?:Region|Prefecture|County))(?![\w’'-])"
)
_OWN = re.compile(  # a place of its own
    r"(?: No\.? ?\d+| Number \w+| (?!The|In|At|On|From|And|Public|Security)[A-Z][\w’']+){0,3}?"
    r" (?:(?:Women['’]s|Middle|Primary|High|Secondary|Boarding|Central|Police|Vocational|Detention|Re-?[Ee]ducation|International|Transit|Border) )*"
    r"(?:[Pp]rison|[Jj]ail|[Cc]amp|Compound|Cent(?:re|er)|School|Airport|Hospital|Stadium|Mine|Farm|Barracks|Junction|Crossing|Checkpoint|Station)(?![\w’'-])"
)
_NUMBERED = re.compile(r" (?:\d{1,3}|[A-Z])(?![\w’'./-])")  # Ward 6, Block C
_COUNTED = re.compile(
    r"(?:^|\b)(?:Ward|Block|Camp|Zone|Sector|Gate|Wing|Unit|Building|Section|Hall|Pavilion)$"
)
_LINKED = re.compile(r" (?:al|el|ar|as|ash|ad|an|at|az|ez|es)-[A-Z][\w’']+|['’]s (?:Bazaa?r|Reach|Point|Bay|Cross|Hill|Island|Landing|Ferry)(?!\w)|-gol(?!\w)")  # fmt: skip
_LED = re.compile(r"[A-Z][\w’']+ (?:al|el|ar|as|ash|ad|an|at|az|ez|es)-$")
_OWN_HAN = re.compile(
    r"(?:第[一二三四五六七八九十]+|[东西南北中]|女子|国际|市|县|区)?"
    r"(?:看守所|拘留所|监狱|戒毒所|派出所(?!的?(?:民警|警察|干警|所长|长))|口岸|[东西南北]站|客运站|火车站|车站|农场|牧场|林场|矿区|煤矿|中学|小学|国小|国中|高中|职校|幼儿园|难民营|营地|工业园区?|园区|厂(?![商长房])|城(?=的)|湖区|教育培训中心|收容所|安置点|检查站|清真寺(?=里|内|门)|医院(?=[，里内]))"
)
_REGION_HAN = re.compile(r"[东西南北中]部(?:边境|地区|省份)?")  # 尼日利亚北部
_INNER_HAN = re.compile(
    r"(?![的军政人官民方全各])[\u3400-\u9fff]{2,5}?(?:邦|自治州|省|州(?=[^长人])|府(?=[的，、。警]))"
)  # 印度北方邦
_TAIL_HAN = re.compile(r"营地|国[小中](?!学?生)|高中(?!生)")
_UNIT_HAN = re.compile(r"[县市邦](?![长政委民])")  # of names without a code: 花莲县
LED_CHARACTERS = 30  # as far back as the beginning of a name is looked for


def whole_place(reading: Reading, named: NamedPlace) -> tuple[Place, tuple[int, int], bool]:
    """A place that a table knows, by its whole name, where that stands, and whether it is a place of its own.

    The word for its kind may be one that the language's file has behind a name.
    """
    start, end, own = whole_name(reading.text, named.start, named.end, named.code)
    behind = reading.words.naming.behind
    kind = behind.match(reading.text, end) if behind else None
    end = kind.end() if kind else end
    own = own or bool(kind and kind.groupdict().get("own"))
    code, candidates = ("", ()) if own else (named.code, named.candidates)
    made = Place(name=reading.text[start:end], code=code, candidates=candidates)
    return made, (start, end), own


def whole_name(text: str, start: int, end: int, code: str = "") -> tuple[int, int, bool]:
    """Where the whole name begins and ends, and whether it is a place of its own.

    >>> whole_name("in Hotan No. 2 Prison today", 3, 8), whole_name("in Lop County", 3, 6), whole_name("in Goma", 3, 7)
    ((3, 21, True), (3, 13, False), (3, 7, False))
    """
    if not text[start : start + 1].isascii():
        return _whole_han(spell(text), start, end, code)
    led = _LED.search(text, max(0, start - LED_CHARACTERS), start)
    own = led is not None
    start = led.start() if led else start
    linked = _LINKED.match(text, end)
    if linked is not None:
        end, own = linked.end(), True
    if _COUNTED.search(text, start, end):
        numbered = _NUMBERED.match(text, end)
        return (start, numbered.end(), True) if numbered else (start, end, own)
    unit = _UNIT.match(text, end)
    if unit is not None:
        end = unit.end()
    inner = _OWN.match(text, end)
    return (start, inner.end(), True) if inner else (start, end, own)


def _whole_han(text: str, start: int, end: int, code: str) -> tuple[int, int, bool]:
    inside = _INNER_HAN.match(text, end)
    if inside is not None and code.isalpha():
        return end, inside.end(), True
    tail = _TAIL_HAN.match(text, end - 1)  # 图兰营*地*
    if tail is not None:
        return start, tail.end(), True
    inner = _REGION_HAN.match(text, end) or (_OWN_HAN if code else _UNIT_HAN).match(text, end)
    return (start, inner.end(), True) if inner else (start, end, False)
