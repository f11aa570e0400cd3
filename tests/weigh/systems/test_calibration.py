from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.systems.calibration import Calibration, Trial, calibrate, made_tables
from firsthand.weigh.systems.latent import LatentClasses

TRIAL = Trial(
    tables_count=200,
    documented=200,
    lists_count=3,
    classes_count=4,
    warm_up=150,
    kept_count=99,
    thinned=8,
)


class Unconditioned(LatentClasses):
    """A fault: documented people are taken as if anybody could have been on no list."""

    def __init__(self, counts: np.ndarray, *, classes_count: int, lists_count: int) -> None:
        super().__init__(counts, classes_count=classes_count, lists_count=lists_count)
        self._documented[:] = 0.0
        self._quick_documented[:] = 0.0


@pytest.mark.slow
def test_what_made_a_table_stands_at_any_rank_among_the_draws() -> None:
    """200 tables made from the prior, 99 draws for each, ranks at random among equals."""
    chances = calibrate(TRIAL, np.random.default_rng(2026)).chances()
    assert len(chances) == 6
    assert min(chances.values()) > 0.05 / 6 / 10


@pytest.mark.slow
def test_a_sampler_with_a_fault_is_found_out() -> None:
    """The factor (1 - p_0)**-n left out: too few people."""
    chances = calibrate(TRIAL, np.random.default_rng(2026), density=Unconditioned).chances()
    assert min(chances.values()) < 1e-6


def test_even_ranks_are_likely_and_uneven_ones_are_not() -> None:
    """One of each; all in the middle; all low."""
    even = np.arange(1_000) % 100
    middle, low = 30 + even * 40 // 100, even // 2
    of = [Calibration(of_people=r, of_unlisted=even, highest=99).chances() for r in (even, middle, low)]  # fmt: skip
    assert min(of[0].values()) > 0.5
    assert of[1]["people, spread"] < 1e-6
    assert of[2]["people, mean"] < 1e-6
    assert of[2]["people, bins"] < 1e-6


def test_tables_are_of_as_many_people_as_asked() -> None:
    """Nobody on no list, 200 on some."""
    unlisted, tables = made_tables(TRIAL, np.random.default_rng(1))
    assert (tables.sum(axis=0) == 200).all()
    assert (tables[0] == 0).all()
    assert unlisted.mean() == pytest.approx(1 / 8, abs=0.06)
