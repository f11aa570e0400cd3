"""Draw the dossier's pictures as SVG: lineage, intervals, timeline, programme.

In: values.  Out: SVG text with a title for those who do not see it. Each picture stands beside the
same facts in words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from html import escape

from firsthand.model.finding import LedgerRow
from firsthand.publish.dossier import RedactedDossier

NODE_WIDTH, NODE_HEIGHT, GAP = 170, 24, 60


def draw_lineage(
    dossier: RedactedDossier, *, keep: set[str] | None, name: Callable[[str], str]
) -> str:
    """First sources at the left, what rests on them to the right; sources not in the case dashed."""
    edges = sorted({(e.value.earlier, e.value.later) for e in dossier.derivations})
    if keep is not None:
        edges = _above(edges, keep)
    if not edges:
        return "<p>No derivation is known.</p>"
    layers = _layers(edges)
    columns: dict[int, list[str]] = defaultdict(list)
    for key in sorted(layers, key=lambda k: (layers[k], name(k), k)):
        columns[layers[key]].append(key)
    spots = {
        key: (10 + column * (NODE_WIDTH + GAP), 10 + row * (NODE_HEIGHT + 8))
        for column, keys in columns.items()
        for row, key in enumerate(keys)
    }
    width = 20 + len(columns) * (NODE_WIDTH + GAP)
    height = 20 + max(len(keys) for keys in columns.values()) * (NODE_HEIGHT + 8)
    seen = {document.id for document in dossier.documents}
    lines = "".join(
        f'<path d="M{spots[a][0] + NODE_WIDTH} {spots[a][1] + 12} C{spots[a][0] + NODE_WIDTH + 30} {spots[a][1] + 12} {spots[b][0] - 30} {spots[b][1] + 12} {spots[b][0]} {spots[b][1] + 12}"/>'
        for a, b in edges
    )
    boxes = "".join(
        f'<g class="{"seen" if key in seen else "unseen"}"><rect x="{x}" y="{y}" width="{NODE_WIDTH}" height="{NODE_HEIGHT}" rx="4"/>'
        f'<text x="{x + 6}" y="{y + 16}">{escape(name(key)[:26])}<title>{escape(name(key))}</title></text></g>'
        for key, (x, y) in spots.items()
    )
    return _svg(
        width,
        height,
        f"Lineage of {len(spots)} pages and sources",
        f'<g class="edges">{lines}</g>{boxes}',
    )


def _above(edges: Sequence[tuple[str, str]], keep: set[str]) -> list[tuple[str, str]]:
    """Only the edges that lead to what is kept."""
    wanted, waiting = set(keep), list(keep)
    parents: dict[str, list[str]] = defaultdict(list)
    for earlier, later in edges:
        parents[later].append(earlier)
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent not in wanted:
                wanted.add(parent)
                waiting.append(parent)
    return [edge for edge in edges if edge[1] in wanted]


def _layers(edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The longest way from a first source; a circle, which there should not be, ends the count."""
    layers: dict[str, int] = dict.fromkeys((key for edge in edges for key in edge), 0)
    for _ in range(len(layers)):
        changed = False
        for earlier, later in edges:
            if layers[later] <= layers[earlier]:
                layers[later] = layers[earlier] + 1
                changed = True
        if not changed:
            break
    return layers


def draw_intervals(ledger: Sequence[LedgerRow]) -> str:
    """Counts by what they count; an open end is an arrow. Kinds never share an axis."""
    drawn = []
    kinds = sorted({row.counts or row.unit for row in ledger if row.counts != "money"})
    for kind in kinds:
        rows = [r for r in ledger if (r.counts or r.unit) == kind and (r.low or r.high)]
        if rows:
            drawn.append(f"<h2>{escape(kind)}</h2>" + _bars(kind, rows))
    return "".join(drawn)


def _bars(kind: str, rows: Sequence[LedgerRow]) -> str:
    most = max(max(r.low or 0, r.high or 0) for r in rows)

    def across(number: float) -> float:
        return 10 + 500 * math.log10(max(number, 1)) / max(math.log10(max(most, 10)), 1)

    shapes = []
    for place, row in enumerate(rows):
        y = 14 + place * 18
        low = across(row.low or (row.high or 1) * 0.8)
        high = across(row.high) if row.high else low + 24
        tip = f'<path d="M{high + 4:.1f} {y} l6 -4 v8 z"/>' if row.high is None else ""
        tip += f'<path d="M{low - 4:.1f} {y} l-6 -4 v8 z"/>' if row.low is None else ""
        shapes.append(
            f'<g class="bar"><line x1="{low:.1f}" x2="{max(high, low + 3):.1f}" y1="{y}" y2="{y}"/>{tip}'
            f'<text x="560" y="{y + 4}">{escape(row.quote[:60])}</text></g>'
        )
    return _svg(
        1000,
        24 + 18 * len(rows),
        f"{kind}: {len(rows)} counts, on a scale of tens",
        "".join(shapes),
    )


def draw_timeline(dates: Sequence[str]) -> str:
    """Pages a month."""
    months = Counter(date[:7] if len(date) >= 7 else f"{date[:4]}-??" for date in dates)
    if not months:
        return ""
    most = max(months.values())
    shapes = []
    for place, (month, count) in enumerate(sorted(months.items())):
        x, tall = 10 + place * 26, 100 * count / most
        shapes.append(
            f'<g class="month"><rect x="{x}" y="{110 - tall:.1f}" width="18" height="{tall:.1f}"/>'
            f'<text transform="translate({x + 13} 172) rotate(-90)">{escape(month)}</text><title>{escape(month)}: {count}</title></g>'
        )
    return _svg(
        20 + 26 * len(months),
        180,
        f"Pages by month of publication, {len(dates)} in all",
        "".join(shapes),
    )


def draw_programme(columns: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> str:
    """Columns from who takes it to who is given it, with an arrow between each two."""
    tallest = max((len(found) for _, found in columns), default=0)
    shapes = []
    for place, (title, found) in enumerate(columns):
        x = 10 + place * 200
        shapes.append(f'<text class="title" x="{x}" y="18">{escape(title)}</text>')
        shapes += [
            f'<g class="seen"><rect x="{x}" y="{30 + row * 32}" width="{NODE_WIDTH}" height="{NODE_HEIGHT}" rx="4"/>'
            f'<text x="{x + 6}" y="{46 + row * 32}">{escape(word[:20])} ({count})</text></g>'
            for row, (word, count) in enumerate(found)
        ]
        if place:
            shapes.append(f'<path class="arrow" d="M{x - 26} 42 h14 l-5 -4 m5 4 l-5 4"/>')
    names = " to ".join(title for title, _ in columns)
    return _svg(
        20 + 200 * len(columns), 40 + 32 * tallest, f"The programme: {names}", "".join(shapes)
    )


def _svg(width: int, height: int, title: str, inner: str) -> str:
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(title, quote=True)}"><svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{escape(title)}</title>{inner}</svg></div>'
    )
