"""Find which documents share words, and which words.

In: documents, settings.  Out: `Reuse`: for every pair of documents that share a passage, how much
of each lies in the other, and where.  Who had it from whom is not decided here but in
`trace.families` and `trace.trees`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.trace.addresses import outlet
from firsthand.trace.chains import (
    Numbers,
    Passages,
    concatenate,
    grow_passages,
    letter_weights,
)
from firsthand.trace.letters import (
    Ints,
    Letters,
    Texts,
    compared_spans,
    folding_table,
    letter_offsets,
    read_texts,
)
from firsthand.trace.seeds import join_seeds
from firsthand.trace.settings import TraceSettings
from firsthand.trace.shingles import pick_postings

SLACK = 0.9  # a passage may fall this far short of the least weight: ends lose a letter or two
HOUSE_SHARE_MAX = 0.5  # two pages of one outlet with more in common are versions of one page
HOUSE_SLIP = 8  # characters by which a passage may run over the edge of a block
BRIDGE_SHARE, BRIDGE_SLIP = 0.25, 12  # two gaps of about one size hold one text, much changed
BRIDGE_MOST = 150  # letters; in more, some passage would have been recognised

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What two texts share: stretches of letters on both sides, row by row the same words."""

    one_stretches: tuple[Stretch, ...]
    other_stretches: tuple[Stretch, ...]
    one_share: float
    other_share: float
    agreed: float
    edits: int

    def turned(self) -> Shared:
        """The same, seen from the other side."""
        return Shared(
            one_stretches=self.other_stretches,
            other_stretches=self.one_stretches,
            one_share=self.other_share,
            other_share=self.one_share,
            agreed=self.agreed,
            edits=self.edits,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Reuse:
    """Shared words between texts; documents with the same letters are one text."""

    documents: Sequence[Document]
    texts: Texts
    weights: Numbers  # of each text
    pairs: Mapping[tuple[int, int], Shared]  # of text indices, the smaller first
    table: Letters
    offsets: dict[int, Ints] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)  # an id is a digest, and asked for often

    def between(self, one: int, other: int) -> Shared | None:
        """What two documents share, the first one's stretches first."""
        left, right = self.texts.text_of[one], self.texts.text_of[other]
        if left < 0 or right < 0:
            return None
        if left == right:
            whole = ((0, int(self.texts.lengths[left])),)
            return Shared(
                one_stretches=whole,
                other_stretches=whole,
                one_share=1.0,
                other_share=1.0,
                agreed=float(self.weights[left]),
                edits=0,
            )
        shared = self.pairs.get((min(left, right), max(left, right)))
        if shared is None or left < right:
            return shared
        return shared.turned()

    def webs(self) -> list[int]:
        """Of each document the number of its web: documents that hang together by shared words."""
        leader = list(range(len(self.texts.holders)))
        for one, other in sorted(self.pairs):
            low, high = sorted((_leader(leader, one), _leader(leader, other)))
            leader[high] = low
        numbers: dict[int, int] = {}
        return [
            numbers.setdefault(_leader(leader, text) if text >= 0 else -1 - index, len(numbers))
            for index, text in enumerate(self.texts.text_of)
        ]

    def explained(self, earlier: int, later: int, *, ends: bool = True) -> list[Stretch]:
        """What an earlier text explains of a later: also stretches too much changed to be recognised.

        Between two passages, or (with *ends*) before the first or after the last, as much of one
        text may stand against as much of the other.
        """
        shared = self.between(earlier, later)
        if shared is None:
            return []
        rows = sorted(zip(shared.other_stretches, shared.one_stretches, strict=True))
        if ends:
            mine, theirs = (
                int(self.texts.lengths[self.texts.text_of[p]]) for p in (later, earlier)
            )
            rows = [((0, 0), (0, 0)), *rows, ((mine, mine), (theirs, theirs))]
        covered = list(shared.other_stretches)
        for (here, there), (here_next, there_next) in pairwise(rows):
            gap, gap_there = here_next[0] - here[1], there_next[0] - there[1]
            alike = abs(gap - gap_there) <= BRIDGE_SHARE * gap + BRIDGE_SLIP
            if 0 < gap <= BRIDGE_MOST and alike:
                covered.append((here[1], here_next[0]))
        return covered

    def quotation(self, document: int, stretch: Stretch) -> Quotation:
        """A stretch of letters as words of the document."""
        if document not in self.offsets:
            self.ids[document] = self.documents[document].id
            self.offsets[document] = letter_offsets(self.documents[document], self.table)
        offsets = self.offsets[document]
        start, end = int(offsets[stretch[0]]), int(offsets[stretch[1] - 1]) + 1
        source = self.documents[document]
        return Quotation(
            document=self.ids[document],
            exact=source.text[start:end],
            position=TextPosition(start=start, end=end),
        )


def _leader(leader: list[int], text: int) -> int:
    """The first text of a web, with shorter ways there for the next who asks."""
    while leader[text] != text:
        leader[text] = leader[leader[text]]
        text = leader[text]
    return text


