"""Fit log-linear models to many tables at once, and choose one for each.

In: tables of counts, one a row.  Out: for each table the logarithm of the unseen, or that it has no
estimate. This is what `loglinear` does for one table, by the same extended maximum likelihood, for
the thousands of tables that a bootstrap makes.

A model is a set of terms; a term none of whose lists' people meet is minus infinity in that table:
its cells are left out (Fienberg and Rinaldo 2012; Chan, Silverman and Vincent 2021).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, pdtr, pdtrc, xlogy

from firsthand.model.value import value
from firsthand.weigh.systems.loglinear import Term, patterns_of

STEPS_MAX = 40  # Newton's steps; most settle in six
SETTLED = 1e-8
EXPONENT_MAX = 40.0  # exp of more is beyond any population
MEAN_MIN = 1e-7  # a cell's mean that goes to nothing: the estimate does not exist inside
ERROR_MAX = 30.0  # of the logarithm of the unseen: the table does not identify it
RIDGE = 1e-10  # keeps a matrix that has no inverse from stopping the others
RAREST = 1e-290  # a tail below is compared by its leading term
CONVERGING_MAX = 5.0  # a step longer than this is shortened

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


@value
class Batch:
    """One model's fit to each table. Where `exists` is false the other numbers mean nothing."""

    log_unseen: Floats
    error: Floats  # of the logarithm of the unseen, for one model that was not chosen
    means: Floats  # (tables, cells); 0 where a cell is left out
    deviance: Floats
    parameters_count: Floats
    exists: Marks


@lru_cache(maxsize=32)
def cells_of(lists_count: int) -> Floats:
    """A row of 0 and 1 for each pattern but that of no list, in the order of `patterns_of`."""
    return np.array(patterns_of(lists_count), dtype=np.float64)


def columns_of(lists_count: int, terms: Sequence[Term]) -> Floats:
    """A column for each term: 1 where a cell is on all its lists."""
    cells = cells_of(lists_count)
    if not terms:
        return np.zeros((len(cells), 0))
    return np.stack([cells[:, sorted(term)].prod(axis=1) for term in terms], axis=1)


def fit_all(tables: Floats, lists_count: int, terms: Sequence[Term], taken: Marks) -> Batch:
    """Fit to each table (a row, cells in the order of `patterns_of`) the terms that are *taken*.

    *taken* has a row for each table and a column for each of *terms*.
    """
    columns = columns_of(lists_count, terms)
    met = tables @ columns > 0
    dead = taken & ~met
    used = (dead.astype(np.float64) @ columns.T) == 0.0
    within = np.array([[a < b for b in terms] for a in terms], dtype=bool).reshape(
        len(terms), len(terms)
    )
    live = taken & met & ~(dead.astype(np.float64) @ within > 0.0)
    cells = cells_of(lists_count)
    design = np.concatenate([np.ones((len(cells), 1)), cells, columns], axis=1)
    active = np.concatenate([np.ones((len(tables), 1 + lists_count), dtype=bool), live], axis=1)
    present = np.flatnonzero(active.any(axis=0))
    coefficients, means, error, settled = _newton(
        tables * used, design[:, present], active[:, present], used
    )
    least = np.where(used, means, np.inf).min(axis=1)
    deviance = 2.0 * (
        xlogy(tables, tables) - xlogy(tables, np.where(used, means, 1.0)) - (tables - means)
    ).sum(axis=1)  # fmt: skip
    return Batch(
        log_unseen=coefficients[:, 0],
        error=error,
        means=means,
        deviance=deviance,
        parameters_count=1.0 + lists_count + taken.sum(axis=1),
        exists=settled & (least > MEAN_MIN) & (error < ERROR_MAX),
    )


