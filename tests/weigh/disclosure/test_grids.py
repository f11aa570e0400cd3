from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.disclosure.grids import Grid, Sums, parse_grid


def test_rows_in_parts_are_summed_by_part_and_all_together() -> None:
    """
    North / Ash  1 2
    North / Elm  3 4
    South        5 6
    """
    (grid,) = parse_grid("place,a,b\nNorth / Ash,1,2\nNorth / Elm,3,4\nSouth,5,6\n").values
    sums = Sums(grid)
    assert sums.row_names == ("North / Ash", "North / Elm", "South", "North", "total")
    assert sums.values.reshape(5, 3).tolist() == [
        [1, 2, 3], [3, 4, 7], [5, 6, 11], [4, 6, 10], [9, 12, 21]
    ]  # fmt: skip


def test_every_equation_holds_for_the_true_counts() -> None:
    """Parts of parts."""
    (grid,) = parse_grid("p,a,b\nA / B / c,1,2\nA / B / d,3,4\nA / e,5,6\nf,7,8\n").values
    sums = Sums(grid)
    assert np.all(sums.equations @ sums.values == 0)
    assert sums.values[-1] == 36


def test_sums_in_the_file_are_left_out() -> None:
    """A row and a column named total."""
    (grid,) = parse_grid("p,a,Total\nx,1,1\ntotal,1,1\n").values
    assert grid == Grid(rows=("x",), columns=("a",), counts=((1,),))


NO_ROW = {
    "half a person": "y,2.5,3",
    "fewer than none": "y,-1,3",
    "hidden already": "y,x,3",
    "too short": "y,2",
    "named twice": "x,2,3",
    "without a name": ",2,3",
    "more people than there are": "y,9999999999999,3",
}


@pytest.mark.parametrize("reason", NO_ROW)
def test_a_row_that_is_none_is_a_problem_and_there_is_no_table(reason: str) -> None:
    """Without that row every sum would be another."""
    outcome = parse_grid(f"p,a,b\nx,1,2\n{NO_ROW[reason]}\n")
    assert outcome.values == ()
    assert [(p.code, p.where) for p in outcome.problems] == [("not-a-row-of-counts", "line 3")]


def test_a_row_that_is_the_sum_of_others_is_left_out_with_a_warning() -> None:
    """North beside North / Ash."""
    outcome = parse_grid("p,a\nNorth,3\nNorth / Ash,3\n")
    assert outcome.values[0].rows == ("North / Ash",)
    assert [p.code for p in outcome.problems] == ["row-is-a-sum"]


@pytest.mark.parametrize("text", ["", "p\nx\n", "p,a,a\nx,1,2\n", 'p,a\n"x,1\n', "p,a\n"])
def test_what_is_no_table_is_a_problem(text: str) -> None:
    """And nothing is made of it."""
    outcome = parse_grid(text)
    assert outcome.values == ()
    assert outcome.problems[-1].code == "not-a-table"


@given(st.text())
def test_any_text_survives(text: str) -> None:
    """Whatever the file holds."""
    for grid in parse_grid(text).values:
        assert Sums(grid).values.min() >= 0
