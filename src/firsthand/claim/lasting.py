"""How long a sentence says that something went on, told from the date of the page: for two years, 两年来, seit zwei Jahren.

In: a folded sentence, its language's words, its figures, when the page was published.  Out: times with their ways
(`claim.date_ways`): so long up to the page's day, since then, from that day on so long, or so long ago. Ages and years
of prison are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from firsthand.claim.ages import Ages
from firsthand.claim.date_ways import (
    AHEAD,
    FINE,
    FINE_AHEAD,
    FINE_OPEN,
    OPEN,
    SAME,
    THEN,
    WEEK,
    Dated,
    month_after,
)
from firsthand.claim.dates import MONTHS, YEARS
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.quantities import Figure
from firsthand.claim.times import kinds, patterns, sentences

LASTING = "lasting"
MONTHS_OF, DAYS_OF = {"years": MONTHS, "months": 1}, {"weeks": WEEK, "days": 1}
UNITS = (*MONTHS_OF, *DAYS_OF)
MOST = {"years": 60, "months": 60, "weeks": 100, "days": 500}  # longer is no programme's time
AGE_YEARS = 12  # "over 16 years" is an age, "over three years" is how long it took
BEFORE_CHARACTERS = 30
_NUMERALS = "一二三四五六七八九十"
_WHOLE = re.compile(
    r"(?<![\d.,第零〇百千万亿一二两三四五六七八九十])(?P<n>(?!0)\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<h>多|余|几)? ?(?=[年个周星礼天])"
)
Length = tuple[int, int, float, str]  # from, to, how many of what


def find_lasting(
    low: str,
    *,
    words: Lexicon,
    figures: Sequence[Figure],
    ages: Sequence[Ages],
    published: str | None,
) -> Iterator[Dated]:
    """Lengths of time, by place.

    >>> from firsthand.claim.lexicon import lexicon
    >>> found = find_lasting("for a decade", words=lexicon("en"), figures=(), ages=(), published="2016-12-30")
    >>> [each.ways["open"] for each in found]
    ['2006/..']
    """
    told = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", published or "")
    if told is None or not YEARS[0] <= int(told[1]) <= YEARS[1]:
        return
    reached = 0
    for start, end, many, unit in sorted(_lengths(low, words, figures), key=lambda each: (each[0], -each[1])):  # fmt: skip
        if (
            start < reached
            or not 0 < many <= MOST[unit]
            or _is_other(low, start, end, words.language)
        ):
            continue
        if many >= AGE_YEARS and any(each.start < end and start < each.end for each in ages):
            continue
        ways = _ways(many, unit, told[0])
        if ways:
            reached = end
            yield Dated(start=start, end=end, kind=LASTING, of_year=True, ways=ways)


def _lengths(low: str, words: Lexicon, figures: Sequence[Figure]) -> Iterator[Length]:
    """Numbers with a unit of time behind them, and words that are both."""
    for kind, pattern in sentences(words, _whole_words(words.language)).live(low):
        number, _, unit = kind.partition(" ")
        for hit in pattern.finditer(low):
            yield hit.start(), hit.end(), float(number), unit
    numbers = [
        (each.start, each.end, each.number)
        for each in figures
        if not each.percent and (each.low == each.high or None in {each.low, each.high})
    ]
    if words.grammar == "chinese":
        numbers = [(hit.start(), hit.end(), _read(hit["n"])) for hit in _WHOLE.finditer(low)]
    for unit in UNITS:
        behind = patterns(words.language, unit)
        for start, end, many in numbers if behind else ():
            found = behind.match(low, end) if behind else None
            if found:
                yield start, found.end(), float(many), unit


@cache
def _whole_words(language: str) -> tuple[str, ...]:
    """Lengths for which a language has words of their own: a fortnight, полгода, عامين."""
    return tuple(kind for kind in kinds(language) if " " in kind)


def _read(said: str) -> int:
    """A number below a hundred as Chinese writes it; 0 for numerals that are none, as 十三五 of a plan."""
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.replace("两", "二").rpartition("十")
    if not ten:
        return _NUMERALS.find(ones[-1]) + 1 if len(ones) == 1 else 0
    if tens not in _NUMERALS or ones not in _NUMERALS:
        return 0
    return 10 * (_NUMERALS.find(tens) + 1 if tens else 1) + (_NUMERALS.find(ones) + 1 if ones else 0)  # fmt: skip


def _is_other(low: str, start: int, end: int, language: str) -> bool:
    """Whether it is an age or a sentence."""
    behind, before = patterns(language, "not_behind"), patterns(language, "not_before")
    return bool(
        (behind and behind.match(low, end))
        or (before and before.search(low[max(0, start - BEFORE_CHARACTERS) : start]))
    )


def _ways(many: float, unit: str, now: str) -> dict[str, str]:
    if unit == "years" and many == int(many):
        return _of_years(int(many), now) | (_of_months(MONTHS * int(many), now, fine=True) if "-" in now else {})  # fmt: skip
    if unit in MONTHS_OF:
        months = round(many * MONTHS_OF[unit])
        if "-" not in now or not months:
            return {}
        if unit == "years":  # two and a half years
            return _of_years(int(many + 0.5), now) | _of_months(months, now, fine=True)
        return _of_months(months, now, fine=False)
    return _of_days(round(many * DAYS_OF[unit]), now)


def _of_years(many: int, now: str) -> dict[str, str]:
    year = int(now[:4])
    return {
        SAME: f"{year - many}/{year}",
        OPEN: f"{year - many}/..",
        THEN: str(year - many),
        AHEAD: f"{year}/{year + many}",
    }


def _of_months(many: int, now: str, *, fine: bool) -> dict[str, str]:
    month = now[:7]
    since = month_after(month, -many)
    same, open_, ahead = (FINE, FINE_OPEN, FINE_AHEAD) if fine else (SAME, OPEN, AHEAD)
    ways = {same: f"{since}/{month}", open_: f"{since}/..", ahead: f"{month}/{month_after(month, many)}"}  # fmt: skip
    return ways if fine else ways | {THEN: since}


def _of_days(many: int, now: str) -> dict[str, str]:
    try:
        day = date.fromisoformat(now)
        since, until = (day + timedelta(days=far) for far in (-many, many))
    except (ValueError, OverflowError):  # no day is known
        return {}
    month = since.isoformat()[:7]
    return {
        SAME: f"{since.isoformat()}/{now}",
        OPEN: f"{month}/..",
        THEN: month,
        AHEAD: f"{now}/{until.isoformat()}",
        FINE_OPEN: f"{since.isoformat()}/..",
        FINE: since.isoformat(),
    }
