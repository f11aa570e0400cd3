"""Gather the documents that hold the same words: within a family, each but the first had them from another.

In: `Reuse`.  Out: families, as sorted document numbers; the further copies of texts that very many
documents hold.  Who is first in a family is not decided here but in `trace.trees`.

A document put together from two others is in two families, one for each part. A family is what
shares one stretch of some text; of families within one another, the largest is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value
from firsthand.trace.letters import Ints
from firsthand.trace.pairs import PairColumns
from firsthand.trace.reuse import Reuse, hang_together

HOLDERS_EACH = 6  # exact copies of one text that are weighed one by one; the rest follow the first
BIN_LETTERS = 60  # a stretch is a row of bins this long: about a sentence
BINS_MAX = 256  # in a long text, bins grow instead
COMPONENT_MAX = 1_200  # texts; a larger web of reuse is divided by document, not by stretch
FAMILIES_MAX = 96  # of one web of reuse, largest first; more are shreds of these
MERGE_SHARE = 0.75  # families that agree in so many members are one whose edges are blurred


@value
class Families:
    """Families of documents, and what follows a text's first holders without being weighed."""

    families: tuple[tuple[int, ...], ...]
    followers: tuple[tuple[int, ...], ...]  # further holders of one text, by text


@dataclass(frozen=True, slots=True, eq=False)
class _Bins:
    """Of each passage the first and the last bin it lies in, on both sides."""

    counts: Ints  # of bins, by text
    first: Ints  # of each pair's passages, the first row
    rows: NDArray[np.int32]  # columns: first and last in the one text, first and last in the other


def gather_families(reuse: Reuse) -> Families:
    """Every family, the largest first."""
    columns = reuse.pairs.columns
    holders = reuse.texts.holders
    first = hang_together(columns, len(holders))
    number = np.cumsum(first == np.arange(first.size)) - 1
    webs = _parted(number[first])
    pairs = _parted(number[first[columns.one]], parts=len(webs))
    bins = _bins(reuse)
    families: list[tuple[int, ...]] = []
    groups: list[tuple[int, ...]]
    for web, rows in zip(webs, pairs, strict=True):
        texts: tuple[int, ...] = tuple(web.tolist())
        if len(texts) == 1:
            groups = [texts] if len(holders[texts[0]]) > 1 else []
        elif len(texts) == 2 or len(texts) > COMPONENT_MAX:
            groups = [texts]
        else:
            groups = _divide(texts, rows, bins, columns)
        families.extend(_documents(group, reuse) for group in groups)
    families.sort(key=lambda family: (-len(family), family))
    return Families(
        families=tuple(families),
        followers=tuple(group for group in holders if len(group) > HOLDERS_EACH),
    )


def _parted(column: Ints, *, parts: int | None = None) -> list[Ints]:
    """For each number the rows of a column that have it."""
    order = np.argsort(column, kind="stable")
    counts = np.bincount(column, minlength=parts or 0)
    return np.split(order, np.cumsum(counts)[:-1]) if counts.size else []


def _bins(reuse: Reuse) -> _Bins:
    """Lay every text out in bins."""
    columns, lengths = reuse.pairs.columns, reuse.texts.lengths
    weight = reuse.weights / np.maximum(lengths, 1)
    # Fewer letters in a bin of a script that says more in each.
    size = np.maximum((BIN_LETTERS / np.maximum(weight, 1.0)).astype(np.int64), 1)
    size = np.maximum(size, -(-lengths // BINS_MAX))
    counts = lengths // size + 1
    rows = np.empty(columns.stretches.shape, dtype=np.int32)
    for side, texts in ((0, columns.one), (2, columns.other)):
        text = np.repeat(texts, columns.passages)
        first = np.rint(columns.stretches[:, side] / size[text])
        last = np.maximum(np.rint(columns.stretches[:, side + 1] / size[text]), first + 1)
        rows[:, side] = np.minimum(first, counts[text] - 1)
        rows[:, side + 1] = np.minimum(last, counts[text])
    ends = np.cumsum(columns.passages, dtype=np.int64)
    return _Bins(counts=counts, first=ends - columns.passages, rows=rows)


def _divide(
    web: tuple[int, ...], pairs: Ints, bins: _Bins, columns: PairColumns
) -> list[tuple[int, ...]]:
    """The families of one web: who shares each bin of each text."""
    bit = {text: 1 << index for index, text in enumerate(web)}
    masks = {text: [0] * int(bins.counts[text]) for text in web}
    for pair in pairs.tolist():
        one, other = int(columns.one[pair]), int(columns.other[pair])
        here, there, mine, theirs = masks[one], masks[other], bit[one], bit[other]
        begin = int(bins.first[pair])
        rows = bins.rows[begin : begin + int(columns.passages[pair])].tolist()
        for first, last, first_there, last_there in rows:
            for index in range(first, last):
                here[index] |= theirs
            for index in range(first_there, last_there):
                there[index] |= mine
    met = {mask | bit[text] for text, row in masks.items() for mask in row if mask}
    return [tuple(text for text in web if mask & bit[text]) for mask in _largest(met)]


def _largest(masks: set[int]) -> list[int]:
    """Families that are not within another, those that differ little taken together."""
    kept: list[int] = []
    for mask in sorted(masks, key=lambda mask: (-mask.bit_count(), mask)):
        for index, larger in enumerate(kept):
            common = (mask & larger).bit_count()
            if common == mask.bit_count():
                break
            if common >= MERGE_SHARE * (mask | larger).bit_count():
                kept[index] = mask | larger
                break
        else:
            if len(kept) < FAMILIES_MAX:
                kept.append(mask)
    return kept


def _documents(texts: tuple[int, ...], reuse: Reuse) -> tuple[int, ...]:
    """The documents that hold these texts, of each text the first few."""
    return tuple(
        sorted(document for text in texts for document in reuse.texts.holders[text][:HOLDERS_EACH])
    )