def find_reuse(documents: Sequence[Document], *, settings: TraceSettings) -> Reuse:
    """Compare every document with every other, at a cost that grows with what they share."""
    texts = read_texts(documents)
    weights = letter_weights(texts.letters)
    postings = pick_postings(texts)
    outlets = _outlets(documents, texts)
    least = settings.passage_letters_min * SLACK
    passages = concatenate(
        grow_passages(seeds, letters=texts.letters, weights=weights, weight_min=least)
        for seeds in join_seeds(postings, outlets=outlets, seeds_max=settings.seeds_max)
    )
    totals = weights[texts.starts + texts.lengths] - weights[texts.starts]
    found = Reuse(
        documents=documents,
        texts=texts,
        weights=totals,
        pairs=_pair_up(passages, texts, weights, totals),
        table=folding_table(documents),
    )
    of_one_house = {
        (one, other): shared
        for (one, other), shared in found.pairs.items()
        if outlets[one] >= 0 and outlets[one] == outlets[other]
    }
    kept = {
        pair: shared
        for pair, shared in found.pairs.items()
        if pair not in of_one_house or not _is_house_text(pair, shared, found)
    }
    return replace(found, pairs=kept)


def _is_house_text(pair: tuple[int, int], shared: Shared, reuse: Reuse) -> bool:
    """Whether two pages of one outlet share no more than how they both begin or end."""
    if max(shared.one_share, shared.other_share) > HOUSE_SHARE_MAX:
        return False
    sides = zip(pair, (shared.one_stretches, shared.other_stretches), strict=True)
    return all(_at_an_end(reuse, reuse.texts.holders[text][0], rows) for text, rows in sides)


def _at_an_end(reuse: Reuse, document: int, stretches: Sequence[Stretch]) -> bool:
    """Whether all stretches lie in the first or in the last compared block of a document."""
    spans = compared_spans(reuse.documents[document])
    if len(spans) < 2:
        return False
    quotes = [reuse.quotation(document, stretch).position for stretch in stretches]
    last, first = spans[-1][0] - HOUSE_SLIP, spans[0][1] + HOUSE_SLIP
    return all(quote.start >= last for quote in quotes) or all(q.end <= first for q in quotes)


def _outlets(documents: Sequence[Document], texts: Texts) -> Ints:
    """The outlet of each text as a number; -1 where unknown or where several outlets hold it."""
    numbers: dict[str, int] = {}
    column: list[int] = []
    for holders in texts.holders:
        names = {outlet(documents[index]) for index in holders}
        name = names.pop()
        column.append(-1 if names or not name else numbers.setdefault(name, len(numbers)))
    return np.array(column, dtype=np.int64)


def _pair_up(
    passages: Passages, texts: Texts, weights: Numbers, totals: Numbers
) -> dict[tuple[int, int], Shared]:
    """Gather the passages of each pair and measure how much of each text they cover."""
    pairs: dict[tuple[int, int], Shared] = {}
    if not passages.one.size:
        return pairs
    rows = passages.take(np.lexsort((passages.one_start, passages.one, passages.other)))
    one_weight = weights[rows.one_end] - weights[rows.one_start]
    other_weight = weights[rows.other_end] - weights[rows.other_start]
    starts = texts.starts
    columns = zip(
        rows.one.tolist(),
        rows.other.tolist(),
        (rows.one_start - starts[rows.one]).tolist(),
        (rows.one_end - starts[rows.one]).tolist(),
        (rows.other_start - starts[rows.other]).tolist(),
        (rows.other_end - starts[rows.other]).tolist(),
        one_weight.tolist(),
        other_weight.tolist(),
        rows.agreed.tolist(),
        rows.edits.tolist(),
        strict=True,
    )
    gathered: dict[tuple[int, int], list[tuple[int, int, int, int, float, float, float, int]]] = {}
    for one, other, *rest in columns:
        gathered.setdefault((one, other), []).append(tuple(rest))
    for (one, other), found in gathered.items():
        # The two texts of a seed come in order of place in the join, which is order of text.
        pairs[one, other] = Shared(
            one_stretches=tuple((row[0], row[1]) for row in found),
            other_stretches=tuple((row[2], row[3]) for row in found),
            one_share=_share([(row[0], row[1], row[4]) for row in found], float(totals[one])),
            other_share=_share([(row[2], row[3], row[5]) for row in found], float(totals[other])),
            agreed=sum(row[6] for row in found),
            edits=sum(row[7] for row in found) + len(found) - 1,
        )
    return pairs


def _share(stretches: list[tuple[int, int, float]], total: float) -> float:
    """What share of a text the stretches cover, what they cover twice counted once."""
    covered = 0.0
    reached = 0
    for start, end, weight in sorted(stretches):
        fresh = end - max(start, reached)
        if fresh > 0:
            covered += weight * fresh / (end - start)
            reached = end
    return min(covered / total, 1.0) if total else 0.0
