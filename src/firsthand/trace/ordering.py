"""Say what the dates of a whole family tell of who had it from whom.

In: spans.  Out: `Times`, `Lags`: how likely each delay is, between dates that hold and
between the moments at which pages without a date, or with a wrong one, may have been made.  Which
dates hold is not decided here but in `trace.trees`.

A page follows the one it is from, most soon after, some years later. How soon is a broad guess, the same
in every case: learned from a case it would move with each page, and with it what was decided of others.
Only where the dates of a family lie close together are its own delays taken to be short: beside a burst of
days, a page that is years before it is rather one with a wrong date.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.dates import Span, wrong_chance

Matrix = NDArray[np.float64]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

DELAYS = np.concatenate(([0.0], 2.0 ** np.arange(17)))  # days; old words are reused after decades
SLIP_DAYS = 1.0  # clocks and time zones: a copy may seem to be older by so much
SLIP_SHARE = 0.01
RANGE_DAYS = 1500.0  # a wrong date may be any in so many
ANY_SHARE = 0.5  # delays of any length alike; of the rest those that double are alike likely
NEAR_WRONG = 0.5  # of wrong dates, those that are the likelier the less they are off
NEWS_DAYS = 7.0  # a page is made so soon after what it tells of, any day as likely as the next
DAY = 1.0  # a longer stretch is a month or a year, and the day within it is looked for
POINTS = (1 / 6, 1 / 2, 5 / 6)  # where in a stretch a moment is tried
CLOSE_DAYS = 6.0  # moments this close to a date are told from those far from it
OUTER_DAYS = (6.0, 60.0)  # and so far before the first date and after the last
MOMENTS_MAX = 14
STACK_MOST = 1 << 18  # pairs of pages weighed together: memory stays bounded in a large case
TOO_EARLY = 0.3  # a wrong date is seldom before the page, beside how often it is after: chosen on seeds 4, 6
BOUND = 0.01  # an archive's clock is seldom wrong
TIMED_SLIP = (
    0.15  # of an order against two times of day with their zones, beside one against two days
)
QUICK_TIMES = (
    2.0  # delays up to so many times the middle distance of two dates are of the family's own pace
)
FEW_DATES = 3  # of so many pages nothing is learned: two short delays are chance
TEMPO_PAGES = (
    6.0  # further dated pages of a family that say as much of its pace as is known beforehand
)
LEAST = 1e-4  # the likelihood of a delay that cannot be


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """When pages may have been made; first axis: families with as many pages and moments."""

    points: Matrix  # a few in each date, then in each moment
    prior: Matrix  # of each page: that its date holds, then of each moment
    dated: Flags  # to the day
    timed: Flags  # to the minute
    days: Matrix  # the middle of the dates, 0 where there is none

    def lags(self) -> Lags:
        """How likely each delay is."""
        size = self.days.shape[1]
        every = _likelihood(self.points, family_tempos(self.days, self.dated))
        middle = self.points[:, :size, 1]
        turned = middle[:, None, :] < middle[:, :, None]
        every[:, :size, :size][turned & self.timed[:, :, None] & self.timed[:, None]] *= TIMED_SLIP
        return Lags(
            stated=every[:, :size, :size],
            since=every[:, :size, size:],
            until=every[:, size:, :size],
            between=every[:, size:, size:],
            prior=self.prior,
            dated=self.dated,
            days=self.days,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lags:
    """How likely each delay is, beside a day out of `RANGE_DAYS`.

    First axis: families with as many pages and moments; then row: the earlier, column: the later.
    """

    stated: Matrix  # the dates of both hold
    since: Matrix  # from a date that holds to a moment
    until: Matrix  # from a moment to a date that holds
    between: Matrix  # from moment to moment
    prior: Matrix
    dated: Flags
    days: Matrix


def usual_tempo() -> Numbers:
    """The share of delays in each of `DELAYS`."""
    widths = np.diff(DELAYS)
    within = np.clip(RANGE_DAYS - DELAYS[:-1], 0.0, widths)
    shares: Numbers = (1 - ANY_SHARE) / widths.size + ANY_SHARE * within / within.sum()
    return shares


def group_times(
    families: Sequence[Sequence[Span]], *, wrong: float
) -> Iterator[tuple[list[int], Times]]:
    """Families with as many pages and moments, by their numbers; so many at once as fit."""
    edges = [find_edges(spans) for spans in families]
    alike: dict[tuple[int, int], list[int]] = {}
    for number, (spans, found) in enumerate(zip(families, edges, strict=True)):
        alike.setdefault((len(spans), len(found)), []).append(number)
    for (size, _), every in alike.items():
        most = max(STACK_MOST // size**2, 1)
        for start in range(0, len(every), most):
            numbers = every[start : start + most]
            spans_of, edges_of = [families[n] for n in numbers], [edges[n] for n in numbers]
            yield numbers, read_times(spans_of, edges_of, wrong=wrong)


def read_times(
    families: Sequence[Sequence[Span]], edges: Sequence[Sequence[float]], *, wrong: float
) -> Times:
    """Families of one size, each with its `find_edges`, as many of all.

    *wrong* is how many dates are taken to be wrong before looking.
    """
    doubts = np.array([[wrong_chance(span, wrong) for span in spans] for spans in families])[
        ..., None
    ]
    low = np.array([[span.low for span in spans] for spans in families])
    high = np.array([[span.high for span in spans] for spans in families])
    stated = np.isfinite(low) & np.isfinite(high)
    dated = stated & (high - low <= DAY)
    coarse = stated & ~dated
    timed = dated & (low == high)
    dates = _points(np.where(dated, low, 0.0), np.where(dated, high - low, 0.0))
    days = np.where(dated, dates[..., 1], 0.0)
    moments = np.array(edges)
    begin, end = moments[:, None, :-1], moments[:, None, 1:]
    low, high, known = low[..., None], high[..., None], stated[..., None]
    since = np.array([[span.since for span in spans] for spans in families])[..., None]
    seen = np.array([[span.seen for span in spans] for spans in families])[..., None]
    # A stated date that is wrong may be too early as well as too late; an archive's bounds it.
    possible = (begin < seen) & (known | ((begin < high) & (end > low))) & (end > since)
    about = np.where(np.isfinite(since), since, days[..., None])  # news is told soon
    least = np.where(np.isfinite(since), NEWS_DAYS, 1.0)
    off = np.maximum(np.abs((begin + end) / 2 - about), least)
    near = RANGE_DAYS / (2 * np.log(RANGE_DAYS) * off)
    anywhere = np.where(off <= RANGE_DAYS, 1 - NEAR_WRONG, 0.0)
    slipped = np.where(dated[..., None], anywhere + NEAR_WRONG * near, 1.0)
    prior = (end - begin) / RANGE_DAYS * slipped * np.where(possible, 1.0, BOUND)
    prior *= np.where(known & (begin >= high), TOO_EARLY, 1.0) * np.where(known, doubts, 1.0)
    overlap = np.maximum(np.minimum(end, high) - np.maximum(begin, low), 0.0)
    length = np.where(coarse[..., None], high - low, np.inf)
    prior += (1 - doubts) * overlap / length
    return Times(
        points=np.concatenate((dates, _points(moments[:, :-1], np.diff(moments))), axis=1),
        prior=np.concatenate((np.where(dated[..., None], 1 - doubts, 0.0), prior), axis=2),
        dated=dated,
        timed=timed,
        days=days,
    )


def _points(start: Matrix, width: Matrix) -> Matrix:
    """A few moments in each stretch."""
    points: Matrix = start[..., None] + width[..., None] * np.array(POINTS)
    return points


def find_edges(spans: Sequence[Span]) -> list[float]:
    """Where a family's moments begin and end: at each date, and close to it where the next is far."""
    dates: set[float] = set()
    for span in spans:
        length = span.high - span.low
        if math.isfinite(length):
            middle = span.low + length * POINTS[1]
            dates.update((middle,) if length <= DAY else (span.low, span.high))
    if not dates:
        return [0.0, RANGE_DAYS]
    known = sorted(dates)
    found = dates.union(known[0] - days for days in OUTER_DAYS)
    found.update(known[-1] + days for days in OUTER_DAYS)
    for one, other in pairwise(known):
        if other - one > 3 * CLOSE_DAYS:
            found.update((one + CLOSE_DAYS, other - CLOSE_DAYS))
    edges = sorted(found)
    if len(edges) > MOMENTS_MAX + 1:
        kept = np.linspace(0, len(edges) - 1, MOMENTS_MAX + 1).round().astype(np.int64)
        edges = [edges[place] for place in kept.tolist()]
    return edges


