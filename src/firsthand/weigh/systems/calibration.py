"""Check that latent classes are drawn right: on tables that the model itself made.

In: how many tables, of how many people, dice.  Out: at which rank among the draws the number stands
that made each table. If density, gradient and moves are right, all ranks are equally likely (Cook,
Gelman and Rubin 2006; Talts and others 2018). With p(N) proportional to 1/N every number n of
documented people is as likely for one point as for another, so that the check is made given n:
parameters from the prior, patterns from them, N = n + NegBin(n, 1 - p_0).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2, norm

from firsthand.model.value import value
from firsthand.weigh.systems.classes import draw_tables, people_drawn
from firsthand.weigh.systems.latent import (
    CONCENTRATION_RATE,
    CONCENTRATION_SHAPE,
    LatentClasses,
)

BINS_COUNT = 20
UNLIKELIEST = 1e-6  # concentrations below make one class of all people

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]


@value
class Trial:
    """How a calibration is run; of every `thinned` draws one is kept."""

    tables_count: int
    documented: int
    lists_count: int
    classes_count: int
    warm_up: int
    kept_count: int
    thinned: int


@value
class Calibration:
    """Ranks from 0 to `highest` of the people and of the share that is on no list."""

    of_people: Ranks
    of_unlisted: Ranks
    highest: int

    def chances(self) -> dict[str, float]:
        """How likely ranks as uneven as these are, by bins, by their mean and by their spread."""
        found: dict[str, float] = {}
        for name, ranks in (("people", self.of_people), ("unlisted", self.of_unlisted)):
            found |= {f"{name}, {what}": p for what, p in _chances(ranks, self.highest).items()}
        return found


def calibrate(
    trial: Trial, dice: np.random.Generator, *, density: type[LatentClasses] = LatentClasses
) -> Calibration:
    """Make tables, draw for each, and rank what made them."""
    unlisted, tables = made_tables(trial, dice)
    people = trial.documented + dice.negative_binomial(trial.documented, 1.0 - unlisted)
    drawn = draw_tables(
        tables,
        chains_each=1,
        dice=dice,
        classes_count=trial.classes_count,
        turns=(trial.warm_up, trial.kept_count * trial.thinned),
        density=density,
    )
    counted = people_drawn(drawn, trial.documented, dice)[:: trial.thinned]
    return Calibration(
        of_people=_ranks(people.astype(np.float64), counted, dice),
        of_unlisted=_ranks(unlisted, drawn.watched[:: trial.thinned, 0], dice),
        highest=trial.kept_count,
    )


def made_tables(trial: Trial, dice: np.random.Generator) -> tuple[Floats, Floats]:
    """The share on no list, and the table (a column), for points drawn from the prior."""
    classes, lists, tables = trial.classes_count, trial.lists_count, trial.tables_count
    concentration = dice.gamma(CONCENTRATION_SHAPE, 1.0 / CONCENTRATION_RATE, tables)
    sticks = dice.exponential(1.0, (classes - 1, tables)) / np.maximum(concentration, UNLIKELIEST)
    left = np.exp(-np.concatenate([np.zeros((1, tables)), np.cumsum(sticks, axis=0)]))
    shares = left.copy()
    shares[:-1] *= -np.expm1(-sticks)
    listed = dice.random((lists, classes, tables))
    cells = np.zeros((2**lists, tables))
    for cell in range(2**lists):
        marks = [cell >> (lists - 1 - each) & 1 for each in range(lists)]
        chance = shares.copy()
        for each, mark in enumerate(marks):
            chance *= listed[each] if mark else 1.0 - listed[each]
        cells[cell] = chance.sum(axis=0)
    seen = (cells[1:] / cells[1:].sum(axis=0)).T
    counts = np.zeros((2**lists, tables))
    counts[1:] = dice.multinomial(trial.documented, seen).T
    return cells[0], counts


def _ranks(made: Floats, draws: Floats, dice: np.random.Generator) -> Ranks:
    """How many draws (rows) lie below; where some are equal, any place among them."""
    below = (draws < made).sum(axis=0)
    equal = (draws == made).sum(axis=0)
    ranks: Ranks = below + dice.integers(0, equal + 1)
    return ranks


def _chances(ranks: Ranks, highest: int) -> dict[str, float]:
    count = len(ranks)
    bins = np.bincount(ranks * BINS_COUNT // (highest + 1), minlength=BINS_COUNT)
    expected = np.bincount(np.arange(highest + 1) * BINS_COUNT // (highest + 1)) / (highest + 1)
    misfit = float((((bins - count * expected) ** 2) / (count * expected)).sum())
    centred = (ranks + 0.5) / (highest + 1) - 0.5
    mean = float(centred.mean()) * np.sqrt(12.0 * count)
    spread = (float((centred**2).mean()) - 1 / 12) / np.sqrt((1 / 80 - 1 / 144) / count)
    return {
        "bins": float(chi2.sf(misfit, BINS_COUNT - 1)),
        "mean": float(2 * norm.sf(abs(mean))),
        "spread": float(2 * norm.sf(abs(spread))),
    }
