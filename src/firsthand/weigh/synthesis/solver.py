"""Reach the solver (HiGHS by SciPy), and load it only when there is something to solve.

In: costs, rows, ends.  Out: what SciPy answers. Loading SciPy's optimizers takes half a CPU second, and most
commands have nothing to ask them. Which programmes are solved is decided in `linear` and `conflicts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Sparse = Any  # scipy.sparse.csr_array, which ships no types


@cache
def _part(name: str) -> Any:
    return import_module(f"scipy.{name}")


def sparse(factors: Numbers, columns: Places, starts: Places, shape: tuple[int, int]) -> Sparse:
    """A matrix by rows: the factors and columns of each, one row after the other."""
    return _part("sparse").csr_array((factors, columns, starts), shape)


def minimise(costs: Numbers, parts: dict[str, object], ends: Numbers, *, presolve: bool) -> Any:
    """The least of *costs* by the dual simplex method, which ends in a corner; always the same one."""
    return _part("optimize").linprog(
        costs, **parts, bounds=ends, method="highs-ds", options={"presolve": presolve}
    )


def choose_most(matrix: Sparse, low: Sequence[float], high: Sequence[float]) -> Numbers | None:
    """As many columns as can be chosen so that each row's number of chosen ones lies in its ends."""
    optimize = _part("optimize")
    size = matrix.shape[1]
    found = optimize.milp(
        -np.ones(size),
        integrality=np.ones(size),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(matrix, low, high),
    )
    chosen: Numbers | None = found.x
    return chosen
