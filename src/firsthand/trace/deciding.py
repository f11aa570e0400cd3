"""Decide within families who has the words from whom: what is known of each pair in, steps out.

In: `Compared`, a family's matrices and dates.  Out: `Decided`, steps with the
probability of their direction, and pairs that nothing tells apart. Nothing else is looked at, so
that a family may be decided anywhere, and what came of it kept. Comparing pages is not done here but in
`trace.parents`.

Of a family, the likeliest first page is kept, then the likeliest steps, one into each page, as long
as they close no circle. A step counts if its direction is sure enough; else the nearest page whose
direction is sure is taken; else the pair stays open. Who was first stays open, too, where a dated page
is nearly as likely to be it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.trace.dates import Span
from firsthand.trace.ordering import group_times
from firsthand.trace.settings import TraceSettings
from firsthand.trace.trees import Family, Steps, stack_families, weigh_trees

FIRST_SURE = 0.6  # who was first bears on all that follow: a rival must be so much less likely
HOLDS_LEAST = 0.5  # a date that holds less likely is taken to be wrong
FIT_PLACES = 6  # of how well a page fits: pages that differ by less explain a text alike
FIRST_COPIED = 0.5  # log-odds: of pages that explain a text alike, the first is copied most

Matrix = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


@value
class Step:
    """One page has words from another; how sure that is, as a probability of the direction."""

    later: int
    earlier: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """All that is known of a family; of matrices the row is the earlier page, the column the later."""

    pages: tuple[int, ...]
    spans: tuple[Span, ...]  # when each may have been published
    family: Family
    fit: Matrix  # how well the row explains the words of the column

    @property
    def cost(self) -> Matrix:
        """How far apart two pages are."""
        return self.family.cost


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """Of one family the steps that count, and the pairs that are left open."""

    steps: tuple[Step, ...]
    unclear: tuple[tuple[int, int], ...]
    doubted: tuple[int, ...] = ()  # pages whose date the others contradict


def parted(family: Compared) -> list[Compared]:
    """The parts of a family between which no two pages share words, each a family; pages alone are left out.

    Of pages that were put together by words that turn out to be a form, or quoted from somebody else, none
    tells anything of when the others were made.
    """
    joined = np.isfinite(family.cost)
    size = len(family.pages)
    if joined.sum(axis=0).max(initial=0) >= size - 1:  # as of most: one shares words with all
        return [family]
    waiting, parts = list(range(size)), []
    while waiting:
        part, fresh = set(), {waiting[0]}
        while fresh:
            part |= fresh
            fresh = set(np.flatnonzero(joined[sorted(fresh)].any(axis=0)).tolist()) - part
        if len(part) == size:
            return [family]
        waiting = [page for page in waiting if page not in part]
        if len(part) > 1:
            parts.append(_part_of(family, sorted(part)))
    return parts


def _part_of(family: Compared, pages: Sequence[int]) -> Compared:
    """Some pages of a family, by their places in it."""
    rows = np.ix_(pages, pages)
    inner = family.family
    return Compared(
        pages=tuple(family.pages[page] for page in pages),
        spans=tuple(family.spans[page] for page in pages),
        family=Family(
            cost=inner.cost[rows], clues=inner.clues[rows], likeness=inner.likeness[rows]
        ),
        fit=family.fit[rows],
    )


def decide_families(families: Sequence[Compared], *, settings: TraceSettings) -> list[Decided]:
    """What each family comes to; those of one size are weighed together."""
    found: dict[int, Decided] = {}
    spans = [family.spans for family in families]
    for numbers, times in group_times(spans, wrong=settings.date_wrong_share):
        some = [families[number] for number in numbers]
        told = weigh_trees(stack_families([each.family for each in some]), times.lags())
        looked = _look(some, told, settings)
        for place, number in enumerate(numbers):
            found[number] = _decide(families[number], looked, place, settings)
    return [found[number] for number in range(len(families))]


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What the trees say of families of one size, a family a line."""

    root: list[int]  # the likeliest first page
    steps: list[list[int]]  # each as its place among all, the likeliest first
    sure: Matrix  # how sure it is that the row is earlier
    fit: Matrix  # how well the row explains the column, the first page a little better
    earlier: Flags  # of those surely earlier
    best: list[list[list[tuple[float, int]]]]  # of each page the best of these
    rivals: list[set[int]]  # pages nearly as likely to be first
    doubted: list[list[int]]  # pages whose date the others contradict


def _look(families: Sequence[Compared], weighed: Steps, settings: TraceSettings) -> _Look:
    """All that can be seen of many families at once."""
    joined = np.isfinite(np.array([family.cost for family in families]))
    count, size = weighed.root.shape
    line = np.arange(count)
    root = weighed.root.argmax(axis=1)
    step = np.where(joined, weighed.step, -1.0).reshape(count, -1)
    order = (-step).argsort(axis=1, kind="stable").tolist()
    likely = (step >= 0).sum(axis=1).tolist()
    sure = _order(weighed, root)
    fit = np.array([family.fit for family in families])
    fit[line, root] += FIRST_COPIED
    earlier = joined & (sure >= settings.direction_sure_min)
    earlier[line, :, root] = False
    # What may be the most once it is rounded: all are put in order only where that closes a circle.
    worth = np.where(earlier, fit, -np.inf)
    most = earlier & (worth >= worth.max(axis=1, keepdims=True) - 2 * 10.0**-FIT_PLACES)
    ranked = _ranked(fit, most)
    doubted: list[list[int]] = [[] for _ in families]
    for family, page in np.argwhere(weighed.holds < HOLDS_LEAST).tolist():
        doubted[family].append(page)
    return _Look(
        root=root.tolist(),
        steps=[places[:most] for places, most in zip(order, likely, strict=True)],
        sure=sure,
        fit=fit,
        earlier=earlier,
        best=[ranked[first : first + size] for first in range(0, count * size, size)],
        rivals=_rivals(weighed.root, families, joined, root),
        doubted=doubted,
    )


