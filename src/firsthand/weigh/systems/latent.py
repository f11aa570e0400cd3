"""The density of latent classes of people, with its gradient, for many chains at once.

In: tables of counts and points of the parameter space.  Out: log densities, gradients and the
probabilities of all patterns. Sampling is not done here but in `hamiltonian`.

The model (Manrique-Vallier 2016): a person of class k is on list j with probability l_jk, whatever
other lists the person is on; classes have shares by stick-breaking, w_k = V_k (1 - V_1)...(1 - V_k-1),
V_k ~ Beta(1, a), a ~ Gamma(1/4, 1/4), l_jk uniform. With p(N) proportional to 1/N the sum over N is
in closed form: n documented people have likelihood prod (p_x / (1 - p_0))**n_x, and given the
parameters N = n + NegBin(n, 1 - p_0), exactly. The concentration a is integrated out as well: with
e_k = -log(1 - V_k), all e together have density proportional to (1/4 + sum e)**-(K - 1 + 1/4).

A point is log e_1..log e_K-1, then logit l_jk by list and, within a list, by class; a chain is a column.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

CONCENTRATION_SHAPE = 0.25  # of the gamma prior, as published with the model
CONCENTRATION_RATE = 0.25
TINY = np.float32(1e-30)  # a probability of nothing: its logarithm is finite and hopeless

EXCHANGES_COUNT = 5  # pairs of classes that may change places between two trajectories

Floats = npt.NDArray[np.float64]
Quick = npt.NDArray[np.float32]


def dimensions(classes_count: int, lists_count: int) -> int:
    """How many numbers a point has."""
    return classes_count - 1 + classes_count * lists_count


class LatentClasses:
    """The density of one or many tables, for points that are columns of an array.

    *counts* has a row for each pattern, list 0 the highest bit, and a column for each chain; the
    row of people on no list is not read. Slopes are worked out in single precision: a trajectory
    that is pushed by any fixed function of where it is can be run backwards and keeps volume, so
    that only the density, in double precision, decides what is drawn. What `slope` returns is
    overwritten by its next call.
    """

    def __init__(self, counts: Floats, *, classes_count: int, lists_count: int) -> None:
        self._sizes = (classes_count, lists_count, counts.shape[1])
        self._seen = counts.copy()
        self._seen[0] = 0.0
        self._documented = self._seen.sum(axis=0)
        self._power = classes_count - 1 + CONCENTRATION_SHAPE
        self._exact = _Workspace(self._sizes, np.float64)
        self._quick = _Workspace(self._sizes, np.float32)
        self._quick_seen = self._seen.astype(np.float32)
        self._quick_documented = self._documented.astype(np.float32)

    def value(self, points: Floats) -> tuple[Floats, Floats]:
        """The log density, and the probabilities of all patterns."""
        sticks = self._sizes[0] - 1
        probabilities, _, _, rest, _ = self._exact.patterns(points)
        reached = np.maximum(1.0 - probabilities[0], TINY)
        log_density = np.einsum("xc,xc->c", self._seen, np.log(probabilities))
        log_density -= self._documented * np.log(reached)
        size = np.abs(points[sticks:])
        log_density -= (size + 2.0 * np.log1p(np.exp(-size))).sum(axis=0)
        log_density += points[:sticks].sum(axis=0) - self._power * np.log(rest)
        return log_density, probabilities

    def exchange(self, points: Floats, dice: np.random.Generator) -> None:
        """Let pairs of classes change places, in *points* themselves, as the density allows.

        Classes that change places make the same table, but the order of sticks favours large ones
        first; trajectories do not get from one order to another. In terms of the shares w a change
        of places keeps volume, so the density of w decides (Papaspiliopoulos and Roberts 2008).
        """
        classes, lists, chains = self._sizes
        logits = points[classes - 1 :].reshape(lists, classes, chains)
        columns = np.arange(chains)
        shares, log_prior = self._shares(points[: classes - 1])
        for _ in range(EXCHANGES_COUNT):
            one = dice.integers(0, classes, size=(chains,))
            other = (one + dice.integers(1, classes, size=(chains,))) % classes
            changed = shares.copy()
            changed[one, columns], changed[other, columns] = (
                shares[other, columns],
                shares[one, columns],
            )
            left = np.add.accumulate(changed[::-1], axis=0)[::-1]
            sticks = np.log(left[:-1] / left[1:])
            moved = np.log(sticks)
            log_moved = self._shares(moved)[1]
            taken = np.log(dice.random(chains)) < log_moved - log_prior
            taken &= np.isfinite(moved).all(axis=0)
            np.copyto(points[: classes - 1], moved, where=taken)
            np.copyto(shares, changed, where=taken)
            np.copyto(log_prior, log_moved, where=taken)
            who = np.flatnonzero(taken)
            flat = logits.reshape(lists, -1)  # a view: class after class, chain after chain
            here, there = one[who] * chains + who, other[who] * chains + who
            flat[:, here], flat[:, there] = flat[:, there], flat[:, here]

    def _shares(self, logs: Floats) -> tuple[Floats, Floats]:
        """The shares of classes, and the logarithm of their density."""
        sticks = np.exp(logs)
        spent = np.add.accumulate(sticks, axis=0)
        left = np.concatenate([np.ones((1, logs.shape[1])), np.exp(-spent)])
        shares = left.copy()
        shares[:-1] *= -np.expm1(-sticks)
        density = spent.sum(axis=0) - self._power * np.log(CONCENTRATION_RATE + spent[-1])
        return shares, density

    def slope(self, points: Floats) -> Quick:
        """The gradient of the log density."""
        classes, lists, chains = self._sizes
        space = self._quick
        probabilities, shares, listed, rest, sticks = space.patterns(points.astype(np.float32))
        ratios, table = space.ratios, space.by_class
        np.divide(self._quick_seen, probabilities, out=ratios)
        np.divide(self._quick_documented, np.maximum(1.0 - probabilities[0], TINY), out=ratios[0])
        np.multiply(table, ratios[:, None], out=table)
        out = space.slope[classes - 1 :].reshape(lists, classes, chains)
        for each in range(lists):
            half = len(table) // 2
            np.add.reduce(table[half:], axis=0, out=out[each])
            table = np.add(table[:half], table[half:], out=table[:half])
        of_class = table[0]
        listed *= of_class + np.float32(2.0)
        out -= listed
        out += 1.0
        of_class /= np.maximum(shares, TINY)
        by_spent = of_class[:-1] - of_class[1:]
        by_spent *= space.left[1:]
        by_stick = np.add.accumulate(by_spent[::-1], axis=0)[::-1]
        by_stick -= np.float32(self._power) / rest
        by_stick *= sticks
        np.add(by_stick, 1.0, out=space.slope[: classes - 1])
        return space.slope


class _Workspace:
    """Arrays of one precision that are written over and over."""

    def __init__(self, sizes: tuple[int, int, int], kind: type[np.floating[Any]]) -> None:
        self.classes, self.lists, self.chains = sizes
        cells = 2**self.lists
        self.by_class = np.empty((cells, self.classes, self.chains), dtype=kind)
        self.left = np.ones((self.classes, self.chains), dtype=kind)
        self.ratios = np.empty((cells, self.chains), dtype=kind)
        self.slope = np.empty((dimensions(self.classes, self.lists), self.chains), dtype=kind)

    def patterns(self, points: Any) -> tuple[Any, Any, Any, Any, Any]:
        """Probabilities of patterns; shares of classes; being listed; 1/4 + sum e; e."""
        sticks = np.exp(points[: self.classes - 1])
        spent = np.add.accumulate(sticks, axis=0)
        rest = spent[-1] + np.float32(CONCENTRATION_RATE)
        np.exp(np.negative(spent, out=spent), out=self.left[1:])
        shares = self.left.copy()
        shares[:-1] -= self.left[1:]
        listed = np.exp(np.negative(points[self.classes - 1 :]))
        listed += 1.0
        np.divide(1.0, listed, out=listed)
        listed = listed.reshape(self.lists, self.classes, self.chains)
        unlisted = 1.0 - listed
        table, size = self.by_class, 1
        table[0] = shares
        for each in reversed(range(self.lists)):
            np.multiply(table[:size], listed[each], out=table[size : 2 * size])
            np.multiply(table[:size], unlisted[each], out=table[:size])
            size *= 2
        probabilities = np.add.reduce(table, axis=1)
        np.maximum(probabilities, TINY, out=probabilities)
        return probabilities, shares, listed, rest, sticks
