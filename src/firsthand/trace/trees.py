"""Weigh every way a family's words can have passed from one page to the next.

In: a family's matrices: cost of each step, clues to its direction, dates.  Out: for each step the
probability that it happened, for each page the probability of being first, and of its date being
wrong.  Choosing among them is not done here but in `trace.parents`.

A way is a tree: one page is first, each other page has the words from one page. The weight of a
step u → v is exp(-EDIT_COST·cost + (clues + dates)/2), and that of a root exp(FIRST_COST·log R) with
R its rumour centrality (Shah and Zaman 2011): the number of orders in which the words could have
spread from it. The matrix-tree theorem sums the weights of all trees at once (Tutte; Koo, Globerson,
Carreras and Collins 2007), so the probabilities are exact for the model.

Dates may be wrong. After each round, a date that contradicts what the trees say is trusted less.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.dates import SLIP

EDIT_COST = 0.6  # log-odds for each difference that a step has to explain
ROOT_COST = 0.7  # trust in rumour centrality: pages found are not all pages there were
NO_STEP = 16.0  # log-odds against a step between pages that share nothing
ROUNDS = 4
EXPONENT_MOST = 60.0

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """One family as matrices; row is the earlier page of a step, column the later."""

    cost: Matrix  # infinite where two pages share nothing
    clues: Matrix  # log-odds that the row is earlier, antisymmetric
    first: Matrix  # the chance that the row is earlier if both dates hold
    trust: Matrix  # how much such a comparison is worth, 0 where there is nothing to compare
    likeness: Matrix  # log-weight in favour of this very step
    wrong: Matrix  # of each page: the chance beforehand that its date is wrong


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What the trees say: probabilities of steps, of being first, and of wrong dates."""

    step: Matrix
    root: Matrix
    wrong: Matrix


def weigh_trees(family: Family) -> Steps:
    """Probabilities of all steps, with dates that contradict the rest trusted less and less."""
    wrong = family.wrong.copy()
    central = ROOT_COST * log_centrality(family.cost)
    step = root = np.zeros(0)
    for _ in range(ROUNDS):
        order = _date_odds(family, wrong)
        log_step = (
            -EDIT_COST * np.where(np.isfinite(family.cost), family.cost, 0.0)
            + (family.clues + order) / 2
            + family.likeness
        )
        log_step[~np.isfinite(family.cost)] = -NO_STEP * 2
        np.fill_diagonal(log_step, -np.inf)
        step, root = _marginals(log_step, central)
        wrong = (wrong + _doubt(family, step, wrong)) / 2
    return Steps(step=step, root=root, wrong=wrong)


def _date_odds(family: Family, wrong: Matrix) -> Matrix:
    """Log-odds from dates that the row is the earlier."""
    trust = family.trust * np.outer(1 - wrong, 1 - wrong)
    before = trust * family.first + (1 - trust) / 2
    after = trust * (1 - family.first) + (1 - trust) / 2
    odds: Matrix = np.log((before + SLIP) / (after + SLIP))
    return odds


def _doubt(family: Family, step: Matrix, wrong: Matrix) -> Matrix:
    """The chance that each date is wrong, seeing which steps it forbids that happened all the same."""
    right = family.first * (1 - 2 * SLIP) + SLIP
    surprise = np.log(0.5 / right) * family.trust
    told = step * surprise
    others = (1 - wrong)[None, :]
    odds = np.log(family.wrong / (1 - family.wrong))
    odds = odds + (told * others).sum(axis=1) + (told.T * others).sum(axis=1)
    doubt: Matrix = 1 / (1 + np.exp(-np.clip(odds, -EXPONENT_MOST, EXPONENT_MOST)))
    return doubt


def _marginals(log_step: Matrix, log_root: Matrix) -> tuple[Matrix, Matrix]:
    """Probabilities of steps and roots over all trees with one root."""
    size = log_root.size
    if size == 1:
        return np.zeros((1, 1)), np.ones(1)
    # Each tree enters each page once, so a column may be scaled as a whole.
    scale = log_step.max(axis=0)
    weights = np.exp(np.clip(log_step - scale, -EXPONENT_MOST, 0))
    np.fill_diagonal(weights, 0.0)
    roots = log_root - scale
    roots = np.exp(np.clip(roots - roots.max(), -EXPONENT_MOST, 0))
    laplacian = np.diag(weights.sum(axis=0)) - weights
    laplacian[0] = roots
    inverse = np.linalg.pinv(laplacian) if size < 3 else _inverse(laplacian)
    diagonal = np.diag(inverse).copy()
    enters = np.where(np.arange(size) == 0, 0.0, diagonal)[None, :]
    leaves = inverse.T.copy()
    leaves[0] = 0.0
    step = np.clip(weights * (enters - leaves), 0.0, 1.0)
    root = np.clip(roots * inverse[:, 0], 0.0, 1.0)
    return step, root / max(root.sum(), np.finfo(np.float64).tiny)


def _inverse(laplacian: Matrix) -> Matrix:
    """The inverse, or the nearest there is to one."""
    try:
        inverse: Matrix = np.linalg.inv(laplacian).astype(np.float64)
    except np.linalg.LinAlgError:
        inverse = np.linalg.pinv(laplacian).astype(np.float64)
    return inverse


def log_centrality(cost: Matrix) -> Matrix:
    """Of each page, the logarithm of how many orders of spreading begin with it, the least being 0.

    Counted on the cheapest tree that holds the family together, whichever way its steps run.
    """
    size = cost.shape[0]
    if size < 3:
        return np.zeros(size)
    parent, order = _cheapest_tree(np.minimum(cost, cost.T))
    below = np.ones(size)
    for page in reversed(order[1:]):
        below[parent[page]] += below[page]
    central = np.zeros(size)
    for page in order[1:]:
        central[page] = central[parent[page]] + np.log(below[page] / (size - below[page]))
    lowest: Matrix = central - central.min()
    return lowest


def _cheapest_tree(cost: Matrix) -> tuple[list[int], list[int]]:
    """Prim's tree from page 0: the parent of each page, and the order in which they were reached."""
    size = cost.shape[0]
    far = 2 * np.nan_to_num(cost, posinf=0.0).max() + 1
    near = np.where(np.isfinite(cost), cost, far)
    parent = [0] * size
    order = [0]
    waiting = np.ones(size, dtype=np.bool_)
    waiting[0] = False
    best, best_from = near[0].copy(), np.zeros(size, dtype=np.int64)
    while waiting.any():
        page = int(np.where(waiting, best, np.inf).argmin())
        parent[page] = int(best_from[page])
        order.append(page)
        waiting[page] = False
        closer = near[page] < best
        best[closer] = near[page][closer]
        best_from[closer] = page
    return parent, order
