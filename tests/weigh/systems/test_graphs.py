from __future__ import annotations

import pytest

from firsthand.weigh.systems.graphs import averaged_over_graphs, decomposable_graphs
from weigh.systems.tables import KOSOVO, UK, independent, table


def test_every_decomposable_graph_is_found_once() -> None:
    """2, 8, 61 and 822 graphs for two to five lists."""
    assert [len(decomposable_graphs(n)) for n in (2, 3, 4, 5)] == [2, 8, 61, 822]


def test_the_posterior_of_kosovo_is_the_published_one() -> None:
    """12,595 (9,827 to 16,544), as the published program gives it with weight 1/16 a cell."""
    found = averaged_over_graphs(table(KOSOVO))
    assert found
    assert (found.low, found.median, found.high) == pytest.approx((9_827, 12_595, 16_544), abs=2)


@pytest.mark.slow
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


def test_six_lists_and_nobody_are_left_to_others() -> None:
    """Too many graphs; no data; a posterior without an end."""
    assert averaged_over_graphs(independent(1_000, (0.5,) * 6)) is None
    assert averaged_over_graphs(table({(1, 0, 0): 0})) is None
    assert averaged_over_graphs(independent(1_000_000, (0.003,) * 3)) is None
