"""Choose from whom each document has its words, or say that it cannot be told.

In: `Reuse`, `Families`, `Clues`.  Out: `Parentage`: steps with their probabilities, and pairs that
share words without anything saying who was first.  Sources that are only named are not looked for
here but in `trace.naming`.

Each family is decided by itself, in `trace.deciding`, whatever else is in the case. One page stands
for all that hold its text (`trace.copies`). A page in several families has a parent in each, unless one
of them already explains the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from firsthand.trace.bounded import bounded_spans
from firsthand.trace.clues import Clues
from firsthand.trace.comparing import compare_families
from firsthand.trace.copies import ASKED_MAX, order_holders, spread_steps, text_spans
from firsthand.trace.dates import order_odds
from firsthand.trace.deciding import Matrix, Step, decide_families, parted
from firsthand.trace.direction import lean, odds_to_chance, step_cost
from firsthand.trace.engine import HERE, Engine, in_parts
from firsthand.trace.families import Families
from firsthand.trace.letters import Ints
from firsthand.trace.misread import Lexicon, gather_lexicon
from firsthand.trace.pointed import Pointed, count_pointing
from firsthand.trace.reuse import Reuse, Stretch
from firsthand.trace.settings import TraceSettings
from firsthand.trace.trees import EDIT_COST

NODES_MAX = 300  # pages of one family weighed together; of more, the earliest, and the rest follow
PART = 300_000  # pairs of pages whose families are decided at a time: in less, few of one size meet
FAMILY_COST = 50  # and a family costs as much as so many pairs besides
FRESH_WEIGHT = 70.0  # a further parent explains at least this much that no other does


@dataclass(frozen=True, slots=True, eq=False)
class Parentage:
    """Steps by later page, and pairs left open."""

    steps: tuple[Step, ...]
    unclear: tuple[tuple[int, int], ...]
    # Of these, those that rather both come from a text that is not in the case, with what tells it: see `trace.absent`.
    elsewhere: tuple[tuple[tuple[int, int], str], ...] = ()


def choose_parents(
    reuse: Reuse,
    families: Families,
    clues: Clues,
    *,
    settings: TraceSettings,
    engine: Engine = HERE,
    meanwhile: Callable[[], None] | None = None,
) -> Parentage:
    """Steps for all documents that share words with another.

    *meanwhile* is called once all families are decided: the rest is done here alone.
    """
    # Names are resolved by now, and the function that does it may be one that cannot be sent.
    clues = replace(clues, resolve=str)
    bounded = bounded_spans(clues.spans, clues.links)
    among = replace(clues, spans=text_spans(bounded, families.copies))
    decide = _Decide(
        reuse=reuse,
        clues=among,
        settings=settings,
        lexicon=gather_lexicon(reuse),
        holders={pages[0]: pages[:ASKED_MAX] for pages in families.copies},
        pointed=count_pointing(among, reuse),
    )
    steps: list[Step] = []
    open_pairs: set[tuple[int, int]] = set()
    doubted: set[int] = set()
    for found in engine.map(decide, in_parts(families.families, size=PART, size_of=_cost)):
        steps.extend(found.steps())
        open_pairs.update(found.unclear())
        doubted.update(found.doubted.tolist())
    if meanwhile is not None:
        meanwhile()
    kept = _keep_explaining(steps, reuse)
    linked = {frozenset((step.later, step.earlier)) for step in kept}
    takers: dict[int, list[int]] = {}
    for step in kept:
        takers.setdefault(step.earlier, []).append(step.later)
    groups = {
        pages[0]: order_holders(
            pages,
            clues,
            reuse,
            settings,
            takers=takers.get(pages[0], ()),
            is_doubted=pages[0] in doubted,
        )
        for pages in families.copies
    }
    heads = {page: group.heads[0] for page, group in groups.items()}
    unclear = [pair for group in groups.values() for pair in group.unclear]
    unclear += [
        (heads.get(one, one), heads.get(other, other))
        for one, other in open_pairs
        if frozenset((one, other)) not in linked
    ]
    every = [step for group in groups.values() for step in group.steps]
    every += spread_steps(kept, groups, clues, reuse, settings)
    return Parentage(
        steps=tuple(sorted(every, key=lambda step: (step.later, step.earlier))),
        unclear=tuple(sorted({(min(pair), max(pair)) for pair in unclear})),
    )


def _cost(family: tuple[int, ...]) -> int:
    """How long it takes to decide: of a few large families as long as of many small ones."""
    return min(len(family), NODES_MAX) ** 2 + FAMILY_COST


def _core(family: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(family)[:NODES_MAX])


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Columns: steps, a row each (later, earlier), their scores, pairs that are left open, dates that are doubted."""

    ends: Ints
    scores: Matrix
    open_pairs: Ints
    doubted: Ints  # pages whose date is taken to be wrong

    def steps(self) -> Iterator[Step]:
        """The steps, in order."""
        for (later, earlier), score in zip(self.ends.tolist(), self.scores.tolist(), strict=True):
            yield Step(later=later, earlier=earlier, score=score)

    def unclear(self) -> Iterator[tuple[int, int]]:
        """The open pairs."""
        return ((one, other) for one, other in self.open_pairs.tolist())


