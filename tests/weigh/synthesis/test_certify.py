from __future__ import annotations

from fractions import Fraction

from firsthand.weigh.synthesis.certify import as_meant, prove
from firsthand.weigh.synthesis.linear import Linear
from weigh.synthesis.systems_drawn import cell, corners, drawn, said, system


def test_a_solver_s_multipliers_prove_the_same_number_in_fractions() -> None:
    """A hundred drawn systems: the proof never lies above the lowest corner, and meets it."""
    met = 0
    for seed in range(100):
        made = drawn(seed)
        points = corners(made)
        linear = Linear(made)
        solved = linear.least({0: 1.0})
        if not len(points):
            assert not solved.feasible
            continue
        proof = prove(linear, {0: Fraction(1)}, solved.rows)
        assert proof is not None
        assert proof.least <= Fraction(points[:, 0].min()) + Fraction(1, 10**9)
        met += abs(float(proof.least) - points[:, 0].min()) < 1e-6
    assert met > 30


def test_wrong_multipliers_prove_less_and_nothing_false() -> None:
    """x is at least 7 by a sum; half the multiplier proves less, twice the multiplier nothing."""
    one, other = cell("one"), cell("other")
    linear = Linear(
        system(said("sum", (1, one), (1, other), low=10), said("top", (1, other), high=3))
    )
    right = prove(linear, {0: Fraction(1)}, [(0, 1.0)])
    assert right is not None
    assert right.least == 7
    assert [each.id for each in right.rests] == ["sum", "top"]
    half = prove(linear, {0: Fraction(1)}, [(0, 0.5)])
    assert half is not None
    assert half.least == Fraction(7, 2)
    assert prove(linear, {0: Fraction(1)}, [(0, 2.0)]) is None
    assert prove(linear, {0: Fraction(1)}, []) is not None


def test_multipliers_are_the_fractions_they_were_meant_to_be() -> None:
    """Ten ninths, and a number that is no small fraction."""
    assert as_meant(10 / 9) == Fraction(10, 9)
    odd = 0.123456789123
    assert as_meant(odd) == Fraction(odd)
