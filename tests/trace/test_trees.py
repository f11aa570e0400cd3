from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.trace.dates import Span
from firsthand.trace.direction import NAMED_STEP
from firsthand.trace.ordering import find_edges, read_times
from firsthand.trace.trees import (
    EDIT_COST,
    Family,
    Steps,
    log_centrality,
    stack_families,
    weigh_trees,
)

Dated = tuple[Family, list[Span]]


def family(
    cost: list[list[float]],
    *,
    days: list[int | None] | None = None,
    clues: list[tuple[int, int, float]] | None = None,
) -> Dated:
    size = len(cost)
    told = np.zeros((size, size))
    for one, other, odds in clues or []:
        told[one, other], told[other, one] = odds, -odds
    costs = np.array(cost, dtype=np.float64)
    np.fill_diagonal(costs, np.inf)
    spans = [
        Span() if day is None else Span(low=day, high=day + 1) for day in days or [None] * size
    ]
    return (
        Family(cost=costs, clues=told, likeness=np.where(told > 2, NAMED_STEP, 0.0)),
        spans,
    )


def weigh(*families: Dated) -> list[Steps]:
    edges = [find_edges(spans) for _, spans in families]
    times = read_times([spans for _, spans in families], edges, wrong=0.05)
    stack = stack_families([made for made, _ in families])
    told = weigh_trees(stack, times.lags())
    return [
        Steps(step=step, order=order, root=root, holds=holds)
        for step, order, root, holds in zip(
            told.step, told.order, told.root, told.holds, strict=True
        )
    ]


def by_hand(weights: np.ndarray, roots: np.ndarray) -> np.ndarray:
    """Probabilities of steps by writing out every tree."""
    size = len(roots)
    total, step = 0.0, np.zeros((size, size))
    for parents in itertools.product(range(-1, size), repeat=size):
        if sum(p == -1 for p in parents) != 1 or any(p == n for n, p in enumerate(parents)):
            continue
        if any(_circles(n, parents) for n in range(size)):
            continue
        weight = 1.0
        for page, parent in enumerate(parents):
            weight *= roots[page] if parent == -1 else weights[parent, page]
        total += weight
        for page, parent in enumerate(parents):
            if parent != -1:
                step[parent, page] += weight
    return step / total


def _circles(page: int, parents: tuple[int, ...]) -> bool:
    for _ in parents:
        page = parents[page]
        if page == -1:
            return False
    return True


def test_the_sum_over_all_trees_is_what_writing_them_out_gives() -> None:
    costs = [[0.0, 1.0, 2.0, 3.0], [1.0, 0.0, 1.5, 2.5], [2.0, 1.5, 0.0, 0.5], [3.0, 2.5, 0.5, 0.0]]
    made, spans = family(costs, clues=[(0, 1, 1.0), (2, 3, -0.5), (0, 3, 0.2)])
    weights = np.exp(-EDIT_COST * np.array(costs) + made.clues / 2)
    np.fill_diagonal(weights, 0.0)
    roots = np.exp(0.7 * log_centrality(made.cost))
    (weighed,) = weigh((made, spans))
    assert weighed.step == pytest.approx(by_hand(weights, roots), abs=1e-6)


def test_each_page_is_first_or_has_one_parent() -> None:
    (weighed,) = weigh(family([[0, 1, 2], [1, 0, 1], [2, 1, 0]], days=[0, 3, 6]))
    assert weighed.step.sum(axis=0) + weighed.root == pytest.approx(np.ones(3))
    assert weighed.root.argmax() == 0


def test_the_least_changed_way_is_the_likeliest() -> None:
    """a → b → c, each with one more edit: c has it from b and not from a."""
    (weighed,) = weigh(family([[0, 2, 8], [2, 0, 2], [8, 2, 0]], days=[0, 3, 6]))
    assert weighed.step[1, 2] > weighed.step[0, 2]


def test_a_date_that_the_rest_contradicts_makes_nobody_first() -> None:
    """d is dated 200 days before all others, and yet names a, b and c"""
    costs = [[0.0 if a == b else 1.0 for a in range(4)] for b in range(4)]
    named = [(0, 3, 6.0), (1, 3, 6.0), (2, 3, 6.0)]
    (told,) = weigh(family(costs, days=[200, 203, 205, 0], clues=named))
    assert told.root.argmax() == 0
    assert told.root[3] < 0.2


