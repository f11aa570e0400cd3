from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.period import Span, days_between, hull, overlap, span_of, within


def days(first: str | None, last: str | None) -> Span:
    return Span(
        first=None if first is None else dt.date.fromisoformat(first).toordinal(),
        last=None if last is None else dt.date.fromisoformat(last).toordinal(),
    )


READABLE = {
    "a year": ("2017", days("2017-01-01", "2017-12-31")),
    "a month": ("2016-02", days("2016-02-01", "2016-02-29")),
    "a day": ("2017-12-13", days("2017-12-13", "2017-12-13")),
    "an interval": ("2016-09/2017-03", days("2016-09-01", "2017-03-31")),
    "open at the end": ("2016/..", days("2016-01-01", None)),
    "open at the start": ("../2017-10", days(None, "2017-10-31")),
    "uncertain": ("2016?", days("2016-01-01", "2016-12-31")),
    "a decade": ("201X", days("2010-01-01", "2019-12-31")),
    "a month not known": ("2016-XX", days("2016-01-01", "2016-12-31")),
    "a day not known": ("2016-05-XX", days("2016-05-01", "2016-05-31")),
    "a season": ("2016-21", days("2016-03-01", "2016-05-31")),
}


@pytest.mark.parametrize("reason", READABLE)
def test_a_date_covers_days(reason: str) -> None:
    """What a source wrote of a date, as first and last day."""
    edtf, expected = READABLE[reason]
    assert span_of(edtf) == expected


@pytest.mark.parametrize(
    "edtf", [None, "", "soon", "2017-13", "2017-02-30", "../..", "2018/2017", "0000", "1/2/3"]
)
def test_what_is_no_date_covers_nothing(edtf: str | None) -> None:
    """Not stated, not a date, or one that runs backwards."""
    assert span_of(edtf) is None


@given(st.text())
def test_any_words_survive(text: str) -> None:
    """Whatever stands where a date should."""
    span = span_of(text)
    assert span is None or span == span_of(text)


def test_a_round_lies_in_its_years_and_two_rounds_may_overlap() -> None:
    """
    first round   2016-09/2017-03
    second round  2017
    both          2016/2017
    """
    first, second, both = (span_of(d) for d in ("2016-09/2017-03", "2017", "2016/2017"))
    assert first
    assert second
    assert both
    assert within(first, both)
    assert within(second, both)
    assert not within(first, second)
    assert overlap(first, second)
    assert hull([first, second]) == days("2016-09-01", "2017-12-31")


def test_an_open_end_lies_only_within_an_open_end() -> None:
    """ "Since 2016" is not within 2016 to 2018."""
    since, until = span_of("2016/.."), span_of("2016/2018")
    assert since
    assert until
    assert within(until, since)
    assert not within(since, until)
    assert hull([since, until]) == since


def test_a_time_that_is_not_known_is_far() -> None:
    assert days_between(span_of("2010"), span_of("2010-05")) == 0
    assert days_between(span_of("2010"), span_of("2012")) == days_between(
        span_of("2012"), span_of("2010")
    )
    assert days_between(None, span_of("2012")) > 10**6
