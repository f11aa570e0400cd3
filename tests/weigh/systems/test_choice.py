from __future__ import annotations

import math

import pytest

from firsthand.weigh.systems.choice import averaged, forward, interval_of, models
from weigh.systems.tables import KOSOVO, UK, independent, table

# Measured with the published program of Chan, Silverman and Vincent, share 0.02.
PUBLISHED = {
    "Kosovo": (table(KOSOVO), (14_342, 12_541, 16_540)),
    "UK, five lists": (table(UK), (11_313, 9_884, 13_027)),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_forward_selection_gives_the_published_numbers(name: str) -> None:
    """Estimate, low and high."""
    patterns, expected = PUBLISHED[name]
    found = interval_of(forward(patterns)[-1], patterns.documented)
    assert (round(found.median), round(found.low), round(found.high)) == expected


def test_independent_lists_need_no_term() -> None:
    """Nothing is rarer than to be expected."""
    assert len(forward(independent(10_000, (0.3, 0.2, 0.1)))) == 1
    assert forward(table({(1, 0, 0): 5, (0, 1, 0): 5})) == []


def test_as_many_models_as_there_are() -> None:
    """8 for three lists; for four, the 113 hierarchical ones, where all have an estimate."""
    assert len(models(independent(10_000, (0.3, 0.2, 0.1)))) == 8
    assert len(models(table(KOSOVO))) == 113


def test_six_lists_are_compared_around_the_chosen_model() -> None:
    """Not all of 32,768."""
    found = models(independent(100_000, (0.3, 0.3, 0.2, 0.2, 0.2, 0.1)))
    assert 2 <= len(found) <= 100


def test_models_weigh_by_how_well_they_fit_for_their_price() -> None:
    """A dearer parameter favours smaller models; the best model alone is its own average."""
    fits = models(table(KOSOVO))
    frugal = averaged(fits, 4_400, price=math.log(4_400))
    generous = averaged(fits, 4_400, price=2.0)
    alone = averaged(fits[:1], 4_400, price=2.0)
    assert frugal
    assert generous
    assert alone
    assert frugal.low < frugal.median < frugal.high
    assert generous != frugal
    assert alone.median == pytest.approx(interval_of(fits[0], 4_400).median)
    assert averaged([], 4_400, price=2.0) is None
