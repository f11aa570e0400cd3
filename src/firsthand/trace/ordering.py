"""Say what the dates of a whole family tell of who had it from whom.

In: spans, the tempo of the case.  Out: `Lags`: how likely each delay is, between dates that hold and
between the moments at which pages without a date, or with a wrong one, may have been made.  Which
dates hold is not decided here but in `trace.trees`.

A page follows the one it is from, most soon after, some years later. How soon is learned from the
case itself: the `Tempo` begins as a broad guess and is filled with the delays that are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.trace.dates import Span

Matrix = NDArray[np.float64]

DELAYS = np.array([0.0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096])  # days
SLIP_DAYS = 1.0  # clocks and time zones: a copy may seem to be older by so much
SLIP_SHARE = 0.01
RANGE_DAYS = 1500.0  # a wrong date may be any in so many
ANY_SHARE = 0.5  # of the guess: delays of any length alike; the rest is spread over doublings
GUESS_WORTH = 20.0  # delays found that weigh as much as the guess
GUESS_KEPT = 0.5  # and so much of the guess stays, however many are found: old words are reused too
NEAR_WRONG = 0.5  # of wrong dates, those that are the likelier the less they are off
DAY = 1.0  # a longer stretch is a month or a year, and the day within it is looked for
POINTS = (1 / 6, 1 / 2, 5 / 6)  # where in a stretch a moment is tried
CLOSE_DAYS = 6.0  # moments this close to a date are told from those far from it
OUTER_DAYS = (6.0, 60.0)  # and so far before the first date and after the last
MOMENTS_MAX = 14
BOUND = 0.01  # an archive's clock is seldom wrong
LEAST = 1e-4  # the likelihood of a delay that cannot be


@value
class Tempo:
    """How soon pages of a case follow each other."""

    shares: tuple[float, ...]  # of delays, by `DELAYS`


@dataclass(frozen=True, slots=True, eq=False)
class Lags:
    """How likely each delay is, beside a day out of `RANGE_DAYS`; row: the earlier."""

    stated: Matrix  # the dates of both hold
    since: Matrix  # from a date that holds to a moment
    until: Matrix  # from a moment to a date that holds
    between: Matrix  # from moment to moment
    prior: Matrix  # of each page: that its date holds, then of each moment
    dated: NDArray[np.bool_]  # to the day
    days: Matrix  # the middle of the dates, 0 where there is none


def guessed_tempo() -> Tempo:
    """What is taken to hold before looking."""
    widths = np.diff(DELAYS)
    within = np.clip(RANGE_DAYS - DELAYS[:-1], 0.0, widths)
    shares = (1 - ANY_SHARE) / widths.size + ANY_SHARE * within / within.sum()
    return Tempo(shares=tuple(shares.tolist()))


def learned_tempo(guess: Tempo, delays: Matrix) -> Tempo:
    """The guess, filled with *delays* that were found."""
    guessed = np.array(guess.shares)
    found = (guessed * GUESS_WORTH + delays) / (GUESS_WORTH + delays.sum())
    kept = GUESS_KEPT * guessed + (1 - GUESS_KEPT) * found
    return Tempo(shares=tuple(kept.tolist()))


def compare_spans(spans: Sequence[Span], *, tempo: Tempo, wrong: float) -> Lags:
    """All pairs of a family; *wrong* is how many dates are taken to be wrong before looking."""
    low = np.array([span.low for span in spans])
    high = np.array([span.high for span in spans])
    stated = np.isfinite(low) & np.isfinite(high)
    dated = stated & (high - low <= DAY)
    coarse = stated & ~dated
    dates = _points(np.where(dated, low, 0.0), np.where(dated, high - low, 0.0))
    days = np.where(dated, dates[:, 1], 0.0)
    edges = _edges(np.concatenate((days[dated], low[coarse], high[coarse])))
    widths = np.diff(edges)
    moments = _points(edges[:-1], widths)
    possible = (edges[None, :-1] < high[:, None]) & (stated[:, None] | (edges[1:] > low[:, None]))
    middle = (edges[:-1] + edges[1:]) / 2
    off = np.maximum(np.abs(middle[None, :] - days[:, None]), 1.0)
    near = RANGE_DAYS / (2 * np.log(RANGE_DAYS) * off)
    slipped = np.where(dated[:, None], (1 - NEAR_WRONG) + NEAR_WRONG * near, 1.0)
    prior = widths / RANGE_DAYS * slipped * np.where(possible, 1.0, BOUND)
    prior *= np.where(stated, wrong, 1.0)[:, None]
    overlap = np.minimum(edges[1:], high[coarse, None]) - np.maximum(edges[:-1], low[coarse, None])
    prior[coarse] += (1 - wrong) * np.maximum(overlap, 0.0) / (high - low)[coarse, None]
    return Lags(
        stated=_likelihood(dates, dates, tempo),
        since=_likelihood(dates, moments, tempo),
        until=_likelihood(moments, dates, tempo),
        between=_likelihood(moments, moments, tempo),
        prior=np.concatenate((np.where(dated, 1 - wrong, 0.0)[:, None], prior), axis=1),
        dated=dated,
        days=days,
    )


def _points(start: Matrix, width: Matrix) -> Matrix:
    """A few moments in each stretch."""
    points: Matrix = start[:, None] + width[:, None] * np.array(POINTS)
    return points


def _edges(dates: Matrix) -> Matrix:
    """Where moments begin and end: at each date, and close to it where the next is far."""
    known = np.unique(dates)
    if not known.size:
        return np.array([0.0, RANGE_DAYS])
    wide = np.diff(known) > 3 * CLOSE_DAYS
    outer = np.array(OUTER_DAYS)
    edges = np.unique(
        np.concatenate(
            (
                known,
                known[:-1][wide] + CLOSE_DAYS,
                known[1:][wide] - CLOSE_DAYS,
                known[0] - outer,
                known[-1] + outer,
            )
        )
    )
    if edges.size > MOMENTS_MAX + 1:
        edges = edges[np.linspace(0, edges.size - 1, MOMENTS_MAX + 1).round().astype(np.int64)]
    return edges


def _likelihood(earlier: Matrix, later: Matrix, tempo: Tempo) -> Matrix:
    """Of the delay between two stretches, each moment of them as likely as the next."""
    day = np.array(tempo.shares) * (1 - SLIP_SHARE) / np.diff(DELAYS) * RANGE_DAYS
    table = np.concatenate(([0.0, SLIP_SHARE / SLIP_DAYS * RANGE_DAYS], day, [0.0]))
    starts = np.concatenate(([-SLIP_DAYS], DELAYS))
    total = np.zeros((earlier.shape[0], later.shape[0]))
    for one in range(earlier.shape[1]):
        for other in range(later.shape[1]):
            apart = later[None, :, other] - earlier[:, None, one]
            total += table[np.searchsorted(starts, apart, side="right")]
    mean: Matrix = np.maximum(total / (earlier.shape[1] * later.shape[1]), LEAST)
    return mean


def count_delays(lags: Lags, step: Matrix, holds: Matrix) -> Matrix:
    """How many steps took how long; a step counts as far as it is likely and both dates hold."""
    weight = step * np.outer(holds, holds)
    apart = lags.days[None, :] - lags.days[:, None]
    at = np.searchsorted(DELAYS, apart, side="right") - 1
    inside = (at >= 0) & (at < DELAYS.size - 1) & (weight > 0)
    counted: Matrix = np.bincount(
        at[inside], weights=weight[inside], minlength=DELAYS.size - 1
    ).astype(np.float64)
    return counted
