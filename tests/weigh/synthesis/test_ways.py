from __future__ import annotations

import random
from itertools import chain, combinations

import pytest

from firsthand.weigh.synthesis.ways import WaysOut


@pytest.mark.parametrize("seed", range(20))
def test_the_ways_are_the_smallest_sets_that_hold_a_claim_of_each_conflict(seed: int) -> None:
    """Every set of seven claims is tried; some ways are handed out before all conflicts are known."""
    dice = random.Random(seed)  # noqa: S311 - a drawn test
    conflicts = [frozenset(dice.sample(range(7), dice.randint(1, 3))) for _ in range(6)]
    ways = WaysOut()
    for conflict in conflicts:
        ways.learn(conflict)
        if dice.random() < 0.5:
            ways.next()
    every = chain.from_iterable(combinations(range(7), size) for size in range(8))
    hits = [w for w in map(frozenset, every) if all(w & conflict for conflict in conflicts)]
    smallest = {way for way in hits if not any(other < way for other in hits)}
    assert ways._all == smallest
    assert ways.count == len(smallest)


def test_the_fewest_claims_are_given_up_first() -> None:
    """One claim is in both conflicts."""
    ways = WaysOut()
    assert ways.next() == frozenset()
    ways.learn(frozenset({3, 1}))
    ways.learn(frozenset({3, 2}))
    assert [ways.next(), ways.next(), ways.next()] == [{3}, {1, 2}, None]
