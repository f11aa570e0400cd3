from __future__ import annotations

import pytest

from firsthand.weigh.systems.patterns import Patterns, Stratum
from firsthand.weigh.systems.refusals import SparseOverlap, StratumRefused, TooFewMembers
from firsthand.weigh.systems.strata import estimate_strata
from weigh.systems.tables import independent, table

NORTH = independent(4_000, (0.4, 0.3, 0.2))
SOUTH = independent(1_000, (0.3, 0.4, 0.4))


def strata(**tables: Patterns) -> tuple[Stratum, ...]:
    return tuple(Stratum(name=name, patterns=patterns) for name, patterns in tables.items())


@pytest.mark.slow
def test_strata_are_estimated_by_themselves_and_added() -> None:
    """4,000 people in the north, 1,000 in the south; named in either order."""
    found = estimate_strata(strata(south=SOUTH, north=NORTH))
    assert [name for name, _ in found.strata] == ["north", "south"]
    both = found.together
    assert both.documented == NORTH.documented + SOUTH.documented
    for method in both.methods:
        parts = [next(m for m in a.methods if m.name == method.name) for _, a in found.strata]
        assert method.median == pytest.approx(sum(m.median for m in parts), rel=0.05)
        assert method.high - method.low < sum(m.high - m.low for m in parts)
    assert both.union
    assert both.union[0] < 5_000 < both.union[1]
    unions = [a.union for _, a in found.strata if a.union]
    assert both.union == (sum(u[0] for u in unions), sum(u[1] for u in unions))


def test_without_one_stratum_there_is_no_sum() -> None:
    """Nobody in the south is on the third list; too few in the north are on two."""
    south = table({(1, 0, 0): 9, (0, 1, 0): 9, (1, 1, 0): 11})
    north = table({(1, 0, 0): 9, (0, 1, 0): 9, (0, 0, 1): 9, (1, 1, 0): 2, (0, 1, 1): 2})
    found = estimate_strata(strata(north=north, south=south))
    assert found.together.documented == 60
    assert found.together.refusals == (
        StratumRefused(stratum="north"),
        StratumRefused(stratum="south"),
    )
    assert found.together.union is None
    assert found.strata[0][1].refusals == (SparseOverlap(found=4),)
    assert found.strata[1][1].refusals == (TooFewMembers(list_name="c", found=0),)


def test_one_table_is_its_own_sum() -> None:
    """Without a name."""
    nobody = Stratum(name="", patterns=table({(1, 0, 0): 0}))
    found = estimate_strata((nobody,))
    assert found.together == found.strata[0][1]
