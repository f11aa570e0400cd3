"""Tell rounding from cutting off, where one page prints more digits of a count than another.

In: figures.  Out: a check for each pair of one thing, place and time: whether the shorter figure is
the longer one rounded, cut off or raised, and whether its hedge ("over", "nearly") points the way
that the digits do. Figures that no rounding joins are not named here but in `weigh.apart`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import combinations

from firsthand.model.check import Check, CheckKind, CheckResult
from firsthand.weigh.arithmetic.figures import SHARE, Counted
from firsthand.weigh.figure import digits_of, said
from firsthand.weigh.meaning import same_time

FIGURE_MIN = 1_000  # smaller figures are printed whole
DIGITS_MIN = 3  # a figure of one or two digits is itself rounded: nothing is rounded from it


def check_rounded(figures: Sequence[Counted]) -> Iterator[Check]:
    """A check for each longer and shorter figure of one thing that rounding or cutting joins."""
    things: dict[tuple[str, str, str, str], list[Counted]] = {}
    for each in figures:
        if each.statement is not None and each.number is not None and each.unit != SHARE:
            key = (each.unit, each.counts or "", each.group, each.place or "")
            things.setdefault(key, []).append(each)
    for key in sorted(things):
        for one, other in combinations(things[key], 2):
            long, short = sorted((one, other), key=lambda c: -digits_of(c.number or 0))
            if long.exact and _comparable(long, short):
                yield from _check(long, short)


def _comparable(long: Counted, short: Counted) -> bool:
    exact, figure = long.number or 0.0, short.number or 0.0
    if (
        figure < FIGURE_MIN
        or digits_of(exact) < DIGITS_MIN
        or digits_of(exact) <= digits_of(figure)
    ):
        return False
    return long.time is not None and short.time is not None and same_time(long.time, short.time)


def _check(long: Counted, short: Counted) -> Iterator[Check]:
    exact, figure = Decimal(str(long.number)), Decimal(str(short.number))
    unit = Decimal(1).scaleb(_exponent(figure))
    rounded, cut, raised = (
        (exact / unit).to_integral_value(rounding) * unit
        for rounding in (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING)
    )
    if figure not in {rounded, cut, raised}:
        return
    says_over = short.figure.high is None
    says_nearly = short.figure.low is None
    how = "rounded" if figure == rounded else "cut off" if figure == cut else "rounded up"
    result, note = CheckResult.HOLDS, f"{said(float(figure))} is {said(float(exact))} {how}"
    if says_over and figure > exact:
        result, note = CheckResult.FAILS, f"{note}; “over” says more, the longer figure is less"
    elif says_nearly and figure < exact:
        result, note = (
            CheckResult.FAILS,
            f"{note}; “nearly” or “up to” says less, the longer is more",
        )
    elif says_over or says_nearly:
        note += ", and its hedge points the same way"
    elif how != "rounded":
        result = CheckResult.FAILS
        note += f", where rounding would give {said(float(rounded))}"
    yield Check(
        kind=CheckKind.ROUNDING,
        result=result,
        about=f"is {short.figure.words} the rounding of {long.figure.words}",
        note=note,
        figures=(long.figure, short.figure),
        statements=tuple(sorted({long.statement or "", short.statement or ""})),
    )


def _exponent(figure: Decimal) -> int:
    exponent = figure.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
