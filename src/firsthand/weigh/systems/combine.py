"""Estimate how many people there are from how lists overlap: several methods side by side.

In: patterns, what is said of the lists, how well records were linked.  Out: each method's interval,
the union of all, and reasons to give no number or no single one. The methods differ because they
assume different things of how lists depend on one another, and the table cannot say which is right.
That difference is the message: they are shown together. Strata are put together in `strata`.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from firsthand.model.value import value
from firsthand.weigh.systems.answers import Interval
from firsthand.weigh.systems.bounds import chao, no_highest_order
from firsthand.weigh.systems.choice import averaged, best, compare, forward, models_of
from firsthand.weigh.systems.classes import Posterior, latent_classes
from firsthand.weigh.systems.facts import Fact
from firsthand.weigh.systems.graphs import averaged_over_graphs
from firsthand.weigh.systems.linkage import Linkage, undone
from firsthand.weigh.systems.patterns import Patterns
from firsthand.weigh.systems.refusals import (
    Disagreement,
    Misfit,
    NoEstimate,
    NotMixed,
    Refusal,
    UnknownLinkage,
    refusals_before,
)

LEVEL = "95"
SEED = 20_170_118  # of all dice; one seed, so that equal tables have equal answers
PEOPLE_MAX = 1e10  # more than live: the method has no upper end
MODELS_DRAWN_MAX = 113  # compared in each table of a bootstrap: all of four lists, the best of more
MODELS_DRAWN_OF_MANY = 30
BROKEN_TIMES = (0.5, 2.0)  # by how much the highest-order interaction is let be other than none
PREDICTIVE_MIN = 0.01

CHAO = "Chao's lower bound"
CHAO_FEW = "lower bound for few lists"
FORWARD = "log-linear, forward selection"
BEST = "log-linear, least BIC"
BIC = "log-linear, BIC average"
AIC = "log-linear, AIC average"
HIGHEST = "no highest-order interaction"
GRAPHS = "decomposable graphs, averaged"
LATENT = "latent classes"
LOWER_BOUNDS = {CHAO, CHAO_FEW}
LABEL = "lower bound for the reachable"


@value
class Detail:
    """What tells whether to believe a method's answer; None where it says nothing of the kind."""

    conditional: tuple[int, int] | None = None  # the interval that forgets that a model was chosen
    pairs: tuple[str, ...] = ()  # lists that depend on one another in the chosen model
    if_broken: tuple[int, int] | None = (
        None  # the middle if the assumption is broken by half, twice
    )
    r_hat: float | None = None
    effective_draws: int | None = None
    chains: int | None = None
    divergences: int | None = None
    predictive: float | None = None


@value
class Method:
    """One method's answer: a 95 percent interval for all people, and its middle."""

    name: str
    low: int
    median: int
    high: int
    level: str
    detail: Detail = Detail()
    points: tuple[float, ...] = ()


@value
class Systems:
    """All answers. `union` holds every method's interval; None where nothing may be said.

    `label` is what the numbers are of: of those who could have been on some list.
    """

    documented: int
    methods: tuple[Method, ...]
    union: tuple[int, int] | None
    refusals: tuple[Refusal, ...]
    assumptions: tuple[str, ...] = ()
    label: str = LABEL

    @property
    def refused(self) -> tuple[str, ...]:
        """The refusals in words."""
        return tuple(each.message for each in self.refusals)


_ASSUMPTIONS = (
    "records of one person were linked across lists; missed links make every number too large",
    "all lists are of the same people, place and time",
    "everyone could have been on some list; if not, the numbers are lower bounds for all",
    "nobody is harder to list on every list than others are; if some are, all numbers are too small",
)


def estimate(
    patterns: Patterns,
    *,
    facts: tuple[Fact, ...] = (),
    linkage: Linkage | None = None,
    seed: int = SEED,
) -> Systems:
    """Every method that gives an answer for *patterns*, or the reasons why none is given.

    Where linking is known to lie between two shares, everything is worked out for both ends, and
    each method's interval holds both.
    """
    ordered = patterns.ordered()
    reasons = refusals_before(ordered, facts, linkage)
    if reasons:
        return refused_outright(ordered.documented, tuple(reasons))
    answers = [_answer(each, seed) for each in _as_linked(ordered, linkage)]
    methods = [answers[0][0]] if len(answers) == 1 else [_both(answers[0][0], answers[1][0])]
    found = methods[0]
    if not any(method.name not in LOWER_BOUNDS for method in found):
        return refused_outright(ordered.documented, (NoEstimate(),))
    doubts = [*dict.fromkeys(doubt for _, doubts in answers for doubt in doubts)]
    unknown: list[Refusal] = [] if linkage else [UnknownLinkage()]
    return Systems(
        documented=ordered.documented,
        methods=tuple(found),
        union=(min(m.low for m in found), max(m.high for m in found)),
        refusals=(*unknown, *doubts, *disagreements(found)),
        assumptions=_ASSUMPTIONS,
    )


def refused_outright(documented: int, reasons: tuple[Refusal, ...]) -> Systems:
    """No number, and why."""
    return Systems(documented=documented, methods=(), union=None, refusals=reasons)


