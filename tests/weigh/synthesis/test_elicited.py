from __future__ import annotations

import hashlib

import numpy as np
import pytest

from firsthand.weigh.synthesis.elicited import (
    STEPS,
    Box,
    between,
    box_of,
    draws,
    fixed,
    negative,
    plus,
    quantile,
    times,
    what_is_left,
)

POINTS = ((0.0, 1.0), (0.5, 2.0), (1.0, 6.0))
EVEN = tuple((n / 100, n / 100) for n in range(101))


def test_draws_are_the_same_bytes_on_every_machine() -> None:
    """The digest is of 1,000 draws; other names and other seeds draw other numbers."""
    made = draws(POINTS, seed=7, name="one", count=1_000)
    digest = hashlib.sha256(made.astype("<f8").tobytes()).hexdigest()
    assert digest == "1c0cf57b2088048381057557b718edb7f7f365c792d6dbcc376c05065bae4a53"
    assert not np.array_equal(made, draws(POINTS, seed=7, name="other", count=1_000))
    assert not np.array_equal(made, draws(POINTS, seed=8, name="one", count=1_000))
    assert np.array_equal(made[:10], draws(POINTS, seed=7, name="one", count=10))


def test_draws_follow_the_quantiles() -> None:
    """Half of them below 2, none outside 1 to 6."""
    made = draws(POINTS, seed=7, name="one", count=100_000)
    assert made.min() >= 1
    assert made.max() <= 6
    assert (made < 2).mean() == pytest.approx(0.5, abs=0.01)
    assert made.mean() == pytest.approx(0.5 * 1.5 + 0.5 * 4, abs=0.02)
    assert quantile(POINTS, 0.75) == pytest.approx(4)


def test_a_box_makes_no_choice_between_two_quantiles() -> None:
    """A quarter of the distribution may end anywhere from 1 to 2."""
    box = box_of(POINTS)
    quarter = STEPS // 4
    assert (box.low[quarter], box.high[quarter]) == (1, 2)
    assert (box.low[STEPS // 2], box.high[STEPS // 2]) == (2, 2)
    assert (box.low[-1], box.high[0]) == (6, 1)


def test_two_even_numbers_add_up_to_what_makarov_found() -> None:
    """Of two numbers spread evenly over 0 to 1 the sum's quantile p lies in p to 1 + p, whatever they share."""
    total = plus(box_of(EVEN), box_of(EVEN))
    for p in (0.1, 0.5, 0.9):
        at = round(p * STEPS)
        assert total.low[at] == pytest.approx(p, abs=0.021)
        assert total.high[at] == pytest.approx(1 + p, abs=0.021)
        assert total.low[at] <= p + 1e-9
        assert total.high[at] >= 1 + p - 1e-9


def test_no_dependence_of_drawn_numbers_leaves_the_box() -> None:
    """Independent, alike, opposite: each quantile of product and sum lies within."""
    one = draws(POINTS, seed=1, name="a", count=20_000)
    other = draws(EVEN, seed=1, name="b", count=20_000)
    ordered = np.sort(one), np.sort(other)
    pairs = [(one, other), ordered, (ordered[0], ordered[1][::-1])]
    for joined, box in (
        (np.multiply, times(box_of(POINTS), box_of(EVEN))),
        (np.add, plus(box_of(POINTS), box_of(EVEN))),
    ):
        for left, right in pairs:
            made = np.sort(joined(left, right))
            for at in range(20, STEPS - 20, 20):
                found = made[int(at / STEPS * len(made))]
                assert box.low[at] - 0.05 <= found <= box.high[at] + 0.05


def test_what_is_left_and_minus_turn_a_box_round() -> None:
    """1 - x, and -x."""
    box = Box(low=np.linspace(0.1, 0.5, STEPS + 1), high=np.linspace(0.2, 0.9, STEPS + 1))
    left, minus = what_is_left(box), negative(box)
    assert (left.low[0], left.high[-1]) == pytest.approx((0.1, 0.9))
    assert (minus.low[0], minus.high[-1]) == pytest.approx((-0.9, -0.1))
    assert times(fixed(2), fixed(3)).low[0] == 6
    assert (between(1, 2).low[0], between(1, 2).high[0]) == (1, 2)