def _newton(
    counts: Floats, design: Floats, active: Marks, used: Marks
) -> tuple[Floats, Floats, Floats, Marks]:
    """Coefficients, means, the error of the first coefficient, and whether the steps settled."""
    tables, width = active.shape
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    off = ~active
    keep = (active[:, :, None] & active[:, None, :]).astype(np.float64)
    diagonal = np.arange(width)
    coefficients = np.zeros((tables, width))
    moved = np.full(tables, np.inf)
    means = (counts + 0.5) * used
    linear = np.log(counts + 0.5)
    information = np.empty((tables, width, width))
    for step in range(STEPS_MAX):
        information = (means @ products).reshape(tables, width, width) * keep
        information[:, diagonal, diagonal] += off + RIDGE * means.sum(axis=1, keepdims=True)
        target = means * linear if step == 0 else counts - means
        score = (target @ design) * active
        change = np.linalg.solve(information, score[:, :, None])[:, :, 0]
        longest = np.abs(change).max(axis=1)
        if step:
            change *= np.minimum(1.0, CONVERGING_MAX / np.maximum(longest, 1e-300))[:, None]
        coefficients += change
        moved = np.where(np.isfinite(longest), longest, np.inf)
        linear = np.clip(coefficients @ design.T, -EXPONENT_MAX, EXPONENT_MAX)
        means = np.exp(linear) * used
        if step and float(moved.max()) < SETTLED:
            break
    information = (means @ products).reshape(tables, width, width) * keep
    information[:, diagonal, diagonal] += off + RIDGE * means.sum(axis=1, keepdims=True)
    first = np.zeros((tables, width, 1))
    first[:, 0] = 1.0
    variance = np.linalg.solve(information, first)[:, 0, 0]
    error = np.sqrt(np.where(variance > 0, variance, np.inf))
    inside = np.abs(coefficients @ design.T * used).max(axis=1) < EXPONENT_MAX
    return coefficients, means, error, (moved < SETTLED) & inside


def stepwise(
    tables: Floats, lists_count: int, *, rare_share: float
) -> tuple[Floats, Marks, list[Term]]:
    """The people that forward selection finds in each table, and which pairs of lists it took.

    The published rule: the pair with the lowest one-sided Poisson tail of its overlap under the model
    so far enters if that tail is below *rare_share* and the larger model has an estimate; until no
    pair does. Infinite where even the model without pairs has none.
    """
    pairs = [Term(pair) for pair in itertools.combinations(range(lists_count), 2)]
    columns = columns_of(lists_count, pairs)
    overlaps = tables @ columns
    taken = np.zeros((len(tables), len(pairs)), dtype=bool)
    tried = taken.copy()
    found = fit_all(tables, lists_count, pairs, taken)
    log_unseen = np.where(found.exists, found.log_unseen, math.inf)
    means = found.means.copy()
    open_ = np.flatnonzero(found.exists)
    while len(open_):
        tails = log_tails(overlaps[open_], means[open_] @ columns)
        tails[tried[open_]] = math.inf
        rarest = tails.argmin(axis=1)
        enough = tails[np.arange(len(open_)), rarest] < math.log(rare_share)
        open_, rarest = open_[enough], rarest[enough]
        if not len(open_):
            break
        tried[open_, rarest] = True
        larger = taken[open_]
        larger[np.arange(len(open_)), rarest] = True
        found = fit_all(tables[open_], lists_count, pairs, larger)
        better = open_[found.exists]
        taken[better] = larger[found.exists]
        log_unseen[better] = found.log_unseen[found.exists]
        means[better] = found.means[found.exists]
    with np.errstate(over="ignore"):
        people = tables.sum(axis=1) + np.exp(log_unseen)
    return people, taken, pairs


def log_tails(observed: Floats, expected: Floats) -> Floats:
    """How rare an overlap is: the logarithm of the smaller of its two Poisson tails.

    A tail too small for a double is compared by its leading term, the probability itself.
    """
    mean = np.maximum(expected, 1e-300)
    below = pdtr(observed, mean)
    above = np.where(observed > 0, pdtrc(np.maximum(observed - 1.0, 0.0), mean), 1.0)
    tail = np.minimum(below, above)
    point = xlogy(observed, mean) - mean - gammaln(observed + 1.0)
    with np.errstate(divide="ignore"):
        logs: Floats = np.where(tail > RAREST, np.log(tail), point)
    return np.where(expected > 0, logs, 0.0)


def best_of(
    tables: Floats, lists_count: int, models: Sequence[tuple[Term, ...]]
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """The people by the model with the least BIC in each table, and which model that is."""
    documented = tables.sum(axis=1)
    least = np.full(len(tables), np.inf)
    log_unseen = np.full(len(tables), np.inf)
    which = np.full(len(tables), -1)
    for number, terms in enumerate(models):
        taken = np.ones((len(tables), len(terms)), dtype=bool)
        found = fit_all(tables, lists_count, terms, taken)
        criterion = found.deviance + np.log(documented) * found.parameters_count
        better = found.exists & (criterion < least)
        least[better] = criterion[better]
        log_unseen[better] = found.log_unseen[better]
        which[better] = number
    with np.errstate(over="ignore"):
        people = documented + np.exp(log_unseen)
    return people, which