def test_a_page_without_a_date_may_be_first() -> None:
    """b, c and d each changed a in five other places; a has lost its date"""
    costs = [[0.0, 5, 5, 5], [5, 0.0, 10, 10], [5, 10, 0.0, 10], [5, 10, 10, 0.0]]
    (told,) = weigh(family(costs, days=[None, 4, 6, 9]))
    assert told.root.argmax() == 0
    assert told.step[:, 1:].argmax(axis=0).tolist() == [0, 0, 0]


def test_the_middle_of_a_star_is_the_likeliest_first() -> None:
    costs = np.full((5, 5), 4.0)
    costs[0, :] = costs[:, 0] = 1.0
    assert log_centrality(costs).argmax() == 0
    assert log_centrality(costs[:2, :2]).tolist() == [0, 0]


def test_a_page_alone_is_first() -> None:
    (told,) = weigh(family([[0.0]]))
    assert told.root.tolist() == [1.0]


def test_a_family_is_weighed_alike_alone_and_beside_others() -> None:
    """three pages in a row, three in a star, three years apart"""
    row = family([[0, 2, 8], [2, 0, 2], [8, 2, 0]], days=[0, 30, 90])
    star = family([[0, 1, 1], [1, 0, 9], [1, 9, 0]], days=[100, 0, 300], clues=[(0, 1, 3.0)])
    other = family([[0, 1, 2], [1, 0, 1], [2, 1, 0]], days=[5, 700, 2000])
    for alone, beside in zip((row, star, other), weigh(row, star, other), strict=True):
        (told,) = weigh(alone)
        assert told.step == pytest.approx(beside.step, abs=1e-12)
        assert told.root == pytest.approx(beside.root, abs=1e-12)
        assert told.holds == pytest.approx(beside.holds, abs=1e-12)


@pytest.mark.filterwarnings("error")
@settings(deadline=None, max_examples=60)
@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_probabilities_are_probabilities(size: int, dice: object) -> None:
    import random

    assert isinstance(dice, random.Random)
    costs = [
        [dice.choice([0.0, 1.0, 5.0, 60.0, float("inf")]) for _ in range(size)] for _ in range(size)
    ]
    both = np.minimum(np.array(costs), np.array(costs).T)
    clues = [(a, b, dice.uniform(-6, 6)) for a in range(size) for b in range(a)]
    days = [dice.choice([None, 0, 1, 40, 900]) for _ in range(size)]
    (weighed,) = weigh(family(both.tolist(), days=days, clues=clues))
    assert np.isfinite(weighed.step).all()
    assert ((weighed.step >= 0) & (weighed.step <= 1)).all()
    assert weighed.root.sum() == pytest.approx(1.0)


def test_of_pages_as_good_as_equal_none_is_the_middle() -> None:
    """b differs from a in one word, and c to f stand as far from the one as from the other"""
    costs = [[0.0 if a == b else 1.0 if a + b == 1 else 9.0 for a in range(6)] for b in range(6)]
    central = log_centrality(np.array(costs))
    assert central[0] == central[1] > central[2]


def test_a_page_is_nearer_to_whom_it_names() -> None:
    """d is a little nearer to c, at the other end of a, b, c, and names a: then a is no end any more"""
    costs = np.full((4, 4), 30.0)
    for one, other, cost in ((0, 1, 9.0), (1, 2, 8.0), (2, 3, 9.0), (0, 3, 9.5)):
        costs[one, other] = costs[other, one] = cost
    pointed = np.zeros((4, 4), dtype=np.bool_)
    pointed[0, 3] = True
    assert log_centrality(costs)[0] == 0
    central = log_centrality(costs, pointed)
    assert central[0] == central.max()


def test_two_steps_that_hardly_were_tell_no_order_against_the_dates() -> None:
    """
    a on day 0, b on day 40, and c between them, near to both: b is not from a, and no more a from b
    """
    (told,) = weigh(family([[0.0, 30, 6], [30, 0.0, 6], [6, 6, 0.0]], days=[0, 40, 20]))
    assert max(told.step[0, 1], told.step[1, 0]) < 0.01
    assert told.order[0, 1] > 0.9
