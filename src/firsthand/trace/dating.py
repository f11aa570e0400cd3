"""Weigh a page's date against what else the page says of when it was made.

In: a document.  Out: the date that its address gives, and how likely its stated date is wrong beside
that of any page. Three things are looked at: the date in the address, other dates that are stated for
the page, and the days that its sentences tell of: who dates a page before what it tells of is wrong, or
the sentence was put in later: the date is doubted and not dropped.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from firsthand.model.document import BlockRole, Document
from firsthand.trace.addresses import host
from firsthand.trace.calendars import find_days

# Factors on the odds that a date is wrong: set, not measured.
AGREES = {"day": 0.1, "month": 0.3, "year": 1.0}  # the address gives the same
STATED_TWICE = 0.2  # another place states the same day
STATED_OTHERWISE = 8.0  # another place states another day
ADDRESS_OTHERWISE = 6.0  # of the address's date, where the page states another
TOLD_LATER = 100.0  # a sentence tells of a later day as gone by

NEAR_DAYS = 2  # time zones, midnight
READ_MAX = 20_000  # characters in which days are looked for; what a page is about stands there
SENTENCE_LEAST = 60  # characters of a line that tells something; a shorter one is a stamp
AROUND = 160  # characters around a day in which its sentence is looked at
DATE_CHARACTERS = 24  # beside a year, in which the rest of its date stands
MONTHS_MOST = 12  # a smaller number before another may be a month
DAYS_MAX = 50  # of one page; with more it is a table of days
# What must stand before a year is looked at behind its first signs, so that these are searched for.
_YEAR = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d(?!\d)")
_YEARS = range(1990, 2100)
_DATE = re.compile(
    r"/(?:t|n\d?/)?(?P<year>(?:19|20)\d\d)(?:[/-]?(?P<month>\d\d)(?:[/-]?(?P<day>\d\d))?)?(?=[/_.]|$)"
)
# The same as papers write it: `/2021/jun/15/`, `/2021/6/15/`, `/20210615-story`, `/15-06-2021/`, `story-05172017142909.html`.
_WRITTEN = (
    re.compile(
        r"/(?P<year>20\d\d)/(?P<month>[a-z]{3}|\d{1,2})/(?P<day>\d{1,2})(?=/|$)", re.IGNORECASE
    ),
    re.compile(r"/(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=-)"),
    re.compile(r"/(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>20\d\d)(?=/|$)"),
    re.compile(r"-(?P<month>\d\d)(?P<day>\d\d)(?P<year>20\d\d)\d{6}(?=\.|/|$)"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAY_DATE = re.compile(r"/(?:t|n\d?/)?(?:19|20)\d\d|-20\d\d(?:/|$)|-\d{4}20\d{8}")
_STATED = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
_AHEAD = re.compile(
    r"\b(?:will|shall|would|plans?|planned|until|till|by|before|deadline|due|scheduled|expected|starting|beginning"
    r"|upcoming|next|valid|expires?|updated|modified|accessed|retrieved|archived|posted|copyright"
    r"|sera|seront|d'ici|avant|prévue?s?|jusqu|mise? à jour|consulté|wird|werden|bis|geplant|vor dem|abgerufen|aktualisiert"
    r"|será|serán|hasta|antes|previst[oa]|actualizado|будет|будут|до|планир\w*|обновлено|kadar)\b"
    r"|将|將|计划|計劃|预计|預計|拟于|擬於|截止|之前|以前|更新|发布|發布|سوف|حتى|قبل|المقرر|تحديث|acak|ecek",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s)|[。！？\n]")

Stretch = tuple[
    float, float, str
]  # first moment, last moment, and whether it is a day, month or year


def address_date(address: str) -> Stretch | None:
    """The date that an address gives: `/2017/12/13/`, `/20171213/`, `/2017-12/13/`, `/2017/`, `/2017/dec/13/`.

    >>> found = address_date("https://a.example/2017/12/13/story")
    >>> dt.date.fromordinal(int(found[0])).isoformat(), found[2]
    ('2017-12-13', 'day')
    """
    if address.isprintable() and not _MAY_DATE.search(address):
        return None  # most addresses; what is not printed is left out of a path
    if not host(address):
        return None
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    best: Stretch | None = None
    for match in _DATE.finditer(path):
        found = _stretch(*(int(part) if part else 0 for part in match.groups()))
        if found is not None and (best is None or found[1] - found[0] < best[1] - best[0]):
            best = found
    if best is None or best[2] != "day":
        return _written_date(path) or best
    return best


def _written_date(path: str) -> Stretch | None:
    """The day that a path gives in one of the ways of papers; where day and month may be each other's, none."""
    for way in _WRITTEN:
        found = way.search(path)
        if found is not None:
            month, day = found["month"].casefold(), int(found["day"])
            number = (
                int(month)
                if month.isdigit()
                else _MONTHS.index(month) + 1
                if month in _MONTHS
                else 0
            )
            if not number or (way is _WRITTEN[2] and day <= MONTHS_MOST):
                continue
            stretch = _stretch(int(found["year"]), number, day)
            if stretch is not None and stretch[2] == "day":
                return stretch
    return None


