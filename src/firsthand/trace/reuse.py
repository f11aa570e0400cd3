"""Find which documents share words, and which words.

In: documents, settings.  Out: `Reuse`: for every pair of documents that share a passage, how much
of each lies in the other, and where.  Who had it from whom is not decided here but in
`trace.families` and `trace.trees`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.trace.addresses import outlets
from firsthand.trace.chains import grow_passages
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.furniture import is_furniture
from firsthand.trace.letters import (
    Flags,
    Folding,
    Ints,
    Letters,
    Texts,
    letter_offsets,
    read_texts,
)
from firsthand.trace.pairs import PairColumns, Pairs, Shared, Small, Stretch, join_pairs, pair_up
from firsthand.trace.seeds import Holders, Indices, batches, hold, with_edges, write_seeds
from firsthand.trace.settings import TraceSettings
from firsthand.trace.shingles import TextNumbers, pick_postings
from firsthand.trace.weights import Numbers, Weights, weigh_letters

__all__ = ["Reuse", "Shared", "Stretch", "find_reuse"]

SLACK = 0.9  # a passage may fall this far short of the least weight: ends lose a letter or two
BRIDGE_SHARE, BRIDGE_SLIP = 0.25, 12  # two gaps of about one size hold one text, much changed
BRIDGE_MOST = 150  # letters; in more, some passage would have been recognised
SEEDS_EACH = 300  # seeds allowed for each text, where this is more than what is allowed in all
OFFSETS_KEPT = 8_000  # documents whose letters' places are kept for the next who asks: some days of a large pile


@dataclass(frozen=True, slots=True, eq=False)
class Reuse:
    """Shared words between texts; documents with the same letters are one text."""

    documents: Sequence[Document]
    texts: Texts
    weights: Numbers  # of each text
    pairs: Pairs  # of text numbers, the smaller first
    folding: Folding = field(default_factory=Folding)
    # Of documents asked for lately: letters are counted from the beginning.
    # A plain dict looks for its first item past all that were taken out before.
    offsets: OrderedDict[int, Small] = field(default_factory=OrderedDict)

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
        row = self.pairs.row(min(left, right), max(left, right))
        if row < 0:
            return None
        shared = self.pairs.shared(row)
        return shared if left < right else shared.turned()

    def share(self, one: int, other: int) -> float:
        """How much of the other of two documents lies in the one."""
        left, right = self.texts.text_of[one], self.texts.text_of[other]
        if left < 0 or right < 0:
            return 0.0
        if left == right:
            return 1.0
        row = self.pairs.row(min(left, right), max(left, right))
        if row < 0:
            return 0.0
        columns = self.pairs.columns
        return (columns.other_share if left < right else columns.one_share).item(row)

    def shares(self, one: int, others: Ints) -> Flags:
        """Whether a document shares words with each of several others."""
        text_of = self.texts.text_of
        text = text_of[one]
        theirs = np.array([text_of[other] for other in others.tolist()], dtype=np.int64)
        rows = self.pairs.rows(np.minimum(theirs, text), np.maximum(theirs, text))
        found: Flags = (theirs >= 0) & (text >= 0) & ((rows >= 0) | (theirs == text))
        return found

    def webs(self) -> list[int]:
        """Of each document the number of its web: documents that hang together by shared words."""
        web = hang_together(self.pairs.columns, len(self.texts.holders)).tolist()
        numbers: dict[int, int] = {}
        return [
            numbers.setdefault(web[text] if text >= 0 else -1 - index, len(numbers))
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

    def place(self, document: int, stretch: Stretch) -> tuple[int, int]:
        """Where a stretch of letters stands in the document."""
        known = self.offsets.get(document)
        if known is None:
            if len(self.offsets) >= OFFSETS_KEPT:
                self.offsets.popitem(last=False)
            known = letter_offsets(self.documents[document], self.folding)
            self.offsets[document] = known
        return known.item(stretch[0]), known.item(stretch[1] - 1) + 1

    def quotation(self, document: int, stretch: Stretch) -> Quotation:
        """A stretch of letters as words of the document."""
        source = self.documents[document]
        start, end = self.place(document, stretch)
        return Quotation(
            document=source.id,
            exact=source.text[start:end],
            position=TextPosition(start=start, end=end),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Compare:
    """What is needed to compare some texts with all that are earlier."""

    holders: Holders
    letters: Letters
    starts: Ints
    weights: Weights
    totals: Numbers
    weight_min: float

    def __call__(self, chosen: Indices) -> PairColumns:
        passages = grow_passages(
            write_seeds(self.holders, chosen),
            letters=self.letters,
            weights=self.weights,
            weight_min=self.weight_min,
        )
        return pair_up(passages, starts=self.starts, totals=self.totals, weights=self.weights)


def find_reuse(
    documents: Sequence[Document],
    *,
    settings: TraceSettings,
    engine: Engine = HERE,
    houses: Sequence[str] | None = None,
    meanwhile: Callable[[], None] | None = None,
    afterwards: Callable[[], None] | None = None,
) -> Reuse:
    """Compare every document with every other, at a cost that grows with what they share.

    *meanwhile* is done here, once, while other processes read the texts, if the engine has begun any, and *afterwards*
    while they pick from them; *houses* are the `outlets` of the documents, where they are known when *meanwhile* is done. Both look at every document, and from then on only columns
    are looked at: what two processes have looked at lies in memory twice, until one of them has ended.
    """
    texts = read_texts(documents, engine=engine, meanwhile=meanwhile)
    told = outlets(documents) if houses is None else houses
    weighed: list[Weights] = []

    def weigh() -> None:
        if afterwards is not None:
            afterwards()
        weighed.append(weigh_letters(texts.letters))

    # Held by nothing else: postings are given up by who brings them together.
    postings = [pick_postings(texts, engine=engine, meanwhile=weigh)]
    (weights,), numbers = weighed, _house_numbers(told, texts)
    holders = hold(
        postings.pop(),
        outlets=numbers,
        seeds_max=max(settings.seeds_max, SEEDS_EACH * len(texts.holders)),
        engine=engine,
    )
    holders = with_edges(holders, starts=texts.starts, lengths=texts.lengths)
    totals = weights.between(texts.starts, texts.starts + texts.lengths)
    compare = _Compare(
        holders=holders,
        letters=texts.letters,
        starts=texts.starts,
        weights=weights,
        totals=totals,
        weight_min=settings.passage_letters_min * SLACK,
    )
    compared = _compare_all(compare, engine)
    # The letters and who holds which are not needed from here on, and are the largest things there are.
    texts = replace(texts, letters=texts.letters[:0].copy())
    del compare, holders, weights
    found = Reuse(
        documents=documents,
        texts=texts,
        weights=totals,
        pairs=Pairs(_all_pairs(compared)),
    )
    kept = ~is_furniture(
        documents,
        texts,
        found.pairs,
        found.place,
        houses=told,
        numbers=numbers,
        engine=engine,
    )
    return found if kept.all() else replace(found, pairs=Pairs(found.pairs.columns.take(kept)))


def _compare_all(compare: _Compare, engine: Engine) -> list[PairColumns]:
    """What all texts share with those that are earlier, some texts at a time."""
    return list(engine.map(compare, batches(compare.holders)))


def _all_pairs(parts: list[PairColumns]) -> PairColumns:
    """One table of all, which are given up."""
    if parts:
        return join_pairs(parts)
    none, nothing = np.zeros(0, dtype=np.int32), np.zeros(0)
    return PairColumns(
        one=none,
        other=none,
        one_share=nothing,
        other_share=nothing,
        agreed=nothing,
        edits=none,
        passages=none,
        stretches=none.reshape(0, 4),
    )


def hang_together(columns: PairColumns, count: int) -> Ints:
    """For each text the first of the texts that hang together with it by shared words."""
    first = np.arange(count, dtype=np.int64)
    while True:
        one, other = first[columns.one], first[columns.other]
        lowest = np.minimum(one, other)
        before = first.copy()
        np.minimum.at(first, one, lowest)
        np.minimum.at(first, other, lowest)
        first = first[first]
        if (first == before).all():
            return first


def _house_numbers(told: Sequence[str], texts: Texts) -> TextNumbers:
    """The house of each text as a number: of its first holder, whoever has copied it since; -1 where unknown."""
    numbers: dict[str, int] = {}
    column: list[int] = []
    for holders in texts.holders:
        name = told[holders[0]]
        column.append(numbers.setdefault(name, len(numbers)) if name else -1)
    return np.array(column, dtype=np.int32)