def _decide(family: Compared, looked: _Look, place: int, settings: TraceSettings) -> Decided:
    """The likeliest tree, without the steps whose direction is anybody's guess; of the family at a *place* of some."""
    pages = family.pages
    root, sure = looked.root[place], looked.sure[place]
    parent = _likeliest_tree(looked.steps[place], len(pages), root)
    _move_to_best(parent, looked, place)
    rivals = looked.rivals[place]
    steps: list[Step] = []
    unclear: list[tuple[int, int]] = []
    for page in range(len(pages)):
        near = parent[page]
        if near is None:
            continue
        if page in rivals:
            parent[page] = None
            unclear.append((min(pages[root], pages[page]), max(pages[root], pages[page])))
            continue
        score = sure.item(near, page)
        if score < settings.direction_sure_min:
            other = _nearest_sure(page, parent, family, sure, settings)
            if other is None:
                pair = sorted((pages[near], pages[page]))
                unclear.append((pair[0], pair[1]))
                continue
            near, score = other, sure.item(other, page)
            parent[page] = other
        steps.append(Step(later=pages[page], earlier=pages[near], score=score))
    return Decided(
        steps=tuple(steps),
        unclear=tuple(unclear),
        doubted=tuple(pages[page] for page in looked.doubted[place] if family.spans[page].stated),
    )


def _order(weighed: Steps, first: Indices) -> Matrix:
    """How sure of each pair it is that the row is earlier; the first page is, of all, as surely as it is first."""
    line = np.arange(first.size)
    sure, chance = weighed.order.copy(), weighed.root[line, first][:, None]
    sure[line, first] = np.maximum(sure[line, first], chance)
    sure[line, :, first] = np.minimum(sure[line, :, first], 1 - chance)
    return sure


def _rivals(
    chance: Matrix, families: Sequence[Compared], joined: Flags, first: Indices
) -> list[set[int]]:
    """Of each family the dated pages that share words with the likeliest first page and are nearly as likely to be it."""
    line = np.arange(first.size)
    dated = np.array([[span.stated for span in family.spans] for family in families])
    least = chance[line, first] * (1 - FIRST_SURE) / FIRST_SURE
    close = dated & (chance >= least[:, None]) & joined[line, first]
    close[line, first] = False
    found: list[set[int]] = [set() for _ in families]
    for family, page in np.argwhere(close).tolist():
        found[family].add(page)
    return found


def _move_to_best(parent: list[int | None], looked: _Look, place: int) -> None:
    """Put each page below that page, of those surely earlier, which explains most of its words."""
    for page, some in enumerate(looked.best[place]):
        if not some:
            continue
        others = [min(some)[1]]
        if page in _upward(others[0], parent):
            fit, earlier = looked.fit[place], looked.earlier[place]
            ranked = _ranked(fit[None, :, [page]], earlier[None, :, [page]])[0]
            others = [other for _, other in sorted(ranked)]
        for other in others:
            if page not in _upward(other, parent):
                parent[page] = other
                break


def _ranked(fit: Matrix, chosen: Flags) -> list[list[tuple[float, int]]]:
    """Of each column of each family the chosen rows, each with how well it fits: the less, the better."""
    count, _, size = fit.shape
    families, pages, others = chosen.swapaxes(1, 2).nonzero()
    ranked: list[list[tuple[float, int]]] = [[] for _ in range(count * size)]
    worth = fit[families, others, pages].tolist()
    columns = (families * size + pages).tolist()
    for column, other, fits in zip(columns, others.tolist(), worth, strict=True):
        ranked[column].append((-round(fits, FIT_PLACES), other))
    return ranked


def _likeliest_tree(places: Sequence[int], size: int, root: int) -> list[int | None]:
    """Of each page its parent: the likeliest steps first, none into the root, none closing a circle."""
    parent: list[int | None] = [None] * size
    waiting = size - 1
    for place in places:
        earlier, later = divmod(place, size)
        if not waiting:
            break
        if later in {root, earlier} or parent[later] is not None:
            continue
        if later not in _upward(earlier, parent):
            parent[later] = earlier
            waiting -= 1
    return parent


def _upward(page: int, parent: list[int | None]) -> list[int]:
    """A page, its parent, and so on to the first."""
    line = [page]
    above = parent[page]
    while above is not None:
        line.append(above)
        above = parent[above]
    return line


def _nearest_sure(
    page: int,
    parent: list[int | None],
    family: Compared,
    sure: Matrix,
    settings: TraceSettings,
) -> int | None:
    """The nearest page that is surely earlier; it closes no circle."""
    candidates = np.flatnonzero(
        np.isfinite(family.cost[:, page]) & (sure[:, page] >= settings.direction_sure_min)
    ).tolist()
    candidates.sort(key=lambda other: (family.cost[other, page], other))
    for other in candidates:
        if page not in _upward(other, parent):
            return int(other)
    return None
