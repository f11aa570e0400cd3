from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.weigh.disclosure.audit import audit
from firsthand.weigh.disclosure.grids import Grid, Sums
from weigh.disclosure.tables import BOX, every_table, grids, table


def test_a_count_hidden_alone_is_worked_out_from_its_sums() -> None:
    """
          c0   c1  total
    r0     x   20     23   x is 3
    """
    sums = Sums(table((3, 20), (30, 40)))
    hidden = np.zeros(sums.size, dtype=bool)
    hidden[0] = True
    true = sums.values.astype(float)
    found = audit(
        sums, low=np.where(hidden, 0, true), high=np.where(hidden, np.inf, true), cells=[0]
    )
    assert (found[0].low, found[0].high) == (3, 3)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(grids(), st.data())
def test_the_ends_are_those_that_brute_force_finds(grid: Grid, data: st.DataObject) -> None:
    """Cells hidden at random; where no end lies outside the box, both ends are met."""
    sums = Sums(grid)
    inner = [sums.number(row, column) for row in range(len(grid.rows)) for column in range(2)]
    hidden = np.zeros(sums.size, dtype=bool)
    hidden[data.draw(st.lists(st.sampled_from(range(sums.size)), min_size=1, max_size=7))] = True
    true = sums.values.astype(float)
    cells = np.flatnonzero(hidden).tolist()
    found = audit(
        sums, low=np.where(hidden, 0, true), high=np.where(hidden, np.inf, true), cells=cells
    )
    tables = every_table(grid)
    fitting = tables[(tables[:, ~hidden] == sums.values[~hidden]).all(axis=1)]
    within = all(
        found[n].high is not None and (found[n].high or 0) <= BOX for n in inner if n in found
    )
    for number, interval in found.items():
        seen = fitting[:, number]
        assert interval.low <= seen.min()
        assert interval.high is None or seen.max() <= interval.high
        if within:
            assert (seen.min(), seen.max()) == (interval.low, interval.high)
