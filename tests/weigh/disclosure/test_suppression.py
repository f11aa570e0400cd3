from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from firsthand.weigh.disclosure.grids import Grid, Sums
from firsthand.weigh.disclosure.suppression import suppress
from weigh.disclosure.tables import every_table, grids, large, table


def test_a_small_count_is_hidden_together_with_what_would_give_it_away() -> None:
    """
          c0   c1
    r0     3   20   3 alone could be had from the sums of its row and of its column
    r1    30   40
    """
    found = suppress(table((3, 20), (30, 40)))
    assert found.small == (("r0", "c0"),)
    assert len(found.protecting) >= 3
    (interval,) = [i for cell, i in found.learned if cell == ("r0", "c0")]
    assert interval.low == 0
    assert interval.high is None or interval.high >= 5


def test_a_table_without_small_counts_is_printed_whole() -> None:
    """5 is printed, and so is 0: that there is nobody gives nobody away."""
    found = suppress(table((5, 0), (30, 40)))
    assert (found.small, found.protecting, found.learned) == ((), (), ())


def test_one_count_alone_can_be_protected_only_without_its_sums() -> None:
    """
          c0  total
    r0     2      2
    """
    found = suppress(table((2,)))
    assert {cell for cell, _ in found.learned} == {
        ("r0", "c0"), ("r0", "total"), ("total", "c0"), ("total", "total")
    }  # fmt: skip


def test_a_small_sum_is_hidden_too() -> None:
    """r0 has 0 + 4: its sum is as small as its count."""
    hidden = {cell for cell, _ in suppress(table((0, 4), (30, 40))).learned}
    assert {("r0", "c1"), ("r0", "total")} <= hidden


def test_a_least_count_of_one_hides_nothing_and_is_refused() -> None:
    """--least 1"""
    with pytest.raises(ValueError, match="2 or more, found 1"):
        suppress(table((1, 1)), least=1)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(grids())
def test_no_hidden_count_can_be_worked_out_by_trying_every_table(grid: Grid) -> None:
    """Every table up to 5 in each cell that agrees with what is printed, by brute force."""
    found = suppress(grid, least=3)
    sums = Sums(grid)
    hidden = np.zeros(sums.size, dtype=bool)
    for number in range(sums.size):
        hidden[number] = any(cell == sums.cell(number) for cell, _ in found.learned)
    tables = every_table(grid)
    fitting = tables[(tables[:, ~hidden] == sums.values[~hidden]).all(axis=1)]
    for number in np.flatnonzero(hidden).tolist():
        seen = set(fitting[:, number].tolist())
        assert len(seen) > 1
        if 0 < sums.values[number] < 3:
            assert min(seen) == 0
            assert max(seen) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_table_as_large_as_people_read_them_is_protected(seed: int) -> None:
    """40 rows in four parts, 10 columns: every small count is anywhere from 0 to 5 or more."""
    grid = large(seed)
    found = suppress(grid)
    learned = dict(found.learned)
    sums = Sums(grid)
    small = {sums.cell(n) for n in np.flatnonzero((sums.values > 0) & (sums.values < 5)).tolist()}
    assert small == set(found.small)
    assert all(learned[cell].low == 0 for cell in small)
    assert all((high := learned[cell].high) is None or high >= 5 for cell in small)


def test_the_order_of_rows_changes_only_the_order() -> None:
    """What stays hidden of small counts is the same."""
    one = suppress(table((3, 20), (30, 40), (7, 2)))
    other = suppress(
        Grid(rows=("r2", "r1", "r0"), columns=("c0", "c1"), counts=((7, 2), (30, 40), (3, 20)))
    )
    assert set(one.small) == set(other.small)
