from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.systems.resampling import (
    Floats,
    acceleration,
    bootstrapped,
    corrected,
    counts_of,
)
from weigh.systems.tables import independent, table


def chapman_like(tables: Floats) -> Floats:
    """Two lists out of three: a rule whose interval is known."""
    both = tables[:, 5] + tables[:, 6]
    first = tables[:, 3:].sum(axis=1)
    second = tables[:, [1, 2, 5, 6]].sum(axis=1)
    people: Floats = (first + 1) * (second + 1) / (both + 1) - 1
    return people


def test_the_interval_holds_the_people_that_are_known() -> None:
    """1,000 of them; 95 of 100 samples of their lists, give or take."""
    dice = np.random.default_rng(6)
    held = 0
    for _ in range(100):
        first, second = dice.random(1_000) < 0.4, dice.random(1_000) < 0.3
        cells = {
            (1, 0, 0): int((first & ~second).sum()),
            (0, 1, 0): int((~first & second).sum()),
            (1, 1, 0): int((first & second).sum()),
        }
        found = bootstrapped(table(cells), chapman_like, tables_count=400, dice=dice)
        assert found
        held += found.low <= 1_000 <= found.high
    assert 88 <= held <= 100


def test_a_rule_without_an_estimate_has_no_interval() -> None:
    """Here, or in one table of ten drawn."""
    patterns = independent(10_000, (0.3, 0.2, 0.1))

    def never(tables: Floats) -> Floats:
        return np.full(len(tables), np.inf)

    def seldom(tables: Floats) -> Floats:
        people: Floats = tables.sum(axis=1) * 2.0
        people[-len(people) // 10 :] = np.inf
        return people

    for rule in (never, seldom):
        assert bootstrapped(patterns, rule, tables_count=200, dice=np.random.default_rng(1)) is None


def test_counts_stand_in_the_order_of_patterns() -> None:
    """001, 010, 011, 100 and so on."""
    assert counts_of(table({(0, 0, 1): 1, (1, 0, 0): 4})).tolist() == [1, 0, 0, 4, 0, 0, 0]


def test_without_bias_or_acceleration_ends_are_quantiles() -> None:
    """A normal distribution around its own middle."""
    drawn = np.random.default_rng(1).standard_normal(200_000)
    ends = corrected(drawn, float(np.median(drawn)), 0.0)
    assert ends[:3] == pytest.approx([-1.96, 0.0, 1.96], abs=0.02)


def test_a_biased_middle_moves_both_ends() -> None:
    """Efron's formula: half of the draws below 0.3 of a deviation too low."""
    drawn = np.random.default_rng(1).standard_normal(200_000)
    ends = corrected(drawn, 0.3, 0.0)
    assert ends[:3] == pytest.approx([-1.96 + 0.6, 0.6, 1.96 + 0.6], abs=0.03)


def test_acceleration_is_a_sixth_of_the_skewness() -> None:
    """Numbers without one person, by how many people each stands for."""
    assert acceleration(np.array([1.0, 3.0]), np.array([1.0, 1.0])) == 0.0
    left_out, counts = np.array([1.0, 2.0, 9.0]), np.array([5.0, 3.0, 2.0])
    each = np.repeat(left_out, counts.astype(int))
    moved = each.mean() - each
    assert acceleration(left_out, counts) == pytest.approx(
        (moved**3).sum() / (6 * (moved**2).sum() ** 1.5)
    )
    assert acceleration(np.array([2.0, 2.0]), np.array([1.0, 1.0])) == 0.0
