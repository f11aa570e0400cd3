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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.moving import (
    BLOCK,
    EXPONENT_MOST,
    Moved,
    Solved,
    log_sums,
    move,
    rows_of,
    set_diagonal,
    solve,
    steps_at,
)
from firsthand.trace.ordering import Lags

EDIT_COST = 0.6  # log-odds for each difference that a step has to explain
ROOT_COST = 0.7  # trust in rumour centrality: pages found are not all pages there were
BLURRED = 4.0  # of pages closer than this nobody can tell from which of them others have the words
NAMED_NEARER = 5.0  # differences by which a page is nearer to whom it names or links to
PAIR_WORTH = 0.05  # a step as likely as this says as much of an order as the pair by itself
NO_STEP = 32.0  # log-odds against a step between pages that share nothing
ROUNDS = 4
MOVE = 0.5  # of what a round says so much is taken over: two pages must not change places for ever
SURE_DATE = 0.95  # a page whose date holds as surely is taken to be made then
TIME_LEAST = 1e-3  # times less likely than this are not averaged over
OPEN_WORK = 4_500  # pages times size: the cost of looking for times, bounded for large families
OPEN_LEAST = 2
PART = 1 << 19  # numbers weighed at once: more than fit near the processor are no faster

Matrix = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
Places = tuple[Indices, Indices]  # families of a stack, and a page of each


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """One family as matrices; row is the earlier page of a step, column the later."""

    cost: Matrix  # infinite where two pages share nothing; symmetric
    clues: Matrix  # log-odds that the row is earlier, antisymmetric
    likeness: Matrix  # log-weight in favour of this very step


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Families of one size, weighed together; first axis: the family."""

    plain: Matrix  # log-weights of steps, apart from dates
    log_root: Matrix  # of being first


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What the trees say: probabilities of steps, of orders, of being first, and that dates hold."""

    step: Matrix
    order: Matrix  # that the row is earlier, if one of the two has the words from the other
    root: Matrix
    holds: Matrix


def stack_families(families: Sequence[Family]) -> Stack:
    """Log-weights of families of one size, apart from dates."""
    cost = np.array([family.cost for family in families])
    clues = np.array([family.clues for family in families])
    apart = ~np.isfinite(cost)
    plain = -EDIT_COST * np.where(apart, 0.0, cost) + clues / 2
    plain += np.array([family.likeness for family in families])
    plain[apart] = -NO_STEP
    set_diagonal(plain, -np.inf)
    central = np.array([log_centrality(family.cost, family.likeness > 0) for family in families])
    return Stack(plain=plain, log_root=ROOT_COST * central)


def weigh_trees(stack: Stack, lags: Lags) -> Steps:
    """Probabilities of all steps, with each date trusted as far as the trees bear it out."""
    when: Matrix = lags.prior / lags.prior.sum(axis=2, keepdims=True)
    looked_for = _looked_for(lags)
    if stack.log_root.shape[1] > 1:
        for _ in range(ROUNDS):
            when = (1 - MOVE) * when + MOVE * _times(stack, lags, when, looked_for)
    return _average(stack, lags, when, looked_for)


@dataclass(frozen=True, slots=True, eq=False)
class _Means:
    """Log-weights of steps with all other pages where they are on average."""

    plain: Matrix
    base: Matrix
    from_date: Matrix  # logarithms of what delays add
    into_date: Matrix
    from_moment: Matrix
    into_moment: Matrix  # in rows, as those from it

    def steps_from(self, family: Indices, page: Indices) -> Matrix:
        """From pages at each of their times, the date first.  Axes: page, its time, the other."""
        dated = rows_of(self.from_date, family, page)[:, None]
        every = np.concatenate((dated, self.from_moment.take(family, axis=0)), axis=1)
        every += rows_of(self.plain, family, page)[:, None]
        return every

    def steps_into(self, family: Indices, page: Indices) -> Matrix:
        """And into them."""
        dated = self.into_date[family, :, page][:, None]
        every = np.concatenate((dated, self.into_moment.take(family, axis=0)), axis=1)
        every += self.plain[family, :, page][:, None]
        return every


def _means(plain: Matrix, lags: Lags, when: Matrix) -> _Means:
    holds, moments = when[:, :, :1], when[:, :, 1:]
    turned = moments.swapaxes(1, 2)
    from_date = lags.stated * holds.swapaxes(1, 2) + lags.since @ turned
    from_moment = lags.until * holds.swapaxes(1, 2) + lags.between @ turned
    return _Means(
        plain=plain,
        base=plain + np.log(holds * from_date + moments @ from_moment),
        from_date=np.log(from_date),
        into_date=np.log(lags.stated * holds + moments @ lags.until),
        from_moment=np.log(from_moment),
        into_moment=np.log(lags.since * holds + moments @ lags.between).swapaxes(1, 2).copy(),
    )


def _times(stack: Stack, lags: Lags, when: Matrix, looked_for: Places) -> Matrix:
    """When each page was made: all trees with it at one time against those with it at another."""
    means = _means(stack.plain, lags, when)
    solved = solve(means.base, stack.log_root)
    found = when.copy()
    for family, page in _parts(looked_for, when.shape):
        moved = _moved(means, solved, family, page)
        with np.errstate(divide="ignore"):
            told = np.log(rows_of(lags.prior, family, page)) + log_sums(moved)
        chance = np.exp(told - told.max(axis=1, keepdims=True))
        found[family, page] = chance / chance.sum(axis=1, keepdims=True)
    return found


def _moved(means: _Means, solved: Solved, family: Indices, page: Indices) -> Moved:
    """Pages at each of their times."""
    return move(
        solved,
        family,
        page,
        log_from=means.steps_from(family, page),
        log_into=means.steps_into(family, page),
    )


