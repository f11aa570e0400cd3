"""Choose among log-linear models: one step at a time, or all of them by weight.

In: patterns.  Out: one fit by forward selection, and intervals from models weighted by AIC or BIC.
Forward selection adds the pair of lists whose overlap is least to be expected under the model so
far, by the one-sided Poisson tail, until none is rarer than a set share (after Chan, Silverman and
Vincent 2021). Weights are exp(-criterion/2) (Burnham and Anderson 2002; Raftery 1995).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from scipy.special import ndtr, pdtr, pdtrc  # of scipy.stats, which takes a second to load

from firsthand.weigh.systems.answers import Interval, from_log_normal
from firsthand.weigh.systems.loglinear import Fit, Term, fit
from firsthand.weigh.systems.patterns import Patterns

RARE_SHARE = 0.02  # the value recommended and used with the method
LISTS_OF_ALL_TERMS_MAX = 4  # 113 models; with five lists there are 6,893
LISTS_OF_ALL_PAIRS_MAX = 5  # 1,024 models; with six lists 32,768
WEIGHT_MIN = 1e-8  # models below it change no digit


def forward(patterns: Patterns, *, rare_share: float = RARE_SHARE) -> list[Fit]:
    """The models that forward selection goes through; the last is its choice.

    The rule for stopping was chosen because it reproduces the published rows, after others had
    been tried on the same rows; agreeing with them is no independent evidence for it.
    """
    first = fit(patterns, ())
    if first is None:
        return []
    way = [first]
    left = [Term(pair) for pair in itertools.combinations(range(len(patterns.lists)), 2)]
    while left:
        tails = {pair: _tail(patterns, way[-1], pair) for pair in left}
        rarest = min(left, key=lambda pair: (tails[pair], sorted(pair)))
        if tails[rarest] > math.log(rare_share):
            break
        following = fit(patterns, (*way[-1].terms, rarest))
        left.remove(rarest)
        if following is not None:
            way.append(following)
    return way


def _tail(patterns: Patterns, model: Fit, pair: Term) -> float:
    """How rare the overlap of *pair* is under *model*: the logarithm of the smaller tail."""
    expected = sum(mean for cell, mean in model.means if all(cell[each] for each in pair))
    observed = patterns.on_all(tuple(sorted(pair)))
    if expected <= 0:
        return 0.0
    fewer = float(pdtr(observed, expected))
    more = float(pdtrc(observed - 1, expected)) if observed else 1.0
    rarer = min(fewer, more)
    return math.log(rarer) if rarer > 0 else -math.inf


def models(patterns: Patterns) -> list[Fit]:
    """Every model that is compared: all that are hierarchical, with pairs alone where too many."""
    lists_count = len(patterns.lists)
    if lists_count > LISTS_OF_ALL_PAIRS_MAX:
        return _around(patterns, forward(patterns))
    found = [fit(patterns, terms) for terms in _all_terms(lists_count)]
    return [each for each in found if each is not None]


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


def _around(patterns: Patterns, way: Sequence[Fit]) -> list[Fit]:
    """The models gone through, and those one pair away from them."""
    pairs = [Term(pair) for pair in itertools.combinations(range(len(patterns.lists)), 2)]
    known = {frozenset(each.terms): each for each in way}
    for each in way:
        for pair in pairs:
            terms = frozenset(each.terms) ^ {pair}
            if terms not in known:
                found = fit(patterns, terms)
                if found is not None:
                    known[terms] = found
    return sorted(known.values(), key=lambda f: (len(f.terms), [sorted(t) for t in f.terms]))


def interval_of(fit_: Fit, documented: int) -> Interval:
    """What one model says."""
    return from_log_normal(documented, fit_.log_unseen, fit_.log_unseen_error)


def averaged(fits: Sequence[Fit], documented: int, *, price: float) -> Interval | None:
    """The interval of all *fits* mixed by weight, at *price* for a parameter."""
    if not fits:
        return None
    criteria = [each.criterion(price) for each in fits]
    best = min(criteria)
    weights = [math.exp((best - criterion) / 2) for criterion in criteria]
    total = sum(weights)
    mixed = [
        (weight / total, each)
        for weight, each in zip(weights, fits, strict=True)
        if weight / total > WEIGHT_MIN
    ]
    ends = [_quantile(mixed, share) for share in (0.025, 0.5, 0.975)]
    return Interval(
        low=documented + _exp(ends[0]),
        median=documented + _exp(ends[1]),
        high=documented + _exp(ends[2]),
    )


def _quantile(mixed: Sequence[tuple[float, Fit]], share: float) -> float:
    """Where the mixture of normal logarithms of the unseen passes *share*."""

    def beyond(log_unseen: float) -> float:
        reached = sum(
            weight * ndtr((log_unseen - each.log_unseen) / each.log_unseen_error)
            for weight, each in mixed
        )
        return float(reached) - share

    from scipy.optimize import brentq  # noqa: PLC0415 - a third of a second, and a few models need it

    low = min(each.log_unseen - 10 * each.log_unseen_error for _, each in mixed)
    high = max(each.log_unseen + 10 * each.log_unseen_error for _, each in mixed)
    return float(brentq(beyond, low, high, xtol=1e-9))


def _exp(exponent: float) -> float:
    """The exponential; more people than ever lived are without limit."""
    return math.exp(exponent) if exponent < 50 else math.inf
