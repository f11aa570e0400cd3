"""Draw who had it from whom: first sources at the left, what rests on them to the right.

In: derivations and names.  Out: a drawing, and the groups and leftovers that the page lists beside
it. Pages that rest on the same sources in the same way are one box; a big case keeps the boxes on
which most rests, and says how many it leaves out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from firsthand.model.lineage import DerivationKind
from firsthand.model.value import value
from firsthand.publish.drawing.svg import figure, fitted, group, link, path, rect, text
from firsthand.publish.lookup import Edge, Lookup
from firsthand.publish.wording import counted

BOXES_MAX = 30  # more boxes than this and nobody follows a line from one to another
GROUP_MIN = 3  # two pages are still two boxes
NODE_WIDTH, NODE_HEIGHT, ROW, GAP, MARGIN = 188, 40, 50, 42, 12
LEGEND_HEIGHT = 34
BEND_ROW = 14  # a line that passes a column needs less room there than a box
_BEND = "~"  # begins the names of bends; no id begins so
_SWEEPS = 6


@value
class Group:
    """Pages under one source, drawn as one box."""

    key: str
    source: str
    members: tuple[str, ...]


@value
class _Line:
    """What joins two boxes: how the later one comes from the earlier, and how many of its pages."""

    earlier: str
    later: str
    kind: DerivationKind
    pages: int
    kinds: str


@value
class LineageDrawing:
    """The drawing; its groups, to be listed beside it; how many boxes were left out."""

    drawing: Markup
    groups: tuple[Group, ...]
    left_out: int
    drawn: int


@value
class _Arranged:
    """Boxes in columns, and the lines between them."""

    columns: tuple[tuple[str, ...], ...]
    lines: tuple[_Line, ...]
    bends: Mapping[tuple[str, str], tuple[str, ...]]


def draw_lineage(
    edges: Sequence[Edge], *, lookup: Lookup, up: str, key: str, marked: Collection[str] = ()
) -> LineageDrawing | None:
    """The lineage over *edges*; None where there are none. *marked* pages say the statement."""
    if not edges:
        return None
    groups = {one.key: one for one in _groups(edges)}
    folded = _folded(edges, groups.values())
    kept = _weightiest(folded, groups)
    left_out = len({box for line in folded for box in (line.earlier, line.later)}) - len(kept)
    arranged = _arrange([one for one in folded if {one.earlier, one.later} <= kept], kept)
    drawing = _draw(arranged, groups, lookup=lookup, up=up, key=key, marked=set(marked))
    shown = tuple(one for one in groups.values() if one.key in kept)
    return LineageDrawing(drawing=drawing, groups=shown, left_out=left_out, drawn=len(kept))


def _groups(edges: Sequence[Edge]) -> tuple[Group, ...]:
    """Pages on which nothing rests, each under that of its sources on which most rests."""
    weight = Counter(earlier for earlier, _, _ in edges)
    heaviest: dict[str, str] = {}
    for earlier, later, _ in edges:
        if later not in weight:
            rival = heaviest.get(later, earlier)
            heaviest[later] = max(earlier, rival, key=lambda source: (weight[source], source))
    under: dict[str, list[str]] = defaultdict(list)
    for leaf, source in sorted(heaviest.items()):
        under[source].append(leaf)
    return tuple(
        Group(key=f"group-{number}", source=source, members=tuple(members))
        for number, (source, members) in enumerate(sorted(under.items()), 1)
        if len(members) >= GROUP_MIN
    )


def _folded(edges: Sequence[Edge], groups: Iterable[Group]) -> list[_Line]:
    """One line between two boxes: its most frequent kind, and how many pages it is of."""
    group_of = {member: one for one in groups for member in one.members}
    kinds: dict[tuple[str, str], Counter[DerivationKind]] = defaultdict(Counter)
    pages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for earlier, later, kind in edges:
        box = group_of[later].key if later in group_of else later
        kinds[earlier, box][kind] += 1
        pages[earlier, box].add(later)
    return [
        _Line(
            earlier=earlier,
            later=box,
            kind=min(found, key=lambda kind: (-found[kind], kind)),
            pages=len(pages[earlier, box]),
            kinds=", ".join(f"{kind.value}" for kind in sorted(found)),
        )
        for (earlier, box), found in sorted(kinds.items())
    ]


def _weightiest(lines: Sequence[_Line], groups: Mapping[str, Group]) -> set[str]:
    """The boxes to draw: those on which most rests, and the largest groups."""
    weight: Counter[str] = Counter()
    for line in lines:
        weight[line.earlier] += line.pages
        weight[line.later] += line.pages if line.later in groups else 0
    kept: set[str] = set()
    for key, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) == BOXES_MAX:
            break
        kept.add(key)
    drawn = [{line.earlier, line.later} for line in lines]
    joined = {box for ends in drawn if ends <= kept for box in ends}
    return joined or kept


def _arrange(lines: Sequence[_Line], kept: Collection[str]) -> _Arranged:
    """Columns by the longest way from a first source, rows so that lines cross little.

    A line that passes columns gets a bend in each, and all lines from one box share their bends:
    so none runs behind a box.
    """
    layers = _layers(lines, kept)
    columns: dict[int, set[str]] = defaultdict(set)
    for key in kept:
        columns[layers[key]].add(key)
    neighbours: dict[str, set[str]] = defaultdict(set)
    bends: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in lines:
        passed = range(layers[line.earlier] + 1, layers[line.later])
        way = tuple(f"{_BEND}{layer}:{line.earlier}" for layer in passed)
        bends[line.earlier, line.later] = way
        for layer, bend in zip(passed, way, strict=True):
            columns[layer].add(bend)
        for one, other in pairwise((line.earlier, *way, line.later)):
            neighbours[one].add(other)
            neighbours[other].add(one)
    ordered = [sorted(columns[layer]) for layer in sorted(columns)]
    joined = {key: sorted(found) for key, found in neighbours.items()}
    for sweep in range(_SWEEPS):
        _straighten(ordered if sweep % 2 == 0 else ordered[::-1], joined)
    return _Arranged(columns=tuple(map(tuple, ordered)), lines=tuple(lines), bends=bends)


def _places(columns: Sequence[Sequence[str]]) -> tuple[dict[str, tuple[float, float]], float]:
    """Where each box and bend stands, and how high the drawing is."""
    heights = [sum(_height(key) for key in column) for column in columns]
    tallest = max(heights)
    spots: dict[str, tuple[float, float]] = {}
    for place, (column, height) in enumerate(zip(columns, heights, strict=True)):
        y = LEGEND_HEIGHT + MARGIN + (tallest - height) / 2
        for key in column:
            spots[key] = (MARGIN + place * (NODE_WIDTH + GAP), y)
            y += _height(key)
    return spots, LEGEND_HEIGHT + 2 * MARGIN + tallest


def _height(key: str) -> float:
    return BEND_ROW if key.startswith(_BEND) else ROW


def _straighten(columns: Sequence[list[str]], neighbours: Mapping[str, Sequence[str]]) -> None:
    """Put each box at the height of what it is joined to."""
    height = {
        key: row + (1 - len(column)) / 2 for column in columns for row, key in enumerate(column)
    }
    for column in columns:
        column.sort(
            key=lambda key: (
                sum(height[other] for other in neighbours.get(key, ()))
                / max(len(neighbours.get(key, ())), 1),
                key,
            )
        )
        for row, key in enumerate(column):
            height[key] = row + (1 - len(column)) / 2


def _layers(lines: Sequence[_Line], kept: Collection[str]) -> dict[str, int]:
    """The longest way from a first source; a circle, which there should not be, ends the count."""
    layers = dict.fromkeys(kept, 0)
    for _ in range(len(layers)):
        changed = False
        for line in lines:
            if layers[line.later] <= layers[line.earlier] < len(layers):
                layers[line.later] = layers[line.earlier] + 1
                changed = True
        if not changed:
            break
    used = {layer: place for place, layer in enumerate(sorted(set(layers.values())))}
    return {key: used[layer] for key, layer in layers.items()}


def _draw(
    arranged: _Arranged,
    groups: Mapping[str, Group],
    *,
    lookup: Lookup,
    up: str,
    key: str,
    marked: set[str],
) -> Markup:
    spots, height = _places(arranged.columns)
    boxes_only = {key: spot for key, spot in spots.items() if not key.startswith(_BEND)}
    named = {box: _label(box, groups, lookup) for box in boxes_only}
    lines = [
        _curve(
            spots[line.earlier],
            [spots[bend] for bend in arranged.bends[line.earlier, line.later]],
            spots[line.later],
            line.kind,
            f"{named[line.later]}: {counted(line.pages, 'page')} by {line.kinds} "
            f"of {named[line.earlier]}",
        )
        for line in arranged.lines
    ]
    boxes = [
        _box(box, spot, groups, lookup=lookup, up=up, key=key, marked=marked)
        for box, spot in sorted(boxes_only.items(), key=lambda item: item[1])
    ]
    pages = sum(len(groups[box].members) if box in groups else 1 for box in boxes_only)
    kinds = sorted({line.kind for line in arranged.lines})
    return figure(
        width=2 * MARGIN + len(arranged.columns) * (NODE_WIDTH + GAP) - GAP,
        height=height,
        title=f"Lineage of {counted(pages, 'page or source', 'pages and sources')}",
        description="Boxes are pages and sources, first sources at the left; a line leads from a "
        "source to what rests on it. Dashed boxes are not in the case. The same stands in the "
        "lists below.",
        inner=[*_legend(kinds), group(lines, kind="edges"), *boxes],
        key=key,
    )


def _curve(
    start: tuple[float, float],
    bends: Sequence[tuple[float, float]],
    end: tuple[float, float],
    kind: DerivationKind,
    title: str,
) -> Markup:
    x, y = start[0] + NODE_WIDTH, start[1] + NODE_HEIGHT / 2
    steps = [f"M{x:.0f} {y:.0f}"]
    stops = [(bend[0], bend[1] + BEND_ROW / 2, NODE_WIDTH) for bend in bends]
    for to_x, to_y, passing in [*stops, (end[0], end[1] + NODE_HEIGHT / 2, 0)]:
        half = (to_x - x) / 2
        steps.append(f"C{x + half:.0f} {y:.0f} {to_x - half:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}")
        if passing:
            steps.append(f"h{passing}")
        x, y = to_x + passing, to_y
    return path("".join(steps), kind=kind.value, title=title)


def _box(
    box: str,
    spot: tuple[float, float],
    groups: Mapping[str, Group],
    *,
    lookup: Lookup,
    up: str,
    key: str,
    marked: set[str],
) -> Markup:
    label = _label(box, groups, lookup)
    if box in groups:
        source = fitted(f"under {lookup.name(groups[box].source)}", NODE_WIDTH - 8)
        below, kind, target = source, "pages", f"#{key}-{box}"
    elif lookup.is_seen(box):
        date = lookup.date(box) or "undated"
        below, kind, target = f"in the case · {date}", "seen", up + lookup.page_of(box)
    else:
        below, kind, target = "not in the case", "unseen", up + lookup.page_of(box)
    if box in marked:
        below, kind = f"says it · {lookup.date(box) or 'undated'}", f"{kind} says"
    x, y = spot
    stacked = [rect(x + 4, y + 4, NODE_WIDTH - 4, NODE_HEIGHT)] if box in groups else []
    shapes = [
        *stacked,
        rect(x, y, NODE_WIDTH - (4 if stacked else 0), NODE_HEIGHT),
        text(x + 9, y + 17, fitted(label, NODE_WIDTH - 16)),
        text(x + 9, y + 32, below, kind="small"),
        Markup("<title>{}, {}</title>").format(label, below),
    ]
    return link(target, [group(shapes, kind=f"box {kind}")], label=f"{label}, {below}")


def _label(box: str, groups: Mapping[str, Group], lookup: Lookup) -> str:
    return counted(len(groups[box].members), "page") if box in groups else lookup.name(box)


def _legend(kinds: Iterable[DerivationKind]) -> list[Markup]:
    shapes, x = [], float(MARGIN)
    for kind in kinds:
        shapes.append(
            group([path(f"M{x:.0f} 16h34", kind=kind.value)], kind="edges"),
        )
        shapes.append(text(x + 40, 20, kind.value, kind="small"))
        x += 40 + 7 * len(kind.value) + 22
    return shapes
