from __future__ import annotations

from fractions import Fraction

import pytest

from firsthand.weigh.synthesis.cells import at_most
from firsthand.weigh.synthesis.linear import Linear, cells_of
from weigh.synthesis.systems_drawn import cell, said, system

ONE, OTHER = cell("one"), cell("other")


def test_a_claim_on_one_cell_is_an_end_and_the_narrowest_counts() -> None:
    """At least 3, at least 5, twice it at most 18."""
    linear = Linear(
        system(said("a", (1, ONE), low=3), said("b", (1, ONE), low=5), said("c", (2, ONE), high=18))
    )
    (low,), (high,) = linear.box(None)
    assert [low.number, high.number] == [Fraction(5), Fraction(9)]
    assert low.by is not None
    assert low.by.id == "b"
    assert linear.rows == []
    (low,), _ = linear.box(frozenset({0, 2}))
    assert low.number == 3


def test_a_claim_with_a_minus_is_turned_round() -> None:
    """Minus the number is at most minus 4."""
    linear = Linear(system(said("a", (-1, ONE), high=-4, low=-9)))
    (low,), (high,) = linear.box(None)
    assert [low.number, high.number] == [Fraction(4), Fraction(9)]


def test_the_least_of_a_sum_and_what_shows_it() -> None:
    """Two numbers that are 10 together, one of them at most 4."""
    linear = Linear(
        system(said("sum", (1, ONE), (1, OTHER), low=10, high=10), said("top", (1, OTHER), high=4))
    )
    found = linear.least({0: 1.0})
    assert found.least == pytest.approx(6)
    assert found.rows == ((0, 1.0),)
    assert cells_of(linear) == (ONE, OTHER)


def test_what_has_no_end_and_what_has_no_solution_are_told_apart() -> None:
    """The most of a number that nothing bounds; then a box inside out; then rows against each other."""
    free = Linear(system(said("sum", (1, ONE), (-1, OTHER), low=0)))
    assert (free.least({0: -1.0}).feasible, free.least({0: -1.0}).least) == (True, None)
    inside_out = Linear(system(said("a", (1, ONE), low=5), said("b", (1, ONE), high=3)))
    assert not inside_out.least({}).feasible
    assert inside_out.least({}, taken=frozenset({0})).feasible
    against = Linear(
        system(said("a", (1, ONE), (1, OTHER), low=9), said("b", (1, ONE), (1, OTHER), high=7))
    )
    assert not against.least({}).feasible
    assert against.least({}, taken=frozenset({1})).feasible


def test_relations_hold_whatever_claims_are_taken() -> None:
    """One is no more than the other, and the other is at most 4."""
    made = system(
        said("top", (1, OTHER), high=4), relations=(at_most(ONE, OTHER, id_="r", said="r"),)
    )
    linear = Linear(made)
    assert linear.least({0: -1.0}).least == pytest.approx(-4)
    assert linear.least({0: -1.0}, taken=frozenset()).least is None
    assert Fraction(1) == linear.rows[0].terms[0].factor
