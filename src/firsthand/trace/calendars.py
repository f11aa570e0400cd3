"""Read dates as pages of many languages write them, so that the same day has the same key.

In: a text with plain digits.  Out: dates and their places. Only the common calendar is read; a
Hijri or Persian date is none.
"""

from __future__ import annotations

import re

from firsthand.model.value import value

SHORT = 4  # a month's name of so few letters begins many other words
_MONTHS = (
    "january|janvier|januar|enero|ocak|январ|қаңтар|يانۋار|يناير|كانون الثاني|jan",
    "february|février|fevrier|februar|febrero|şubat|феврал|ақпан|فېۋرال|فبراير|شباط|feb",
    "march|mars|märz|marzo|mart|март|наурыз|مارت|مارس|آذار|mar",
    "april|avril|abril|nisan|апрел|сәуір|ئاپرېل|أبريل|إبريل|ابريل|نيسان|apr",
    "may|mai|mayo|mayıs|май|мая|мамыр|ماي|مايو|أيار",
    "june|juin|juni|junio|haziran|июн|маусым|ئىيۇن|يونيو|حزيران|jun",
    "july|juillet|juli|julio|temmuz|июл|шілде|ئىيۇل|يوليو|تموز|jul",
    "august|août|aout|agosto|ağustos|август|тамыз|ئاۋغۇست|أغسطس|آب|aug",
    "september|septembre|septiembre|eylül|сентябр|қыркүйек|سېنتەبىر|سبتمبر|أيلول|sept|sep",
    "october|octobre|oktober|octubre|ekim|октябр|қазан|ئۆكتەبىر|أكتوبر|تشرين الأول|oct|okt",
    "november|novembre|noviembre|kasım|ноябр|қараша|نويابىر|نوفمبر|تشرين الثاني|nov",
    "december|décembre|dezember|diciembre|aralık|декабр|желтоқсан|دېكابىر|ديسمبر|كانون الأول|dec|dez",
)
_PLAIN = str.maketrans("ıſ", "is", "\u0307")  # what ignoring case takes for one letter


def _folded(name: str) -> str:
    return name.lower().translate(_PLAIN)


_NUMBERS = {
    _folded(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")
}
_NAMES = "|".join(
    sorted({n for names in _MONTHS for n in names.split("|")}, key=lambda n: (-len(n), n))
)
# A short Latin name takes no ending, a long one and those of inflecting languages may.
_MONTH = rf"\b(?P<month>{_NAMES})(?P<ending>[^\W\d_]{{0,6}})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_NAMED = re.compile(
    rf"(?:(?<!\d)(?P<early>(?:19|20)\d\d)(?:\s*(?:жыл\w*|-يىل\w*))?,?\s+)?"
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|-)?\s*(?:de\s+|of\s+)?)?"
    rf"{_MONTH}"
    rf"(?:\s+(?P<after>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?)?"
    rf"(?:,?\s+(?:de\s+|del\s+)?{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_WORD = re.compile(rf"\b(?:{_NAMES})", re.IGNORECASE)  # a cheap look before a thorough one
_HAN = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?年\s?)?(?<!\d)(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号號])?"
)
_TIBETAN = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:ལོའི་|ལོར་|ལོ་)?\s?(?:སྤྱི་)?)?ཟླ་(?:བ་)?\s?(?P<month>\d{1,2})(?!\d)\s?(?:པའི་|བའི་)?\s?(?:ཚེས་\s?(?P<day>\d{1,2})(?!\d))?"
)
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"
)
_DOTTED = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)")


@value
class Day:
    """A date as written: year, month and day, each where it is said."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None


def find_days(text: str) -> list[Day]:
    """Every date of *text* that names its month, by place.

    >>> [(d.year, d.month, d.day) for d in find_days("le 14 mars 2031; 2031年3月14日; 3 Şubat")]
    [(2031, 3, 14), (2031, 3, 14), (None, 2, 3)]
    """
    found: list[Day] = []
    taken = bytearray(len(text) + 1)
    named = _MONTH_WORD.search(text) is not None
    patterns = [_ISO, _DOTTED, _HAN]
    patterns += [_TIBETAN] if "ཟླ་" in text else []
    for pattern in [*patterns, _NAMED] if named else patterns:
        for match in pattern.finditer(text):
            day = _day(match)
            if day is not None and not any(taken[day.start : day.end]):
                taken[day.start : day.end] = b"\1" * (day.end - day.start)
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    name = parts["month"]
    if name.isdigit():
        month = int(name)
    else:
        month = _NUMBERS[_folded(name)]
        if parts["ending"] and len(name) <= (SHORT if name[0] < "\u0250" else SHORT - 1):
            return None  # "marched", "mayor", "Juniper", "майор"
    year = parts.get("year") or parts.get("early")
    day = parts.get("day") or parts.get("after")
    if not 1 <= month <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    if year is None and day is None and _is_common_word(name):
        return None
    return Day(
        start=match.start(),
        end=match.end(),
        year=int(year) if year else None,
        month=month,
        day=int(day) if day else None,
    )


def _is_common_word(name: str) -> bool:
    """Whether a month without day or year may be another word: "may", "mars", "aral"."""
    latin = name[0] < "\u0250"
    return not name.isdigit() and (len(name) < SHORT or (latin and not name[0].isupper()))
