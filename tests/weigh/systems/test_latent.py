from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import integrate
from scipy.stats import ks_2samp

from firsthand.weigh.systems.latent import Floats, LatentClasses, dimensions

CLASSES, LISTS = 4, 3
DICE = np.random.default_rng(3)
POINTS = DICE.standard_normal((dimensions(CLASSES, LISTS), 5))
COUNTS = DICE.integers(1, 50, (2**LISTS, 5)).astype(np.float64)


def density(counts: Floats = COUNTS) -> LatentClasses:
    return LatentClasses(counts, classes_count=CLASSES, lists_count=LISTS)


def slowly(point: Floats, counts: Floats) -> tuple[float, list[float]]:
    """The definition, cell by cell."""
    sticks = [math.exp(each) for each in point[: CLASSES - 1]]
    broken = [1 - math.exp(-each) for each in sticks] + [1.0]
    shares = [broken[k] * math.prod(1 - v for v in broken[:k]) for k in range(CLASSES)]
    logits = point[CLASSES - 1 :].reshape(LISTS, CLASSES)
    listed = 1 / (1 + np.exp(-logits))
    cells = [
        sum(
            shares[k]
            * math.prod(listed[j, k] if mark else 1 - listed[j, k] for j, mark in enumerate(marks))
            for k in range(CLASSES)
        )
        for marks in itertools.product((0, 1), repeat=LISTS)
    ]
    total = sum(
        n * math.log(p / (1 - cells[0])) for n, p in zip(counts[1:], cells[1:], strict=True)
    )
    total += float(np.log(listed * (1 - listed)).sum()) + sum(point[: CLASSES - 1])
    total -= (CLASSES - 1 + 0.25) * math.log(0.25 + sum(sticks))
    return total, cells


def test_the_density_is_the_definition() -> None:
    """Prior, Jacobian and the likelihood of those on some list."""
    values, cells = density().value(POINTS)
    for chain in range(5):
        expected, table = slowly(POINTS[:, chain], COUNTS[:, chain])
        assert values[chain] == pytest.approx(expected, rel=1e-12)
        assert cells[:, chain] == pytest.approx(table)


def test_the_slope_is_that_of_the_density() -> None:
    """Central differences, to single precision."""
    target, step = density(), 1e-6
    slope = target.slope(POINTS).copy()
    for row in range(len(POINTS)):
        up, down = POINTS.copy(), POINTS.copy()
        up[row] += step
        down[row] -= step
        difference = (target.value(up)[0] - target.value(down)[0]) / (2 * step)
        assert slope[row] == pytest.approx(difference, rel=1e-3, abs=1e-3)


def test_the_concentration_is_integrated_out() -> None:
    """Gamma(1/4, 1/4) times the densities of three exponential sticks."""
    sticks = (0.3, 1.1, 0.7)

    def joint(a: float) -> float:
        prior = a ** (0.25 - 1) * math.exp(-0.25 * a) * 0.25**0.25 / math.gamma(0.25)
        return float(prior * math.prod(a * math.exp(-a * e) for e in sticks))

    whole = integrate.quad(joint, 0, np.inf)[0]
    power = len(sticks) + 0.25
    closed = 0.25**0.25 * math.gamma(power) / math.gamma(0.25) / (0.25 + sum(sticks)) ** power
    assert whole == pytest.approx(closed, rel=1e-6)


def test_classes_that_change_places_make_the_same_table() -> None:
    """Shares and logits go together."""
    target, points = density(), POINTS.copy()
    before = target.value(points)[1].copy()
    target.exchange(points, np.random.default_rng(1))
    assert not np.array_equal(points, POINTS)
    assert target.value(points)[1] == pytest.approx(before)


def prior_points(chains: int, dice: np.random.Generator) -> Floats:
    sticks = dice.exponential(1.0, (CLASSES - 1, chains)) / dice.gamma(0.25, 4.0, chains)
    logits = dice.logistic(size=(LISTS * CLASSES, chains))
    return np.concatenate([np.log(sticks), logits])


def first_share(points: Floats) -> Floats:
    share: Floats = -np.expm1(-np.exp(points[0]))
    return share


@pytest.mark.parametrize(("kept", "unlikely"), [(True, False), (False, True)])
def test_changing_places_leaves_the_prior_as_it_is(kept: bool, unlikely: bool) -> None:
    """The first class's share, after fifty rounds of changes; without the rule it is another."""

    class AsTheyCome(LatentClasses):
        def _shares(self, logs: Floats) -> tuple[Floats, Floats]:
            shares, prior = super()._shares(logs)
            return shares, np.zeros_like(prior)

    dice = np.random.default_rng(8)
    points = prior_points(4_000, dice)
    points = points[:, np.isfinite(points).all(axis=0)]
    counts = np.zeros((2**LISTS, points.shape[1]))
    kind = LatentClasses if kept else AsTheyCome
    target = kind(counts, classes_count=CLASSES, lists_count=LISTS)
    with np.errstate(all="ignore"):
        for _ in range(10):
            target.exchange(points, dice)
    fresh = prior_points(40_000, dice)
    chance = ks_2samp(first_share(points), first_share(fresh)).pvalue
    assert (chance < 1e-6) == unlikely
