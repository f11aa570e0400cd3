from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.systems.classes import latent_classes, table_of
from weigh.systems.tables import KOSOVO, independent, table


@pytest.mark.slow
def test_kosovo_is_the_published_posterior() -> None:
    """Measured with the published program 10,482 (9,122 to 14,276), by another sampler 10,428
    (9,085 to 13,892); ten classes."""
    found = latent_classes(table(KOSOVO), np.random.default_rng(1))
    assert found
    assert found.interval.median == pytest.approx(10_428, rel=0.015)
    assert found.interval.low == pytest.approx(9_085, rel=0.02)
    assert found.interval.high == pytest.approx(13_892, rel=0.04)
    assert found.mixed
    assert found.r_hat < 1.01
    assert found.effective > 5_000
    assert 0.2 < found.predictive < 0.8


def test_more_lists_than_are_drawn_are_left_to_others() -> None:
    """Seven lists; nobody."""
    dice = np.random.default_rng(1)
    assert latent_classes(independent(1_000, (0.5,) * 7), dice) is None
    assert latent_classes(table({(1, 0, 0): 0}), dice) is None


def test_the_first_list_is_the_highest_bit() -> None:
    """Seven people on the first of three."""
    assert table_of(table({(1, 0, 0): 7, (0, 1, 1): 2})).tolist() == [0, 0, 0, 2, 7, 0, 0, 0]
