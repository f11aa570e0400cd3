"""Draw counts as intervals on a scale of tens: one drawing for each thing that is counted.

In: rows of the ledger, and populations.  Out: a drawing for each kind. Persons, visits, specimens
and records never share an axis. An open end is an arrow, a hedged count is hollow, a population is
a line across and never a bar.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from firsthand.model.value import value
from firsthand.publish.drawing.svg import figure, fitted, group, link, path, rect, text
from firsthand.publish.wording import counted

WIDTH, LEFT, RIGHT, TOP, ROW = 1120, 370, 40, 54, 42
REFERENCE_ROW = 16
_NAMED_BETWEEN, _FEW_TENS = (2, 5), 2  # between tens, where there is room for the words
_SCALE_WORDS = (
    (1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"),
)  # fmt: skip


@value
class Bar:
    """One count as stated: its ends as said, what it is called, and the page about it."""

    low: float | None
    high: float | None
    label: str
    below: str
    target: str
    hedged: bool


@value
class Reference:
    """A population: a line to compare with."""

    persons: int
    label: str


def draw_counts(
    bars: Sequence[Bar], *, references: Sequence[Reference], what: str, key: str
) -> Markup:
    """The *bars* under one axis. Bars without any printed number are left to the table."""
    numbers = [
        number
        for bar in bars
        for number in (bar.low, bar.high)
        if number is not None and number > 0
    ]
    numbers += [reference.persons for reference in references]
    lowest = math.floor(math.log10(min(numbers)))
    highest = max(math.ceil(math.log10(max(numbers)) + 0.05), lowest + 1)
    axis = _Axis(lowest, highest)
    top = TOP + REFERENCE_ROW * len(references)
    height = top + ROW * len(bars) + 14
    return figure(
        width=WIDTH,
        height=height,
        title=f"{what}: {counted(len(bars), 'count')}, on a scale of tens",
        description="Each row is one count as stated, from its lower to its upper end. An arrow "
        "is an open end, a hollow bar is said with a hedge or denied. Dashed lines across are "
        "populations. The same stands in the table of counts.",
        inner=[
            *_grid(axis, height),
            *(_row(bar, axis, top + place * ROW) for place, bar in enumerate(bars)),
            *_references(references, axis, height),
        ],
        key=key,
    )


class _Axis:
    """From numbers to places across, in tens."""

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def across(self, number: float) -> float:
        """Where *number* stands."""
        share = (math.log10(number) - self.lowest) / (self.highest - self.lowest)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0), 1)


def _grid(axis: _Axis, height: float) -> list[Markup]:
    shapes = []
    for power in range(axis.lowest, axis.highest + 1):
        x = axis.across(10.0**power)
        shapes.append(path(f"M{x:.1f} 26V{height - 6:.0f}", kind="grid"))
        shapes.append(text(x, 18, _number(10.0**power), kind="small", anchor="middle"))
        if power < axis.highest:
            for part in range(2, 10):
                small = axis.across(part * 10.0**power)
                shapes.append(path(f"M{small:.1f} 26v5", kind="grid"))
                if part in _NAMED_BETWEEN and axis.highest - axis.lowest <= _FEW_TENS:
                    words = _number(part * 10.0**power)
                    shapes.append(text(small, 18, words, kind="small", anchor="middle"))
    return shapes


def _row(bar: Bar, axis: _Axis, y: float) -> Markup:
    shapes = [
        text(8, y + 15, fitted(bar.label, LEFT - 24), kind="strong"),
        text(8, y + 30, fitted(bar.below, LEFT - 24), kind="small"),
    ]
    edge = WIDTH - RIGHT
    left = axis.across(bar.low) if bar.low else LEFT
    right = axis.across(bar.high) if bar.high else edge
    if bar.low is not None and bar.high is not None and right - left < 7:
        middle = (left + right) / 2
        shapes.append(path(f"M{middle - 7:.1f} {y + 18:.1f}l7 -7l7 7l-7 7z", kind="point"))
    else:
        shapes.append(rect(left, y + 13, max(right - left, 3), 10, round_=0))
        if bar.high is None:
            shapes.append(path(f"M{edge:.1f} {y + 10:.1f}l10 8l-10 8z", kind="tip"))
        if bar.low is None:
            shapes.append(path(f"M{LEFT:.1f} {y + 10:.1f}l-10 8l10 8z", kind="tip"))
        for end, place in ((bar.low, left), (bar.high, right)):
            if end is not None:
                shapes.append(path(f"M{place:.1f} {y + 8:.1f}v20", kind="end"))
    shapes.append(Markup("<title>{}, {}</title>").format(bar.label, bar.below))
    kind = "count hedged" if bar.hedged else "count"
    return link(bar.target, [group(shapes, kind=kind)], label=f"{bar.label}, {bar.below}")


def _references(references: Sequence[Reference], axis: _Axis, height: float) -> list[Markup]:
    shapes = []
    for place, reference in enumerate(references):
        x, y = axis.across(reference.persons), 42 + place * REFERENCE_ROW
        shapes.append(path(f"M{x:.1f} {y + 4}V{height - 6:.0f}", kind="reference"))
        shapes.append(text(x - 4, y, reference.label, kind="small", anchor="end"))
    return shapes


def _number(number: float) -> str:
    for size, word in _SCALE_WORDS:
        if number >= size:
            return f"{number / size:,.0f} {word}"
    return f"{number:,.12g}"
