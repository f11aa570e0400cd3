from __future__ import annotations

import dataclasses
import datetime as dt
import math

import numpy as np
import pytest

from firsthand.model.document import Stated
from firsthand.model.moment import UncertainDate
from firsthand.trace.dates import (
    Span,
    many_order_odds,
    order_odds,
    published_span,
    read_edtf,
    uniform_first,
    without_impossible,
)
from spoken import page

LENGTHS = {
    "a day": ("2016-09-05", 1),
    "a month": ("2016-02", 29),
    "a year": ("2017", 365),
    "a decade": ("201X", 3652),
    "spring": ("2017-21", 92),
    "uncertain": ("2016-09-05?", 1),
    "about": ("2016~", 366),
    "an interval": ("2016-01-01/2016-01-31", 31),
    "an open interval": ("2016/..", math.inf),
    "a minute": ("2016-09-05T12:30:00Z", 0),
    "day not known": ("2016-09-XX", 30),
}


@pytest.mark.parametrize(("edtf", "days"), LENGTHS.values(), ids=LENGTHS.keys())
def test_a_date_is_as_long_as_it_is_vague(edtf: str, days: float) -> None:
    span = read_edtf(edtf)
    assert span is not None
    assert span.high - span.low == days


@pytest.mark.parametrize(
    "text", ["", "soon", "2016-13", "2016-02-30", "0000", "2017/2016", "9999", "/"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    span = read_edtf(text)
    assert span is None or span == Span()


def test_a_page_archived_on_a_day_was_public_by_then() -> None:
    """
    published 2019, archived 2018-05-01: the date is wrong, the page is older than the archive's copy
    """
    made = dataclasses.replace(page("x", published="2019"), captured="20180501120000")
    span = published_span(made)
    assert not span.stated
    assert span.high < published_span(page("x", published="2018-06")).low
    vague = dataclasses.replace(page("x", published="2018"), captured="2018-05-01T12:00:00Z")
    assert published_span(vague).high < published_span(page("x", published="2018")).high
    assert published_span(page("x")) == Span()


MOMENTS = {
    "2016-03-25T06:00:00Z": 6.0,
    "2016-03-25 06:30:00.123+02:00": 4.5,
    "2016-03-25T06:00-0500": 11.0,
    "2016-03-25T00:00:00Z": None,
    "2016-03-25T06:00:00": None,
    "2016-03-25T26:00:00Z": None,
    "2016-03-26T06:00:00Z": None,
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_stated_time_with_its_zone_orders_the_pages_of_one_day(text: str) -> None:
    """
    meta  2016-03-25T06:00:00Z  six in the morning; at midnight, or without a zone: that day
    """
    stated = (Stated(name="published", text=text, found="meta:date"),)
    published = UncertainDate(edtf="2016-03-25", found="meta:date")
    made = dataclasses.replace(page("x"), stated=stated, published=published)
    day = read_edtf("2016-03-25")
    assert day is not None
    hour = MOMENTS[text]
    at = None if hour is None else pytest.approx(day.low + hour / 24)
    span = published_span(made)
    assert (span.low, span.high) == ((day.low, day.high) if at is None else (at, at))
    manifest = dataclasses.replace(published, found="manifest")
    assert published_span(dataclasses.replace(made, published=manifest)) == day


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("By Ann Ferro, 3 March 2017, 14:30 UTC", 14.5),
        ("Published March 3, 2017 2.30 pm GMT", 14.5),
        ("March 3, 2017 12:30 a.m. UTC", 0.5),
        ("3 March 2017, 14:30", None),  # where, is not known
        ("3 March 2017, 14:30 GMT+3", None),
        ("3 March 2017, 00:00 UTC", None),
        ("4 March 2017, 14:30 UTC", None),  # another day
        (f"3 March 2017, 14:30 UTC {'in the text of a page ' * 5}", None),
    ],
)
def test_a_time_shown_with_the_day_and_its_zone_orders_the_pages_of_one_day(
    line: str, hour: float | None
) -> None:
    made = page(f"A headline\n{line}\nWords.")
    made = dataclasses.replace(made, published=UncertainDate(edtf="2017-03-03", found="visible"))
    span = published_span(made)
    day = dt.date(2017, 3, 3).toordinal()
    if hour is None:
        assert (span.low, span.high) == (day, day + 1)
    else:
        assert span.low == span.high == pytest.approx(day + hour / 24)


def test_a_date_after_the_case_met_its_last_page_is_none() -> None:
    """
    a 2061-03-25   preserved 2030-04-02   a misprint: the page is undated, and this is told
    b 2030-03-27   c 2030-04-03 (a time zone)   d 2030/..
    """
    dates = {"a": "2061-03-25", "b": "2030-03-27", "c": "2030-04-03", "d": "2030/.."}
    pages = [page(name, address=name, published=day) for name, day in dates.items()]
    kept, problems = without_impossible(pages, latest="2030-04-02T03:04:05Z")
    assert [d.published is None for d in kept] == [True, False, False, False]
    assert [(p.code, p.where) for p in problems] == [("date-impossible", pages[0].id)]
    assert without_impossible(pages, latest="") == (pages, ())


def test_a_clock_that_most_pages_contradict_is_wrong_itself() -> None:
    pages = [page(day, address=day, published=day) for day in ("2030-03-25", "2030-03-26", "1969")]
    assert without_impossible(pages, latest="1970-01-01T00:00:00Z") == (pages, ())


def odds(one: str, other: str, wrong: float = 0.05) -> float:
    left, right = read_edtf(one), read_edtf(other)
    assert left is not None
    assert right is not None
    return order_odds(left, right, wrong_one=wrong, wrong_other=wrong)


def test_the_clearer_the_dates_the_surer_the_order() -> None:
    days = odds("2016-01-01", "2016-03-01")
    month = odds("2016-01", "2016-01-20")
    assert days > month > 0
    assert odds("2016-01-01", "2016-01-01") == 0
    assert days > odds("2016-01-01", "2016-03-01", wrong=0.3) > 0


def test_odds_turn_with_the_order() -> None:
    for one, other in (("2016", "2017"), ("2016-01", "2016-01-20"), ("2016", "2016-02")):
        assert odds(one, other) == pytest.approx(-odds(other, one), abs=1e-9)


def test_no_date_tells_nothing() -> None:
    assert order_odds(Span(), Span(low=3, high=4), wrong_one=0.05, wrong_other=0.05) == 0


def test_a_moment_within_a_stretch_is_earlier_as_often_as_it_lies_early() -> None:
    assert uniform_first(Span(low=0, high=10), Span(low=9, high=10)) > 0.8
    assert uniform_first(Span(low=0, high=10), Span(low=0, high=10)) == pytest.approx(0.5, abs=0.05)


def test_many_dates_are_weighed_as_one_is() -> None:
    """
    before, after, the same moment, the same day, a month around it, unknown, open ends
    """
    at = Span(low=100.0, high=101.0)
    spans = [
        Span(low=50.0, high=51.0), Span(low=150.0, high=151.0), Span(low=99.5, high=100.0),
        Span(low=100.0, high=101.0), Span(low=90.0, high=120.0), Span(), Span(high=90.0),
    ]  # fmt: skip
    low, high = np.array([s.low for s in spans]), np.array([s.high for s in spans])
    for other in (at, Span(low=100.0, high=100.0), Span(), Span(high=100.0)):
        many = many_order_odds(low, high, other, wrong_one=0.05, wrong_other=0.1)
        alone = [order_odds(span, other, wrong_one=0.05, wrong_other=0.1) for span in spans]
        assert many == pytest.approx(alone)
