"""Average over every way in which lists may depend on one another that is a decomposable graph.

In: patterns.  Out: the posterior interval of how many people there are (Madigan and York 1997).
For such a graph the probability of the table has a closed form, a product over cliques divided by
one over separators, with a Dirichlet prior of the same small weight on each cell; the number of
people has prior 1/N. Nothing is simulated.
"""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from firsthand.weigh.systems.choice import Interval
from firsthand.weigh.systems.patterns import Patterns

LISTS_MAX = 5  # 822 graphs; with six lists there are 18,154
GRID_COUNT = 6_000  # points between nobody unseen and the most that are considered
UNSEEN_TIMES_DOCUMENTED = 40  # the most unseen people considered, for each documented one
EDGE_SHARE_MAX = 1e-3  # weight at the last point: more, and the posterior was cut off
COMPLETE_SHARE_MAX = 0.5  # more, and mostly the prior would speak
CELL_WEIGHT_OF_ALL = 1.0  # the prior's weight over all cells together, shared by them

Floats = npt.NDArray[np.float64]
Lists = frozenset[int]
Graph = tuple[tuple[Lists, Lists], ...]  # for each list: its clique, and the clique without it


def averaged_over_graphs(patterns: Patterns) -> Interval | None:
    """The posterior median and 95 percent interval; None where the posterior does not end."""
    if len(patterns.lists) > LISTS_MAX or not patterns.documented:
        return None
    unseen = _grid(patterns.documented)
    margins = {
        some: _log_margin(patterns, some, unseen)
        for size in range(len(patterns.lists) + 1)
        for some in map(Lists, itertools.combinations(range(len(patterns.lists)), size))
    }
    people = unseen + patterns.documented
    prior = gammaln(people + 1) - gammaln(unseen + 1) - np.log(people) + np.log(_steps(unseen))
    logs = np.array(
        [
            prior + sum((margins[c] - margins[s] for c, s in graph), np.zeros_like(unseen))
            for graph in decomposable_graphs(len(patterns.lists))
        ]
    )
    by_graph = np.exp(logs - logs.max())
    by_graph /= by_graph.sum()
    weights = by_graph.sum(axis=0)
    if weights[-1] > EDGE_SHARE_MAX or _says_nothing(patterns, by_graph.sum(axis=1)):
        return None
    reached = np.cumsum(weights)
    ends = people + _steps(unseen) / 2 - 0.5  # a point stands for the numbers up to here
    low, median, high = (float(np.interp(q, reached, ends)) for q in (0.025, 0.5, 0.975))
    return Interval(low=low, median=median, high=high)


def _says_nothing(patterns: Patterns, weights: Floats) -> bool:
    """Whether the graph in which all lists depend on one another holds most of the weight.

    Under it the table says nothing of people on no list, and the prior alone would speak.
    """
    everyone = Lists(range(len(patterns.lists)))
    complete = [
        any(clique == everyone for clique, _ in graph)
        for graph in decomposable_graphs(len(patterns.lists))
    ]
    return float(weights[np.array(complete)].sum()) > COMPLETE_SHARE_MAX


@lru_cache(maxsize=LISTS_MAX)
def decomposable_graphs(lists_count: int) -> tuple[Graph, ...]:
    """Every graph on the lists without a circle of four or more that has no chord.

    >>> [len(decomposable_graphs(n)) for n in (2, 3, 4)]
    [2, 8, 61]
    """
    pairs = list(itertools.combinations(range(lists_count), 2))
    graphs = []
    for chosen in itertools.product((False, True), repeat=len(pairs)):
        edges = {pair for pair, taken in zip(pairs, chosen, strict=True) if taken}
        graph = _eliminated(lists_count, edges)
        if graph is not None:
            graphs.append(graph)
    return tuple(graphs)


def _eliminated(lists_count: int, edges: set[tuple[int, int]]) -> Graph | None:
    """The lists in an order in which the earlier neighbours of each all know one another.

    Maximum cardinality search finds such an order if there is one (Tarjan and Yannakakis 1984).
    """
    near: dict[int, set[int]] = {each: set() for each in range(lists_count)}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    placed: list[int] = []
    graph = []
    while len(placed) < lists_count:
        left = [each for each in range(lists_count) if each not in placed]
        following = max(left, key=lambda each: (len(near[each] & set(placed)), -each))
        earlier = near[following] & set(placed)
        if any(other not in near[one] for one, other in itertools.combinations(earlier, 2)):
            return None
        graph.append((Lists(earlier | {following}), Lists(earlier)))
        placed.append(following)
    return tuple(graph)


def _log_margin(patterns: Patterns, some: Lists, unseen: Floats) -> Floats:
    """The logarithm of the probability of the table over *some* lists, for each number unseen."""
    lists = sorted(some)
    cells_count = 2 ** len(patterns.lists)
    weight = CELL_WEIGHT_OF_ALL / cells_count * 2 ** (len(patterns.lists) - len(lists))
    total = np.zeros_like(unseen)
    for marks in itertools.product((0, 1), repeat=len(lists)):
        seen = sum(
            n
            for pattern, n in patterns.counts
            if all(pattern[each] == mark for each, mark in zip(lists, marks, strict=True))
        )
        people = seen + (0 if any(marks) else unseen)
        total = total + gammaln(people + weight) - gammaln(weight)
    everyone = CELL_WEIGHT_OF_ALL + patterns.documented + unseen
    result: Floats = total + gammaln(CELL_WEIGHT_OF_ALL) - gammaln(everyone)
    return result


def _grid(documented: int) -> Floats:
    """Numbers of unseen people: each one while they are few, then ever further apart."""
    most = UNSEEN_TIMES_DOCUMENTED * documented
    spread = np.geomspace(1, most + 1, GRID_COUNT) - 1
    points: Floats = np.unique(np.round(spread)).astype(np.float64)
    return points


def _steps(points: Floats) -> Floats:
    """How many whole numbers each point of the grid stands for."""
    middles = (points[1:] + points[:-1]) / 2
    ends = np.concatenate(([-0.5], middles, [points[-1] + 0.5]))
    widths: Floats = np.diff(ends)
    return widths
