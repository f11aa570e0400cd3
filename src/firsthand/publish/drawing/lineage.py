"""Draw who had it from whom: first sources at the left, what rests on them to the right.

In: derivations and names.  Out: a drawing, and the groups and leftovers that the page lists beside
it. Pages that rest on the same sources in the same way are one box; a big case keeps the boxes on
which most rests, and says how many it leaves out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from markupsafe import Markup

from firsthand.model.lineage import DerivationKind
from firsthand.model.value import value
from firsthand.publish.drawing.svg import figure, fitted, group, link, path, rect, text
from firsthand.publish.lookup import Edge, Lookup
from firsthand.publish.wording import counted

BOXES_MAX = 40  # more boxes than this and nobody follows a line from one to another
GROUP_MIN = 3  # two pages are still two boxes
NODE_WIDTH, NODE_HEIGHT, ROW, GAP, MARGIN = 214, 40, 50, 74, 12
LEGEND_HEIGHT = 34
_SWEEPS = 4


@value
class Group:
    """Pages that rest on the same sources in the same way, drawn as one box."""

    key: str
    parents: tuple[str, ...]
    kinds: tuple[DerivationKind, ...]
    members: tuple[str, ...]


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
    edges: tuple[Edge, ...]


def draw_lineage(
    edges: Sequence[Edge], *, lookup: Lookup, up: str, key: str, marked: Collection[str] = ()
) -> LineageDrawing | None:
    """The lineage over *edges*; None where there are none. *marked* pages say the statement."""
    if not edges:
        return None
    groups = _groups(edges)
    grouped = {member: one.key for one in groups for member in one.members}
    by_key = {one.key: one for one in groups}
    folded = sorted({(a, grouped.get(b, b), kind) for a, b, kind in edges})
    kept = _weightiest(folded, by_key)
    left_out = len({key for a, b, _ in folded for key in (a, b)}) - len(kept)
    arranged = _arrange([edge for edge in folded if edge[0] in kept and edge[1] in kept], kept)
    drawing = _draw(arranged, by_key, lookup=lookup, up=up, key=key, marked=set(marked))
    shown = tuple(one for one in groups if one.key in kept)
    return LineageDrawing(drawing=drawing, groups=shown, left_out=left_out, drawn=len(kept))


def _groups(edges: Sequence[Edge]) -> tuple[Group, ...]:
    """Pages on which nothing rests, by what they rest on and how."""
    parents: dict[str, set[tuple[str, DerivationKind]]] = defaultdict(set)
    has_children = {earlier for earlier, _, _ in edges}
    for earlier, later, kind in edges:
        if later not in has_children:
            parents[later].add((earlier, kind))
    same: dict[tuple[tuple[str, DerivationKind], ...], list[str]] = defaultdict(list)
    for leaf, sources in sorted(parents.items()):
        same[tuple(sorted(sources))].append(leaf)
    found: list[Group] = []
    for sources_of, members in sorted(same.items()):
        if len(members) >= GROUP_MIN:
            found.append(
                Group(
                    key=f"group-{len(found) + 1}",
                    parents=tuple(dict.fromkeys(earlier for earlier, _ in sources_of)),
                    kinds=tuple(dict.fromkeys(kind for _, kind in sources_of)),
                    members=tuple(members),
                )
            )
    return tuple(found)


def _weightiest(edges: Sequence[Edge], groups: Mapping[str, Group]) -> set[str]:
    """The boxes to draw: those on which most rests, and the largest groups."""
    weight: Counter[str] = Counter()
    for earlier, later, _ in edges:
        weight[earlier] += len(groups[later].members) if later in groups else 1
        weight[later] += len(groups[later].members) if later in groups else 0
    kept: set[str] = set()
    for key, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) == BOXES_MAX:
            break
        kept.add(key)
    joined = {key for a, b, _ in edges if a in kept and b in kept for key in (a, b)}
    return joined or kept


def _arrange(edges: Sequence[Edge], kept: Collection[str]) -> _Arranged:
    """Columns by the longest way from a first source, rows so that lines cross little."""
    layers = _layers(edges, kept)
    columns: dict[int, list[str]] = defaultdict(list)
    for key in sorted(kept):
        columns[layers[key]].append(key)
    ordered = [columns[layer] for layer in sorted(columns)]
    neighbours: dict[str, list[str]] = defaultdict(list)
    for earlier, later, _ in edges:
        neighbours[earlier].append(later)
        neighbours[later].append(earlier)
    for sweep in range(_SWEEPS):
        _straighten(ordered if sweep % 2 == 0 else ordered[::-1], neighbours)
    return _Arranged(columns=tuple(map(tuple, ordered)), edges=tuple(edges))


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


def _layers(edges: Sequence[Edge], kept: Collection[str]) -> dict[str, int]:
    """The longest way from a first source; a circle, which there should not be, ends the count."""
    layers = dict.fromkeys(kept, 0)
    for _ in range(len(layers)):
        changed = False
        for earlier, later, _kind in edges:
            if layers[later] <= layers[earlier] < len(layers):
                layers[later] = layers[earlier] + 1
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
    tallest = max(len(column) for column in arranged.columns)
    spots = {
        box: (
            MARGIN + place * (NODE_WIDTH + GAP),
            LEGEND_HEIGHT + MARGIN + (tallest - len(column)) * ROW / 2 + row * ROW,
        )
        for place, column in enumerate(arranged.columns)
        for row, box in enumerate(column)
    }
    named = {box: _label(box, groups, lookup) for box in spots}
    lines = [
        _line(spots[a], spots[b], kind, f"{named[b]}: {kind.value} of {named[a]}")
        for a, b, kind in arranged.edges
    ]
    boxes = [
        _box(box, spot, groups, lookup=lookup, up=up, key=key, marked=marked)
        for box, spot in sorted(spots.items(), key=lambda item: item[1])
    ]
    pages = sum(len(groups[box].members) if box in groups else 1 for box in spots)
    kinds = sorted({kind for _, _, kind in arranged.edges})
    return figure(
        width=2 * MARGIN + len(arranged.columns) * (NODE_WIDTH + GAP) - GAP,
        height=LEGEND_HEIGHT + 2 * MARGIN + tallest * ROW,
        title=f"Lineage of {counted(pages, 'page or source', 'pages and sources')}",
        description="Boxes are pages and sources, first sources at the left; a line leads from a "
        "source to what rests on it. Dashed boxes are not in the case. The same stands in the "
        "lists below.",
        inner=[*_legend(kinds), group(lines, kind="edges"), *boxes],
        key=key,
    )


def _line(
    start: tuple[float, float], end: tuple[float, float], kind: DerivationKind, title: str
) -> Markup:
    x1, y1 = start[0] + NODE_WIDTH, start[1] + NODE_HEIGHT / 2
    x2, y2 = end[0], end[1] + NODE_HEIGHT / 2
    bend = max(GAP / 2, (x2 - x1) / 3)
    steps = (
        f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    )
    return path(steps, kind=kind.value, title=title)


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
        below, kind, target = "opens below", "pages", f"#{key}-{box}"
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
