"""Read a document's date as a stretch of days, and say how much two stretches tell of who was first.

In: documents (EDTF dates, archive dates), the day on which the case met its last page.  Out: `Span`,
log-odds, documents without dates that cannot be.  Looking for dates in text is not done here but in
`read`; what day it is, is asked nowhere here.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from firsthand.model.document import Document
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.trace.calendars import find_days
from firsthand.trace.dating import ADDRESS_OTHERWISE, NEAR_DAYS, address_date, doubt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.float64]

_DATE = re.compile(
    r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)\S*)?"
)
IMPOSSIBLE = "date-impossible"  # the code of the problem; the page counts as undated
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)"
)
# A time beside a day that is shown, in the one zone whose name means the same everywhere.
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?\s?(?:(?P<half>[ap])\.?m\.?)?\s?(?:UTC|GMT|Z)\b(?![+-]\d)",
    re.IGNORECASE,
)
HEAD = 3_000  # characters in which a page shows when it was made
STAMP_MOST = 100  # characters of the line that shows it
_WARC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")
SEASONS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 12),
}  # EDTF: spring, summer, autumn, winter
DATES_KEPT = 20_000  # most days of fifty years; each page is asked several times
SAME_DAY = 1.0  # days; closer than this, clocks and time zones decide the order
SLIP = 0.02  # the chance that two right dates give the wrong order all the same
NEAR_TRUST = 0.5  # how much an order within one day is trusted beside a clear one
TIMED_TRUST = 0.9  # the same where both state the time and its zone
CLOCK_WRONG_SHARE = 0.5  # a clock that so many of the dated pages contradict is wrong itself
DATES_KEPT = 1 << 14  # days of forty years: a large case has few dates, and each on many pages
WRONG_MOST = 0.9  # however much speaks against a date, it may be right
LEAN_MOST = 0.9  # stretches that overlap never say more than this about who was first


@value
class Span:
    """From when to when a document may have been published, in days; open ends are infinite.

    `doubt` is by what factor the odds that it is wrong differ from those of any date; if it is wrong, the
    page was not made before `since`. `seen` is when an archive had met the page.
    """

    low: float = -math.inf
    high: float = math.inf
    doubt: float = 1.0
    since: float = -math.inf
    seen: float = math.inf

    @property
    def stated(self) -> bool:
        """Whether the document's own date stands behind it, not only the day it was archived."""
        return self.low > -math.inf


_ANY = Span()


def published_span(document: Document) -> Span:
    """When a document was published, as far as its date, its address and its archive date say.

    An address is made once and keeps its date; where the page states another, the address's is taken.

    A page archived on a day was public by then: a later publication date is wrong and is dropped. A
    time that the date's own place states with its zone is gone by; midnight is a day without one.
    """
    span = _timed(document) or (read_edtf(document.published.edtf) if document.published else None)
    archived = _archived(document.captured)
    seen = math.inf if archived is None else archived
    given = address_date(document.address)
    if span is not None and span.low > seen:
        span = None
    if given is not None and given[0] <= seen and _is_other(span, given):
        span = Span(low=given[0], high=given[1], doubt=ADDRESS_OTHERWISE if span else 1.0)
    if span is None:
        return _ANY if seen == math.inf else Span(high=seen, seen=seen)
    if seen == math.inf:
        return span
    return Span(low=span.low, high=min(span.high, seen), doubt=span.doubt, seen=seen)


def doubted(document: Document, span: Span) -> Span:
    """The span of a document with how far what else the page says speaks against it or for it."""
    if not (math.isfinite(span.low) and math.isfinite(span.high)):
        return span
    factor, since = doubt(document, span.low, span.high)
    if factor == 1.0 and since == span.since:
        return span  # pages of one day have one span, which takes more than the rest that is known of a page
    return dataclasses.replace(span, doubt=span.doubt * factor, since=since)


def wrong_chance(span: Span, usual: float) -> float:
    """How likely a date is wrong, where *usual* is how likely any is."""
    odds = usual / (1 - usual) * span.doubt
    return min(odds / (1 + odds), WRONG_MOST)


def _is_other(span: Span | None, given: tuple[float, float, str]) -> bool:
    """Whether the date in a page's address is another than what the page states, or all there is."""
    if span is None or not span.stated:
        return span is None or given[0] < span.high
    return span.high + NEAR_DAYS <= given[0] or given[1] + NEAR_DAYS <= span.low


