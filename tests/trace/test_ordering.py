from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from firsthand.trace.dates import Span, read_edtf
from firsthand.trace.ordering import (
    DELAYS,
    LEAST,
    MOMENTS_MAX,
    Lags,
    family_tempos,
    find_edges,
    group_times,
    read_times,
    usual_tempo,
)


def compared(*dates: str | None) -> Lags:
    return of_spans([(read_edtf(text) if text else Span()) or Span() for text in dates])


def of_spans(spans: list[Span]) -> Lags:
    """The delays of one family, without the axis for others beside it."""
    lags = read_times([spans], [find_edges(spans)], wrong=0.05).lags()
    return Lags(**{one.name: getattr(lags, one.name)[0] for one in fields(lags)})


def test_a_page_follows_the_one_it_is_from() -> None:
    lags = compared("2030-01-01", "2030-01-05", "2031-06-01")
    assert lags.stated[0, 1] > lags.stated[0, 2] > 100 * lags.stated[1, 0]
    assert lags.stated[2, 0] == LEAST


def test_two_pages_of_one_day_may_come_in_either_order() -> None:
    lags = compared("2030-01-01", "2030-01-01")
    assert lags.stated[0, 1] == pytest.approx(lags.stated[1, 0])
    assert lags.stated[0, 1] > 1


def test_a_month_is_looked_into() -> None:
    """a page of "2030-01" may be from the 28th or after it; a date to the day holds or is wrong"""
    lags = compared("2030-01", "2030-01-28")
    assert lags.dated.tolist() == [False, True]
    assert lags.prior[0, 0] == 0
    assert lags.prior[1, 0] == pytest.approx(0.95)
    within = np.flatnonzero(lags.prior[0] > 0.03)
    moments = lags.since[1][within - 1]
    assert moments.min() == LEAST  # before the 28th
    assert moments.max() > 1  # after it


def test_a_page_without_a_date_may_be_of_any_moment() -> None:
    lags = compared(None, "2030-01-01", "2030-02-01")
    assert lags.prior[0, 0] == 0
    assert (lags.prior[0, 1:] > 0).all()
    assert lags.until[:, 1].max() > 1
    assert lags.until[:, 1].min() == LEAST


def test_a_page_is_not_made_after_an_archive_took_it() -> None:
    taken = Span(high=10.0)
    dated = [Span(low=day, high=day + 1) for day in (5.0, 40.0)]
    lags = of_spans([taken, *dated])
    free = of_spans([Span(), *dated])
    assert lags.prior[0, 1] == free.prior[0, 1]
    assert lags.prior[0, -1] < free.prior[0, -1] / 50


def test_a_large_family_has_few_moments() -> None:
    lags = compared(*(f"20{year}-01-01" for year in range(10, 60)))
    assert lags.prior.shape[1] <= MOMENTS_MAX + 1


def test_all_delays_together_are_one_and_soon_is_likelier_than_late() -> None:
    shares = usual_tempo()
    assert shares.size == DELAYS.size - 1
    assert shares.sum() == pytest.approx(1.0)
    a_day = shares / np.diff(DELAYS)
    assert (np.diff(a_day) <= 0).all()


def test_families_are_grouped_by_how_many_pages_and_moments_they_have() -> None:
    """two pairs alike, one of three pages, one without a date"""
    near, far = Span(low=0, high=1), Span(low=90, high=91)
    families = [[near, far], [near, near, far], [far, near], [Span(), Span()]]
    grouped = list(group_times(families, wrong=0.05))
    assert [numbers for numbers, _ in grouped] == [[0, 2], [1], [3]]
    assert [times.days.shape for _, times in grouped] == [(2, 2), (1, 3), (1, 2)]


def test_a_date_that_is_wrong_may_be_too_early_as_well_as_too_late() -> None:
    """stated a year before all others; the moments among these are as open to it as those before"""
    first, others = Span(low=0, high=1), [Span(low=day, high=day + 1) for day in (400, 401, 402)]
    edges = find_edges([first, *others])
    prior = read_times([[first, *others]], [edges], wrong=0.1).prior[0, 0, 1:]
    begins = np.array(edges[:-1])
    assert prior[begins > 390].min() > prior[begins > 390].max() / 100
    shut = Span(low=0, high=1, seen=2)  # an archive had it by then
    bounded = read_times([[shut, *others]], [edges], wrong=0.1).prior[0, 0, 1:]
    assert bounded[begins > 390] == pytest.approx(prior[begins > 390] / 100)


def test_a_doubted_date_was_not_before_what_the_page_tells_of() -> None:
    told = Span(low=0, high=1, doubt=100.0, since=400)
    others = [Span(low=day, high=day + 1) for day in (401, 402)]
    edges = find_edges([told, *others])
    prior = read_times([[told, *others]], [edges], wrong=0.05).prior[0, 0]
    assert prior[0] < 0.2
    begins = np.array(edges[:-1])
    assert prior[1:][begins >= 401].sum() > prior[1:][begins < 390].sum()


def test_beside_a_burst_of_days_a_delay_of_a_year_is_less_likely() -> None:
    days = [f"2030-01-{day:02}" for day in range(1, 13)]
    usual = compared("2029-01-01", "2030-01-03")
    burst = compared("2029-01-01", *days)
    assert burst.stated[0, 3] < 0.7 * usual.stated[0, 1]
    assert burst.stated[1, 3] > usual.stated[0, 1]
    spread = compared("2020-01-01", "2022-03-01", "2025-01-01", "2029-01-01", "2030-01-03")
    assert spread.stated[3, 4] > 0.8 * usual.stated[0, 1]


def test_of_few_dates_no_pace_is_learned() -> None:
    days = np.array([[1.0, 2.0, 3.0, 0.0], [1.0, 400.0, 401.0, 0.0]])
    assert (family_tempos(days, days > 0) == usual_tempo()).all()


def test_times_of_day_order_two_pages_better_than_two_days_do() -> None:
    def turned(one: str, other: str) -> float:
        lags = compared(one, other)
        return float(lags.stated[1, 0] / lags.stated[0, 1])

    timed = turned("2030-01-01T09:00Z", "2030-01-01T21:00Z")
    assert LEAST < timed < 0.3 * turned("2030-01-01", "2030-01-02")
