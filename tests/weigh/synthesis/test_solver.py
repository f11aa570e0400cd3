from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.synthesis.solver import Warm, minimise, sparse

TWO = sparse(np.ones(2), np.array([0, 1]), np.array([0, 2]), (1, 2))


def test_the_least_of_a_sum_with_one_row() -> None:
    """x + 2y where x + y is at least 3 and both are at most 2."""
    parts = {"A_ub": -TWO, "b_ub": np.array([-3.0])}
    ends = np.array([[0.0, 2.0], [0.0, 2.0]])
    for presolve in (True, False):
        found = minimise(np.array([1.0, 2.0]), dict(parts), ends, presolve=presolve)
        assert found.fun == pytest.approx(4)


def test_one_programme_is_asked_for_many_sums() -> None:
    """x + y at least 3, both at most 2; then a sum that has no least number."""
    rows = np.array([3.0]), np.array([np.inf])
    warm = Warm.made(TWO, rows, (np.zeros(2), np.array([2.0, np.inf])))
    assert warm is not None
    for costs, expected in (([1.0, 2.0], 4.0), ([2.0, 1.0], 3.0), ([-1.0, 0.0], -2.0)):
        found = warm.least(np.array(costs))
        assert isinstance(found, tuple)
        assert found[0] == pytest.approx(expected)
    assert warm.least(np.array([0.0, -1.0])) is False


def test_what_cannot_hold_has_no_answer() -> None:
    """x + y at least 5, both at most 2."""
    rows = np.array([5.0]), np.array([np.inf])
    warm = Warm.made(TWO, rows, (np.zeros(2), np.array([2.0, 2.0])))
    assert warm is not None
    assert warm.least(np.zeros(2)) is None
