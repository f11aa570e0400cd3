"""Draw from what people elicited, and bound what any dependence between their assumptions allows.

In: quantiles, a seed.  Out: draws that are the same on every machine; boxes: of a quantity the lowest and the
highest number that each share of its distribution can end at.
Between two elicited quantiles a draw is spread evenly: that is a choice. A box makes none: between two
quantiles any number may hold, and of two quantities any dependence (Williamson and Downs 1990; Makarov 1981):

    lower end at p:  sup over u in [0, p] of  X(u) o Y(p - u)
    upper end at p:  inf over u in [p, 1] of  X(u) o Y(1 + p - u)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value

Numbers = NDArray[np.float64]
STEPS = 400  # shares of a distribution in a box; more narrow it by less than a part in 400
_BITS = 11  # of 64, the 53 that a number holds
_UNIT = 2.0**-53

Points = Sequence[tuple[float, float]]


@value
class Box:
    """Of each share 0, 1/STEPS ... 1 of a distribution the lowest and highest number that it can end at."""

    low: Numbers
    high: Numbers


def draws(points: Points, *, seed: int, name: str, count: int) -> Numbers:
    """*count* draws; the same for the same seed and name, whatever else is drawn.

    Raw bits of PCG64 are taken, which NumPy promises never to change.
    """
    digest = hashlib.sha256(f"{seed} {name}".encode()).digest()
    bits = np.random.PCG64(int.from_bytes(digest[:16], "big")).random_raw(count)
    return quantile(points, (bits >> _BITS).astype(np.float64) * _UNIT)


def quantile(points: Points, share: Numbers | float) -> Numbers:
    """The number that *share* of the distribution lies below, evenly spread between quantiles."""
    found = np.interp(share, [p for p, _ in points], [v for _, v in points])
    return np.asarray(found, dtype=np.float64)


def box_of(points: Points) -> Box:
    """What is known of the distribution from its quantiles alone."""
    at = np.arange(STEPS + 1) / STEPS
    shares, values = np.array([p for p, _ in points]), np.array([v for _, v in points])
    below = np.searchsorted(shares, at + 1e-12, side="right") - 1
    above = np.minimum(np.searchsorted(shares, at - 1e-12, side="left"), len(values) - 1)
    return Box(low=values[below], high=values[above])


def fixed(number: float) -> Box:
    """A number that is known."""
    return Box(low=np.full(STEPS + 1, number), high=np.full(STEPS + 1, number))


def between(low: float, high: float) -> Box:
    """A number of which only its ends are known."""
    return Box(low=np.full(STEPS + 1, low), high=np.full(STEPS + 1, high))


def what_is_left(box: Box) -> Box:
    """1 minus the quantity."""
    return Box(low=1 - box.high[::-1], high=1 - box.low[::-1])


def negative(box: Box) -> Box:
    """Minus the quantity."""
    return Box(low=-box.high[::-1], high=-box.low[::-1])


def times(one: Box, other: Box) -> Box:
    """The product of two quantities of 0 and more, whatever their dependence."""
    return _whatever(one, other, np.multiply)


def plus(one: Box, other: Box) -> Box:
    """The sum of two quantities, whatever their dependence."""
    return _whatever(one, other, np.add)


def _whatever(one: Box, other: Box, joined: Callable[[Numbers, Numbers], Numbers]) -> Box:
    low, high = np.empty(STEPS + 1), np.empty(STEPS + 1)
    for p in range(STEPS + 1):
        low[p] = joined(one.low[: p + 1], other.low[p::-1]).max()
        high[p] = joined(one.high[p:], other.high[: p - 1 if p else None : -1]).min()
    return Box(low=low, high=high)
