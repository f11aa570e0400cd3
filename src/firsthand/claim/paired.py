"""Two dates of a sentence as the ends of one period: "started in June and ends in December".

In: a sentence and the times that it names.  Out: for each two that follow each other, the period from the first to the
second, the year of one that has none told by the other. Whether it is the programme's is told in `claim.settled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from firsthand.claim.date_ways import (
    DAY,
    FINE,
    MONTH_DAY,
    NEAR,
    NEXT,
    SAME,
    WEEK,
    Dated,
    month_day_after,
)

PAIR = "pair"
_OF_ONE = re.compile(r"[\s,.(]*(?:the|der|den|dem|le|el)?[\s,.(]*")  # "Sunday, the 14th of May"
_JOINED = re.compile(r"[^\W\d]|[-–—−~～/]")  # words or a dash between them


def find_pairs(low: str, found: Sequence[Dated], *, apart: int) -> Iterator[Dated]:
    """Periods of which two of *found* are the ends, at most *apart* characters of *low* from each other, by place."""
    for one, other in pairwise(_apart(found)):
        first, last = _begin(one), _end(other)
        between = low[one.end : other.start]
        if not (first and last) or len(between) > apart or _is_one(one, other, between):
            continue
        read = [each for each in _in_order(one, other, first, last) if _runs_on(*each)]
        ways = dict(zip((SAME, NEXT[SAME]), (f"{a}/{b}" for a, b in dict.fromkeys(read)), strict=False))  # fmt: skip
        if ways:
            of_year = one.of_year or other.of_year
            yield Dated(start=one.start, end=other.end, kind=PAIR, of_year=of_year, ways=ways)


def _is_one(one: Dated, other: Dated, between: str) -> bool:
    """Whether they are one date in two parts, or two of a list."""
    if one.kind == DAY != other.kind and _OF_ONE.fullmatch(between):
        return True
    told = one.edtf.endswith("/..") or other.edtf.startswith("../")
    return not told and _JOINED.search(between) is None


def _runs_on(first: str, last: str) -> bool:
    """Whether a period runs forward; one of no length is none."""
    return first[: len(last)] < last[: len(first)]


def _apart(found: Sequence[Dated]) -> Iterator[Dated]:
    """Those that do not lie in each other, the longer ones kept."""
    reached = 0
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= reached:
            reached = each.end
            yield each


def _begin(each: Dated) -> str:
    """The date at which a period may begin; none of what has two ends, is an end, or is told loosely."""
    first, _, last = each.edtf.partition("/")
    return "" if first == ".." or last not in {"", ".."} or each.kind == NEAR else first


def _end(each: Dated) -> str:
    """The date at which a period may end, or at which a second time begins; none of what has two ends or is open."""
    first, _, last = each.ways.get(FINE, each.edtf).partition("/")
    if each.kind == NEAR and FINE not in each.ways:
        return ""
    return last if first == ".." else "" if last else first


def _in_order(one: Dated, other: Dated, first: str, last: str) -> Iterator[tuple[str, str]]:
    """Both dates, as they are read and with the years moved that are not named."""
    if other.of_year and one.of_year:
        yield first, last
    elif other.of_year:
        yield first, last
        if one.kind not in {DAY, MONTH_DAY}:
            near = last[:4] + first[4:]
            yield (_years_on(near, -1) if near > last else near), last
    else:
        if one.of_year and other.kind not in {DAY, MONTH_DAY}:
            last = first[:4] + last[4:]
        if last < first[: len(last)]:
            last = _on(last, other.kind)
        yield first, last
        if not one.of_year and not {DAY, MONTH_DAY} & {one.kind, other.kind}:
            if last[:4] > first[:4] and last[4:] > first[4:]:
                yield first, first[:4] + last[4:]  # "in March of last year, and until June"
            else:
                yield _years_on(first, 1), _years_on(last, 1)


def _on(edtf: str, kind: str) -> str:
    if kind == DAY:
        return (date.fromisoformat(edtf) + timedelta(days=WEEK)).isoformat()
    return month_day_after(edtf, 1) if kind == MONTH_DAY else _years_on(edtf, 1)


def _years_on(edtf: str, many: int) -> str:
    return f"{int(edtf[:4]) + many:04d}{edtf[4:]}"
