from __future__ import annotations

import dataclasses

import numpy as np

from firsthand.trace.dates import Span
from firsthand.trace.deciding import Compared, Decided, decide_families, parted
from firsthand.trace.settings import TraceSettings
from firsthand.trace.trees import Family

SETTINGS = TraceSettings()


def compared(
    cost: list[list[float]], days: list[int | None], *, pages: tuple[int, ...] = ()
) -> Compared:
    size = len(cost)
    costs = np.array(cost, dtype=np.float64)
    np.fill_diagonal(costs, np.inf)
    return Compared(
        pages=pages or tuple(range(size)),
        spans=tuple(Span() if day is None else Span(low=day, high=day + 1) for day in days),
        family=Family(cost=costs, clues=np.zeros((size, size)), likeness=np.zeros((size, size))),
        fit=-costs,
    )


def decided(*families: Compared) -> list[Decided]:
    return decide_families(families, settings=SETTINGS)


CHAIN = [[0.0, 2.0, 4.0], [2.0, 0.0, 2.0], [4.0, 2.0, 0.0]]


def test_each_page_is_put_below_the_nearest_that_is_surely_earlier() -> None:
    (found,) = decided(compared(CHAIN, [10, 20, 30], pages=(4, 7, 9)))
    assert {(step.later, step.earlier) for step in found.steps} == {(7, 4), (9, 7)}
    assert found.unclear == ()


def test_a_pair_that_nothing_tells_apart_is_left_open() -> None:
    (found,) = decided(compared([[0.0, 1.0], [1.0, 0.0]], [None, None], pages=(3, 5)))
    assert (found.steps, found.unclear) == ((), ((3, 5),))


def test_a_family_comes_to_the_same_alone_and_among_others() -> None:
    """
    a chain, a pair, and the chain backwards: each as when it is decided by itself
    """
    families = [
        compared(CHAIN, [10, 20, 30]),
        compared([[0.0, 1.0], [1.0, 0.0]], [1, 9]),
        compared(CHAIN, [30, 20, 10]),
    ]
    together = decided(*families)
    for family, found in zip(families, together, strict=True):
        (alone,) = decided(family)
        assert (found.steps, found.unclear) == (alone.steps, alone.unclear)


def test_who_was_first_stays_open_where_a_dated_page_is_as_likely() -> None:
    """
    two pages of one day, and one nine days later that is nearer to the second
    """
    (found,) = decided(compared([[0.0, 5.0, 9.0], [5.0, 0.0, 5.0], [9.0, 5.0, 0.0]], [10, 10, 19]))
    assert found.unclear == ((0, 1),)
    assert {(step.later, step.earlier) for step in found.steps} == {(2, 1)}


def test_what_is_first_is_earlier_than_all_as_surely_as_it_is_first() -> None:
    """
    a page without a date, nearer to the first of two dated ones: the pair alone would stay open
    """
    cost = [[0.0, 2.0, 6.0], [2.0, 0.0, 10.0], [6.0, 10.0, 0.0]]
    (found,) = decided(compared(cost, [10, 20, None]))
    assert found.unclear == ()
    scores = {(step.later, step.earlier): step.score for step in found.steps}
    assert scores.keys() == {(1, 0), (2, 0)}
    assert 0.65 <= scores[2, 0] < 0.75 < scores[1, 0]


def test_a_date_that_other_places_and_the_family_contradict_is_doubted() -> None:
    """eight pages within a week; one says that it is 500 days older, and elsewhere on it stands another day"""
    family = compared([[2.0] * 9 for _ in range(9)], [500, 501, 502, 503, 503, 504, 505, 506, 0])
    doubted = dataclasses.replace(family.spans[8], doubt=8.0)
    contradicted = dataclasses.replace(family, spans=(*family.spans[:8], doubted))
    assert [found.doubted for found in decided(family, contradicted)] == [(), (8,)]


def test_pages_that_share_no_words_are_no_family() -> None:
    """four pages in two pairs, and one alone: what joined them was a form of words"""
    apart = np.inf
    cost = [[apart] * 5 for _ in range(5)]
    cost[0][3] = cost[3][0] = 2.0
    cost[1][4] = cost[4][1] = 3.0
    family = compared(cost, [10, 20, 30, 40, 50], pages=(3, 5, 6, 8, 9))
    first, second = parted(family)
    assert (first.pages, second.pages) == ((3, 8), (5, 9))
    assert [span.low for span in second.spans] == [20, 50]
    assert (first.cost[0, 1], second.cost[1, 0]) == (2.0, 3.0)
    whole = compared(CHAIN, [10, 20, 30])
    assert parted(whole) == [whole]
