"""Hold a percentage against the count and the population that it joins.

In: figures.  Out: a check for each percentage of people: count = percent × base, as far as each is
printed. A percentage whose count or base nobody gives is named, for it then says how many of nobody
knows how many.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from firsthand.model.check import Check, CheckedFigure, CheckKind, CheckResult
from firsthand.weigh.arithmetic.figures import RESIDENTS, SHARE, Counted
from firsthand.weigh.arithmetic.residents import PERSONS, nearest
from firsthand.weigh.figure import Interval, said
from firsthand.weigh.meaning import same_time
from firsthand.weigh.place import lies_in

BASE_SLACK = 0.02  # a population two percent off is another year, not another population


def check_shares(figures: Sequence[Counted]) -> Iterator[Check]:
    """A check for each percentage, with each count of people that a page gives beside it."""
    populations = [each for each in figures if each.unit == RESIDENTS and each.number is not None]
    people = [c for c in figures if c.counts == PERSONS and c.unit not in {SHARE, RESIDENTS}]
    for share in (each for each in figures if each.unit == SHARE):
        beside = [count for count in people if together(share, count)]
        for count in beside:
            yield _check(share, count, populations)
        if not beside:
            yield _alone(share, populations)


def together(share: Counted, count: Counted) -> bool:
    """Whether one page gives both, of one place and time as far as it says."""
    here, there = share.place, count.place
    places = here is None or there is None or lies_in(here, there)
    times = None in {share.time, count.time} or same_time(share.time, count.time)
    return bool(share.pages & count.pages) and places and times


def _check(share: Counted, count: Counted, populations: Sequence[Counted]) -> Check:
    base_of = implied(share, count)
    placed = count if count.place is not None else share
    near = nearest(populations, placed)
    bound = f"between {said(math.floor(base_of.low))} and {said(math.floor(base_of.high))}"
    if math.isinf(base_of.high):
        bound = f"at least {said(math.floor(base_of.low))}"
    elif not base_of.low:
        bound = f"at most {said(math.floor(base_of.high))}"
    note = f"{count.figure.words} as {share.figure.words} are of {bound}"
    result = CheckResult.CANNOT_TELL
    if near:
        base = near[0]
        known = Interval(
            low=base.interval.low * (1 - BASE_SLACK), high=base.interval.high * (1 + BASE_SLACK)
        )
        meets = base_of.meets(known)
        result = CheckResult.HOLDS if meets else CheckResult.FAILS
        note += f"; {base.figure.words}"
        if not meets:
            note += ": the percentage is of another population, which is not named"
    else:
        note += "; no population of this place and group is known"
    return _made(result, share, (share, count, *near[:1]), note)


def implied(share: Counted, count: Counted) -> Interval:
    """The sizes of population of which the count can be that percentage."""
    low, high = share.interval.low / 100, share.interval.high / 100
    return Interval(
        low=count.interval.low / high if high and not math.isinf(high) else 0.0,
        high=count.interval.high / low if low > 0 else math.inf,
    )


def _alone(share: Counted, populations: Sequence[Counted]) -> Check:
    near = nearest(populations, share)
    if not near:
        note = "neither the count nor the population of which it is a part is known"
        return _made(CheckResult.CANNOT_TELL, share, (share,), note)
    base = near[0]
    low, high = (
        base.interval.low * share.interval.low / 100,
        base.interval.high * min(share.interval.high, 100.0) / 100,
    )
    if share.interval.low > 100:
        return _made(CheckResult.FAILS, share, (share, base), "more than everybody")
    note = (
        f"the page gives no count beside it; of {base.figure.words} it would be "
        f"{said(math.floor(low))} to {said(math.floor(high))}, which nobody has counted"
    )
    return _made(CheckResult.CANNOT_TELL, share, (share, base), note)


def _made(result: CheckResult, share: Counted, used: Sequence[Counted], note: str) -> Check:
    figures: tuple[CheckedFigure, ...] = tuple(each.figure for each in used)
    return Check(
        kind=CheckKind.SHARE,
        result=result,
        about=f"of how many is {share.figure.words}",
        note=note,
        figures=figures,
        statements=tuple(sorted({s for each in used if (s := each.statement) is not None})),
    )