def _stretch(year: int, month: int, day: int) -> Stretch | None:
    if year not in _YEARS:
        return None
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return float(first.toordinal()), float(first.toordinal()) + 1, "day"
    if month:
        last = dt.date(year + month // 12, month % 12 + 1, 1)
        return float(first.toordinal()), float(last.toordinal()), "month"
    return float(first.toordinal()), float(dt.date(year + 1, 1, 1).toordinal()), "year"


def doubt(document: Document, low: float, high: float) -> tuple[float, float]:
    """By what factor the odds that a date from *low* to *high* is wrong differ from any date's.

    And the day on which what the page says can have been said first, where that is later.
    """
    factor = 1.0
    given = address_date(document.address)
    # That the address's own date is another than the stated one is counted where it was taken.
    is_own = given is not None and given[:2] == (low, high)
    others = [] if is_own else list(_stated_days(document))
    if any(not low - NEAR_DAYS < other < high + NEAR_DAYS for other in others):
        factor *= STATED_OTHERWISE
    elif len(others) > 1:
        factor *= STATED_TWICE
    if given is not None and low < given[1] + NEAR_DAYS and given[0] - NEAR_DAYS < high:
        factor *= AGREES[given[2]]
    told = max(_told_days(document, since=high), default=-math.inf)
    if told <= high + NEAR_DAYS:
        return factor, -math.inf
    return factor * TOLD_LATER, told


def _stated_days(document: Document) -> Iterator[float]:
    """The days that places of different kinds state for the page, each kind's first."""
    met: dict[str, float] = {}
    for stated in document.stated:
        found = _STATED.match(stated.text) if stated.name == "published" else None
        kind = stated.found.partition(":")[0]
        if found is not None and kind not in {"http", "url", "mhtml", "wacz"} and kind not in met:
            day = _ordinal(found[1])
            if day is not None:
                met[kind] = day
    yield from met.values()


def _ordinal(text: str) -> float | None:
    try:
        return float(dt.date.fromisoformat(text).toordinal())
    except ValueError:
        return None


def _told_days(document: Document, *, since: float) -> Iterator[float]:
    """Days, in the year of *since* or later, of which sentences of the page tell as gone by."""
    text = document.text[:READ_MAX]
    if "19" not in text and "20" not in text:  # found faster than a pattern is
        return
    year = dt.date.fromordinal(int(since)).year
    late = [found for found in _YEAR.finditer(text) if int(found.group()) >= year][:DAYS_MAX]
    if not late:
        return
    articles = [
        (block.position.start, block.position.end)
        for block in document.blocks
        if block.role is BlockRole.ARTICLE
    ]
    for near in late:
        if articles and not any(start <= near.start() < end for start, end in articles):
            continue
        window = text[max(0, near.start() - DATE_CHARACTERS) : near.end() + DATE_CHARACTERS]
        days = [day for day in find_days(window) if day.year == int(near.group()) and day.day]
        if not days or not _is_told(text, near):
            continue
        for day in days:
            stretch = _stretch(day.year or 0, day.month, day.day or 0)
            if stretch is not None:
                yield stretch[0]


def _is_told(text: str, near: re.Match[str]) -> bool:
    """Whether a year stands in a sentence, and nothing beside it says that it was to come."""
    first = max(0, near.start() - AROUND)
    ends = [end.end() for end in _SENTENCE.finditer(text, first, near.start())]
    first = max(ends, default=first)
    after = _SENTENCE.search(text, near.end(), near.end() + AROUND)
    last = after.start() if after else min(len(text), near.end() + AROUND)
    sentence = text[first:last]
    least = SENTENCE_LEAST / 3 if "\u3400" <= max(sentence) <= "\u9fff" else SENTENCE_LEAST
    return len(sentence) >= least and not _AHEAD.search(sentence)
