"""Estimate strata by themselves and all of them together.

In: a table for each stratum, what is said of the lists, how well records were linked.  Out: the
answer of each stratum, and one for all: each method's answers added as independent draws, the ends of
the unions added as they are. People of one stratum are more alike than all people are, so that a sum
of strata is less biased than an estimate of the whole (Sekar and Deming 1949); but strata get sparse.
"""

from __future__ import annotations

from firsthand.model.value import value
from firsthand.weigh.systems.answers import Interval, added
from firsthand.weigh.systems.combine import (
    SEED,
    Method,
    Systems,
    disagreements,
    estimate,
    method_of,
    refused_outright,
)
from firsthand.weigh.systems.facts import Fact
from firsthand.weigh.systems.linkage import Linkage
from firsthand.weigh.systems.patterns import Stratum
from firsthand.weigh.systems.refusals import Refusal, StratumRefused, UnmeasuredLinkage


@value
class Stratified:
    """The answer for all strata together, and that of each, in the order of their names."""

    together: Systems
    strata: tuple[tuple[str, Systems], ...]


def estimate_strata(
    strata: tuple[Stratum, ...],
    *,
    facts: tuple[Fact, ...] = (),
    linkage: Linkage | None = None,
    seed: int = SEED,
) -> Stratified:
    """Every stratum's answer, and the sum; one stratum is its own sum."""
    answers = tuple(
        (each.name, estimate(each.patterns, facts=facts, linkage=linkage, seed=seed))
        for each in sorted(strata, key=lambda each: each.name)
    )
    if len(answers) == 1:
        return Stratified(together=answers[0][1], strata=answers)
    return Stratified(together=_together([*answers]), strata=answers)


def not_measured(strata: tuple[Stratum, ...]) -> Stratified:
    """The answer for tables whose records were linked by a program, when nobody looked how well: no number."""
    answers = tuple(
        (each.name, refused_outright(each.patterns.documented, (UnmeasuredLinkage(),)))
        for each in sorted(strata, key=lambda each: each.name)
    )
    documented = sum(answer.documented for _, answer in answers)
    return Stratified(together=refused_outright(documented, (UnmeasuredLinkage(),)), strata=answers)


def _together(answers: list[tuple[str, Systems]]) -> Systems:
    documented = sum(answer.documented for _, answer in answers)
    without: list[Refusal] = [
        StratumRefused(stratum=name) for name, answer in answers if answer.union is None
    ]
    unions = [answer.union for _, answer in answers if answer.union is not None]
    if without or not unions:
        return refused_outright(documented, tuple(without))
    names = [
        method.name
        for method in answers[0][1].methods
        if all(method.name in {m.name for m in answer.methods} for _, answer in answers)
    ]
    methods = [_sum(name, [answer for _, answer in answers]) for name in names]
    doubts = dict.fromkeys(doubt for _, answer in answers for doubt in answer.refusals)
    return Systems(
        documented=documented,
        methods=tuple(methods),
        union=(sum(low for low, _ in unions), sum(high for _, high in unions)),
        refusals=(*doubts, *(d for d in disagreements(methods) if d not in doubts)),
        assumptions=answers[0][1].assumptions,
    )


def _sum(name: str, answers: list[Systems]) -> Method:
    parts = [next(m for m in answer.methods if m.name == name) for answer in answers]
    total = added(
        [Interval(low=m.low, median=m.median, high=m.high, points=m.points) for m in parts]
    )
    assert total is not None, "every method keeps its distribution"
    return method_of(name, total)