@dataclass(frozen=True, slots=True, eq=False)
class _Decide:
    """From whom the pages of some families have their words."""

    reuse: Reuse
    clues: Clues
    settings: TraceSettings
    lexicon: Lexicon
    holders: Mapping[int, tuple[int, ...]]  # by the page that stands for them
    pointed: Pointed

    def __call__(self, families: Sequence[tuple[int, ...]]) -> _Found:
        cores = [_core(family) for family in families]
        compared = compare_families(
            cores, self.reuse, self.clues, self.lexicon, self.holders, self.pointed
        )
        steps: list[Step] = []
        unclear: list[tuple[int, int]] = []
        doubted: list[int] = []
        parts = [part for family in compared for part in parted(family)]
        for decided in decide_families(parts, settings=self.settings):
            steps.extend(decided.steps)
            unclear.extend(decided.unclear)
            doubted.extend(decided.doubted)
        for family, core in zip(families, cores, strict=True):
            if len(core) < len(family):
                far, open_pairs = _follow_crowd(family, core, self.reuse, self.clues, self.settings)
                steps.extend(far)
                unclear.extend(open_pairs)
        return _Found(
            ends=np.array([(s.later, s.earlier) for s in steps], dtype=np.int64).reshape(-1, 2),
            scores=np.array([s.score for s in steps]),
            open_pairs=np.array(unclear, dtype=np.int64).reshape(-1, 2),
            doubted=np.array(sorted(set(doubted)), dtype=np.int64),
        )


def _follow_crowd(
    family: tuple[int, ...],
    core: tuple[int, ...],
    reuse: Reuse,
    clues: Clues,
    settings: TraceSettings,
) -> tuple[list[Step], list[tuple[int, int]]]:
    """The later pages of a very large family, each after the nearest of the core it shares words with."""
    steps, unclear = [], []
    within = set(core)
    for page in family:
        if page in within:
            continue
        best: tuple[float, float, int] | None = None
        for other in core:
            shared = reuse.between(other, page)
            if shared is None:
                continue
            odds = lean(clues, reuse, other, page) + _dates(clues, other, page, settings)
            weight = -EDIT_COST * step_cost(shared) + odds / 2
            if best is None or weight > best[0]:
                best = (weight, odds, other)
        if best is None:
            continue
        _, odds, other = best
        if odds_to_chance(odds) >= settings.direction_sure_min:
            steps.append(Step(later=page, earlier=other, score=odds_to_chance(odds)))
        else:
            unclear.append((min(other, page), max(other, page)))
    return steps, unclear


def _dates(clues: Clues, one: int, other: int, settings: TraceSettings) -> float:
    wrong = settings.date_wrong_share
    return order_odds(clues.spans[one], clues.spans[other], wrong_one=wrong, wrong_other=wrong)


def _keep_explaining(steps: list[Step], reuse: Reuse) -> list[Step]:
    """Of each page's steps those that explain words no other does; none may close a circle."""
    by_later: dict[int, dict[int, float]] = {}
    for step in steps:
        met = by_later.setdefault(step.later, {})
        met[step.earlier] = max(met.get(step.earlier, 0.0), step.score)
    ranked: list[tuple[float, float, int, int]] = []
    for later, met in by_later.items():
        for earlier, score in met.items():
            share = reuse.share(earlier, later)
            ranked.append((-round(share, 1), -score, later, earlier))
    parents: dict[int, list[int]] = {}
    kept: list[Step] = []
    for _, score, later, earlier in sorted(ranked):
        if parents.get(later) and not _explains_more(later, earlier, parents[later], reuse):
            continue
        if later in _ancestors(earlier, parents):
            continue
        parents.setdefault(later, []).append(earlier)
        kept.append(Step(later=later, earlier=earlier, score=-score))
    return sorted(kept, key=lambda step: (step.later, step.earlier))


def _explains_more(later: int, earlier: int, known: list[int], reuse: Reuse) -> bool:
    """Whether a further parent holds words of the page that its known parents do not hold."""
    covered: list[Stretch] = []
    for parent in known:
        covered.extend(reuse.explained(parent, later))
    shared = reuse.between(earlier, later)
    if shared is None:
        return False
    text = reuse.texts.text_of[later]
    weight = reuse.weights[text] / max(int(reuse.texts.lengths[text]), 1)
    fresh = sum(_outside(stretch, sorted(covered)) for stretch in shared.other_stretches)
    return bool(fresh * weight >= FRESH_WEIGHT)


def _outside(stretch: Stretch, covered: list[Stretch]) -> int:
    """How many letters of a stretch lie outside others (sorted by start)."""
    start, end = stretch
    fresh = 0
    for low, high in covered:
        if high <= start:
            continue
        if low >= end:
            break
        fresh += max(low - start, 0)
        start = max(start, high)
        if start >= end:
            return fresh
    return fresh + max(end - start, 0)


def _ancestors(page: int, parents: dict[int, list[int]]) -> set[int]:
    """A page and all it comes from."""
    met = {page}
    waiting = [page]
    while waiting:
        for above in parents.get(waiting.pop(), ()):
            if above not in met:
                met.add(above)
                waiting.append(above)
    return met