def _timed(document: Document) -> Span | None:
    """The moment that stands beside a day where the day was found, in UTC."""
    published = document.published
    if published is None or not (document.stated or published.found == "visible"):
        return None
    if not _DAY.fullmatch(published.edtf):
        return None
    for stated in document.stated:
        if stated.name == "published" and stated.found == published.found:
            found = _MOMENT.fullmatch(stated.text.strip())
            if found and found["day"] == published.edtf and found["time"][:5] != "00:00":
                return _moment(found)
    return _shown_moment(document, published.edtf) if published.found == "visible" else None


def _shown_moment(document: Document, day: str) -> Span | None:
    """The moment that a line at the head of a page shows with its day: "3 March 2017, 14:05 UTC"."""
    for line in document.text[:HEAD].splitlines():
        clock = _CLOCK.search(line) if len(line) <= STAMP_MOST else None
        if clock is None:
            continue
        days = [f"{d.year:04}-{d.month:02}-{d.day:02}" for d in find_days(line) if d.year and d.day]
        if day not in days:
            continue
        hour, minute = int(clock["hour"]), int(clock["minute"])
        if clock["half"]:
            hour = hour % 12 + 12 * (clock["half"].lower() == "p")
        if hour < 24 and minute < 60 and (hour or minute):
            at = dt.date.fromisoformat(day).toordinal() + (hour * 60 + minute) / (24 * 60)
            return Span(low=at, high=at)
    return None


def _moment(found: re.Match[str]) -> Span | None:
    zone = "+00:00" if found["zone"] == "Z" else found["zone"]
    zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        moment = dt.datetime.fromisoformat(f"{found['day']}T{found['time']}{zone}")
        moment = moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    at = moment.toordinal() + (moment.hour * 60 + moment.minute) / (24 * 60)
    return Span(low=at, high=at)


def without_impossible(
    documents: Sequence[Document], *, latest: str
) -> tuple[list[Document], tuple[Problem, ...]]:
    """The documents, those dated after *latest* without their date; and a note for each.

    *latest* is when the case met its last page: nothing in it can be from later. Where most dated
    pages are, the machine that met them had a wrong clock, and every date is left as it is.
    """
    spans = {d.id: read_edtf(d.published.edtf) for d in documents if d.published}
    dated = {key: span for key, span in spans.items() if span is not None and span.stated}
    bound = _archived(latest)
    late = {key for key, span in dated.items() if bound is not None and span.low > bound}
    if len(late) > CLOCK_WRONG_SHARE * len(dated):
        return list(documents), ()
    kept = [dataclasses.replace(d, published=None) if d.id in late else d for d in documents]
    told = {d.id: d.published.edtf for d in documents if d.published and d.id in late}
    return kept, tuple(
        Problem(
            severity=Severity.NOTE,
            code=IMPOSSIBLE,
            message=f"expected a date up to {latest[:10]}, when the case met its last page, found {edtf}: it is not gone by",
            where=key,
        )
        for key, edtf in sorted(told.items())
    )


@lru_cache(maxsize=DATES_KEPT)
def read_edtf(text: str) -> Span | None:
    """The first and last moment that an EDTF date allows; `None` for what is no date.

    >>> read_edtf("2016-09").high - read_edtf("2016-09").low
    30.0
    >>> read_edtf("soon") is None
    True
    """
    start, slash, end = text.strip().partition("/")
    if not slash:
        return _one_date(start)
    first = _open_or_date(start, Span())
    last = _open_or_date(end, Span())
    if first is None or last is None or first.low >= last.high:
        return None
    return Span(low=first.low, high=last.high)


def _open_or_date(text: str, unknown: Span) -> Span | None:
    return unknown if text.strip() in {"", ".."} else _one_date(text)


