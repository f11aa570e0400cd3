from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.weigh.synthesis import solver
from firsthand.weigh.synthesis.bounding import extent_of
from firsthand.weigh.synthesis.linear import Linear
from weigh.synthesis.systems_drawn import cell, corners, drawn, every_end, said, system

SYSTEMS = 1_000


def ends(numbers: NDArray[np.float64]) -> tuple[int, int]:
    """The whole numbers around all of these."""
    return math.floor(numbers.min() + 1e-9), math.ceil(numbers.max() - 1e-9)


@pytest.mark.slow
def test_the_ends_are_those_of_the_corners_of_a_thousand_drawn_systems() -> None:
    """Every set of constraints that could meet in a corner is tried, in fractions."""
    solvable = 0
    for seed in range(SYSTEMS):
        made = drawn(seed)
        met = corners(made)
        everything = every_end(made)
        if not len(met):
            assert everything is None, seed
            continue
        solvable += 1
        assert everything is not None, seed
        for n, unknown in enumerate(made.cells):
            expected = ends(met[:, n])
            assert everything[unknown] == expected, (seed, unknown)
        if seed % 10 == 0:
            found = extent_of(Linear(made), made.cells[0])
            assert found is not None
            assert (found.low, found.high) == ends(met[:, 0]), seed
    assert solvable > SYSTEMS // 3


@pytest.mark.parametrize("seed", range(0, 200, 5))
def test_another_claim_never_widens_an_end(seed: int) -> None:
    """Each system with and without its last claim, where both can be true."""
    made = drawn(seed, claims=4)
    fewer = system(*made.claims[:-1])
    before, after = every_end(fewer), every_end(made)
    if before is None:
        assert after is None
    elif after is not None:
        for unknown, (low, high) in before.items():
            assert after[unknown][0] >= low
            assert (after[unknown][1] or math.inf) <= (high or math.inf)


@pytest.mark.parametrize("seed", range(0, 100, 5))
def test_a_copy_and_another_order_change_nothing(seed: int) -> None:
    """All claims said twice, backwards, under other names."""
    made = drawn(seed)
    copies = [
        said(f"copy-{c.id}", *((t.factor, t.cell) for t in c.terms), low=None, high=None)
        for c in made.claims
    ]
    again = [
        type(c)(id=d.id, terms=c.terms, low=c.low, high=c.high, said=d.said)
        for c, d in zip(made.claims, copies, strict=True)
    ]
    twice = system(*reversed([*made.claims, *again]))
    assert every_end(twice) == every_end(made)
    assert len(twice.claims) == len(made.claims)


def test_without_the_binding_the_ends_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """SciPy promises nothing of it: each programme then starts from nothing."""
    made = [drawn(seed) for seed in range(0, 60, 3)]
    before = [every_end(each) for each in made]
    monkeypatch.setattr(solver.Warm, "_BINDING", "optimize._no_such_binding")
    assert [every_end(each) for each in made] == before
    assert any(each is not None for each in before)


def test_an_end_that_only_two_rows_together_give_is_asked_and_proved() -> None:
    """x + y at most 10 and x at most y: no single row brings x below 10, both together bring it to 5."""
    one, other = cell("one"), cell("other")
    made = system(
        said("sum", (1, one), (1, other), high=10),
        said("less", (1, other), (-1, one), low=0),
    )
    assert every_end(made) == {one: (0, 5), other: (0, 10)}
