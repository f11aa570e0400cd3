from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import poisson

from firsthand.weigh.systems.batches import best_of, fit_all, log_tails, stepwise
from firsthand.weigh.systems.choice import models_of
from firsthand.weigh.systems.loglinear import Term, fit
from firsthand.weigh.systems.patterns import Patterns
from firsthand.weigh.systems.resampling import counts_of
from weigh.systems.tables import KOSOVO, UK, table


@pytest.mark.parametrize("patterns", [table(KOSOVO), table(UK)])
def test_many_tables_are_fitted_as_one_is(patterns: Patterns) -> None:
    """Every model of the table; for five lists each hundredth."""
    models = models_of(patterns)
    models = models if len(models) < 200 else models[::100]
    for terms in models:
        single = fit(patterns, terms)
        found = fit_all(
            counts_of(patterns)[None], len(patterns.lists), terms, np.ones((1, len(terms)), bool)
        )
        assert bool(found.exists[0]) == (single is not None)
        if single is not None:
            assert found.log_unseen[0] == pytest.approx(single.log_unseen, abs=1e-6)
            assert found.error[0] == pytest.approx(single.log_unseen_error, rel=1e-5)
            assert found.deviance[0] == pytest.approx(single.deviance, rel=1e-6, abs=1e-6)
            assert found.parameters_count[0] == single.parameters_count


def test_tables_do_not_disturb_one_another() -> None:
    """One with an estimate, one without, together as by themselves."""
    good = counts_of(table(KOSOVO))
    bad = np.zeros_like(good)
    bad[0] = 50.0
    pair = [Term({0, 1})]
    taken = np.array([[True], [True]])
    both = fit_all(np.stack([good, bad]), 4, pair, taken)
    assert both.exists.tolist() == [True, False]
    alone = fit_all(good[None], 4, pair, taken[:1])
    assert both.log_unseen[0] == pytest.approx(alone.log_unseen[0], abs=1e-9)


def test_each_table_chooses_for_itself() -> None:
    """Kosovo takes five pairs, a table of its counts shared evenly none."""
    even = np.full(15, 40.0)
    people, taken, pairs = stepwise(np.stack([counts_of(table(KOSOVO)), even]), 4, rare_share=0.02)
    assert round(people[0]) == 14_342
    chosen = {tuple(sorted(p)) for p, kept in zip(pairs, taken[0], strict=True) if kept}
    assert chosen == {(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)}
    assert not taken[1].any()


def test_a_tail_is_the_smaller_of_the_two() -> None:
    """Observed and expected overlaps, beside SciPy's own tails."""
    observed = np.array([0.0, 3.0, 30.0, 10.0])
    expected = np.array([8.0, 8.0, 8.0, 10.0])
    tails = [
        min(poisson.logcdf(o, e), poisson.logsf(o - 1, e))
        for o, e in zip(observed, expected, strict=True)
    ]
    assert log_tails(observed, expected) == pytest.approx(tails)


def test_tails_beyond_a_double_keep_their_order() -> None:
    """10,000 and 20,000 expected, nobody seen; nothing expected says nothing."""
    tails = log_tails(np.zeros(3), np.array([10_000.0, 20_000.0, 0.0]))
    assert tails.tolist() == [-10_000.0, -20_000.0, 0.0]


def test_no_model_has_an_estimate_of_a_list_of_nobody() -> None:
    """People without limit, and no model."""
    counts = counts_of(table({(1, 0, 0): 5, (0, 1, 0): 5}))[None]
    people, which = best_of(counts, 3, [(), (Term({0, 1}),)])
    assert people[0] == math.inf
    assert which[0] == -1
