from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from firsthand.weigh.synthesis.cells import at_most
from firsthand.weigh.synthesis.linear import Linear
from firsthand.weigh.synthesis.narrowing import narrowed, rows_that_bind
from weigh.synthesis.systems_drawn import cell, corners, drawn, said, system


def test_a_figure_travels_along_a_chain_of_relations() -> None:
    """Kits bound specimens, specimens bound people, however many steps away."""
    cells = [cell(f"{n:02}") for n in range(20)]
    chain = tuple(
        at_most(one, other, id_=f"{n:02}", said="at most")
        for n, (one, other) in enumerate(pairwise(cells))
    )
    made = system(
        said("top", (1, cells[-1]), high=7), said("low", (1, cells[0]), low=3), relations=chain
    )
    box = narrowed(Linear(made))
    assert box.highs == (Fraction(7),) * 20
    assert box.lows == (Fraction(3),) * 20


def test_a_third_is_a_third() -> None:
    """Three times a number is 100: no rounding of a solver stands in between."""
    one = cell("one")
    made = system(said("third", (3, one), (-1, cell("all")), low=0, high=0), said("all", (1, cell("all")), low=100, high=100))  # fmt: skip
    box = narrowed(Linear(made))
    assert box.lows[1] == box.highs[1] == Fraction(100, 3)


@pytest.mark.parametrize("seed", range(0, 300, 4))
def test_no_solution_is_cut_off(seed: int) -> None:
    """The corners of drawn systems lie in the box, and rows that cannot bind hold at each of them."""
    made = drawn(seed)
    met = corners(made)
    if not len(met):
        return
    linear = Linear(made)
    box = narrowed(linear)
    assert (met >= box.low - 1e-9).all()
    assert (met <= box.high + 1e-9).all()
    idle = np.setdiff1d(np.arange(len(linear.rows)), rows_that_bind(linear, box.low, box.high))
    both = np.array([box.low, box.high])
    sums = both @ linear.matrix.toarray().T
    for row in idle.tolist():
        assert linear.low[row] <= sums[:, row].max()
        assert linear.high[row] >= sums[:, row].min()


def test_a_loop_of_relations_comes_to_an_end() -> None:
    """Each of two is at most nine tenths of the other: nobody, reached by halving for ever."""
    one, other = cell("one"), cell("other")
    nine = Fraction(9, 10)
    made = system(
        said("a", (nine, one), (-1, other), low=0),
        said("b", (nine, other), (-1, one), low=0),
        said("top", (1, one), high=1000),
    )
    box = narrowed(Linear(made))
    assert box.highs[0] is not None
    assert 0 < box.highs[0] < 1000
