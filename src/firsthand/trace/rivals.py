"""Weigh a link between two pages against its two rivals: they are unrelated, or only look alike.

In: the passages of two pages, the conflicts between them, what keys are worth.  Out: bits against
each rival, and the probability that is left for the link. The formulae stand in
docs/methods/translations.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from firsthand.model.value import value
from firsthand.trace.alignment import Cell, Conflict, Held
from firsthand.trace.anchors import Anchor, AnchorKind

GROUNDS_MIN = 2  # one figure, however rare, may be a slip of the pen or of ours
UNRELATED_PRIOR_BITS = 4.0  # on top of one page in all pages
UNRELATED_PAGES_MIN = 64  # a pile is drawn from a world with at least so many pages
ALIKE_PRIOR_BITS = 3.0  # one page in eight that says the same is on another place or year
ALIKE_HARD_BITS = 4.0  # a figure that a look-alike would share once in sixteen times
ALIKE_WORD_BITS = 0.75  # the same firm is named next year too
ALIKE_MEANING_SHARE = 0.3  # sentences of look-alikes are alike too
CONTRADICTED_UNRELATED, CONTRADICTED_ALIKE = 1.5, 3.5  # bits for two figures where one should be
OMITTED_UNRELATED, OMITTED_ALIKE = 0.3, 0.5  # bits for a figure that only one side has


@value
class Weighed:
    """Bits against each rival of "these say the same"."""

    unrelated: float
    alike: float
    contradicted: int
    grounds: int  # different things that the link rests on


def weigh(
    one: Held,
    other: Held,
    runs: Sequence[Sequence[Cell]],
    conflicts: Sequence[Conflict],
    *,
    worth: Mapping[str, float],
) -> Weighed:
    """Add up what speaks for and against two pages whose passages are *runs*."""
    matched: dict[str, Anchor] = {}
    meaning = 0.0
    here_met: set[int] = set()
    there_met: set[int] = set()
    contradicted = omitted = 0
    for run in runs:
        meaning += sum(cell.meaning for cell in run)
        for cell in run:
            for here, there, key in cell.shared:
                matched.setdefault(key, one.anchors[here])
                here_met.add(here)
                there_met.add(there)
        missing_here = _missing(one, other, (run[0].one, run[-1].one))
        missing_there = _missing(other, one, (run[0].other, run[-1].other))
        contradicted += min(missing_here, missing_there)
        omitted += abs(missing_here - missing_there)
    contradicted += sum(conflict.apart for conflict in conflicts if _outside(conflict, runs))
    grounds = len(matched) + sum(cell.meaning > 0 for run in runs for cell in run)
    anchors = sum(worth[key] for key in matched)
    unrelated = (
        anchors + meaning - CONTRADICTED_UNRELATED * contradicted - OMITTED_UNRELATED * omitted
    )
    alike = (
        sum(_against_look_alike(anchor, worth[key]) for key, anchor in matched.items())
        + ALIKE_MEANING_SHARE * meaning
        - CONTRADICTED_ALIKE * contradicted
        - OMITTED_ALIKE * omitted
    )
    return Weighed(
        unrelated=round(unrelated, 2),
        alike=round(alike, 2),
        contradicted=contradicted,
        grounds=grounds,
    )


def _outside(conflict: Conflict, runs: Sequence[Sequence[Cell]]) -> bool:
    """Whether it stands in no passage, where its figures would be counted already."""
    return not any(
        run[0].one <= conflict.one <= run[-1].one or run[0].other <= conflict.other <= run[-1].other
        for run in runs
    )


def _against_look_alike(anchor: Anchor, bits: float) -> float:
    if anchor.hard:
        return min(bits, ALIKE_HARD_BITS)
    return min(bits, ALIKE_WORD_BITS) if anchor.kind is AnchorKind.WORD else 0.0


def _missing(held: Held, other: Held, stretches: tuple[int, int]) -> int:
    """Different figures, ages and dates in *stretches* that the other page has nowhere."""
    missing = {
        anchor.keys[0]
        for anchor, stretch in zip(held.anchors, held.stretch_of, strict=True)
        if anchor.hard
        and stretches[0] <= stretch <= stretches[1]
        and anchor.keys[0] not in other.of_key
        and not any(key in other.exact for key in anchor.keys[1:])
    }
    return len(missing)


def score_of(weighed: Weighed, *, pages: int) -> float:
    """The probability of the link against its two rivals."""
    if weighed.grounds < GROUNDS_MIN:
        return 0.0
    prior = math.log2(max(pages, UNRELATED_PAGES_MIN)) + UNRELATED_PRIOR_BITS
    unrelated = math.exp2(min(prior - weighed.unrelated, 60))
    alike = math.exp2(min(ALIKE_PRIOR_BITS - weighed.alike, 60))
    return round(1 / (1 + unrelated + alike), 3)
