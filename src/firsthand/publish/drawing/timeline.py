"""Draw when pages were published and when the programme is said to have run, on one line of months.

In: dates and periods as EDTF.  Out: a drawing. What names no month is not drawn as if it did: it is
counted beside the drawing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from firsthand.model.value import value
from firsthand.publish.dates import MONTHS_A_YEAR, is_coarse, months_of
from firsthand.publish.drawing.svg import figure, fitted, group, link, path, rect, text
from firsthand.publish.wording import counted

WIDTH, LEFT, BARS_HEIGHT, ROW = 1120, 40, 150, 26
PERIODS_MAX = 24  # more bars than fit on a screen; the table lists all
YEARS_MAX = 30  # a page of 1955 would squeeze the years that matter into a hair


@value
class Span:
    """One period as claimed: in EDTF, in words, and the page about it."""

    edtf: str
    label: str
    target: str


@value
class TimelineDrawing:
    """The drawing, and what it leaves out."""

    drawing: Markup
    without_month: int
    outside: int
    periods_left_out: int


def draw_timeline(dates: Sequence[str], periods: Sequence[Span]) -> TimelineDrawing | None:
    """Pages a month as bars, periods as lines under them; None where there is nothing to draw."""
    months = [span[0] for date in dates if (span := _month(date)) and span[0] is not None]
    drawn = [(span, found) for span in periods if (found := months_of(span.edtf))]
    ends = [end for _, found in drawn for end in found if end is not None]
    if not months and not ends:
        return None
    last = max([*months, *ends])
    first = max(min([*months, *ends]), last - YEARS_MAX * MONTHS_A_YEAR)
    first = first // MONTHS_A_YEAR * MONTHS_A_YEAR
    last = (last // MONTHS_A_YEAR + 1) * MONTHS_A_YEAR
    step = (WIDTH - LEFT - 10) / (last - first)
    counts = Counter(month for month in months if month >= first)
    shown = drawn[:PERIODS_MAX]
    height = BARS_HEIGHT + 40 + ROW * len(shown) + (18 if shown else 0)
    drawing = figure(
        width=WIDTH,
        height=height,
        title="When pages were published, and when the programme is said to have run",
        description=f"Bars count pages by month of publication, {len(months)} in all. Lines below "
        "are periods as claimed, an arrow is an open end. The same stands in the tables below.",
        inner=[
            *_axis(first, last, step, height),
            *_bars(counts, first, step),
            *_periods(shown, first, step),
        ],
        key="timeline",
    )
    return TimelineDrawing(
        drawing=drawing,
        without_month=sum(1 for date in dates if _month(date) is None),
        outside=sum(1 for month in months if month < first),
        periods_left_out=len(periods) - len(shown),
    )


def _month(edtf: str) -> tuple[int | None, int | None] | None:
    return None if is_coarse(edtf) or "/" in edtf else months_of(edtf)


def _axis(first: int, last: int, step: float, height: float) -> list[Markup]:
    shapes = [path(f"M{LEFT} {BARS_HEIGHT}H{WIDTH - 10}", kind="axis")]
    every = max(1, round(60 / (step * MONTHS_A_YEAR)))
    for year in range(first // MONTHS_A_YEAR, last // MONTHS_A_YEAR + 1):
        x = LEFT + (year * MONTHS_A_YEAR - first) * step
        if (year - first // MONTHS_A_YEAR) % every == 0:
            shapes.append(path(f"M{x:.1f} 14V{height - 8:.0f}", kind="grid"))
            if year * MONTHS_A_YEAR < last:
                shapes.append(text(x + 3, BARS_HEIGHT + 16, str(year), kind="small"))
    return shapes


def _bars(counts: Counter[int], first: int, step: float) -> list[Markup]:
    if not counts:
        return []
    most = max(counts.values())
    shapes = [
        text(LEFT - 6, 24, str(most), kind="small", anchor="end"),
        text(LEFT - 6, BARS_HEIGHT, "0", kind="small", anchor="end"),
    ]
    for month, count in sorted(counts.items()):
        tall = (BARS_HEIGHT - 20) * count / most
        year, place = divmod(month, MONTHS_A_YEAR)
        name = f"{year}-{place + 1:02d}: {counted(count, 'page')}"
        shape = rect(
            LEFT + (month - first) * step + 1, BARS_HEIGHT - tall, max(step - 2, 2), tall, round_=0
        )
        shapes.append(group([shape, Markup("<title>{}</title>").format(name)], kind="bar"))
    return shapes


def _periods(
    drawn: Sequence[tuple[Span, tuple[int | None, int | None]]], first: int, step: float
) -> list[Markup]:
    if not drawn:
        return []
    y = BARS_HEIGHT + 46.0
    shapes = [text(LEFT, y - 8, "Periods of the programme, as claimed", kind="strong")]
    for span, (start, end) in drawn:
        y += ROW
        left = LEFT + (max(start, first) - first) * step if start is not None else LEFT
        right = LEFT + (end + 1 - first) * step if end is not None else WIDTH - 22
        right = max(right, left + 4)
        line = [path(f"M{left:.1f} {y - 4:.1f}H{right:.1f}", kind="span")]
        if start is None:
            line.append(path(f"M{left:.1f} {y - 9:.1f}l-9 5l9 5z", kind="tip"))
        if end is None:
            line.append(path(f"M{right:.1f} {y - 9:.1f}l9 5l-9 5z", kind="tip"))
        label = fitted(span.label, WIDTH - LEFT)
        wide = 7.0 * len(label)
        if left + wide <= WIDTH:
            words = text(left, y - 10, label, kind="small")
        else:
            words = text(right, y - 10, label, kind="small", anchor="end")
        shapes.append(link(span.target, [group([*line, words], kind="period")], label=span.label))
    return shapes
