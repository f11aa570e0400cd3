"""Intervals that know that the model was chosen: bias-corrected accelerated bootstrap.

In: patterns and a rule that makes of tables numbers of people, choosing a model for each.  Out: an
interval. The choice is made anew in every table drawn from the counts (Chan, Silverman and Vincent
2021; Silverman, Chan and Vincent 2024); ends are corrected as by Efron (1987), the acceleration by
leaving out one person of each pattern.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from firsthand.weigh.systems.answers import ENDS, SHARES, Interval
from firsthand.weigh.systems.loglinear import patterns_of
from firsthand.weigh.systems.patterns import Patterns

NONE_SHARE_MAX = 0.05  # of tables drawn that have no estimate: more, and there is no interval

Floats = npt.NDArray[np.float64]
Rule = Callable[[Floats], Floats]


def counts_of(patterns: Patterns) -> Floats:
    """The counts in the order of `patterns_of`."""
    table = patterns.table
    cells = patterns_of(len(patterns.lists))
    return np.array([table.get(cell, 0) for cell in cells], dtype=np.float64)


def bootstrapped(
    patterns: Patterns, rule: Rule, *, tables_count: int, dice: np.random.Generator
) -> Interval | None:
    """The interval of *rule*; None where it has no estimate, here or in many tables drawn."""
    counts = counts_of(patterns)
    documented = counts.sum()
    met = np.flatnonzero(counts)
    without = np.repeat(counts[None], len(met), axis=0)
    without[np.arange(len(met)), met] -= 1.0
    again = dice.multinomial(int(documented), counts / documented, tables_count)
    people = rule(np.concatenate([counts[None], without, again.astype(np.float64)]))
    here, left_out, drawn = people[0], people[1 : len(met) + 1], people[len(met) + 1 :]
    if not np.isfinite(here) or np.isinf(drawn).mean() > NONE_SHARE_MAX:
        return None
    ends = corrected(drawn, float(here), acceleration(left_out, counts[met]))
    return Interval(
        low=float(min(ends[0], here)),
        median=float(here),
        high=float(max(ends[2], here)),
        points=tuple(ends[3:].tolist()),
    )


def acceleration(left_out: Floats, counts: Floats) -> float:
    """A sixth of the skewness of the numbers found without one person, *counts* times each."""
    known = np.isfinite(left_out)
    left_out, counts = left_out[known], counts[known]
    moved = (left_out * counts).sum() / counts.sum() - left_out
    spread = float((counts * moved**2).sum())
    return float((counts * moved**3).sum()) / (6.0 * spread**1.5) if spread > 0 else 0.0


def corrected(drawn: Floats, here: float, accelerated: float) -> Floats:
    """The numbers at `ENDS` and `SHARES`, corrected for bias and acceleration."""
    ordered = np.sort(drawn)
    below = (np.sum(ordered < here) + 0.5 * np.sum(ordered == here)) / len(ordered)
    least = 0.5 / len(ordered)
    bias = ndtri(np.clip(below, least, 1 - least))
    normal = bias + ndtri(np.concatenate([ENDS, SHARES]))
    stretched = 1.0 - accelerated * normal
    shares = ndtr(bias + normal / np.where(stretched > 0, stretched, np.nan))
    shares = np.where(stretched > 0, shares, np.where(normal > 0, 1.0, 0.0))
    places = np.clip(shares * (len(ordered) + 1) - 1, 0, len(ordered) - 1)
    low, high = ordered[np.floor(places).astype(int)], ordered[np.ceil(places).astype(int)]
    finite = np.isfinite(high)
    step = np.where(finite, high, low) - low
    numbers: Floats = np.where(finite | (places % 1 == 0), low + step * (places % 1), np.inf)
    return numbers
