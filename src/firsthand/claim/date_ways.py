"""When a date that is named may say that the programme ran: the ways of being its period.

In: a span of time with its words.  Out: EDTF by the name of each way: as it is written, from then on, up to then, from
the page's day up to then, then alone, and each of them in the year that follows where no year is named.
Which of them is true is told in `claim.settled`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from firsthand.claim.dates import MONTHS, Span
from firsthand.model.value import value

SAME, OPEN = "same", "open"  # as written; from then on
END, NOW, THEN = "until", "from now", "then"  # up to then; from the page's day to then; then alone
THEN_OPEN = "then, open"  # from an end on
AHEAD = "ahead"  # as long, from the page's day on
FINE, FINE_OPEN, FINE_END, FINE_AHEAD = "fine", "fine, open", "fine, until", "fine, ahead"  # closer
NEXT = {SAME: "next"} | {each: f"next, {each}" for each in (OPEN, END, NOW)}  # a year later
LAST = {SAME: "last"} | {each: f"last, {each}" for each in (OPEN, END)}  # a year before
WAYS_OF_DATES = (
    SAME, OPEN, NEXT[SAME], NEXT[OPEN], END, NOW, THEN, THEN_OPEN, AHEAD, NEXT[END], NEXT[NOW],
    FINE, FINE_OPEN, FINE_END, FINE_AHEAD, *LAST.values(),
)  # fmt: skip
WEEK = 7
MONTH_CHARACTERS = 7  # 2019-06
# Kinds: a day of the week, a day of the month, a time told from the page's date.
DAY, MONTH_DAY, NEAR = "day", "month day", "near"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_NAMED = re.compile(  # as a sentence has it: in digits, in numerals, of the republic
    rf"{_YEAR.pattern}|[一二][九零〇○][零〇○一二三四五六七八九]{{2}}(?=年)|民国\d{{2,3}}年"
)


@value
class Dated:
    """Words that name a time: where they stand, its kind, whether they give a year, EDTF by way."""

    start: int
    end: int
    kind: str
    of_year: bool
    ways: Mapping[str, str]

    @property
    def edtf(self) -> str:
        """What the words say by themselves."""
        return self.ways[SAME]


def dated(span: Span, low: str, *, published: str | None) -> Dated:
    """A *span* of a sentence with its ways."""
    of_year = _YEAR_NAMED.search(low, span.start, span.end) is not None
    ways = ways_of(span.edtf, published=published)
    if not of_year:  # of the next, maybe; what was read as of the next, of this one
        names, far = (LAST, -1) if is_to_come(span.edtf, published) else (NEXT, 1)
        moved = ways_of(_moved(span.edtf, far, kind=span.kind), published=published)
        ways |= {names[way]: edtf for way, edtf in moved.items() if way in names}
    return Dated(start=span.start, end=span.end, kind=span.kind, of_year=of_year, ways=ways)


def ways_of(edtf: str, *, published: str | None) -> dict[str, str]:
    """What *edtf* may be the period of.

    >>> ways_of("2019-06", published="2019-03-02")["from now"], ways_of("../2019", published=None)
    ('2019-03/2019-06', {'same': '../2019', 'then': '2019', 'then, open': '2019/..'})
    """
    first, _, last = edtf.partition("/")
    if last == "..":
        return {SAME: edtf, THEN: first} | _from_now(first, published)
    if first == "..":
        return {SAME: edtf, THEN: last, THEN_OPEN: f"{last}/.."} | _from_now(last, published)
    if last:
        return {SAME: edtf}
    return {SAME: edtf, OPEN: f"{edtf}/..", END: f"../{edtf}"} | _from_now(edtf, published)


def _from_now(until: str, published: str | None) -> dict[str, str]:
    now = (published or "")[: len(until)]
    return {NOW: f"{now}/{until}"} if len(now) == len(until) and now < until else {}


def is_to_come(edtf: str, published: str | None) -> bool:
    """Whether a date lies behind the day of the page.

    >>> is_to_come("../2019-06", "2019-03-02"), is_to_come("2019", "2019-03-02")
    (True, False)
    """
    last = next(part for part in reversed(edtf.split("/")) if part != "..")
    now = published or ""
    return bool(now) and last[: len(now)] > now[: len(last)]


def _moved(edtf: str, far: int, *, kind: str) -> str:
    """The same years later, or before; of a day of the week or of the month, weeks or months."""
    if kind == DAY:
        return (date.fromisoformat(edtf) + timedelta(days=far * WEEK)).isoformat()
    if kind == MONTH_DAY:
        return month_day_after(edtf, far)
    return _YEAR.sub(lambda year: str(int(year[0]) + far), edtf)


def month_day_after(day: str, many: int) -> str:
    """The day of the same number *many* months after one; a day that no month has is left to the reader."""
    return f"{month_after(day[:MONTH_CHARACTERS], many)}{day[MONTH_CHARACTERS:]}"


def month_after(month: str, many: int) -> str:
    """The month *many* months after one; before it where they are fewer than none.

    >>> month_after("2019-11", 3), month_after("2019-01", -1)
    ('2020-02', '2018-12')
    """
    months = MONTHS * int(month[:4]) + int(month[5:7]) - 1 + many
    return f"{months // MONTHS:04d}-{months % MONTHS + 1:02d}"
