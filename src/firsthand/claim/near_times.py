"""Times that a sentence tells from the date of the page: next month, the end of the year, its first half.

In: a folded sentence, its language's words, when the page was published.  Out: times with their ways (`claim.date_ways`). What
is told as yesterday or on Monday is found in `claim.days`, how long something lasted in `claim.lasting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from firsthand.claim.date_ways import (
    END,
    FINE,
    FINE_END,
    FINE_OPEN,
    MONTH_CHARACTERS,
    NEAR,
    NEXT,
    OPEN,
    SAME,
    WEEK,
    Dated,
    month_after,
    ways_of,
)
from firsthand.claim.dates import YEARS
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.times import sentences, year_said

SOME_MONTHS = 6  # "for some months": of the year of so many months before, most likely
# Of the page's month: how many months from it, and whether it is told by weeks.
MONTHS_FAR = {"this_month": 0, "last_month": -1, "next_month": 1, "month_begins": 0, "month_ends": 0, "near": 0, "months_past": -SOME_MONTHS}  # fmt: skip
WEEKS_FAR = {"this_week": 0, "last_week": -1, "next_week": 1}
YEARS_FAR = {"this_year": 0, "next_year": 1, "last_year": -1}
MONTH_OF = {"year_begins": 1, "year_middle": 6, "year_ends": 12}  # where in the year it is
# Parts of a year, by their first and last month.
PARTS = {
    "half_1": (1, 6), "half_2": (7, 12), "nine_months": (1, 9), "quarter_1": (1, 3), "quarter_2": (4, 6),
    "quarter_3": (7, 9), "quarter_4": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
}  # fmt: skip
DECADES = {f"decade_{tens}": 1900 + tens for tens in (60, 70, 80, 90)}  # the sixties
DECADE = 10
YEAR_CHARACTERS = 4
# What holds a year before the year itself.
KINDS = (*PARTS, *MONTH_OF, "decade", *DECADES, *MONTHS_FAR, *WEEKS_FAR, *YEARS_FAR, "now")


def find_near(low: str, *, words: Lexicon, published: str | None) -> Iterator[Dated]:
    """Times told from the day of the page, by kind and place.

    >>> from firsthand.claim.lexicon import lexicon
    >>> [each.edtf for each in find_near("from next month", words=lexicon("en"), published="2016-12-30")]
    ['2017-01']
    """
    told = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", published or "")
    if told is None or not YEARS[0] <= int(told[1]) <= YEARS[1]:
        return
    for kind, pattern in sentences(words, KINDS).live(low):
        for hit in pattern.finditer(low):
            year, far = year_said(hit)
            ways = _ways(kind, told[0], year or int(told[1]) + far)
            if ways:
                of_year = year is not None or far != 0
                if not of_year and (kind in PARTS or kind in MONTH_OF):
                    later = _ways(kind, told[0], int(told[1]) + 1)
                    ways |= {NEXT[way]: later[way] for way in NEXT if way in later}
                yield Dated(start=hit.start(), end=hit.end(), kind=NEAR, of_year=of_year, ways=ways)


def _ways(kind: str, now: str, year: int) -> dict[str, str]:
    """What words of *kind* say of a *year*, on a page of *now*."""
    if kind in PARTS:
        return _between(*(f"{year}-{month:02d}" for month in PARTS[kind]))
    if kind == "decade" or kind in DECADES:
        first = DECADES.get(kind, year)
        if first % DECADE:  # "in the years 2019 and 2020"
            return {}
        return _between(str(first), str(first + DECADE - 1))
    if kind in YEARS_FAR:
        return ways_of(str(year + YEARS_FAR[kind]), published=now)
    if kind in MONTH_OF:
        month = f"{year}-{MONTH_OF[kind]:02d}"
        fine = {FINE: month, FINE_OPEN: f"{month}/..", FINE_END: f"../{month}"}
        return ways_of(str(year), published=now) | fine
    return _of_month(kind, now)


def _of_month(kind: str, now: str) -> dict[str, str]:
    """What words of *kind* say of the page's day or month, or of one near it."""
    told = now if kind == "now" else _month(kind, now)
    if len(told) < MONTH_CHARACTERS:
        return {}
    if kind == "months_past":
        return ways_of(told[:YEAR_CHARACTERS], published=now)
    ways = ways_of(told, published=now)
    if kind == "month_begins":
        ways |= {FINE: f"{told}-01", FINE_OPEN: f"{told}-01/.."}
    return ways


def _between(first: str, last: str) -> dict[str, str]:
    return {SAME: f"{first}/{last}", OPEN: f"{first}/..", END: f"../{last}", FINE: first}


def _month(kind: str, now: str) -> str:
    """The month of which words of *kind* tell; empty where the page's date does not say it."""
    if kind in MONTHS_FAR:
        return month_after(now, MONTHS_FAR[kind]) if len(now) >= MONTH_CHARACTERS else ""
    try:
        day = date.fromisoformat(now) + timedelta(days=WEEK * WEEKS_FAR[kind])
    except ValueError:  # no day is known
        return ""
    return day.isoformat()[:MONTH_CHARACTERS]
