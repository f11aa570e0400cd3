from __future__ import annotations

import pytest

from firsthand.weigh.systems.bounds import chao, chapman, no_highest_order
from weigh.systems.tables import KOSOVO, UK, independent, table


def test_chapman_for_two_lists() -> None:
    """100 and 80 people, 19 on both."""
    assert chapman(100, 80, 19) == pytest.approx(101 * 81 / 20 - 1)
    assert chapman(10, 10, 0) == 120


def test_chao_gives_the_published_lower_bound() -> None:
    """Kosovo: 10,270."""
    found = chao(table(KOSOVO))
    assert found
    assert round(found.median) == 10_270
    assert 4_400 < found.low < found.median < found.high


def test_few_lists_have_a_bound_of_their_own() -> None:
    """Four equal lists: a quarter less unseen, and the truth where people do not differ."""
    patterns = independent(1_000_000, (0.2,) * 4)
    found, classic = chao(patterns, few_lists=True), chao(patterns)
    assert found
    assert classic
    assert found.median == pytest.approx(1_000_000, rel=0.001)
    assert classic.median > found.median


def test_without_people_on_one_or_on_two_lists_there_is_no_bound() -> None:
    """Nothing to divide by, or nothing to go on."""
    assert chao(table({(1, 0, 0): 5, (0, 1, 0): 5})) is None
    assert chao(table({(1, 1, 0): 5})) is None


def test_no_highest_order_gives_the_published_interval() -> None:
    """Kosovo: 16,942 (9,360 to 36,116)."""
    found = no_highest_order(table(KOSOVO))
    assert found
    assert round(found.median) == 16_942
    assert (found.low, found.high) == pytest.approx((9_360, 36_116), rel=1e-4)
    assert no_highest_order(table(UK)) is None


def test_independent_lists_have_no_interaction_at_all() -> None:
    """The product of cells gives the people back."""
    found = no_highest_order(independent(1_000_000, (0.3, 0.2, 0.1)))
    assert found
    assert found.median == pytest.approx(1_000_000, rel=0.001)
