"""Weigh whether two pages say the same, against rivals: unrelated, look-alikes, other accounts.

In: the passages of two pages, the conflicts between them, what keys are worth.  Out: what speaks for
and against, and the chance that one is a translation of the other. Two accounts of one matter share
its main figures in a sentence here and there; a translation has whole sentences that agree, one after
the other. docs/methods/translations.md has the formulae; the weights are fitted by
`bench/crossings.py fit` on the development half alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from firsthand.model.value import value
from firsthand.trace.alignment import Cell, Conflict, Held

KEY_BITS_MAX = 10.0  # no single figure says more
KEYS_PER_SENTENCE = 3  # a table's row shares many figures with another table's
SENTENCE_BITS_MIN = 3.0  # figures or meaning that make a sentence an agreeing one
SOFT_KEY_BITS_MAX, SOFT_BITS_MAX = 4.0, 8.0  # names come in company: one names the next
GROUNDS_MIN = 2  # one figure, however rare, may be a slip of the pen or of ours
PAGES_MIN = 64  # a pile is drawn from a world with at least so many pages
PRIOR_BITS = 4.0
FITTED_PAGES = 1_000  # in a larger pile chance brings more pairs together for each true one
EVIDENCE_BITS_MAX, HARD_BITS_MAX, COUNTED_MAX = 60.0, 30.0, 4
ODDS_MOST = 30.0


@value
class Weights:
    """What each part adds to the log-odds; none may count against its own sense."""

    evidence: float  # for ten bits beyond what chance brings in so many pages
    hard: float  # for ten bits of figures, ages and dates
    agreeing: float  # for a sentence whose figures are all the same on both sides
    partly: float  # for one that shares some of them
    alike: float  # for one without figures and of like meaning
    share: float  # for the share of the page that has less in common
    larger_share: float
    contradicted: float  # off for two figures where one should be
    gaps: float  # off for each sentence left out, by pairs
    none: float


ENCODED = Weights(
    evidence=1.84, hard=0.95, agreeing=3.48, partly=1.26, alike=1.80, share=0.77,
    larger_share=1.17, contradicted=3.23, gaps=2.40, none=-7.74,
)  # fmt: skip
ANCHORS_ONLY = Weights(
    evidence=5.26, hard=0.0, agreeing=1.24, partly=0.15, alike=0.0, share=2.88,
    larger_share=0.0, contradicted=0.71, gaps=3.45, none=-1.67,
)  # fmt: skip


@value
class Weighed:
    """What speaks for and against "these say the same"."""

    hard_bits: float  # figures, percentages, ages, dates
    soft_bits: float  # names, words, years, claims
    meaning_bits: float
    agreeing: int  # sentences whose figures are all the same
    partly: int
    alike: int  # sentences without figures and of like meaning
    contradicted: int
    gaps: float  # sentences left out inside the passages, for each pair
    share: float
    larger_share: float
    grounds: int  # different things that it rests on
    chosen_bits: float  # in how many ways as many could be the same of those that a page has

    @property
    def bits(self) -> float:
        """All that speaks for it."""
        return round(self.hard_bits + self.soft_bits + self.meaning_bits, 2)


def weigh(
    one: Held,
    other: Held,
    runs: Sequence[Sequence[Cell]],
    conflicts: Sequence[Conflict],
    *,
    worth: Mapping[str, float],
    shares: tuple[float, float],
) -> Weighed:
    """Add up what speaks for and against two pages whose passages are *runs*."""
    hard = soft = meaning = 0.0
    counts = {"agreeing": 0, "partly": 0, "alike": 0}
    met: set[str] = set()
    for cell in (cell for run in runs for cell in run):
        bits, soft_bits, kind = _sentence(one, other, cell, worth, met)
        hard, soft, meaning = hard + bits, soft + soft_bits, meaning + max(cell.meaning, 0.0)
        if kind:
            counts[kind] += 1
    met_hard = {
        key for run in runs for cell in run for at, _, key in cell.shared if one.anchors[at].hard
    }
    pairs = sum(len(run) for run in runs)
    return Weighed(
        hard_bits=round(hard, 2),
        soft_bits=round(min(soft, SOFT_BITS_MAX), 2),
        meaning_bits=round(meaning, 2),
        **counts,
        contradicted=_contradicted(one, other, runs, conflicts),
        gaps=round(sum(_left_out(run) for run in runs) / max(pairs, 1), 3),
        share=min(shares),
        larger_share=max(shares),
        grounds=len(met) + sum(cell.meaning > 0 for run in runs for cell in run),
        chosen_bits=_ways(len(met_hard), min(_kinds(one), _kinds(other))),
    )


def _sentence(
    one: Held, other: Held, cell: Cell, worth: Mapping[str, float], met: set[str]
) -> tuple[float, float, str]:
    """Bits of figures and of names that one pair of sentences adds, and how far its figures agree."""
    hard: list[float] = []
    soft = 0.0
    common = 0
    for here, _, key in cell.shared:
        is_hard = one.anchors[here].hard
        common += is_hard
        if key not in met:
            met.add(key)
            if is_hard:
                hard.append(min(worth[key], KEY_BITS_MAX))
            else:
                soft += min(worth[key], SOFT_KEY_BITS_MAX)
    bits = sum(sorted(hard, reverse=True)[:KEYS_PER_SENTENCE])
    if not common:
        return bits, soft, "alike" if cell.meaning >= SENTENCE_BITS_MIN else ""
    agreed = min(common / max(one.hard.get(cell.one, 0), other.hard.get(cell.other, 0), 1), 1.0)
    kind = "agreeing" if agreed == 1.0 else "partly"
    return bits * agreed, soft, kind if bits >= SENTENCE_BITS_MIN else ""


def _kinds(held: Held) -> int:
    """How many different figures, ages and dates a page has."""
    return len({anchor.keys[0] for anchor, _ in held.hard_ones})


def _ways(common: int, count: int) -> float:
    """The bits of a choice of *common* out of *count*: of a hundred figures five meet by chance."""
    count = max(count, common)
    return round(math.log2(math.comb(count, common)), 2)


def _left_out(run: Sequence[Cell]) -> int:
    """Sentences inside a passage that answer none of the other page."""
    ones, others = {cell.one for cell in run}, {cell.other for cell in run}
    span = run[-1].one - run[0].one + 1 + run[-1].other - run[0].other + 1
    return span - len(ones) - len(others)


def _contradicted(
    one: Held, other: Held, runs: Sequence[Sequence[Cell]], conflicts: Sequence[Conflict]
) -> int:
    """Figures that stand where another one should, in passages and beside them."""
    inside = sum(
        min(
            _missing(one, other, run[0].one, run[-1].one),
            _missing(other, one, run[0].other, run[-1].other),
        )
        for run in runs
    )
    return inside + sum(conflict.apart for conflict in conflicts if _outside(conflict, runs))


def _outside(conflict: Conflict, runs: Sequence[Sequence[Cell]]) -> bool:
    """Whether it stands in no passage, where its figures would be counted already."""
    return not any(
        run[0].one <= conflict.one <= run[-1].one or run[0].other <= conflict.other <= run[-1].other
        for run in runs
    )


def _missing(held: Held, other: Held, first: int, last: int) -> int:
    """Different figures, ages and dates in stretches *first* to *last* that the other page has nowhere."""
    return len(
        {
            anchor.keys[0]
            for anchor, stretch in held.hard_ones
            if first <= stretch <= last
            and anchor.keys[0] not in other.of_key
            and not any(key in other.exact for key in anchor.keys[1:])
        }
    )


def parts_of(weighed: Weighed, *, pages: int) -> tuple[float, ...]:
    """What the weights are multiplied with, in their order, 1 for the last."""
    chance = math.log2(max(pages, PAGES_MIN)) + PRIOR_BITS + weighed.chosen_bits
    beyond = min(weighed.bits - chance, EVIDENCE_BITS_MAX)
    return (
        beyond / 10,
        min(weighed.hard_bits, HARD_BITS_MAX) / 10,
        min(weighed.agreeing, COUNTED_MAX),
        min(weighed.partly, COUNTED_MAX),
        min(weighed.alike, COUNTED_MAX),
        weighed.share,
        weighed.larger_share,
        -min(weighed.contradicted, COUNTED_MAX),
        -weighed.gaps,
        1.0,
    )


def score_of(weighed: Weighed, *, pages: int, encoded: bool) -> float:
    """The chance that two pages say the same because one has it from the other."""
    if weighed.grounds < GROUNDS_MIN:
        return 0.0
    weights = ENCODED if encoded else ANCHORS_ONLY
    given = (
        weights.evidence, weights.hard, weights.agreeing, weights.partly, weights.alike,
        weights.share, weights.larger_share, weights.contradicted, weights.gaps, weights.none,
    )  # fmt: skip
    odds = sum(
        weight * part for weight, part in zip(given, parts_of(weighed, pages=pages), strict=True)
    )
    odds -= math.log(max(pages, FITTED_PAGES) / FITTED_PAGES)
    return round(1 / (1 + math.exp(-min(max(odds, -ODDS_MOST), ODDS_MOST))), 4)
