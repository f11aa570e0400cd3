"""Derive numbers from authored assumptions, within the bounds that the counts alone give.

In: what an author assumes and asks for, and the identified bounds of the unknowns named there.  Out: for each
number an interval of draws, a box that holds whatever the dependence, how far each assumption alone moves it,
scenarios; or why there is no number.
A draw multiplies ends by drawn values: it is an interval itself, from the lowest to the highest number that the
counts leave. What the counts rule out is taken off; a draw that they rule out altogether counts as outside,
and assumptions that are mostly outside give no number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from firsthand.model.identity import identify
from firsthand.model.synthesis import DRAWN, P_BOX, Assumed, Derived, Scenario, Swing, Unanswered
from firsthand.model.value import value
from firsthand.weigh.synthesis.assumptions import Assumption, Authored, CellName, Part, Wanted, What
from firsthand.weigh.synthesis.cells import UNIT_OF
from firsthand.weigh.synthesis.elicited import (
    STEPS,
    Box,
    Numbers,
    between,
    box_of,
    draws,
    fixed,
    negative,
    plus,
    quantile,
    times,
    what_is_left,
)

LEVEL = 0.9  # the share of draws that is shown
OUTSIDE_MAX = 0.5  # assumptions that the counts rule out more often than not are not believed
_MIDDLE = 0.5

Hard = tuple[float, float | None]
Find = Callable[[CellName], "Hard | str"]


@value
class _Ready:
    """A wanted number with all that it takes: ends of its unknowns, its assumptions, its own hard ends."""

    wanted: Wanted
    ends: tuple[Hard, ...]
    used: tuple[Assumption, ...]
    hard: Hard


class _NoNumberError(ValueError):
    """There is no number, because."""


def derive(authored: Authored, find: Find) -> tuple[tuple[Derived, ...], tuple[Unanswered, ...]]:
    """Every number that the author asks for; *find* gives the ends of an unknown, or why it has none."""
    found, refused = [], []
    known = {each.id: each for each in authored.assumptions}
    for wanted in authored.wanted:
        try:
            ready = _ready(wanted, known, find)
            found.append(_derived(ready, authored))
        except _NoNumberError as why:
            refused.append(Unanswered(question=wanted.asks, refused=(str(why),)))
    return tuple(found), tuple(refused)


def _ready(wanted: Wanted, known: Mapping[str, Assumption], find: Find) -> _Ready:
    names = sorted({name for part in wanted.parts for name in (*part.times, *part.rest)})
    missing = [name for name in names if name not in known]
    if missing:
        raise _NoNumberError(f"no usable assumption has the id {', '.join(missing)}")
    for part in wanted.parts:
        _check_units(part, wanted, known)
    if wanted.within is not None and UNIT_OF[wanted.within.category] is not wanted.unit:
        raise _NoNumberError(f"{wanted.within.said} is not counted in {wanted.unit}")
    ends = tuple(_found(part.cell, find) for part in wanted.parts)
    hard: Hard = (0.0, None) if wanted.within is None else _found(wanted.within, find)
    return _Ready(wanted=wanted, ends=ends, used=tuple(known[n] for n in names), hard=hard)


def _found(cell: CellName, find: Find) -> Hard:
    ends = find(cell)
    if isinstance(ends, str):
        raise _NoNumberError(ends)
    return ends


def _check_units(part: Part, wanted: Wanted, known: Mapping[str, Assumption]) -> None:
    """Follow the unit through the factors; exams become persons only if an assumption says how."""
    unit = UNIT_OF[part.cell.category]
    for name in (*part.times, *part.rest):
        each = known[name]
        if name in part.rest and not each.is_share:
            raise _NoNumberError(
                f"1 - {name} needs a share, {name} counts {each.of} for {each.per}"
            )
        if each.per is not unit:
            raise _NoNumberError(
                f"units do not match: {name} is of {each.per}, {part.cell.said} counts {unit}"
            )
        unit = each.of
    if unit is not wanted.unit:
        raise _NoNumberError(
            f"units do not match: {part.cell.said} counts {unit}, {wanted.unit} are asked for, and no "
            "assumption takes the one to the other"
        )


def _derived(ready: _Ready, authored: Authored) -> Derived:
    wanted = ready.wanted
    drawn = {
        each.id: draws(each.points, seed=authored.seed, name=each.id, count=authored.draws)
        for each in ready.used
    }
    low, high = _cut(_sums(ready, drawn), ready.hard)
    outside = low > high
    if outside.mean() > OUTSIDE_MAX:
        raise _NoNumberError(
            f"of {authored.draws:,} draws the counts rule out {int(outside.sum()):,}: the assumptions "
            "contradict what is counted"
        )
    low, high = np.sort(low[~outside]), np.sort(high[~outside])
    tail = (1 - LEVEL) / 2
    open_ = math.isinf(high[-1])
    box = _cut_box(_box(ready), ready.hard)
    return Derived(
        id=identify("r", wanted.id, authored.sha256, str(authored.seed), str(authored.draws)),
        question=wanted.asks,
        unit=wanted.unit.value,
        kind=DRAWN if wanted.dependence == "independent" else P_BOX,
        level=f"{LEVEL:g}",
        low=_down(low[math.floor(tail * (len(low) - 1))]),
        high=None if open_ else _up(high[math.ceil((1 - tail) * (len(high) - 1))]),
        middle=(_down(low[len(low) // 2]), None if open_ else _up(high[len(high) // 2])),
        box_low=_down(box.low[math.floor(tail * STEPS)]),
        box_high=None if open_ else _up(box.high[math.ceil((1 - tail) * STEPS)]),
        hard_low=ready.hard[0],
        hard_high=ready.hard[1],
        assumptions=tuple(_shown(each) for each in ready.used),
        swings=_swings(ready),
        draws=authored.draws,
        seed=authored.seed,
        outside=int(outside.sum()),
        scenarios=tuple(
            made for each in authored.scenarios if (made := _scenario(ready, each)) is not None
        ),
    )


def _sums(ready: _Ready, values: Mapping[str, Numbers]) -> tuple[Numbers, Numbers]:
    """The lower and the upper end of the sum, for each draw."""
    low, high = np.zeros(1), np.zeros(1)
    for part, (least, most) in zip(ready.wanted.parts, ready.ends, strict=True):
        factor = np.ones(1)
        for name in part.times:
            factor = factor * values[name]
        for name in part.rest:
            factor = factor * (1 - values[name])
        bottom = factor * least
        top = np.where(factor > 0, np.inf, 0.0) if most is None else factor * most
        low, high = (low - top, high - bottom) if part.minus else (low + bottom, high + top)
    return low, high


def _cut(ends: tuple[Numbers, Numbers], hard: Hard) -> tuple[Numbers, Numbers]:
    """Ends with what the counts rule out taken off; lower end above upper end where nothing is left."""
    most = math.inf if hard[1] is None else hard[1]
    return np.maximum(ends[0], hard[0]), np.minimum(ends[1], most)


def _box(ready: _Ready) -> Box:
    """What holds whatever the dependence between the assumptions, and between the parts, is."""
    boxes = {each.id: box_of(each.points) for each in ready.used}
    total: Box | None = None
    for part, (least, most) in zip(ready.wanted.parts, ready.ends, strict=True):
        made = between(least, least if most is None else most)
        for name in part.times:
            made = times(made, boxes[name])
        for name in part.rest:
            made = times(made, what_is_left(boxes[name]))
        made = negative(made) if part.minus else made
        total = made if total is None else plus(total, made)
    assert total is not None, "a wanted number has a part"
    return total


def _cut_box(box: Box, hard: Hard) -> Box:
    most = math.inf if hard[1] is None else hard[1]
    low, high = np.maximum(box.low, hard[0]), np.minimum(box.high, most)
    return Box(low=np.minimum(low, most), high=np.maximum(high, hard[0]))


def _swings(ready: _Ready) -> tuple[Swing, ...]:
    """How far each assumption moves the lower end, from its 5th to its 95th share, widest first."""
    tail = (1 - LEVEL) / 2
    middle = {each.id: quantile(each.points, _MIDDLE) for each in ready.used}
    found = []
    for each in ready.used:
        ends = []
        for share in (tail, 1 - tail):
            values = middle | {each.id: quantile(each.points, share)}
            low, _ = _cut(_sums(ready, values), ready.hard)
            ends.append(float(np.ravel(low)[0]))
        found.append(Swing(assumption=each.name, low=min(ends), high=max(ends)))
    return tuple(sorted(found, key=lambda swing: (swing.low - swing.high, swing.assumption)))


def _scenario(ready: _Ready, what: What) -> Scenario | None:
    """The ends if some assumptions are set to these values and the others to anything between their ends."""
    chosen = dict(what.values)
    if not chosen.keys() & {each.id for each in ready.used}:
        return None
    boxes = {
        each.id: fixed(chosen[each.id])
        if each.id in chosen
        else between(each.points[0][1], each.points[-1][1])
        for each in ready.used
    }
    low, high = _ends_of_boxes(ready, boxes)
    low, high = (
        max(low, ready.hard[0]),
        min(high, math.inf if ready.hard[1] is None else ready.hard[1]),
    )
    impossible = low > high
    return Scenario(
        name=what.name,
        why="the counts rule it out" if impossible else what.why,
        low=None if impossible else math.floor(low),
        high=None if impossible or math.isinf(high) else math.ceil(high),
    )


def _ends_of_boxes(ready: _Ready, boxes: Mapping[str, Box]) -> tuple[float, float]:
    """Lowest and highest sum that values within *boxes* give."""
    low = high = 0.0
    for part, (least, most) in zip(ready.wanted.parts, ready.ends, strict=True):
        bottom, top = least, math.inf if most is None else most
        for name in part.times:
            bottom, top = bottom * boxes[name].low[0], top * boxes[name].high[-1]
        for name in part.rest:
            bottom, top = bottom * (1 - boxes[name].high[-1]), top * (1 - boxes[name].low[0])
        low, high = (low - top, high - bottom) if part.minus else (low + bottom, high + top)
    return low, high


def _shown(each: Assumption) -> Assumed:
    return Assumed(
        id=each.id, name=each.name, who=each.who, when=each.when, why=each.why, said=each.said
    )


def _down(number: float) -> float:
    return float(math.floor(number))


def _up(number: float) -> float:
    return float(math.ceil(number))