def disagreements(methods: list[Method]) -> list[Refusal]:
    """Intervals that do not meet: none of them may be taken by itself. A lower bound is no rival."""
    rivals = [method for method in methods if method.name not in LOWER_BOUNDS]
    if not rivals or max(m.low for m in rivals) <= min(m.high for m in rivals):
        return []
    lowest = min(rivals, key=lambda m: (m.high, m.name))
    highest = max(rivals, key=lambda m: (m.low, m.name))
    return [
        Disagreement(
            lower=lowest.name,
            lower_high=lowest.high,
            higher=highest.name,
            higher_low=highest.low,
        )
    ]


def method_of(name: str, interval: Interval, detail: Detail = Detail()) -> Method:  # noqa: B008 - a value
    """An interval in whole people."""
    return Method(
        name=name,
        low=round(interval.low),
        median=round(interval.median),
        high=round(interval.high),
        level=LEVEL,
        detail=detail,
        points=interval.points,
    )


def _as_linked(patterns: Patterns, linkage: Linkage | None) -> list[Patterns]:
    """The table for the best and the worst linking that may have been; one where they are equal."""
    if linkage is None:
        return [patterns]
    few_missed = undone(patterns, recall=linkage.recall.high, precision=linkage.precision.low)
    many_missed = undone(patterns, recall=linkage.recall.low, precision=linkage.precision.high)
    return [few_missed] if few_missed == many_missed else [few_missed, many_missed]


def _answer(patterns: Patterns, seed: int) -> tuple[list[Method], list[Refusal]]:
    """The methods' answers for one table, and what speaks against some."""
    documented = patterns.documented
    if not documented or not all(patterns.on_all((n,)) for n in range(len(patterns.lists))):
        return [], []
    models = models_of(patterns)
    fits = compare(patterns, models)
    found = [
        *_known(CHAO, chao(patterns)),
        *_known(CHAO_FEW, chao(patterns, few_lists=True)),
        *_log_linear(patterns, models, seed),
        *_known(BIC, averaged(fits, documented, price=math.log(documented))),
        *_known(AIC, averaged(fits, documented, price=2.0)),
        *_highest(patterns),
        *_known(GRAPHS, averaged_over_graphs(patterns)),
    ]
    posterior = latent_classes(patterns, np.random.default_rng([seed, 3]))
    latent, doubts = _latent(posterior)
    return [each for each in (*found, *latent) if each.high < PEOPLE_MAX], doubts


def _known(name: str, interval: Interval | None) -> list[Method]:
    if interval is None or not interval.high < PEOPLE_MAX:
        return []
    return [method_of(name, interval)]


def _log_linear(
    patterns: Patterns, models: list[tuple[frozenset[int], ...]], seed: int
) -> list[Method]:
    """Forward selection and least BIC, with the intervals that know of the choice."""
    fits = compare(patterns, models)
    criteria = fits.deviance + math.log(patterns.documented) * fits.parameters_count
    criteria = np.where(fits.exists, criteria, np.inf)
    kept = MODELS_DRAWN_MAX if len(models) <= MODELS_DRAWN_MAX else MODELS_DRAWN_OF_MANY
    nearest = [models[n] for n in np.argsort(criteria, kind="stable")[:kept]]
    chosen = (
        (FORWARD, forward(patterns, np.random.default_rng([seed, 1]))),
        (BEST, best(patterns, nearest, np.random.default_rng([seed, 2]))),
    )
    found = []
    for name, each in chosen:
        if each is not None and each.interval.high < PEOPLE_MAX and each.conditional.high < PEOPLE_MAX:  # fmt: skip
            detail = Detail(
                conditional=(round(each.conditional.low), round(each.conditional.high)),
                pairs=tuple(
                    " and ".join(patterns.lists[n] for n in sorted(term)) for term in each.terms
                ),
            )
            found.append(method_of(name, each.interval, detail))
    return found


def _highest(patterns: Patterns) -> list[Method]:
    interval = no_highest_order(patterns)
    if interval is None or not interval.high < PEOPLE_MAX:
        return []
    broken = [no_highest_order(patterns, times=times) for times in BROKEN_TIMES]
    low, high = (round(each.median) for each in broken if each)
    return [method_of(HIGHEST, interval, Detail(if_broken=(low, high)))]


def _latent(posterior: Posterior | None) -> tuple[list[Method], list[Refusal]]:
    if posterior is None:
        return [], []
    if not posterior.mixed:
        reason = NotMixed(
            method=LATENT,
            r_hat=posterior.r_hat,
            effective=posterior.effective,
            divergences=posterior.divergences,
        )
        return [], [reason]
    detail = Detail(
        r_hat=round(posterior.r_hat, 4),
        effective_draws=round(posterior.effective),
        chains=posterior.chains_count,
        divergences=posterior.divergences,
        predictive=round(posterior.predictive, 4),
    )
    doubts: list[Refusal] = []
    if posterior.predictive < PREDICTIVE_MIN:
        doubts.append(Misfit(method=LATENT, predictive=posterior.predictive))
    return [method_of(LATENT, posterior.interval, detail)], doubts


def _both(one: list[Method], other: list[Method]) -> list[Method]:
    """Each method's interval over both ends of what may have been missed; its middle is between."""
    second = {method.name: method for method in other}
    return [
        replace(
            method,
            low=min(method.low, second[method.name].low),
            median=round((method.median + second[method.name].median) / 2),
            high=max(method.high, second[method.name].high),
            points=tuple(sorted((*method.points, *second[method.name].points))),
        )
        for method in one
        if method.name in second
    ]
