"""Weigh every way a family's words can have passed from one page to the next.

In: a family's matrices: cost of each step, clues to its direction, likelihoods of delays.  Out: for
each step the probability that it happened, for each page the probability of being first, and of its
date holding.  Choosing among them is not done here but in `trace.parents`.

A way is a tree: one page is first, each other page has the words from one page. The weight of a
step u → v is exp(-EDIT_COST·cost + clues/2 + nearness) times the likelihood of the delay from u to v,
and that of a root exp(ROOT_COST·log R) with R its rumour centrality (Shah and Zaman 2011): the number
of orders in which the words could have spread from it. The matrix-tree theorem sums the weights of
all trees at once (Tutte; Koo, Globerson, Carreras and Collins 2007).

A date may be missing or wrong. So each page was made when its date says, or at one of a few moments
between the dates of the others. Over and over, all trees with a page at one of these times are
weighed against all trees with it at another, the other pages being where they are on average. At the
end, steps from and to a page whose time is open are averaged over its times: a page that is first is
early for all that follow it, so its time cannot be averaged step by step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.ordering import Lags

EDIT_COST = 0.6  # log-odds for each difference that a step has to explain
ROOT_COST = 0.7  # trust in rumour centrality: pages found are not all pages there were
NO_STEP = 32.0  # log-odds against a step between pages that share nothing
ROUNDS = 4
MOVE = 0.5  # of what a round says so much is taken over: two pages must not change places for ever
EXPONENT_MOST = 60.0
SURE_DATE = 0.95  # a page whose date holds as surely is taken to be made then
TIME_LEAST = 1e-3  # times less likely than this are not averaged over
OPEN_WORK = 2e7  # pages times size³: the cost of looking for times, bounded for large families
OPEN_LEAST = 2

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """One family as matrices; row is the earlier page of a step, column the later."""

    cost: Matrix  # infinite where two pages share nothing; symmetric
    clues: Matrix  # log-odds that the row is earlier, antisymmetric
    likeness: Matrix  # log-weight in favour of this very step
    lags: Lags


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What the trees say: probabilities of steps, of being first, and that dates hold."""

    step: Matrix
    root: Matrix
    holds: Matrix


def weigh_trees(family: Family) -> Steps:
    """Probabilities of all steps, with each date trusted as far as the trees bear it out."""
    apart = ~np.isfinite(family.cost)
    plain = -EDIT_COST * np.where(apart, 0.0, family.cost) + family.clues / 2 + family.likeness
    plain[apart] = -NO_STEP
    np.fill_diagonal(plain, -np.inf)
    log_root = ROOT_COST * log_centrality(family.cost)
    prior = family.lags.prior
    when: Matrix = prior / prior.sum(axis=1, keepdims=True)
    if len(plain) > 1:
        for _ in range(ROUNDS):
            when = (1 - MOVE) * when + MOVE * _times(plain, log_root, family.lags, when)
    return _average(plain, log_root, family.lags, when)


@dataclass(frozen=True, slots=True, eq=False)
class _Means:
    """Log-weights of steps with all other pages where they are on average."""

    plain: Matrix
    base: Matrix
    from_date: Matrix
    into_date: Matrix
    from_moment: Matrix
    into_moment: Matrix

    def variants(self, page: int) -> Matrix:
        """The steps with *page* at each of its times: its date, then each moment."""
        rows = np.concatenate((self.from_date[page][None], self.from_moment))
        columns = np.concatenate((self.into_date[:, page][None], self.into_moment.T))
        out = np.broadcast_to(self.base, (len(rows), *self.base.shape)).copy()
        out[:, page, :] = self.plain[page] + np.log(rows)
        out[:, :, page] = self.plain[:, page] + np.log(columns)
        return out


def _means(plain: Matrix, lags: Lags, when: Matrix) -> _Means:
    holds, moments = when[:, :1], when[:, 1:]
    from_date = lags.stated * holds.T + lags.since @ moments.T
    from_moment = lags.until * holds.T + lags.between @ moments.T
    return _Means(
        plain=plain,
        base=plain + np.log(holds * from_date + moments @ from_moment),
        from_date=from_date,
        into_date=lags.stated * holds + moments @ lags.until,
        from_moment=from_moment,
        into_moment=lags.since * holds + moments @ lags.between,
    )


def _times(plain: Matrix, log_root: Matrix, lags: Lags, when: Matrix) -> Matrix:
    """When each page was made: all trees with it at one time against those with it at another."""
    means = _means(plain, lags, when)
    scale = means.base.max(axis=0)
    found = when.copy()
    for page in _looked_for(lags):
        sums = _log_sums(means.variants(page), log_root, scale)
        with np.errstate(divide="ignore"):
            told = np.log(lags.prior[page]) + sums
        chance = np.exp(told - told.max())
        found[page] = chance / chance.sum()
    return found


def _looked_for(lags: Lags) -> list[int]:
    """Pages whose time is looked for: all, or of a large family those undated and the earliest."""
    size = lags.dated.size
    most = int(OPEN_LEAST + OPEN_WORK / size**3)
    order = np.lexsort((np.arange(size), lags.days, lags.dated))
    return sorted(order[:most].tolist())


def _average(plain: Matrix, log_root: Matrix, lags: Lags, when: Matrix) -> Steps:
    """Probabilities over all trees, and over the times of those pages whose time is open."""
    means = _means(plain, lags, when)
    step, root = _marginals(means.base, log_root)
    looked_for = _looked_for(lags) if root.size > 1 else []
    unsure = [page for page in looked_for if when[page, 0] < SURE_DATE]
    averaged, count = np.zeros_like(step), np.zeros_like(step)
    for page in unsure:
        here, first = _over_times(means.variants(page), when[page], log_root)
        root[page] = first[page]
        averaged[page] += here[page]
        averaged[:, page] += here[:, page]
        count[page] += 1
        count[:, page] += 1
    step = np.where(count > 0, averaged / np.maximum(count, 1), step)
    return Steps(step=step, root=root / root.sum(), holds=when[:, 0])


def _over_times(variants: Matrix, chances: Matrix, log_root: Matrix) -> tuple[Matrix, Matrix]:
    """Steps and roots, averaged over the times of one page."""
    step, root = np.zeros_like(variants[0]), np.zeros_like(log_root)
    kept = np.flatnonzero(chances > TIME_LEAST)
    for number in kept.tolist():
        here, first = _marginals(variants[number], log_root)
        step += chances[number] * here
        root += chances[number] * first
    return step / chances[kept].sum(), root / chances[kept].sum()


def _log_sums(variants: Matrix, log_root: Matrix, scale: Matrix) -> Matrix:
    """The logarithm of the weight of all trees, for each variant of the steps."""
    size = log_root.size
    weights = np.exp(np.clip(variants - scale, -EXPONENT_MOST, EXPONENT_MOST))
    weights[:, np.arange(size), np.arange(size)] = 0.0
    roots = log_root - scale
    roots = np.exp(np.clip(roots - roots.max(), -EXPONENT_MOST, 0))
    laplacian = -weights
    laplacian[:, np.arange(size), np.arange(size)] = weights.sum(axis=1)
    laplacian[:, 0] = roots
    found: Matrix = np.linalg.slogdet(laplacian)[1]
    return found


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
