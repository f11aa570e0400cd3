"""What `bench/bounds.py` says could be told rests on these sums: held against sums over every day and order."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest

from corpora import rerooted

PARENT = (-1, 0, 0, 1)
DICE = np.random.default_rng(1)
DAYS = 6
STORY = rerooted.Story(
    parent=PARENT,
    told=(False, False, True, False),
    days=DICE.random((len(PARENT), DAYS)),
    first_days=DICE.random(DAYS),
    waits=np.array([0.1, 0.6, 0.3]),
)


def habit(before: int, from_first: int, size: int) -> float:
    return 1 / before + from_first / size


def over_days(parent: Sequence[int]) -> float:
    total = 0.0
    for made in itertools.product(range(DAYS), repeat=len(parent)):
        product = 1.0
        for page, above in enumerate(parent):
            wait = made[page] - made[above]
            product *= STORY.days[page, made[page]]
            if above < 0:
                product *= STORY.first_days[made[page]]
            else:
                product *= STORY.waits[wait] if 0 <= wait < len(STORY.waits) else 0.0
        total += product
    return total


def over_orders(parent: Sequence[int]) -> float:
    size, total = len(parent), 0.0
    for order in itertools.permutations(range(size)):
        place = {page: at for at, page in enumerate(order)}
        if all(above < 0 or place[above] < place[page] for page, above in enumerate(parent)):
            total += math.prod(
                habit(at, parent[parent[page]] < 0, size) for at, page in enumerate(order) if at
            )
    return total


@pytest.mark.parametrize("first", range(4))
def test_a_tree_is_turned_to_any_first_page(first: int) -> None:
    parent = rerooted.turned(PARENT, first)
    assert parent[first] == -1
    steps = {frozenset((page, above)) for page, above in enumerate(parent) if above >= 0}
    assert steps == {frozenset((1, 0)), frozenset((2, 0)), frozenset((3, 1))}


def test_who_is_first_has_the_chance_that_all_days_and_orders_give_it() -> None:
    """Page 2 is told to be from the first, so it may not be first itself."""
    found = rerooted.first_known(STORY, lambda tree: rerooted.grown(tree, weight=habit))
    trees = {first: rerooted.turned(PARENT, first) for first in (0, 1, 3)}
    weights = {first: over_days(tree) * over_orders(tree) for first, tree in trees.items()}
    assert found.chances.keys() == weights.keys()
    for first, weight in weights.items():
        # Orders are drawn, 60 of at most 3 here.
        assert found.chances[first] == pytest.approx(weight / sum(weights.values()), rel=0.1)
    assert found.chance == max(found.chances.values())


def test_where_all_steps_are_told_the_first_page_is_known() -> None:
    story = rerooted.Story(
        parent=PARENT,
        told=(False, True, True, False),
        days=STORY.days,
        first_days=STORY.first_days,
        waits=STORY.waits,
    )
    assert rerooted.first_known(story, lambda _: 0.0).chance == 1.0
