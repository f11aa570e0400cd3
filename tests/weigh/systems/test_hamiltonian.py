from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.systems.hamiltonian import Drawing, Floats, draw


class Normal:
    """Independent normals of standard deviation 1, 2 and 4; the point itself is watched."""

    spreads = np.array([[1.0], [2.0], [4.0]])

    def value(self, points: Floats) -> tuple[Floats, Floats]:
        return -0.5 * ((points / self.spreads) ** 2).sum(axis=0), points.copy()

    def slope(self, points: Floats) -> Floats:
        slope: Floats = -points / self.spreads**2
        return slope

    def exchange(self, points: Floats, dice: np.random.Generator) -> None:
        """Either sign is as likely."""
        points *= dice.choice([-1.0, 1.0], points.shape)


def drawn(density: Normal, *, tables: int = 1) -> Floats:
    drawing = Drawing(tables_count=tables, warm_up=200, draws_count=400, length=6.0, accepted=0.7)
    dice = np.random.default_rng(2)
    start = 10.0 * dice.standard_normal((3, 32))
    found = draw(density, start, np.ones((3, 1)), drawing, dice)
    assert found.step.shape == (tables,)
    assert (found.accepted > 0.4).all()
    assert not found.divergences.any()
    return found.watched


@pytest.mark.parametrize("tables", [1, 4])
def test_draws_have_the_spread_of_the_density(tables: int) -> None:
    """Three scales, from starting points far out."""
    watched = drawn(Normal(), tables=tables)
    assert watched.shape == (400, 3, 32)
    assert watched.std(axis=(0, 2)) == pytest.approx([1, 2, 4], rel=0.05)
    assert watched.mean(axis=(0, 2)) == pytest.approx([0, 0, 0], abs=0.2)


def test_a_coarse_slope_costs_acceptance_and_not_the_answer() -> None:
    """Slopes rounded to halves: the density alone decides what is drawn."""

    class Coarse(Normal):
        def slope(self, points: Floats) -> Floats:
            return np.round(2.0 * super().slope(points)) / 2.0

    assert drawn(Coarse()).std(axis=(0, 2)) == pytest.approx([1, 2, 4], rel=0.05)


def test_a_trajectory_that_leaves_the_density_is_told() -> None:
    """A slope that points outwards."""

    class Outward(Normal):
        def slope(self, points: Floats) -> Floats:
            return 1e6 * points

    drawing = Drawing(tables_count=1, warm_up=0, draws_count=5, length=6.0, accepted=0.7)
    dice = np.random.default_rng(2)
    found = draw(Outward(), dice.standard_normal((3, 4)), np.ones((3, 1)), drawing, dice)
    assert found.divergences.sum() == 20


def test_the_same_dice_draw_the_same() -> None:
    """Twice over."""
    assert np.array_equal(drawn(Normal()), drawn(Normal()))
