from __future__ import annotations

import pytest

from firsthand.weigh.systems.loglinear import Term, fit, patterns_of
from weigh.systems.tables import UK, independent, table


def test_lists_that_are_independent_give_back_the_people() -> None:
    """10,000 people, three lists with 30, 20 and 10 percent of them."""
    found = fit(independent(10_000, (0.3, 0.2, 0.1)), ())
    assert found
    assert found.unseen == pytest.approx(10_000 * 0.7 * 0.8 * 0.9, rel=0.001)
    assert found.deviance < 0.01
    assert found.parameters_count == 4


def test_a_saturated_table_is_fitted_to_the_person() -> None:
    """All pairs of three lists: as many parameters as cells."""
    patterns = independent(10_000, (0.3, 0.2, 0.1))
    found = fit(patterns, [Term({0, 1}), Term({0, 2}), Term({1, 2})])
    assert found
    assert dict(found.means) == pytest.approx(patterns.table)


def test_lists_that_never_meet_have_a_term_at_minus_infinity() -> None:
    """LA and GP: their cells are left out, and the term still has its price."""
    never = Term({0, 4})
    assert table(UK).on_all((0, 4)) == 0
    found = fit(table(UK), [never])
    assert found
    assert all(not (cell[0] and cell[4]) for cell, _ in found.means)
    assert found.parameters_count == 7


def test_a_term_within_lists_that_never_meet_goes_with_them() -> None:
    """A triple that holds a pair at minus infinity."""
    found = fit(table(UK), [Term({0, 4}), Term({0, 1, 4})])
    assert found
    assert found.parameters_count == 8


def test_a_model_without_an_estimate_has_none() -> None:
    """More parameters than cells; a list that nobody is on."""
    assert fit(table({(1, 0, 0): 5, (0, 1, 0): 5, (0, 0, 1): 5}), [Term({0, 1})]) is None
    nobody = {cell: 9 for cell in patterns_of(3) if not cell[2]}
    assert fit(table(nobody), []) is None
