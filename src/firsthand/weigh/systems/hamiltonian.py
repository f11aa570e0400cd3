"""Draw from a density by Hamiltonian Monte Carlo, many chains in one array.

In: a density with its gradient, starting points, dice.  Out: draws of what is watched, and how the
chains behaved. Leapfrog steps with a random number of them a trajectory (Neal 2011); the step is
found while warming up, by dual averaging of how often trajectories are accepted (Hoffman and Gelman
2014), once for all chains of one table. Nothing is adapted afterwards.
"""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from firsthand.model.value import value

STEP_FIRST = 0.05
STEPS_MAX = 160  # a trajectory: a step that small has found no scale of the density
SPREAD_OF_STEPS = 0.4  # a trajectory has 1 - 0.4 to 1 + 0.4 of its steps, so that none comes round
SPREAD_OF_STEP = 0.1
ENERGY_LOST_MAX = 1_000.0  # a trajectory that loses more has left the density: it diverged
FORGETTING = 10.0  # constants of dual averaging, as published
SHRINKING = 0.05
SETTLING = 0.75

Floats = npt.NDArray[np.float64]


class Density(Protocol):
    """What is drawn from; a point is a column of an array."""

    def value(self, points: Floats) -> tuple[Floats, Floats]:
        """The log density at each point, and what is watched there (a column a point)."""
        ...

    def slope(self, points: Floats) -> npt.NDArray[Any]:
        """The gradient of the log density."""
        ...

    def exchange(self, points: Floats, dice: np.random.Generator) -> None:
        """A further move that keeps the density, which trajectories do not find."""
        ...


@value
class Drawing:
    """How much is drawn."""

    tables_count: int  # chains are columns, those of one table beside one another
    warm_up: int
    draws_count: int
    length: float  # of a trajectory, in units of the parameters
    accepted: float  # the share of trajectories aimed at while warming up


@value
class Drawn:
    """What was drawn: `watched` is (draws, what the density shows of a point, chains)."""

    watched: Floats
    accepted: Floats  # the share of trajectories, by chain
    divergences: npt.NDArray[np.int64]  # by chain
    step: Floats  # by table
    gradients_count: int  # for each chain


def draw(
    density: Density,
    start: Floats,
    scales: Floats,
    drawing: Drawing,
    dice: np.random.Generator,
) -> Drawn:
    """Warm up from *start* (a point a column), then draw; *scales* are those of the parameters."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # far out: not taken
        return _draw(density, start.copy(), scales, drawing, dice)


def _draw(
    density: Density,
    points: Floats,
    scales: Floats,
    drawing: Drawing,
    dice: np.random.Generator,
) -> Drawn:
    chains = points.shape[1]
    chains_each = chains // drawing.tables_count
    log_density, watched = density.value(points)
    gradient = density.slope(points).astype(np.float64)
    log_step = np.full(drawing.tables_count, math.log(STEP_FIRST))
    mean_step, shortfall = log_step.copy(), np.zeros(drawing.tables_count)
    toward = log_step + math.log(2.0)
    drawn = np.empty((drawing.draws_count, len(watched), chains))
    accepted, divergences, gradients = np.zeros(chains), np.zeros(chains, dtype=np.int64), 1
    for turn in range(drawing.warm_up + drawing.draws_count):
        warming = turn < drawing.warm_up
        step = np.exp(log_step if warming else mean_step)
        steps_count = _steps_count(step, drawing.length, dice)
        jitter = 1.0 + SPREAD_OF_STEP * dice.uniform(-1.0, 1.0, chains)
        momentum = dice.standard_normal(points.shape)
        before = log_density - 0.5 * np.einsum("pc,pc->c", momentum, momentum)
        moves = scales * (np.repeat(step, chains_each) * jitter)
        moved, ended = _trajectory(density, points, momentum, moves, gradient, steps=steps_count)
        gradients += steps_count
        following, seen = density.value(moved)
        gained = following - 0.5 * np.einsum("pc,pc->c", momentum, momentum) - before
        gained = np.where(np.isfinite(gained), gained, -math.inf)
        chance = np.exp(np.minimum(gained, 0.0))
        taken = dice.random(chains) < chance
        np.copyto(points, moved, where=taken)
        np.copyto(log_density, following, where=taken)
        np.copyto(gradient, ended, where=taken)
        np.copyto(watched, seen, where=taken)
        density.exchange(points, dice)
        log_density, watched = (each.copy() for each in density.value(points))
        np.copyto(gradient, density.slope(points))
        if warming:
            share = chance.reshape(drawing.tables_count, chains_each).mean(axis=1)
            time = turn + 1.0
            shortfall += (drawing.accepted - share - shortfall) / (time + FORGETTING)
            log_step = toward - math.sqrt(time) / SHRINKING * shortfall
            mean_step += time**-SETTLING * (log_step - mean_step)
        else:
            accepted += chance
            divergences += gained < -ENERGY_LOST_MAX
            drawn[turn - drawing.warm_up] = watched
    return Drawn(
        watched=drawn,
        accepted=accepted / drawing.draws_count,
        divergences=divergences,
        step=np.exp(mean_step),
        gradients_count=gradients,
    )


def _steps_count(step: Floats, length: float, dice: np.random.Generator) -> int:
    """How many steps make a trajectory of about *length*."""
    usual = min(length / math.exp(float(np.log(step).mean())), STEPS_MAX)
    low, high = (max(1, round(usual * (1 + side * SPREAD_OF_STEPS))) for side in (-1, 1))
    return int(dice.integers(low, high + 1))


def _trajectory(
    density: Density,
    points: Floats,
    momentum: Floats,
    moves: Floats,
    gradient: Floats,
    *,
    steps: int,
) -> tuple[Floats, Floats]:
    """Leapfrog from *points*: where it ends, and the gradient there. *momentum* is left at its end."""
    moved = points.copy()
    buffer = 0.5 * moves * gradient
    momentum += buffer
    for left in reversed(range(steps)):
        np.multiply(moves, momentum, out=buffer)
        moved += buffer
        gradient = density.slope(moved)
        np.multiply(moves, gradient, out=buffer)
        if not left:
            buffer *= 0.5
        momentum += buffer
    return moved, gradient
