from __future__ import annotations

import itertools

import numpy as np
import pytest

from firsthand.weigh.systems.graphs import averaged_over_graphs, decomposable_graphs
from weigh.systems.tables import KOSOVO, UK, independent, table


def test_every_decomposable_graph_is_found_once() -> None:
    """2, 8, 61, 822 and 18,154 graphs for two to six lists."""
    found = [decomposable_graphs(n) for n in (2, 3, 4, 5, 6)]
    assert [len(each) for each in found] == [2, 8, 61, 822, 18_154]
    assert [len(np.unique(each, axis=0)) for each in found] == [2, 8, 61, 822, 18_154]


def test_a_graph_is_its_cliques_without_its_separators() -> None:
    """Three lists in a row, a - b - c: {a, b} and {b, c}, less {b}."""
    row = np.zeros(8, dtype=np.int8)
    row[0b011], row[0b110], row[0b010] = 1, 1, -1
    assert any((each == row).all() for each in decomposable_graphs(3))


def test_a_circle_of_four_has_a_chord() -> None:
    """Of 64 graphs on four lists the three circles are left out."""
    circle = {frozenset(pair) for pair in ((0, 1), (1, 2), (2, 3), (3, 0))}
    for row in decomposable_graphs(4):
        cliques = [{n for n in range(4) if some >> n & 1} for some in np.flatnonzero(row > 0)]
        pairs = {frozenset(p) for c in cliques for p in itertools.combinations(c, 2)}
        assert pairs != circle


def test_every_list_is_in_a_graph_once() -> None:
    """A list is in one more clique than it is in separators."""
    for size in (3, 4, 5):
        member = np.array([[some >> n & 1 for n in range(size)] for some in range(2**size)])
        assert (decomposable_graphs(size).astype(int) @ member == 1).all()


def test_the_posterior_of_kosovo_is_the_published_one() -> None:
    """12,595 (9,827 to 16,544), as the published program gives it with weight 1/16 a cell."""
    found = averaged_over_graphs(table(KOSOVO))
    assert found
    assert (found.low, found.median, found.high) == pytest.approx((9_827, 12_595, 16_544), abs=2)


def test_the_posterior_of_five_lists_is_the_published_one() -> None:
    """22,990 (10,387 to 33,510), with weight 1/32 a cell; two hills, so the middle is loose."""
    found = averaged_over_graphs(table(UK))
    assert found
    assert (found.low, found.median, found.high) == pytest.approx(
        (10_387, 22_990, 33_510), rel=2e-3
    )


def test_people_that_are_known_are_covered() -> None:
    """10,000 on three independent lists."""
    found = averaged_over_graphs(independent(10_000, (0.3, 0.2, 0.1)))
    assert found
    assert found.low < 10_000 < found.high


def test_the_order_of_lists_changes_nothing() -> None:
    """The same table with its columns turned round."""
    counts = {tuple(reversed(cell)): n for cell, n in UK.items()}
    one, other = averaged_over_graphs(table(UK)), averaged_over_graphs(table(counts))
    assert one
    assert other
    assert (one.low, one.median, one.high) == pytest.approx((other.low, other.median, other.high))


def test_six_lists_are_averaged_too() -> None:
    """50,000 people on six independent lists."""
    found = averaged_over_graphs(independent(50_000, (0.1, 0.08, 0.06, 0.05, 0.05, 0.04)))
    assert found
    assert found.low < 50_000 < found.high


def test_seven_lists_and_nobody_are_left_to_others() -> None:
    """Too many graphs; no data; a posterior without an end."""
    assert averaged_over_graphs(independent(1_000, (0.5,) * 7)) is None
    assert averaged_over_graphs(table({(1, 0, 0): 0})) is None
    assert averaged_over_graphs(independent(1_000_000, (0.003,) * 3)) is None
