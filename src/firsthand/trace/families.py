"""Gather the documents that hold the same words: within a family, each but the first had them from another.

In: `Reuse`.  Out: families, as sorted document numbers, in which one document stands for all that hold
its text; the documents that hold one text.  Who is first is not decided here but in `trace.trees`.

A document put together from two others is in two families, one for each part. A family is what
shares one stretch of some text; of families within one another, the largest is kept. However many
texts hang together, each is looked at only with those it shares words with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.trace.engine import HERE, Engine, in_parts
from firsthand.trace.letters import Flags, Ints
from firsthand.trace.reuse import Reuse, hang_together

BIN_LETTERS = 60  # a stretch is a row of bins this long: about a sentence
END_SLIP = 12  # letters by which the end of a passage may run into what stands beside it
BINS_MAX = 256  # in a long text, bins grow instead
FAMILIES_MAX = 96  # of one web of reuse, largest first; more are shreds of these
TEXTS_EACH = 12  # a larger web may have a family for so many texts
SMALL = 30  # texts; families so small cost little and are all kept
PART = 5_000  # texts whose webs are divided as one piece of work
MERGE_SHARE = 0.75  # families that agree in so many members are one whose edges are blurred


@value
class Families:
    """Families of documents with different texts, and the documents that hold the same."""

    families: tuple[tuple[int, ...], ...]  # of each text its first holder
    copies: tuple[tuple[int, ...], ...]  # the holders of one text, of those that have several


@dataclass(frozen=True, slots=True, eq=False)
class _Partners:
    """Columns, by text, and by bin: with whom a shared passage begins or has ended there, what has ended first."""

    starts: Ints  # of each text, the first row; with one more at the end
    partner: NDArray[np.int32]
    begins: Flags


def gather_families(reuse: Reuse, *, engine: Engine = HERE) -> Families:
    """Every family, the largest first."""
    holders = reuse.texts.holders
    first = hang_together(reuse.pairs.columns, len(holders))
    partners = _partners(reuse)
    webs = [web for web in _webs(first) if len(web) > 1]
    families = [
        _documents(group, reuse)
        for groups in engine.map(
            partial(_divide_all, partners=partners), in_parts(webs, size=PART, size_of=len)
        )
        for group in groups
    ]
    families.sort(key=lambda family: (-len(family), family))
    return Families(
        families=tuple(families),
        copies=tuple(group for group in holders if len(group) > 1),
    )


def _divide_all(webs: Sequence[tuple[int, ...]], *, partners: _Partners) -> list[tuple[int, ...]]:
    """The families of some webs."""
    return [group for web in webs for group in ([web] if len(web) < 3 else _divide(web, partners))]


def _webs(first: Ints) -> Iterator[tuple[int, ...]]:
    """Texts that hang together by shared words, each web in order."""
    order = np.argsort(first, kind="stable")
    ends = np.flatnonzero(np.diff(first[order], append=-1)) + 1
    texts = order.tolist()
    start = 0
    for end in ends.tolist():
        yield tuple(texts[start:end])
        start = end


def _partners(reuse: Reuse) -> _Partners:
    """Lay every text out in bins, and find in which of them its passages lie."""
    columns, lengths = reuse.pairs.columns, reuse.texts.lengths
    weight = reuse.weights / np.maximum(lengths, 1)
    # Fewer letters in a bin of a script that says more in each.
    size = np.maximum((BIN_LETTERS / np.maximum(weight, 1.0)).astype(np.int64), 1)
    size = np.maximum(size, -(-lengths // BINS_MAX))
    one, other = (np.repeat(column, columns.passages) for column in (columns.one, columns.other))
    text, partner = np.concatenate([one, other]), np.concatenate([other, one])
    stretches = np.concatenate([columns.stretches[:, :2], columns.stretches[:, 2:]])
    slip = END_SLIP / np.maximum(weight, 1.0)[text]
    first = np.rint((stretches[:, 0] + slip) / size[text])
    last = np.rint((stretches[:, 1] - slip) / size[text])
    short = last <= first
    middle = np.floor(stretches.sum(axis=1) / (2 * size[text]))
    first, last = np.where(short, middle, first), np.where(short, middle + 1, last)
    most = (lengths // size)[text]
    first, last = np.minimum(first, most), np.minimum(last, most + 1)
    place = np.concatenate([2 * first + 1, 2 * last]).astype(np.int64)
    order = np.argsort(np.tile(text, 2) * (2 * BINS_MAX + 4) + place, kind="stable")
    counts = 2 * np.bincount(text, minlength=lengths.size)
    return _Partners(
        starts=np.append(0, np.cumsum(counts)),
        partner=np.tile(partner.astype(np.int32), 2)[order],
        begins=order < text.size,
    )


def _divide(web: tuple[int, ...], partners: _Partners) -> list[tuple[int, ...]]:
    """The families of one web: who shares each bin of each text."""
    met = {group for text in web for group in _groups(text, partners)}
    return _largest(met, most=max(FAMILIES_MAX, len(web) // TEXTS_EACH))


def _groups(text: int, partners: _Partners) -> set[tuple[int, ...]]:
    """Of one text, the texts that share one bin with it; none that lies within another."""
    start, end = partners.starts.item(text), partners.starts.item(text + 1)
    moving = partners.partner[start:end].tolist()
    names = sorted({text, *moving})
    bit_of = {name: 1 << place for place, name in enumerate(names)}
    # Only where somebody's share ends after one has begun can a bin be shared by most.
    met: set[int] = set()
    begun, group, grew = dict.fromkeys(names, 0), bit_of[text], False
    for partner, begins in zip(moving, partners.begins[start:end].tolist(), strict=True):
        if begins:
            begun[partner] += 1
            group |= bit_of[partner]
            grew = True
            continue
        if grew:
            met.add(group)
            grew = False
        begun[partner] -= 1
        if not begun[partner]:
            group ^= bit_of[partner]
    every = (1 << len(names)) - 1
    if every in met:  # as of most texts
        return {tuple(names)}
    kept: list[int] = []
    for one in sorted(met, key=int.bit_count, reverse=True):
        if not any(one & larger == one for larger in kept):
            kept.append(one)
    return {tuple([name for name in names if one & bit_of[name]]) for one in kept}


def _largest(groups: Iterable[tuple[int, ...]], *, most: int) -> list[tuple[int, ...]]:
    """Families that are not within another, those that differ little taken together."""
    kept: list[set[int]] = []
    families_of: dict[int, list[int]] = {}
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        common = Counter(family for text in group for family in families_of.get(text, ()))
        family = _alike(group, common, kept)
        if family is None and (len(kept) < most or len(group) <= SMALL):
            family = len(kept)
            kept.append(set())
        if family is not None:
            for text in set(group) - kept[family]:
                kept[family].add(text)
                families_of.setdefault(text, []).append(family)
    return [tuple(sorted(family)) for family in kept]


def _alike(
    group: tuple[int, ...], common: Mapping[int, int], kept: Sequence[set[int]]
) -> int | None:
    """The first family that holds a group, or that differs little from it."""
    for family in sorted(common):
        size = common[family]
        if size == len(group) or size >= MERGE_SHARE * (len(group) + len(kept[family]) - size):
            return family
    return None


def _documents(texts: tuple[int, ...], reuse: Reuse) -> tuple[int, ...]:
    """The documents that stand for these texts: of each the first that holds it."""
    return tuple(sorted(reuse.texts.holders[text][0] for text in texts))
