"""Who was first, for a reader who knows who is joined with whom: the days and habits of all trees with another root.

In: of one story its steps, which of them words or names tell the direction of, how likely each page is of each
day, how long copies wait, how likely the press grows such a tree.  Out: the chance that the likeliest first page
is the true one. Only who was first is asked: the tree but for its direction is given, so the bound is generous.
What presses there are is not known here but in `bench/bounds.py`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ORDERS_DRAWN = 60  # orders in which a tree may have grown, drawn alike likely
LEAST = 1e-300

Days = NDArray[np.float64]
Habit = Callable[
    [int, int, int], float
]  # of a step: pages before it, is it from the first, pages in all


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """Pages that hang together; `parent` of each, the first page's is -1."""

    parent: tuple[int, ...]
    told: tuple[
        bool, ...
    ]  # whether the direction of the step into a page is told by words or names
    days: Days  # a page a line: how likely what its date says is, if it was made on each day
    first_days: Days  # how likely a story begins on each day
    waits: Days  # how likely so many days lie between a page and one that has it from it


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader finds: the chance that the likeliest first page is it, and who else may be."""

    chance: float
    chances: Mapping[int, float]  # of each page that may be first


def first_known(story: Story, likely: Callable[[Sequence[int]], float]) -> Known:
    """Weigh all pages that may be first; *likely* is the logarithm of how likely a press grows a tree."""
    every = _may_be_first(story)
    if len(every) == 1:
        return Known(1.0, {every[0]: 1.0})
    logs = []
    for page in every:
        parent = turned(story.parent, page)
        logs.append(_log_days(story, parent, page) + likely(parent))
    weights = np.exp(np.array(logs) - max(logs))
    chances = (weights / weights.sum()).tolist()
    return Known(max(chances), dict(zip(every, chances, strict=True)))


def turned(parent: Sequence[int], first: int) -> list[int]:
    """The same tree with another first page."""
    found = list(parent)
    page, above = first, -1
    while page != -1:
        next_page, found[page] = found[page], above
        page, above = next_page, page
    return found


def _may_be_first(story: Story) -> list[int]:
    """The first page, and those that no told step lies before."""
    children = _children(story.parent)
    found = [story.parent.index(-1)]
    for page in found:
        found += [child for child in children[page] if not story.told[child]]
    return found


def _children(parent: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in parent]
    for page, above in enumerate(parent):
        if above >= 0:
            found[above].append(page)
    return found


def _log_days(story: Story, parent: Sequence[int], first: int) -> float:
    """The logarithm of how likely the dates are, over all days on which the pages may have been made."""
    children = _children(parent)
    order = [first]
    for page in order:
        order += children[page]
    below: dict[int, Days] = {}
    log = 0.0
    for page in reversed(order):
        here = story.days[page].copy()
        for child in children[page]:
            # Of each day of the page: over all waits, how likely what lies below the child is.
            here *= np.convolve(below.pop(child), story.waits[::-1])[len(story.waits) - 1 :]
        if page == first:
            here = here * story.first_days
        most = float(here.max())
        log += math.log(max(most, LEAST))
        below[page] = here / max(most, LEAST)
    return log + math.log(max(float(below[first].sum()), LEAST))


def grown(parent: Sequence[int], *, weight: Habit) -> float:
    """The logarithm of how likely a tree grows step by step, over the orders in which it may have."""
    children = _children(parent)
    size = len(parent)
    first = list(parent).index(-1)
    below = [1] * size
    order = [first]
    for page in order:
        order += children[page]
    for page in reversed(order[1:]):
        below[parent[page]] += below[page]
    orders = math.lgamma(size + 1) - sum(math.log(count) for count in below)
    dice = random.Random(size)  # noqa: S311 - orders, no secrets
    total = 0.0
    for _ in range(ORDERS_DRAWN):
        waiting, product = list(children[first]), 1.0
        for count in range(1, size):
            (page,) = dice.choices(waiting, weights=[below[one] for one in waiting])
            waiting.remove(page)
            waiting += children[page]
            product *= weight(count, parent[page] == first, size)
        total += product
    return orders + math.log(max(total / ORDERS_DRAWN, LEAST))
