from __future__ import annotations

import math

import numpy as np
import pytest

from firsthand.weigh.systems.answers import (
    Interval,
    added,
    from_draws,
    from_log_normal,
    from_weights,
)


def test_a_normal_logarithm_has_its_ends_at_two_errors() -> None:
    """100 documented; 400 unseen, give or take a factor of e**0.2."""
    found = from_log_normal(100, math.log(400), 0.2)
    assert found.median == pytest.approx(500)
    assert found.high == pytest.approx(100 + 400 * math.exp(0.2 * 1.959964))
    assert found.low == pytest.approx(100 + 400 * math.exp(-0.2 * 1.959964))


def test_more_people_than_ever_lived_are_without_limit() -> None:
    """An error of forty."""
    assert from_log_normal(100, 4.0, 40.0).high == math.inf


def test_draws_give_their_quantiles() -> None:
    """0 to 1,000, in any order; a few without limit are the greatest."""
    draws = np.arange(1001.0)[::-1]
    found = from_draws(draws)
    assert (found.low, found.median, found.high) == pytest.approx((25, 500, 975))
    draws[:30] = math.inf
    assert from_draws(draws).high == math.inf
    assert from_draws(draws).median == 500.0


def test_weights_give_their_quantiles() -> None:
    """Four numbers of equal weight."""
    found = from_weights(np.array([1.0, 2.0, 3.0, 4.0]), np.full(4, 0.25))
    assert found.median == 2.0
    assert found.low == pytest.approx(1.0)


def test_strata_are_added_as_independent() -> None:
    """Two of 1,000 with a standard deviation of 100: 2,000 with one of 141."""
    dice = np.random.default_rng(5)
    one = from_draws(dice.normal(1_000, 100, 50_000))
    found = added([one, one])
    assert found
    assert found.median == pytest.approx(2_000, rel=0.005)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 100 * math.sqrt(2), rel=0.03)
    assert added([one, Interval(low=1.0, median=2.0, high=3.0)]) is None
    assert added([]) is None
