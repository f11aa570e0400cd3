from __future__ import annotations

import math

import numpy as np
import pytest

from firsthand.weigh.systems.mixing import effective_draws, split_r_hat

DICE = np.random.default_rng(4)


def remembering(memory: float, shape: tuple[int, int]) -> np.ndarray:
    """Chains in which each draw is *memory* of the last and the rest new."""
    chains = DICE.standard_normal(shape)
    for turn in range(1, shape[0]):
        chains[turn] = memory * chains[turn - 1] + math.sqrt(1 - memory**2) * chains[turn]
    return chains


def test_independent_draws_are_worth_themselves() -> None:
    """4,000 of them."""
    draws = DICE.standard_normal((1_000, 4))
    assert split_r_hat(draws) == pytest.approx(1.0, abs=0.005)
    assert effective_draws(draws) == pytest.approx(4_000, rel=0.15)


@pytest.mark.parametrize("memory", [0.5, 0.9])
def test_draws_that_remember_are_worth_less(memory: float) -> None:
    """By (1 - m) / (1 + m)."""
    draws = remembering(memory, (4_000, 4))
    expected = 16_000 * (1 - memory) / (1 + memory)
    assert effective_draws(draws) == pytest.approx(expected, rel=0.2)


def test_heavy_tails_do_not_hide_the_middle() -> None:
    """Cauchy draws, by their ranks."""
    draws = DICE.standard_cauchy((1_000, 4))
    assert split_r_hat(draws) < 1.01
    assert effective_draws(draws) == pytest.approx(4_000, rel=0.15)


def test_chains_that_stand_apart_are_told() -> None:
    """In their middle; in their spread; from their first half to their second."""
    apart = DICE.standard_normal((500, 4)) + np.array([0, 0, 0, 1.5])
    wider = DICE.standard_normal((500, 4)) * np.array([1, 1, 1, 4])
    moving = DICE.standard_normal((500, 4)) + np.linspace(0, 2, 500)[:, None]
    for draws in (apart, wider, moving):
        assert split_r_hat(draws) > 1.05


def test_chains_that_stand_still_have_no_answer() -> None:
    """Each at a place of its own; all at one."""
    still = np.repeat(np.arange(4.0)[None], 100, axis=0)
    assert split_r_hat(still) > 1e6
    assert math.isnan(effective_draws(np.ones((100, 4))))