def family_tempos(days: Matrix, dated: Flags) -> Matrix:
    """The share of delays in each of `DELAYS`, a family a line: the usual, and quick ones where its dates lie close.

    Quick are delays up to `QUICK_TIMES` the middle one of all distances between two of its dates, those that
    double alike likely. Of few dates nothing is learned.
    """
    usual = np.tile(usual_tempo(), (len(days), 1))
    count = dated.sum(axis=1)
    one, other = np.triu_indices(days.shape[1], 1)
    if not one.size:
        return usual
    both = dated[:, one] & dated[:, other]
    apart = np.where(both, np.abs(days[:, one] - days[:, other]), np.inf)
    apart.sort(axis=1)
    middle = apart[np.arange(len(days)), np.maximum(both.sum(axis=1) - 1, 0) // 2]
    quick = DELAYS[:-1] < QUICK_TIMES * np.maximum(middle, 1.0)[:, None]
    more = np.maximum(count - FEW_DATES, 0)
    known = (more / (more + TEMPO_PAGES))[:, None]
    found: Matrix = (1 - known) * usual + known * quick / quick.sum(axis=1)[:, None]
    return found


def _likelihood(points: Matrix, tempos: Matrix) -> Matrix:
    """Of the delay between two stretches, each moment of them as likely as the next; *tempos* a family a line."""
    day = tempos * (1 - SLIP_SHARE) / np.diff(DELAYS) * RANGE_DAYS
    families, size, count = points.shape
    table = np.zeros((families, day.shape[1] + 3))
    table[:, 1] = SLIP_SHARE / SLIP_DAYS * RANGE_DAYS
    table[:, 2:-1] = day
    first = (np.arange(families) * table.shape[1])[:, None, None]
    starts = np.concatenate(([-SLIP_DAYS], DELAYS))
    total = np.zeros((families, size, size))
    for one in range(count):
        for other in range(count):
            apart = points[:, None, :, other] - points[:, :, None, one]
            total += table.ravel()[first + np.searchsorted(starts, apart, side="right")]
    mean: Matrix = np.maximum(total / count**2, LEAST)
    return mean
