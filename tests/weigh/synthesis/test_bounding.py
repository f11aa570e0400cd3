from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.weigh.synthesis.bounding import Extent, extent_of, extents, settle
from firsthand.weigh.synthesis.cells import at_most
from firsthand.weigh.synthesis.linear import Linear
from weigh.synthesis.systems_drawn import cell, corners, drawn, said, system

SYSTEMS = 1_000


def ends(numbers: NDArray[np.float64]) -> tuple[int, int]:
    """The whole numbers around all of these."""
    return math.floor(numbers.min() + 1e-9), math.ceil(numbers.max() - 1e-9)


def test_the_ends_are_those_of_the_corners_of_a_thousand_drawn_systems() -> None:
    """Every set of constraints that could meet in a corner is tried, in fractions."""
    solvable = 0
    for seed in range(SYSTEMS):
        made = drawn(seed)
        met = corners(made)
        linear = Linear(made)
        everything = extents(linear)
        if not len(met):
            assert everything is None, seed
            continue
        solvable += 1
        assert everything is not None, seed
        for n, unknown in enumerate(made.cells):
            expected = ends(met[:, n])
            assert everything[unknown] == expected, (seed, unknown)
        if seed % 10 == 0:
            found = extent_of(linear, made.cells[0])
            assert found is not None
            assert (found.low, found.high) == ends(met[:, 0]), seed
    assert solvable > SYSTEMS // 3


def test_people_in_two_rounds_are_at_least_the_larger_and_at_most_the_residents() -> None:
    """17.5 and 18.8 million examined in two rounds, 23.6 million residents."""
    one, two, ever, living = (cell(name) for name in ("one", "two", "ever", "living"))
    made = system(
        said("first", (1, one), low=17_500_000, high=17_500_000),
        said("second", (1, two), low=18_800_000, high=18_800_000),
        said("census", (1, living), low=23_600_000, high=23_600_000),
        relations=(
            at_most(one, ever, id_="a", said="who was in round one was in some round"),
            at_most(two, ever, id_="b", said="who was in round two was in some round"),
            at_most(ever, one, two, id_="c", said="who was in some round was in one or two"),
            at_most(ever, living, id_="d", said="who was examined lives there"),
        ),
    )
    found = extent_of(Linear(made), ever)
    assert found is not None
    assert (found.low, found.high) == (18_800_000, 23_600_000)
    assert [each.id for each in found.low_rests] == ["b", "second"]
    assert [each.id for each in found.high_rests] == ["census", "d"]


def test_an_unknown_that_nothing_bounds_has_an_open_end() -> None:
    """At least 3, and nothing more is said; another is unknown altogether."""
    one, other = cell("one"), cell("other")
    made = system(said("a", (1, one), low=3), said("b", (1, one), (1, other), low=5))
    found = extent_of(Linear(made), one)
    assert found is not None
    assert (found.low, found.high) == (3, None)
    assert extents(Linear(made)) == {one: (3, None), other: (0, None)}


def test_fractions_of_people_are_rounded_outwards() -> None:
    """A third of 100 is 33 to 34 people."""
    one, all_ = cell("one"), cell("all")
    made = system(
        said("third", (3, one), (-1, all_), low=0, high=0),
        said("all", (1, all_), low=100, high=100),
    )
    found = extent_of(Linear(made), one)
    assert found is not None
    assert (found.low, found.high) == (33, 34)
    assert extents(Linear(made)) == {one: (33, 34), all_: (100, 100)}


def test_claims_that_cannot_all_be_true_bound_nothing() -> None:
    """At least 5 and at most 3."""
    one = cell("one")
    made = system(said("a", (1, one), low=5), said("b", (1, one), high=3))
    assert extent_of(Linear(made), one) is None
    assert extents(Linear(made)) is None


@pytest.mark.parametrize("seed", range(0, 200, 5))
def test_another_claim_never_widens_an_end(seed: int) -> None:
    """Each system with and without its last claim, where both can be true."""
    made = drawn(seed, claims=4)
    fewer = system(*made.claims[:-1])
    before, after = extents(Linear(fewer)), extents(Linear(made))
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
    assert extents(Linear(twice)) == extents(Linear(made))
    assert len(twice.claims) == len(made.claims)


def test_whichever_way_out_holds_the_number_lies_between_all_ends() -> None:
    """3 to 5 or 1 and more."""
    assert settle([Extent(low=3, high=5), Extent(low=1, high=9)]) == (1, 9)


def test_an_end_is_what_the_fractions_give() -> None:
    """90 percent of the residents are 17.5 million: 19,444,444 and four ninths residents."""
    examined, living = cell("examined"), cell("living")
    made = system(
        said("share", (1, examined), (Fraction(-9, 10), living), low=0),
        said("count", (1, examined), low=17_500_000, high=17_500_000),
    )
    found = extent_of(Linear(made), living)
    assert found is not None
    assert (found.low, found.high) == (0, 19_444_445)
