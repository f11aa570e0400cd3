"""When a date may say that the programme ran."""

from __future__ import annotations

import pytest

from firsthand.claim.date_ways import (
    DAY,
    END,
    LAST,
    MONTH_DAY,
    NEXT,
    NOW,
    OPEN,
    SAME,
    THEN,
    THEN_OPEN,
    WAYS_OF_DATES,
    dated,
    is_to_come,
    month_after,
    month_day_after,
    ways_of,
)
from firsthand.claim.dates import Span


def told(edtf: str, words: str, *, kind: str = "during", published: str = "2019-11-20") -> dict[str, str]:  # fmt: skip
    span = Span(start=0, end=len(words), edtf=edtf, kind=kind)
    ways = dict(dated(span, words, published=published).ways)
    assert set(ways) <= set(WAYS_OF_DATES)
    return ways


def test_a_date_of_a_year_is_then_since_then_or_up_to_then() -> None:
    """a page of November 2019"""
    assert told("2019-03", "march 2019") == {SAME: "2019-03", OPEN: "2019-03/..", END: "../2019-03"}


def test_what_is_to_come_may_be_the_end_of_what_runs_now() -> None:
    assert told("2020-02", "february 2020")[NOW] == "2019-11/2020-02"
    assert told("../2020", "until 2020")[NOW] == "2019/2020"
    assert NOW not in told("2019", "2019")


def test_an_end_may_be_the_date_itself_and_a_beginning_too() -> None:
    assert told("../2018", "by 2018") == {SAME: "../2018", THEN: "2018", THEN_OPEN: "2018/.."}
    assert told("2018/..", "from 2018") == {SAME: "2018/..", THEN: "2018"}
    assert told("2017/2018", "2017 to 2018") == {SAME: "2017/2018"}


def test_a_date_without_a_year_may_be_of_the_next() -> None:
    ways = told("2019-10-14", "october 14")
    assert ways[NEXT[END]] == "../2020-10-14"
    assert ways[NEXT[NOW]] == "2019-11-20/2020-10-14"


def test_a_date_read_as_to_come_may_be_past() -> None:
    """Seit Juni, auf einer Seite vom November, die nach vorn blickt"""
    ways = told("2020-06/..", "seit juni", kind="since")
    assert ways[LAST[SAME]] == "2019-06/.."
    assert not set(NEXT.values()) & set(ways)


def test_days_of_the_week_and_of_the_month_come_again_sooner() -> None:
    assert told("2019-11-18", "monday", kind=DAY)[NEXT[SAME]] == "2019-11-25"
    assert told("2019-11-18", "18日", kind=MONTH_DAY)[NEXT[OPEN]] == "2019-12-18/.."


@pytest.mark.parametrize("published", [None, "2019"])
def test_a_page_that_is_dated_less_closely_tells_no_day(published: str | None) -> None:
    assert NOW not in ways_of("2020-02-03", published=published)
    assert not is_to_come("2019-02", published)


def test_months_are_counted_over_years() -> None:
    assert month_after("2019-11", 14) == "2021-01"
    assert month_day_after("2019-01-26", -1) == "2018-12-26"
