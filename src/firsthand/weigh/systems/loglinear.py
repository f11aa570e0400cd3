"""Fit log-linear models of how lists overlap, and what each says of the people on no list.

In: patterns and the terms of a model.  Out: fits. Counts are Poisson; the logarithm of each cell's
mean is a sum of terms for lists and for lists that depend on one another (Fienberg 1972). Where
lists of a term never meet, the term is minus infinity: its cells are left out, which is the extended
maximum likelihood estimate (Fienberg and Rinaldo 2012; Chan, Silverman and Vincent 2021).
Choosing among models is not done here but in `choice`; many tables at once are fitted in `batches`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from firsthand.model.value import value
from firsthand.weigh.systems.patterns import Pattern, Patterns

STEPS_MAX = 60  # iteratively reweighted least squares settles in about ten
SETTLED = 1e-9
MEAN_MIN = 1e-7  # a cell's mean that goes to nothing: the estimate does not exist inside
EXPONENT_MAX = 40.0  # exp of more is beyond any population

Term = frozenset[int]
Floats = npt.NDArray[np.floating[Any]]


@value
class Fit:
    """One model fitted: the logarithm of the unseen, its standard error, and how well it fits.

    `parameters_count` includes terms at minus infinity. `means` are the fitted cells.
    """

    terms: tuple[Term, ...]
    log_unseen: float
    log_unseen_error: float
    deviance: float
    parameters_count: int
    means: tuple[tuple[Pattern, float], ...]

    @property
    def unseen(self) -> float:
        """How many people this model puts on no list."""
        return math.exp(self.log_unseen)


def patterns_of(lists_count: int) -> list[Pattern]:
    """Every pattern but that of people on no list."""
    return [p for p in itertools.product((0, 1), repeat=lists_count) if any(p)]


def fit(patterns: Patterns, terms: Iterable[Term]) -> Fit | None:
    """The model with every list and *terms*; None where its estimate does not exist or settle."""
    wanted = sorted(terms, key=lambda term: (len(term), sorted(term)))
    live = [term for term in wanted if patterns.on_all(tuple(sorted(term)))]
    dead = [term for term in wanted if term not in live]
    live = [term for term in live if not any(none < term for none in dead)]
    cells = [
        cell
        for cell in patterns_of(len(patterns.lists))
        if not any(all(cell[each] for each in none) for none in dead)
    ]
    design = _design(cells, live)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    table = patterns.table
    counts = np.array([table.get(cell, 0) for cell in cells], dtype=np.float64)
    solved = _solve(design, counts)
    if solved is None:
        return None
    coefficients, means, covariance = solved
    return Fit(
        terms=tuple(wanted),
        log_unseen=float(coefficients[0]),
        log_unseen_error=math.sqrt(covariance),
        deviance=_deviance(counts, means),
        parameters_count=design.shape[1] + len(wanted) - len(live),
        means=tuple(zip(cells, (float(mean) for mean in means), strict=True)),
    )


def _design(cells: Sequence[Pattern], terms: Sequence[Term]) -> Floats:
    """One row a cell: 1, each list, and each term's lists all together."""
    rows = [
        [1, *cell, *(int(all(cell[each] for each in term)) for term in terms)] for cell in cells
    ]
    return np.array(rows, dtype=np.float64)


def _solve(design: Floats, counts: Floats) -> tuple[Floats, Floats, float] | None:
    """Coefficients, means, and the variance of the first coefficient; None if they do not settle."""
    coefficients = _reweighted(design, counts)
    if coefficients is None:
        return None
    linear = design @ coefficients
    if float(np.max(np.abs(linear))) > EXPONENT_MAX:
        return None
    means = np.exp(linear)
    variance = float(np.linalg.inv(design.T @ (means[:, None] * design))[0, 0])
    if float(np.min(means)) < MEAN_MIN or not 0 < variance < math.inf:
        return None
    return coefficients, means, variance


def _reweighted(design: Floats, counts: Floats) -> Floats | None:
    """Maximum likelihood by iteratively reweighted least squares (McCullagh and Nelder 1989)."""
    coefficients: Floats = np.linalg.lstsq(design, np.log(counts + 0.5), rcond=None)[0]
    for _ in range(STEPS_MAX):
        linear = np.clip(design @ coefficients, -EXPONENT_MAX, EXPONENT_MAX)
        means = np.exp(linear)
        information = design.T @ (means[:, None] * design)
        target = linear + (counts - means) / means
        try:
            following: Floats = np.linalg.solve(information, design.T @ (means * target))
        except np.linalg.LinAlgError:
            return None
        moved = float(np.max(np.abs(following - coefficients)))
        coefficients = following
        if moved < SETTLED:
            return coefficients
    return None


def _deviance(counts: Floats, means: Floats) -> float:
    positive = counts > 0
    logs = counts[positive] * np.log(counts[positive] / means[positive])
    return float(2 * (np.sum(logs) - np.sum(counts - means)))
