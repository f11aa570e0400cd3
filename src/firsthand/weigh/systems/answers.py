"""One method's answer as a distribution of how many people there are.

In: draws, weights on a grid, or a normal logarithm of the unseen.  Out: `Interval`: the middle, the
ends of 95 percent, and the numbers in between that answers of several strata are added with.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from firsthand.model.value import value

POINTS_COUNT = 400  # of the distribution kept: enough for ends at 2.5 percent
EXPONENT_MAX = 50.0  # more people than ever lived are without limit
SUMS_COUNT = 40_000  # draws of a sum of strata: the ends are then right to about one percent
SUMS_SEED = 1997

Floats = npt.NDArray[np.float64]
SHARES: Floats = (np.arange(POINTS_COUNT) + 0.5) / POINTS_COUNT
ENDS: Floats = np.array([0.025, 0.5, 0.975])


@value
class Interval:
    """A 95 percent interval for all people, and its middle.

    `points` are the numbers below which the shares `SHARES` of the distribution lie; empty where
    there is no distribution but the interval alone.
    """

    low: float
    median: float
    high: float
    points: tuple[float, ...] = ()


def from_log_normal(documented: int, log_unseen: float, error: float) -> Interval:
    """The documented and the unseen; the logarithm of the unseen is taken as normal."""
    return from_quantiles(documented, log_unseen + error * ndtri(np.concatenate([ENDS, SHARES])))


def from_quantiles(documented: int, logs: Floats) -> Interval:
    """The same of any distribution, by its logarithms of the unseen at `ENDS` and `SHARES`."""
    numbers = documented + np.exp(np.minimum(logs, EXPONENT_MAX))
    return _interval(np.where(logs < EXPONENT_MAX, numbers, math.inf))


def from_draws(draws: npt.ArrayLike) -> Interval:
    """The quantiles of draws of all people; an infinite draw counts as the greatest of all."""
    ordered = np.sort(np.asarray(draws, dtype=np.float64), axis=None)
    places = np.concatenate([ENDS, SHARES]) * (len(ordered) - 1)
    below = ordered[np.floor(places).astype(int)]
    above = ordered[np.ceil(places).astype(int)]
    with np.errstate(invalid="ignore"):
        numbers = np.where(np.isinf(above), above, below + (above - below) * (places % 1.0))
    return _interval(np.where(places % 1.0 == 0.0, below, numbers))


def from_weights(people: Floats, weights: Floats) -> Interval:
    """The quantiles of a distribution with *weights* up to each number of *people*, which rises."""
    reached = np.cumsum(weights)
    shares = np.concatenate([ENDS, SHARES]) * reached[-1]
    return _interval(np.interp(shares, reached, people))


def added(intervals: list[Interval]) -> Interval | None:
    """The answer for strata together, their answers being independent; None if one has no points."""
    if not intervals or not all(each.points for each in intervals):
        return None
    dice = np.random.default_rng(SUMS_SEED)
    draws = np.zeros(SUMS_COUNT)
    for each in intervals:
        draws += np.asarray(each.points)[dice.integers(0, len(each.points), SUMS_COUNT)]
    return from_draws(draws)


def _interval(numbers: Floats) -> Interval:
    return Interval(
        low=float(numbers[0]),
        median=float(numbers[1]),
        high=float(numbers[2]),
        points=tuple(numbers[3:].tolist()),
    )
