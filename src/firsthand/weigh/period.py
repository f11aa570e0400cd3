"""Compare the times that sources give: what a date written in EDTF covers, in days.

In: EDTF texts.  Out: first and last day, and how two such stretches lie to one another.
Reading dates out of prose is not done here but in `claim`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from firsthand.model.value import value

_DATE = re.compile(r"(\d{2}[\dX]{2}|\d{3}X)(?:-(\d\d|XX))?(?:-(\d\d|XX))?")
_QUALIFIERS = str.maketrans("", "", "?~%")
_SEASONS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 12),
}  # EDTF level 1; winter within its year
_OPEN = {"..", ""}
_FAR = 10**9  # days; what has no readable time comes after all that has one


@value
class Span:
    """The days a date covers, both included, counted as `date.toordinal`; `None` is an open end."""

    first: int | None
    last: int | None


def span_of(edtf: str | None) -> Span | None:
    """The days that *edtf* covers; None where nothing is stated or it cannot be read.

    >>> span_of("2017") == span_of("2017-01/2017-12")
    True
    """
    if edtf is None or not edtf.strip():
        return None
    parts = edtf.strip().translate(_QUALIFIERS).split("/")
    if len(parts) == 1:
        return _days(parts[0])
    if len(parts) != 2:
        return None
    return _interval(parts[0].strip(), parts[1].strip())


def overlap(one: Span, other: Span) -> bool:
    """Whether the two share a day."""
    return _before(one.first, other.last) and _before(other.first, one.last)


def days_between(one: Span | None, other: Span | None) -> int:
    """How many days lie between two times; none where they meet, very many where one is not known."""
    if one is None or other is None:
        return _FAR
    if overlap(one, other):
        return 0
    if one.last is not None and other.first is not None and one.last < other.first:
        return other.first - one.last
    if one.first is not None and other.last is not None:
        return one.first - other.last
    return _FAR


def within(inner: Span, outer: Span) -> bool:
    """Whether every day of *inner* lies in *outer*; an open end lies only within an open end."""
    starts = outer.first is None or (inner.first is not None and inner.first >= outer.first)
    ends = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return starts and ends


def hull(spans: list[Span]) -> Span:
    """The stretch from the first day of any to the last day of any."""
    firsts = [span.first for span in spans]
    lasts = [span.last for span in spans]
    return Span(
        first=None if None in firsts else min(f for f in firsts if f is not None),
        last=None if None in lasts else max(d for d in lasts if d is not None),
    )


def _before(first: int | None, last: int | None) -> bool:
    return first is None or last is None or first <= last


def _interval(first: str, last: str) -> Span | None:
    begins, ends = _days(first), _days(last)
    if (begins is None and first not in _OPEN) or (ends is None and last not in _OPEN):
        return None
    span = Span(first=begins.first if begins else None, last=ends.last if ends else None)
    if span.first is None and span.last is None:
        return None
    return span if _before(span.first, span.last) else None


def _days(text: str) -> Span | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < dt.MINYEAR:
        return None
    months = _months(month)
    if months is None:
        return None
    if day is None or day == "XX" or first_year != last_year or months[0] != months[1]:
        last_day = calendar.monthrange(last_year, months[1])[1]
        return Span(
            first=dt.date(first_year, months[0], 1).toordinal(),
            last=dt.date(last_year, months[1], last_day).toordinal(),
        )
    if not 1 <= int(day) <= calendar.monthrange(first_year, months[0])[1]:
        return None
    exact = dt.date(first_year, months[0], int(day)).toordinal()
    return Span(first=exact, last=exact)


def _months(text: str | None) -> tuple[int, int] | None:
    if text is None or text == "XX":
        return (1, 12)
    number = int(text)
    if 1 <= number <= 12:
        return (number, number)
    return _SEASONS.get(number)
