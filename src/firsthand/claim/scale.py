"""Tell what a figure counts: people taken, specimens, money, a population, ages.

In: a sentence.  Out: scale, population and age range, each with its place. A population is never
given as a count of people taken; a capacity or a plan is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.quantities import Figure, find_figures
from firsthand.claim.spans import Reading, period_of, place_of
from firsthand.model.claim import AgeRange, Counts, Element, ElementValue, Quantity

Found = Iterator[tuple[Element, ElementValue, tuple[int, int]]]

AGE_YEARS_MAX = 120
_AGES = (
    re.compile(r"\b(?:aged?|ages?|between(?: the ages of)?)\s+(?:from |of |between )?(?P<a>\d{1,3})\s*(?:to|and|-|–|—)\s*(?P<b>\d{1,3})(?! ?(?:%|percent|million))", re.IGNORECASE),
    re.compile(r"\b(?P<a>\d{1,3})\s*(?:to|-|–|—)\s*(?P<b>\d{1,3})[- ](?:years?[- ]olds?|years? (?:old|of age))", re.IGNORECASE),
    re.compile(r"(?P<a>\d{1,3}|[一二三四五六七八九十]{1,3})(?:周?岁|歲)?(?:至|到|-|－|—|～|~)(?P<b>\d{1,3}|[一二三四五六七八九十]{1,3})(?:周?岁|歲)"),
)  # fmt: skip
_OPEN_AGES = (
    (re.compile(r"\b(?:aged|age|over the age of|older than|above the age of)\s+(?P<a>\d{1,3})\s+(?:and|or) (?:over|above|older|up)\b", re.IGNORECASE), "a"),
    (re.compile(r"\b(?:under|below|up to) (?:the )?ages? (?:of )?(?P<a>\d{1,3})\b", re.IGNORECASE), "b"),
    (re.compile(r"(?P<a>\d{1,3})(?:周?岁|歲)以上"), "a"),
    (re.compile(r"(?P<a>\d{1,3})(?:周?岁|歲)以下"), "b"),
)  # fmt: skip
_AFTER = 48  # characters after a figure in which its noun stands
_NOUNS = (
    ("money", re.compile(r"^\s*(?:US |U\.S\. )?(?:dollars?|USD|yuan|RMB|renminbi|CNY|euros?|EUR|pounds|rupees|shillings|[万亿]?元|美元|人民币|欧元)", re.IGNORECASE)),
    ("visits", re.compile(r"^\s*(?:人次|visits|check-?ups|examinations|exams|summons)", re.IGNORECASE)),
    ("samples", re.compile(r"^[^.,;，。；]{0,20}?(?:samples|specimens|swabs|blood cards|profiles? samples|份[^，。]{0,8}(?:样本|樣本|血样|血樣|血卡|DNA)|(?:份|个)?样本|份?血样|份樣本)", re.IGNORECASE)),
    ("records", re.compile(r"^[^.,;，。；]{0,24}?(?:entries|records|profiles|data sets|条(?:记录|数据|信息)|條)", re.IGNORECASE)),
    ("kits", re.compile(r"^[^.,;，。；]{0,24}?(?:kits|test kits|试剂盒|试剂)", re.IGNORECASE)),
    ("devices", re.compile(r"^[^.,;，。；]{0,24}?(?:devices|machines|sequencers|scanners|台(?:设备|仪器)?|部)", re.IGNORECASE)),
    ("persons", re.compile(r"^\s*(?:of (?:its|the|all) )?(?:[\w-]+ ){0,3}?(?:people|persons|residents|citizens|individuals|men|women|children|boys|girls|inhabitants|students|participants|Uyghurs?|Uighurs?|Muslims?|Tibetans?|villagers|members|prisoners|adults|migrants|refugees)|^\s*(?:名|多名|个|余名)?(?:人(?!民|口|次|均)|居民|民众|群众|群眾|村民|公民|市民|学生|男子|维吾尔|维吾尔族|穆斯林|藏人|名)", re.IGNORECASE)),
)  # fmt: skip
_CURRENCIES = (
    ("USD", re.compile(r"\$|US ?dollar|dollars?|USD|美元", re.IGNORECASE)),
    ("CNY", re.compile(r"yuan|RMB|renminbi|CNY|¥|元|人民币", re.IGNORECASE)),
    ("EUR", re.compile(r"€|euros?|欧元", re.IGNORECASE)),
    ("GBP", re.compile(r"£|pounds|英镑", re.IGNORECASE)),
    ("INR", re.compile(r"₹|rupees", re.IGNORECASE)),
    ("KES", re.compile(r"shillings", re.IGNORECASE)),
)
_DONE = re.compile(r"\s*(?:of them )?(?:have |had )?(?:took part|taken part|underwent|undergone|were examined|participated|attended|got (?:free )?check-?ups)", re.IGNORECASE)  # fmt: skip
_EXAMINED = re.compile(r"check-?ups?|exam|physical|medical|体检|體檢|检查|檢查", re.IGNORECASE)
_PROFILED = re.compile(r"profil|database|数据库|資料庫|数据库", re.IGNORECASE)
_SAMPLED = re.compile(r"sampl|swab|blood|DNA|saliva|血|样本|樣本|采集|採集", re.IGNORECASE)
_TAKEN = re.compile(r"collect|took|take|taken|underwent|undergo|examin|sampl|fingerprint|scann|register|enrol|profil|participat|took part|received|given|gave|check-?up|stored|hold|contain|cover|参加|參加|接受|采集|採集|完成|录入|登记|體檢|体检|抽血|采血|入库|提供|掌握|收集", re.IGNORECASE)  # fmt: skip


def read_ages(reading: Reading) -> Found:
    """Ranges of age; the age of one person is none."""
    text = reading.text
    for pattern in _AGES:
        for match in pattern.finditer(text):
            one, other = _age(match.group("a")), _age(match.group("b"))
            if one is not None and other is not None and one < other:
                yield (
                    Element.AGE_RANGE,
                    AgeRange(age_years_min=one, age_years_max=other),
                    match.span(),
                )
                return
    for pattern, end in _OPEN_AGES:
        for match in pattern.finditer(text):
            age = _age(match.group("a"))
            if age is not None:
                low, high = (age, None) if end == "a" else (None, age)
                yield (
                    Element.AGE_RANGE,
                    AgeRange(age_years_min=low, age_years_max=high),
                    match.span(),
                )
                return


def _age(words: str) -> int | None:
    figures = find_figures(words)
    if len(figures) != 1 or figures[0].number > AGE_YEARS_MAX:
        return None
    return int(figures[0].number)


def read_counts(reading: Reading) -> Found:
    """Counts of people, specimens, records, things and money, and populations."""
    for figure in find_figures(reading.text):
        found = _read(reading, figure)
        if found is not None:
            yield found[0], found[1], (figure.start, figure.end)


def _read(  # noqa: PLR0911 - one way out for each thing a figure may be
    reading: Reading, figure: Figure
) -> tuple[Element, Quantity] | None:
    text, cues = reading.text, reading.words.cues
    after = text[figure.end : figure.end + _AFTER]
    before = text[max(0, figure.start - 6) : figure.start]
    if figure.percent or _is_year(figure, text) or _in_ages(figure, text):
        return None
    noun = "money" if re.search(r"[$€£¥₹]\s?$", before) else ""
    for name, pattern in _NOUNS:
        if not noun and pattern.search(after):
            noun = name
    if not noun and _DONE.match(after):
        noun = "persons"  # "nearly 36 million took part"
    if not noun:
        return None
    around = text[max(0, figure.start - 70) : figure.end + 70]
    if noun == "persons" and _is_population(reading, figure, around):
        group = cues["groups"].search(after) or cues["groups"].search(around)
        return Element.POPULATION, _quantity(
            reading,
            figure,
            unit="residents",
            counts=None,
            group=group.group() if group else "all residents",
        )
    if cues["plan"].search(text[max(0, figure.start - 50) : figure.end + 60]) and noun != "money":
        return None
    if noun == "money":
        currency = next(
            (code for code, sign in _CURRENCIES if sign.search(before + after[:16])), None
        )
        return Element.SCALE, _quantity(
            reading, figure, unit="budget", counts=Counts.MONEY, currency=currency
        )
    if not _TAKEN.search(text) or (
        noun in {"persons", "visits"} and figure.number < 2 and not figure.vague
    ):
        return None
    unit, counts = _unit(noun, text, figure)
    return Element.SCALE, _quantity(reading, figure, unit=unit, counts=counts)


def _is_population(reading: Reading, figure: Figure, around: str) -> bool:
    cues, text = reading.words.cues, reading.text
    after = text[figure.end : figure.end + 60]
    taken = _TAKEN.search(text[max(0, figure.start - 60) : figure.end + 60])
    if cues["population"].search(around) and not (taken and _EXAMINED.search(around)):
        return True
    return bool(cues["groups"].search(after[:24]) and not taken)


def _in_ages(figure: Figure, text: str) -> bool:
    """Whether a figure is an end of an age range, whatever noun follows."""
    spans = [match.span() for pattern in _AGES for match in pattern.finditer(text)]
    return any(start <= figure.start < end for start, end in spans)


def _is_year(figure: Figure, text: str) -> bool:
    plain = text[figure.start : figure.end]
    return (plain.isdigit() and len(plain) == 4 and 1900 <= figure.number <= 2100) or text[
        figure.end : figure.end + 1
    ] in {"年", "月", "日", "岁", "歲"}


def _unit(  # noqa: PLR0911 - a table as code
    noun: str, text: str, figure: Figure
) -> tuple[str, Counts]:
    if noun == "kits":
        return "kits", Counts.THINGS
    if noun == "devices":
        return "devices", Counts.THINGS
    if noun == "records":
        return "profiled", Counts.RECORDS
    if noun == "samples":
        return "sampled", Counts.SAMPLES
    counts = Counts.VISITS if noun == "visits" else Counts.PERSONS
    near = text[max(0, figure.start - 80) : figure.end + 80]
    if _EXAMINED.search(near):
        return "examined", counts
    if _PROFILED.search(near):
        return "profiled", counts
    return ("sampled" if _SAMPLED.search(near) else "enrolled"), counts


def _quantity(
    reading: Reading,
    figure: Figure,
    *,
    unit: str,
    counts: Counts | None,
    currency: str | None = None,
    group: str | None = None,
) -> Quantity:
    return Quantity(
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        unit=unit,
        counts=counts,
        place=place_of(reading),
        period=period_of(reading),
        currency=currency,
        group=group,
        vague=figure.vague,
    )
