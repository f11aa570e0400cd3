"""Average over every way in which lists may depend on one another that is a decomposable graph.

In: patterns.  Out: the posterior of how many people there are (Madigan and York 1997). For such a
graph the probability of the table has a closed form, a product over cliques divided by one over
separators, with a Dirichlet prior of the same small weight on each cell; the number of people has
prior 1/N. Nothing is simulated.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from firsthand.weigh.systems.answers import Interval, from_weights
from firsthand.weigh.systems.patterns import Patterns

LISTS_MAX = 6  # 18,154 graphs; with seven lists there are 617,675
GRID_COUNT = 6_000  # points between nobody unseen and the most that are considered
GRID_COUNT_OF_SIX = 1_500  # 18,154 graphs at each
COLUMNS_AT_ONCE = 250  # of the grid: 18,154 graphs are then 36 MB
UNSEEN_TIMES_DOCUMENTED = 40  # the most unseen people considered, for each documented one
EDGE_SHARE_MAX = 1e-3  # weight at the last point: more, and the posterior was cut off
COMPLETE_SHARE_MAX = 0.5  # more, and mostly the prior would speak
CELL_WEIGHT_OF_ALL = 1.0  # the prior's weight over all cells together, shared by them

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int8]


def averaged_over_graphs(patterns: Patterns) -> Interval | None:
    """The posterior median and 95 percent interval; None where the posterior does not end."""
    size = len(patterns.lists)
    if not 2 <= size <= LISTS_MAX or not patterns.documented:
        return None
    unseen = _grid(patterns.documented, GRID_COUNT if size < LISTS_MAX else GRID_COUNT_OF_SIX)
    margins = np.array([_log_margin(patterns, some, unseen) for some in range(2**size)])
    people = unseen + patterns.documented
    steps = _steps(unseen)
    prior = gammaln(people + 1) - gammaln(unseen + 1) - np.log(people) + np.log(steps)
    weights, complete_share = _weights(decomposable_graphs(size), margins, prior)
    if weights[-1] > EDGE_SHARE_MAX or complete_share > COMPLETE_SHARE_MAX:
        return None
    return from_weights(people + steps / 2 - 0.5, weights)


def _weights(graphs: Whole, margins: Floats, prior: Floats) -> tuple[Floats, float]:
    """The weight of each point of the grid, and the share of the graph in which all depend on all.

    Under that graph the table says nothing of people on no list: the prior alone would speak.
    """
    coefficients = graphs.astype(np.float64)
    complete = np.flatnonzero(graphs[:, -1] == 1)
    parts = []
    for start in range(0, len(prior), COLUMNS_AT_ONCE):
        columns = slice(start, start + COLUMNS_AT_ONCE)
        logs = coefficients @ margins[:, columns] + prior[columns]
        top = float(logs.max())
        np.exp(logs - top, out=logs)
        parts.append((top, logs.sum(axis=0), float(logs[complete].sum())))
    highest = max(top for top, _, _ in parts)
    weights = np.concatenate([part * np.exp(top - highest) for top, part, _ in parts])
    share = sum(part * float(np.exp(top - highest)) for top, _, part in parts)
    total = float(weights.sum())
    return weights / total, share / total


@lru_cache(maxsize=LISTS_MAX)
def decomposable_graphs(lists_count: int) -> Whole:
    """Every graph without a circle of four or more that has no chord: one row each.

    A column is a set of lists as bits; 1 for each clique and -1 for each separator, so that a row
    times the logarithms of the margins' probabilities is that of the table. A graph is decomposable
    if some list's neighbours all know one another and the graph without that list is decomposable
    (Dirac 1961): tables of n lists are made from those of n - 1.

    >>> [len(decomposable_graphs(n)) for n in (2, 3, 4)]
    [2, 8, 61]
    """
    rows, decomposable = _table(lists_count)
    graphs: Whole = rows[decomposable]
    return graphs


@lru_cache(maxsize=LISTS_MAX + 1)
def _table(lists_count: int) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """For every graph, as bits of its pairs, its row; and whether it is decomposable."""
    if lists_count == 1:
        return np.array([[0, 1]], dtype=np.int8), np.array([True])
    pairs = list(itertools.combinations(range(lists_count), 2))
    place = {pair: n for n, pair in enumerate(pairs)}
    graphs = np.arange(2 ** len(pairs))
    near = np.zeros((lists_count, len(graphs)), dtype=np.int64)
    for (one, other), n in place.items():
        edge = graphs >> n & 1
        near[one] |= edge << other
        near[other] |= edge << one
    smaller_rows, smaller_decomposable = _table(lists_count - 1)
    rows = np.zeros((len(graphs), 2**lists_count), dtype=np.int8)
    found = np.zeros(len(graphs), dtype=bool)
    for taken in range(lists_count):
        left = [each for each in range(lists_count) if each != taken]
        smaller = np.zeros(len(graphs), dtype=np.int64)
        for n, (a, b) in enumerate(itertools.combinations(range(lists_count - 1), 2)):
            smaller |= (graphs >> place[left[a], left[b]] & 1) << n
        known = np.ones(len(graphs), dtype=bool)
        for one, other in itertools.combinations(left, 2):
            both = (near[taken] >> one & 1) & (near[taken] >> other & 1)
            known &= (both == 0) | (graphs >> place[one, other] & 1 == 1)
        new = np.flatnonzero(known & smaller_decomposable[smaller] & ~found)
        spread = [sum(1 << left[n] for n in range(lists_count - 1) if some >> n & 1) for some in range(2 ** (lists_count - 1))]  # fmt: skip
        rows[np.ix_(new, np.array(spread))] = smaller_rows[smaller[new]]
        rows[new, near[taken, new] | 1 << taken] += 1
        rows[new, near[taken, new]] -= 1
        found[new] = True
    return rows, found


def _log_margin(patterns: Patterns, some: int, unseen: Floats) -> Floats:
    """The logarithm of the probability of the table over *some* lists, for each number unseen."""
    lists = [each for each in range(len(patterns.lists)) if some >> each & 1]
    weight = CELL_WEIGHT_OF_ALL / 2 ** len(lists)
    total = np.zeros_like(unseen)
    for marks in itertools.product((0, 1), repeat=len(lists)):
        seen = sum(
            n
            for pattern, n in patterns.counts
            if all(pattern[each] == mark for each, mark in zip(lists, marks, strict=True))
        )
        if any(marks):
            total += gammaln(seen + weight) - gammaln(weight)
        else:
            total += gammaln(seen + unseen + weight) - gammaln(weight)
    everyone = CELL_WEIGHT_OF_ALL + patterns.documented + unseen
    result: Floats = total + gammaln(CELL_WEIGHT_OF_ALL) - gammaln(everyone)
    return result


def _grid(documented: int, count: int) -> Floats:
    """Numbers of unseen people: each one while they are few, then ever further apart."""
    most = UNSEEN_TIMES_DOCUMENTED * documented
    spread = np.geomspace(1, most + 1, count) - 1
    points: Floats = np.unique(np.round(spread)).astype(np.float64)
    return points


def _steps(points: Floats) -> Floats:
    """How many whole numbers each point of the grid stands for."""
    middles = (points[1:] + points[:-1]) / 2
    ends = np.concatenate(([-0.5], middles, [points[-1] + 0.5]))
    widths: Floats = np.diff(ends)
    return widths
