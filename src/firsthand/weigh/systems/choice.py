"""Choose among log-linear models: one pair at a time, the best of all, or all of them by weight.

In: patterns.  Out: intervals. Forward selection is the published rule of Chan, Silverman and Vincent
(2021) at their threshold; the best of all is by BIC (Silverman, Chan and Vincent 2024). Both are
given the interval of a bootstrap in which the choice is made anew, and the narrower one that takes
the chosen model as known. Weights are exp(-criterion/2) (Burnham and Anderson 2002; Raftery 1995).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from firsthand.model.value import value
from firsthand.weigh.systems.answers import (
    ENDS,
    SHARES,
    Interval,
    from_log_normal,
    from_quantiles,
)
from firsthand.weigh.systems.batches import Batch, best_of, fit_all, stepwise
from firsthand.weigh.systems.loglinear import Term, fit
from firsthand.weigh.systems.patterns import Patterns
from firsthand.weigh.systems.resampling import Floats, bootstrapped, counts_of

RARE_SHARE = 0.02  # the threshold recommended and used with the method
LISTS_OF_ALL_TERMS_MAX = 4  # 113 models; with five lists there are 6,893
LISTS_OF_ALL_PAIRS_MAX = 5  # 1,024 models; with six lists 32,768
PAIRS_AWAY = {6: 2}  # from the chosen model, for six lists 121 models; for more lists one
BOOTSTRAP_LISTS_MAX = 6  # tables with more cells are drawn less often
TABLES_COUNT, TABLES_COUNT_OF_MANY = 1_000, 200
WEIGHT_MIN = 1e-8  # models below it change no digit
LOG_POINTS_COUNT = 4_001  # at which a mixture's distribution is worked out
LOG_REACH = 8.0  # errors on either side of every model


@value
class Chosen:
    """A model, its interval, and the narrower one that forgets that the model was chosen."""

    terms: tuple[Term, ...]
    interval: Interval
    conditional: Interval


def forward(patterns: Patterns, dice: np.random.Generator) -> Chosen | None:
    """Forward selection; None where no interval exists."""
    size = len(patterns.lists)

    def rule(tables: Floats) -> Floats:
        return stepwise(tables, size, rare_share=RARE_SHARE)[0]

    terms = forward_terms(patterns, rare_share=RARE_SHARE)
    return _chosen(patterns, terms, bootstrapped(patterns, rule, tables_count=_many(size), dice=dice))  # fmt: skip


def forward_terms(patterns: Patterns, *, rare_share: float) -> tuple[Term, ...]:
    """The pairs that forward selection takes."""
    _, taken, pairs = stepwise(counts_of(patterns)[None], len(patterns.lists), rare_share=rare_share)  # fmt: skip
    return tuple(pair for pair, kept in zip(pairs, taken[0], strict=True) if kept)


def best(
    patterns: Patterns,
    models: Sequence[tuple[Term, ...]],
    dice: np.random.Generator,
    *,
    tables_count: int = TABLES_COUNT,
) -> Chosen | None:
    """The model of *models* with the least BIC; None where no interval exists."""
    size = len(patterns.lists)
    which = int(best_of(counts_of(patterns)[None], size, models)[1][0])
    if which < 0:
        return None

    def rule(tables: Floats) -> Floats:
        return best_of(tables, size, models)[0]

    return _chosen(patterns, models[which], bootstrapped(patterns, rule, tables_count=tables_count, dice=dice))  # fmt: skip


def conditional(patterns: Patterns, terms: Sequence[Term]) -> Interval | None:
    """What one model says, taken as known; None where it has no estimate."""
    found = fit(patterns, terms)
    if found is None:
        return None
    return from_log_normal(patterns.documented, found.log_unseen, found.log_unseen_error)


def models_of(patterns: Patterns) -> list[tuple[Term, ...]]:
    """Every model compared: all that are hierarchical, or those near the one chosen forward."""
    size = len(patterns.lists)
    if size <= LISTS_OF_ALL_PAIRS_MAX:
        return _all_terms(size)
    pairs = [Term(pair) for pair in itertools.combinations(range(size), 2)]
    chosen = frozenset(forward_terms(patterns, rare_share=RARE_SHARE))
    near = [
        chosen ^ frozenset(some)
        for away in range(PAIRS_AWAY.get(size, 1) + 1)
        for some in itertools.combinations(pairs, away)
    ]
    return [tuple(sorted(each, key=sorted)) for each in near]


def compare(patterns: Patterns, models: Sequence[tuple[Term, ...]]) -> Batch:
    """Each of *models* fitted to the one table."""
    terms = sorted({term for each in models for term in each}, key=lambda t: (len(t), sorted(t)))
    taken = np.array([[term in each for term in terms] for each in models], dtype=bool)
    tables = np.repeat(counts_of(patterns)[None], len(models), axis=0)
    return fit_all(tables, len(patterns.lists), terms, taken.reshape(len(models), len(terms)))


def averaged(fits: Batch, documented: int, *, price: float) -> Interval | None:
    """The interval of all *fits* mixed by weight, at *price* for a parameter."""
    criteria = np.where(fits.exists, fits.deviance + price * fits.parameters_count, np.inf)
    if not np.isfinite(criteria).any():
        return None
    weights = np.exp((criteria.min() - criteria) / 2.0)
    weights /= weights.sum()
    kept = weights > WEIGHT_MIN
    weights, centres, errors = weights[kept], fits.log_unseen[kept], fits.error[kept]
    low = float((centres - LOG_REACH * errors).min())
    high = float((centres + LOG_REACH * errors).max())
    points = np.linspace(low, high, LOG_POINTS_COUNT)
    reached = weights @ ndtr((points - centres[:, None]) / errors[:, None])
    logs = np.interp(np.concatenate([ENDS, SHARES]), reached, points)
    return from_quantiles(documented, logs)


def _chosen(
    patterns: Patterns, terms: tuple[Term, ...], interval: Interval | None
) -> Chosen | None:
    narrow = conditional(patterns, terms)
    if interval is None or narrow is None:
        return None
    return Chosen(terms=terms, interval=interval, conditional=narrow)


def _many(lists_count: int) -> int:
    return TABLES_COUNT if lists_count <= BOOTSTRAP_LISTS_MAX else TABLES_COUNT_OF_MANY


def _all_terms(lists_count: int) -> list[tuple[Term, ...]]:
    pairs = [Term(pair) for pair in itertools.combinations(range(lists_count), 2)]
    chosen: list[tuple[Term, ...]] = []
    for some in _subsets(pairs):
        triples = []
        if lists_count == LISTS_OF_ALL_TERMS_MAX:
            triples = [
                Term(three)
                for three in itertools.combinations(range(lists_count), 3)
                if all(Term(pair) in some for pair in itertools.combinations(three, 2))
            ]
        chosen += [(*some, *more) for more in _subsets(triples)]
    return chosen


def _subsets(terms: Sequence[Term]) -> list[tuple[Term, ...]]:
    return [some for size in range(len(terms) + 1) for some in itertools.combinations(terms, size)]
