"""Estimate how many people there are from how lists overlap: several methods side by side.

In: patterns.  Out: each method's interval, the union of all, and reasons to give no number.
The methods differ because they assume different things of how lists depend on one another, and the
table cannot say which is right. That difference is the message: they are shown together.
"""

from __future__ import annotations

import itertools
import math

from firsthand.model.value import value
from firsthand.weigh.systems.answers import Interval
from firsthand.weigh.systems.bounds import chao, chapman, no_highest_order
from firsthand.weigh.systems.choice import averaged, forward, interval_of, models
from firsthand.weigh.systems.graphs import averaged_over_graphs
from firsthand.weigh.systems.patterns import Patterns

LEVEL = "95"
LISTS_MIN = 3  # with two, nothing in the table shows whether they depend on one another
LISTS_MAX = 10  # with more, hardly any cell has people in it
OVERLAP_MIN = 10  # people on two lists or more; with fewer the unseen may be any number
CONTAINED_MIN = 5  # a list of fewer people may lie in another by chance
PEOPLE_MAX = 1e10  # more than live: the method has no upper end

CHAO = "Chao's lower bound"
CHAO_FEW = "lower bound for few lists"
LOWER_BOUNDS = {CHAO, CHAO_FEW}


@value
class Method:
    """One method's answer: a 95 percent interval for all people, and its middle."""

    name: str
    low: int
    median: int
    high: int
    level: str


@value
class Systems:
    """All answers. `union` holds every method's interval; None where nothing may be said."""

    documented: int
    methods: tuple[Method, ...]
    union: tuple[int, int] | None
    refused: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


_ASSUMPTIONS = (
    "records of one person were linked across lists; missed links make every number too large",
    "all lists are of the same people, place and time",
    "everyone could have been on some list; if not, the numbers are lower bounds for all",
)


def estimate(patterns: Patterns) -> Systems:
    """Every method that gives an answer for *patterns*, or the reasons why none is given."""
    refused = _reasons(patterns)
    if refused:
        return Systems(
            documented=patterns.documented, methods=(), union=None, refused=tuple(refused)
        )
    methods = _methods(patterns)
    if not any(method.name not in LOWER_BOUNDS for method in methods):
        reason = "no model of these lists has an estimate: too many cells are empty"
        return Systems(documented=patterns.documented, methods=(), union=None, refused=(reason,))
    return Systems(
        documented=patterns.documented,
        methods=tuple(methods),
        union=(min(m.low for m in methods), max(m.high for m in methods)),
        refused=tuple(_disagreements(methods)),
        assumptions=_ASSUMPTIONS,
    )


def _methods(patterns: Patterns) -> list[Method]:
    documented = patterns.documented
    way = forward(patterns)
    fits = models(patterns)
    found: list[tuple[str, Interval | None]] = [
        (CHAO, chao(patterns)),
        (CHAO_FEW, chao(patterns, few_lists=True)),
        ("log-linear, forward selection", interval_of(way[-1], documented) if way else None),
        ("log-linear, BIC average", averaged(fits, documented, price=math.log(documented))),
        ("log-linear, AIC average", averaged(fits, documented, price=2.0)),
        ("no highest-order interaction", no_highest_order(patterns)),
        ("decomposable graphs, averaged", averaged_over_graphs(patterns)),
    ]
    return [
        Method(
            name=name,
            low=round(interval.low),
            median=round(interval.median),
            high=round(interval.high),
            level=LEVEL,
        )
        for name, interval in found
        if interval is not None and interval.high < PEOPLE_MAX
    ]


def _reasons(patterns: Patterns) -> list[str]:
    """Why no number is given, all that apply."""
    lists_count = len(patterns.lists)
    if not patterns.documented:
        return ["nobody is on any list"]
    if lists_count < LISTS_MIN:
        return [_too_few(patterns)]
    if lists_count > LISTS_MAX:
        return [f"expected at most {LISTS_MAX} lists, found {lists_count}: join some of them first"]
    return [*_empty(patterns), *_contained(patterns), *_apart(patterns), *_sparse(patterns)]


def _too_few(patterns: Patterns) -> str:
    reason = (
        f"expected {LISTS_MIN} lists or more, found {len(patterns.lists)}: whether people on one "
        "are more likely to be on another cannot be seen"
    )
    if len(patterns.lists) == 2:
        first, second, both = (patterns.on_all(some) for some in ((0,), (1,), (0, 1)))
        people = round(chapman(first, second, both))
        reason += f"; if they are not, there are about {people:,} (Chapman)"
    return reason


def _empty(patterns: Patterns) -> list[str]:
    return [
        f"nobody is on the list {name}"
        for n, name in enumerate(patterns.lists)
        if not patterns.on_all((n,))
    ]


def _contained(patterns: Patterns) -> list[str]:
    """A list that lies wholly in another was most likely made from it."""
    return [
        f"everyone on the list {patterns.lists[part]} is on {patterns.lists[whole]}: derived from it"
        for part, whole in itertools.permutations(range(len(patterns.lists)), 2)
        if patterns.on_all((part,)) >= CONTAINED_MIN
        and patterns.on_all((part,)) == patterns.on_all(tuple(sorted((part, whole))))
    ]


def _apart(patterns: Patterns) -> list[str]:
    """A list that meets no other may be of other people."""
    return [
        f"nobody on the list {name} is on another: it may be of other people"
        for n, name in enumerate(patterns.lists)
        if patterns.on_all((n,))
        and not any(p[n] and sum(p) > 1 and count for p, count in patterns.counts)
    ]


def _sparse(patterns: Patterns) -> list[str]:
    several = sum(count for pattern, count in patterns.counts if sum(pattern) > 1)
    if several >= OVERLAP_MIN:
        return []
    return [f"expected {OVERLAP_MIN} people or more on two lists, found {several}"]


def _disagreements(methods: list[Method]) -> list[str]:
    """Intervals that do not meet: none of them may be taken by itself. A lower bound is no rival."""
    rivals = [method for method in methods if method.name not in LOWER_BOUNDS]
    if max(m.low for m in rivals) <= min(m.high for m in rivals):
        return []
    lowest = min(rivals, key=lambda m: (m.high, m.name))
    highest = max(rivals, key=lambda m: (m.low, m.name))
    return [
        (
            f"methods disagree beyond their own intervals ({lowest.name}: up to {lowest.high:,}; "
            f"{highest.name}: from {highest.low:,}): no single number, only the union"
        )
    ]
