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
        stack = stack_families([families[number].family for number in numbers])
        told = weigh_trees(stack, times.lags())
        for place, number in enumerate(numbers):
            found[number] = _decide(families[number], told.of(place), settings)
    return [found[number] for number in range(len(families))]


def _decide(family: Compared, weighed: Steps, settings: TraceSettings) -> Decided:
    """The likeliest tree, without the steps whose direction is anybody's guess."""
    pages = family.pages
    size = len(pages)
    step = np.where(np.isfinite(family.cost), weighed.step, -1.0)
    root = int(weighed.root.argmax())
    sure = _order(weighed, root)
    parent = _likeliest_tree(step, root)
    _move_to_best(parent, family, sure, settings)
    rivals = _rivals(weighed.root, family, root)
    steps: list[Step] = []
    unclear: list[tuple[int, int]] = []
    for page in range(size):
        near = parent[page]
        if near is None:
            continue
        if page in rivals:
            parent[page] = None
            unclear.append((min(pages[root], pages[page]), max(pages[root], pages[page])))
            continue
        if sure[near, page] < settings.direction_sure_min:
            other = _nearest_sure(page, parent, family, sure, settings)
            if other is None:
                pair = sorted((pages[near], pages[page]))
                unclear.append((pair[0], pair[1]))
                continue
            near = other
            parent[page] = other
        steps.append(Step(later=pages[page], earlier=pages[near], score=float(sure[near, page])))
    doubted = np.flatnonzero(weighed.holds < HOLDS_LEAST).tolist()
    return Decided(
        steps=tuple(steps),
        unclear=tuple(unclear),
        doubted=tuple(pages[page] for page in doubted if family.spans[page].stated),
    )


def _order(weighed: Steps, first: int) -> Matrix:
    """How sure of each pair it is that the row is earlier; the first page is, of all, as surely as it is first."""
    sure = weighed.order.copy()
    sure[first] = np.maximum(sure[first], weighed.root[first])
    sure[:, first] = np.minimum(sure[:, first], 1 - weighed.root[first])
    return sure


def _rivals(chance: Matrix, family: Compared, first: int) -> set[int]:
    """Dated pages that share words with the likeliest first page and are nearly as likely to be it."""
    dated = np.array([span.stated for span in family.spans])
    least = chance[first] * (1 - FIRST_SURE) / FIRST_SURE
    found = np.flatnonzero(dated & (chance >= least) & np.isfinite(family.cost[first]))
    return set(found.tolist()) - {first}


def _move_to_best(
    parent: list[int | None], known: Compared, sure: Matrix, settings: TraceSettings
) -> None:
    """Put each page below that page, of those surely earlier, which explains most of its words."""
    root = parent.index(None)
    fit = known.fit.copy()
    fit[root] += FIRST_COPIED
    earlier = np.isfinite(known.cost) & (sure >= settings.direction_sure_min)
    earlier[:, root] = False
    # What may be the most once it is rounded: all are put in order only where that closes a circle.
    worth = np.where(earlier, fit, -np.inf)
    most = _ranked(fit, earlier & (worth >= worth.max(axis=0) - 2 * 10.0**-FIT_PLACES))
    for page, some in enumerate(most):
        if not some:
            continue
        others = [min(some)[1]]
        if page in _upward(others[0], parent):
            others = [other for _, other in sorted(_ranked(fit[:, [page]], earlier[:, [page]])[0])]
        for other in others:
            if page not in _upward(other, parent):
                parent[page] = other
                break


def _ranked(fit: Matrix, chosen: Flags) -> list[list[tuple[float, int]]]:
    """Of each column the chosen rows, each with how well it fits: the less, the better."""
    pages, others = np.nonzero(chosen.T)
    ranked: list[list[tuple[float, int]]] = [[] for _ in range(fit.shape[1])]
    worth = fit[others, pages].tolist()
    for page, other, fits in zip(pages.tolist(), others.tolist(), worth, strict=True):
        ranked[page].append((-round(fits, FIT_PLACES), other))
    return ranked


def _likeliest_tree(step: Matrix, root: int) -> list[int | None]:
    """Of each page its parent: the likeliest steps first, none into the root, none closing a circle."""
    size = step.shape[0]
    parent: list[int | None] = [None] * size
    order = np.argsort(-step, axis=None, kind="stable")
    waiting = size - 1
    for place in order[: np.count_nonzero(step >= 0)].tolist():
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
