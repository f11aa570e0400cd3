from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.synthesis.solver import choose_most, minimise, sparse

TWO = sparse(np.ones(2), np.array([0, 1]), np.array([0, 2]), (1, 2))


def test_the_least_of_a_sum_with_one_row() -> None:
    """x + 2y where x + y is at least 3 and both are at most 2."""
    parts = {"A_ub": -TWO, "b_ub": np.array([-3.0])}
    ends = np.array([[0.0, 2.0], [0.0, 2.0]])
    for presolve in (True, False):
        found = minimise(np.array([1.0, 2.0]), dict(parts), ends, presolve=presolve)
        assert found.fun == pytest.approx(4)


def test_as_many_as_the_rows_allow_are_chosen() -> None:
    """At most one of two; then at least three of two."""
    chosen = choose_most(TWO, [-np.inf], [1.0])
    assert chosen is not None
    assert chosen.sum() == pytest.approx(1)
    assert choose_most(TWO, [3.0], [np.inf]) is None
