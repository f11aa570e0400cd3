from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.disclosure.grids import Grid, Sums
from firsthand.weigh.disclosure.recoding import recode
from weigh.disclosure.tables import grids, table


def test_a_row_with_a_small_count_joins_the_smaller_neighbour() -> None:
    """
    r0  10 10
    r1   3 20
    r2  30 40
    """
    found = recode(table((10, 10), (3, 20), (30, 40)), least=5)
    assert found.rows == ("r0 + r1", "r2")
    assert found.counts == ((13, 30), (30, 40))


def test_rows_of_different_parts_stay_apart() -> None:
    """What cannot be helped so stays small."""
    found = recode(table((9, 9), (9, 9), (1, 9), parts=True), least=5)
    assert found.rows == ("p0 / r0", "p0 / r1", "p1 / r2")


def test_a_joined_row_names_its_part_once() -> None:
    """North / Ash + Elm"""
    assert recode(table((1, 9), (9, 9), parts=True), least=5).rows == ("p0 / r0 + r1",)


@pytest.mark.slow
@given(grids(), st.integers(2, 5))
def test_nobody_is_lost(grid: Grid, least: int) -> None:
    """The sum of all stays."""
    assert Sums(recode(grid, least=least)).values[-1] == Sums(grid).values[-1]
