"""Draw what is claimed of a programme: who takes what from whom, on which occasion, for whom.

In: columns of claimed values with their independent origins.  Out: a drawing. The arrows join
columns and not boxes: no page needs to claim that one box leads to another.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from firsthand.model.value import value
from firsthand.publish.drawing.svg import figure, fitted, group, link, path, rect, text

BOXES_MAX = 9  # in one column; the table below has all
NODE_WIDTH, NODE_HEIGHT, ROW, GAP, TOP = 160, 42, 52, 29, 44


@value
class Box:
    """One value as claimed."""

    label: str
    below: str
    standing: str
    target: str


@value
class Column:
    """One question about the programme and what is claimed in answer."""

    title: str
    boxes: tuple[Box, ...]


def draw_programme(columns: Sequence[Column]) -> Markup:
    """The columns from left to right, an arrow between each two."""
    tallest = max([min(len(column.boxes), BOXES_MAX) for column in columns] or [1])
    more = any(len(column.boxes) > BOXES_MAX for column in columns)
    shapes: list[Markup] = []
    for place, column in enumerate(columns):
        x = 10 + place * (NODE_WIDTH + GAP)
        shapes.append(text(x, 26, column.title, kind="strong"))
        shapes += [
            _box(box, x, TOP + row * ROW) for row, box in enumerate(column.boxes[:BOXES_MAX])
        ]
        hidden = len(column.boxes) - BOXES_MAX
        if hidden > 0:
            below = TOP + BOXES_MAX * ROW + 12
            shapes.append(text(x, below, f"and {hidden} more in the table", kind="small"))
        if not column.boxes:
            shapes.append(text(x, TOP + 24, "nothing is claimed", kind="small"))
        if place:
            shapes.append(path(f"M{x - GAP + 6} 22h16m-6 -6l6 6l-6 6", kind="arrow"))
    titles = ", ".join(column.title for column in columns)
    return figure(
        width=20 + len(columns) * (NODE_WIDTH + GAP) - GAP,
        height=TOP + tallest * ROW + (24 if more else 8),
        title=f"The programme as claimed: {titles}",
        description="Each box is a value that some page claims, with its independent origins. "
        "A thick frame is corroborated, a dashed one contested. The table below says the same.",
        inner=shapes,
        key="programme",
    )


def _box(box: Box, x: float, y: float) -> Markup:
    shapes = [
        rect(x, y, NODE_WIDTH, NODE_HEIGHT),
        text(x + 9, y + 18, fitted(box.label, NODE_WIDTH - 14)),
        text(x + 9, y + 33, fitted(box.below, NODE_WIDTH - 10), kind="small"),
        Markup("<title>{}, {}</title>").format(box.label, box.below),
    ]
    return link(
        box.target, [group(shapes, kind=f"box {box.standing}")], label=f"{box.label}, {box.below}"
    )