def _parts(places: Places, shape: tuple[int, ...]) -> Iterator[Places]:
    """Pages of families, so many at once as are fast to weigh."""
    _, size, times = shape
    most = max(PART // (times * size * BLOCK), 1)
    for start in range(0, len(places[0]), most):
        yield places[0][start : start + most], places[1][start : start + most]


def _looked_for(lags: Lags) -> Places:
    """Pages whose time is looked for: all, or of a large family those undated and the earliest."""
    families, size = lags.dated.shape
    most = min(int(OPEN_LEAST + OPEN_WORK / size), size)
    order = np.lexsort((lags.days, lags.dated), axis=1)[:, :most]
    return np.repeat(np.arange(families), most), np.sort(order, axis=1).ravel()


def _average(stack: Stack, lags: Lags, when: Matrix, looked_for: Places) -> Steps:
    """Probabilities over all trees, and over the times of those pages whose time is open."""
    means = _means(stack.plain, lags, when)
    if stack.log_root.shape[1] == 1:
        alone = np.zeros_like(means.base)
        return Steps(
            step=alone,
            order=_orders(alone, means.base),
            root=np.ones_like(stack.log_root),
            holds=when[:, :, 0],
        )
    solved = solve(means.base, stack.log_root)
    step, root = _marginals(solved)
    unsure = when[looked_for][:, 0] < SURE_DATE
    if unsure.any():
        averaged, count = np.zeros_like(step), np.zeros_like(step)
        for family, page in _parts((looked_for[0][unsure], looked_for[1][unsure]), when.shape):
            chances = rows_of(when, family, page)
            chances = np.where(chances > TIME_LEAST, chances, 0.0)
            leaving, entering, first = steps_at(_moved(means, solved, family, page), chances)
            root[family, page] = first
            averaged[family, page] += leaving
            averaged[family, :, page] += entering
            count[family, page] += 1
            count[family, :, page] += 1
        step = np.where(count > 0, averaged / np.maximum(count, 1), step)
    return Steps(
        step=step,
        order=_orders(step, means.base),
        root=root / root.sum(axis=1, keepdims=True),
        holds=when[:, :, 0],
    )


def _orders(step: Matrix, base: Matrix) -> Matrix:
    """Of each pair that the row is earlier: by both steps, and by the pair alone where both are unlikely."""
    known = base.copy()
    set_diagonal(known, 0.0)
    ahead = known - known.swapaxes(1, 2)
    alone = 1 / (1 + np.exp(-np.clip(ahead, -EXPONENT_MOST, EXPONENT_MOST)))
    order: Matrix = (step + PAIR_WORTH * alone) / (step + step.swapaxes(1, 2) + PAIR_WORTH)
    return order


def _marginals(solved: Solved) -> tuple[Matrix, Matrix]:
    """Probabilities of steps and roots over all trees with one root; a family a line."""
    inverse = solved.inverse
    enters = np.diagonal(inverse, axis1=1, axis2=2).copy()
    enters[:, 0] = 0.0
    leaves = inverse.swapaxes(1, 2).copy()
    leaves[:, 0] = 0.0
    step = np.clip(solved.weights * (enters[:, None] - leaves), 0.0, 1.0)
    root = np.clip(solved.roots * inverse[:, :, 0], 0.0, 1.0)
    total = root.sum(axis=1, keepdims=True)
    return step, root / np.maximum(total, np.finfo(np.float64).tiny)


def log_centrality(cost: Matrix, pointed: Flags | None = None) -> Matrix:
    """Of each page, the logarithm of how many orders of spreading begin with it, the least being 0.

    Counted on the cheapest tree that holds the family together, whichever way its steps run. Of pages
    that are as good as equal nobody can tell whose the others are, but for those that say it: *pointed* is
    where the column names or links to the row.
    """
    size = cost.shape[0]
    if size < 3:
        return np.zeros(size)
    near = np.minimum(cost, cost.T)
    told = np.zeros((size, size)) if pointed is None else pointed.astype(np.float64)
    parent, order = _cheapest_tree(near - NAMED_NEARER * np.maximum(told, told.T))
    # A page at a time: lists are faster than columns.
    apart, said = near.tolist(), told.tolist()
    below, votes = [1.0] * size, [0.0] * size
    for page in reversed(order[1:]):
        above = parent[page]
        below[above] += below[page]
        votes[page] += said[page][above]
        votes[above] += votes[page] + said[above][page]
    every = votes[order[0]]
    central = [0.0] * size
    for page in order[1:]:
        central[page] = central[parent[page]]
        if apart[parent[page]][page] >= BLURRED:
            central[page] += float(np.log(below[page] / (size - below[page])))
        elif every:
            central[page] += float(np.log((1 + votes[page]) / (1 + every - votes[page])))
    lowest: Matrix = np.array(central) - min(central)
    return lowest


def _cheapest_tree(cost: Matrix) -> tuple[list[int], list[int]]:
    """Prim's tree from page 0: the parent of each page, and the order in which they were reached."""
    size = cost.shape[0]
    far = 2 * np.nan_to_num(cost, posinf=0.0).max() + 1
    near = np.where(np.isfinite(cost), cost, far).tolist()
    parent = [0] * size
    order = [0]
    best, waiting = near[0], list(range(1, size))
    while waiting:
        page = min(waiting, key=best.__getitem__)
        waiting.remove(page)
        order.append(page)
        row = near[page]
        for other in waiting:
            if row[other] < best[other]:
                best[other] = row[other]
                parent[other] = page
    return parent, order