def _one_date(text: str) -> Span | None:
    found = _DATE.fullmatch(re.sub(r"[?~%]", "", text.strip()))
    if not found:
        return None
    year, month, day = (found[name] for name in ("year", "month", "day"))
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not 1 <= first_year <= last_year < dt.MAXYEAR:
        return None
    first_month, last_month = 1, 12
    if month and "X" not in month:
        first_month, last_month = SEASONS.get(int(month), (int(month), int(month)))
        if not 1 <= first_month <= 12:
            return None
    last_day = calendar.monthrange(last_year, last_month)[1]
    first_day = 1
    if day and "X" not in day and first_month == last_month:
        first_day = int(day)
        if not 1 <= first_day <= last_day:
            return None
        last_day = first_day
    low = float(dt.date(first_year, first_month, first_day).toordinal())
    high = float(dt.date(last_year, last_month, last_day).toordinal()) + 1
    if found["hour"] and last_day == first_day:
        low += min(int(found["hour"]), 23) / 24 + min(int(found["minute"]), 59) / 1440
        high = low
    return Span(low=low, high=high)


def _archived(text: str | None) -> float | None:
    """The end of the day on which an archive took the page."""
    if not text:
        return None
    digits = _WARC.fullmatch(text.strip())
    span = _one_date("-".join(digits.groups())) if digits else read_edtf(text.strip()[:10])
    return None if span is None else span.high + SAME_DAY


def order_odds(one: Span, other: Span, *, wrong_one: float, wrong_other: float) -> float:
    """Log-odds that *one* was published before *other*, given how likely each date is wrong.

    With trust t = (1 - wrong_one)(1 - wrong_other) and p the chance of the order if both dates
    hold, the chance is c = t·p + (1 - t)/2 and the odds c + SLIP to 1 - c + SLIP.
    """
    first, trust = _chance_first(one, other)
    trust *= (1 - wrong_chance(one, wrong_one)) * (1 - wrong_chance(other, wrong_other))
    before = trust * first + (1 - trust) / 2
    return math.log((before + SLIP) / (1 - before + SLIP))


def many_order_odds(
    low: Days, high: Days, other: Span, *, wrong_one: float, wrong_other: float
) -> Days:
    """The `order_odds` of many, from *low* to *high*, before one other."""
    before, after = high <= other.low, other.high <= low
    import numpy as np  # noqa: PLC0415 - weighing asks for single dates, and loads no NumPy

    with np.errstate(invalid="ignore"):
        near = np.maximum(other.low - low, low - other.low) < SAME_DAY
    timed = (low == high) & (other.low == other.high)
    first = before.astype(np.float64)
    trust = np.where(near, np.where(timed, TIMED_TRUST, NEAR_TRUST), 1.0)
    same = (high == other.low) & (low == other.high)
    first[same], trust[same] = 0.5, 0.0
    endless = np.isinf(high) | np.isinf(low) | math.isinf(other.high) | math.isinf(other.low)
    overlap = ~(before | after)
    first[overlap & endless], trust[overlap & endless] = 0.5, 0.0
    for row in np.flatnonzero(overlap & ~endless).tolist():
        one = Span(low=float(low[row]), high=float(high[row]))
        first[row], trust[row] = _chance_first(one, other)
    trust *= (1 - wrong_one) * (1 - wrong_other)
    chance = trust * first + (1 - trust) / 2
    odds: Days = np.log((chance + SLIP) / (1 - chance + SLIP))
    return odds


def _chance_first(one: Span, other: Span) -> tuple[float, float]:
    """The chance that *one* is first if both dates hold, and how much such a comparison is trusted."""
    if one.high <= other.low or other.high <= one.low:
        if one.high == other.low and one.low == other.high:
            return 0.5, 0.0
        near = max(other.low - one.low, one.low - other.low) < SAME_DAY
        timed = one.low == one.high and other.low == other.high
        return float(one.high <= other.low), (TIMED_TRUST if timed else NEAR_TRUST) if near else 1.0
    if math.inf in (one.high, other.high) or -math.inf in (one.low, other.low):
        return 0.5, 0.0
    chance = uniform_first(one, other)
    return min(max(chance, 1 - LEAN_MOST), LEAN_MOST), NEAR_TRUST


def uniform_first(one: Span, other: Span) -> float:
    """The chance that a moment in *one* precedes one in *other*, each as likely as the next."""
    return (_wins(one, other) + 1 - _wins(other, one)) / 2


def _wins(one: Span, other: Span) -> float:
    steps = 16
    wins = 0.0
    for left in range(steps):
        moment = one.low + (one.high - one.low) * (left + 0.5) / steps
        width = other.high - other.low
        wins += min(max((other.high - moment) / width, 0.0), 1.0) if width else moment < other.low
    return wins / steps
