"""Reach the solver (HiGHS by SciPy), and load it only when there is something to solve.

In: costs, rows, ends.  Out: what SciPy answers. Loading SciPy's optimizers takes half a CPU second, and most
commands have nothing to ask them. Which programmes are solved is decided in `linear`.

Many programmes that differ in their costs alone are solved by `Warm`: each starts from the corner where the one
before it ended, which still fits, and walks on by the primal simplex method. SciPy carries HiGHS's own binding for
this and promises nothing of it; without it `Warm.made` gives None and every programme starts from nothing.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Self

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


class Warm:
    """One set of rows and ends, asked for the least of one sum after another.

    Raises nothing: `least` gives None where the solver gives up, and the caller asks anew by `minimise`.
    """

    _BINDING, _CLASS = "optimize._highspy._core", "_Highs"
    _PRIMAL = 4  # HiGHS's word for the simplex method that keeps within the rows
    _OPTIONS: tuple[tuple[str, object], ...] = (
        ("output_flag", False),
        ("presolve", "off"),  # it would throw the corner away
        ("solver", "simplex"),
        ("simplex_strategy", _PRIMAL),
        ("threads", 1),
        ("parallel", "off"),
    )

    def __init__(self, binding: Any, program: Any) -> None:
        self._highs = getattr(binding, self._CLASS)()
        for name, option in self._OPTIONS:
            self._highs.setOptionValue(name, option)
        self._highs.passModel(program)
        states = binding.HighsModelStatus
        self._optimal = states.kOptimal
        self._without_end = (states.kUnbounded, states.kUnboundedOrInfeasible)
        self._every = np.arange(program.num_col_, dtype=np.int32)

    @classmethod
    def made(cls, matrix: Sparse, rows: tuple[Numbers, Numbers], ends: tuple[Numbers, Numbers]) -> Self | None:  # fmt: skip
        """The programme with these least and most numbers of its rows and of its columns, if it can be had."""
        try:
            binding = _part(cls._BINDING)
        except ImportError:
            return None
        program = binding.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.col_cost_ = np.zeros(matrix.shape[1])
        program.row_lower_, program.row_upper_ = rows
        program.col_lower_, program.col_upper_ = ends
        inside = program.a_matrix_
        inside.format_ = binding.MatrixFormat.kRowwise
        inside.num_row_, inside.num_col_ = matrix.shape
        inside.start_ = matrix.indptr.astype(np.int32)
        inside.index_ = matrix.indices.astype(np.int32)
        inside.value_ = matrix.data
        return cls(binding, program)

    def least(self, costs: Numbers) -> tuple[float, Numbers, Numbers] | bool | None:
        """The least sum, where it is met, a multiplier for each row; False where it has no end."""
        self._highs.changeColsCost(len(self._every), self._every, costs)
        self._highs.run()
        state = self._highs.getModelStatus()
        if state in self._without_end:
            return False
        if state != self._optimal:
            return None
        found = self._highs.getSolution()
        least: float = self._highs.getInfo().objective_function_value
        return least, np.array(found.col_value), np.array(found.row_dual)
