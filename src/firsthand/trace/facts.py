"""Tell whether two pages may speak of one matter: by rare words and figures that both have.

In: documents.  Out: weights of what two of them have in common. No words need be copied for this:
a newspaper that reports an organisation keeps its place names and its figures.

A word is known by its number (`trace.numbered`), so that no dictionary of a million pages' words is kept. Which words are
rare, and which pages have them, is gathered in `trace.rare`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.numbered import Ints, Numbers, number_words
from firsthand.trace.rare import EXACT, Gathering, RareWords

_FIGURE = re.compile(r"\d[\d.,]*\d")
_NO_YEAR = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.]{2,}")  # of three signs and more

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The rare words of some documents, in order, and which of the documents has each."""

    others: Ints  # the documents, in order
    words: Ints
    owners: Ints  # places among the documents
    weights: Ints  # of every word, times `EXACT`

    def weigh(self, numbers: Ints, pages: Ints) -> Weights:
        """What words of a sentence each of some of the documents has too; *numbers* are all different."""
        low = np.searchsorted(self.words, numbers)
        counts = np.searchsorted(self.words, numbers, side="right") - low
        rows = np.arange(int(counts.sum())) + np.repeat(low - np.cumsum(counts) + counts, counts)
        weights = np.repeat(self.weights[numbers], counts).astype(np.float64)
        summed = np.bincount(self.owners[rows], weights=weights, minlength=self.others.size)
        weighed: Weights = summed[np.searchsorted(self.others, pages)] / EXACT
        return weighed


class Facts:
    """Rare words of all documents, by number; forks that an engine begins gather them from now on, and all are there when first asked for.

    *webs* gives for each document the number of its web of shared words: pages that copy each other
    count once, so that one copy more makes no word less rare.
    """

    def __init__(
        self, documents: Sequence[Document], *, webs: Sequence[int], engine: Engine = HERE
    ) -> None:
        self._gathering: Gathering | None = Gathering(
            documents, webs=np.array(webs, dtype=np.int64), engine=engine
        )
        self.stories = self._gathering.web_count  # pages that hang together by shared words are one

    def count(self) -> None:
        """Count the words now; they are laid out when they are first asked for."""
        if self._gathering is not None:
            self._gathering.count()

    def make_ready(self) -> None:
        """Gather the words now, before others share in the work."""
        assert self._index is not None, "what is asked for is made"

    def common(self, one: int, other: int) -> float:
        """What rare words two documents share: about 1 for a word that no other page has."""
        mine, theirs = self.of_page(one), self.of_page(other)
        shared = theirs[_places(theirs, mine)[0]]
        return float(self._index.weights[shared].astype(np.float64).sum() / EXACT)

    def of_page(self, page: int) -> Ints:
        """The rare words of a document, by number, in order."""
        start, end = self._index.starts[page : page + 2]
        return self._index.rows[start:end].astype(np.int64)

    def numbers(self, sentence: str) -> Ints:
        """The rare words of a sentence, by number."""
        return _places(number_words([sentence])[1], self._index.known)[1]

    def figures(self, sentence: str) -> Ints:
        """The rare figures of a sentence, without what may be a year."""
        figures = (figure.replace(",", "") for figure in _FIGURE.findall(sentence))
        return self.numbers(" ".join(figure for figure in figures if _NO_YEAR.fullmatch(figure)))

    def held_by(self, others: Ints) -> Held:
        """Which rare words several documents have, laid out once for many questions."""
        index = self._index
        starts = index.starts[others]
        counts = index.starts[others + 1] - starts
        first = np.cumsum(counts) - counts
        rows = index.rows[np.arange(int(counts.sum())) + np.repeat(starts - first, counts)]
        owner_bits = max(int(others.size - 1).bit_length(), 1)
        every = rows.astype(np.int64) << owner_bits
        every |= np.repeat(np.arange(others.size), counts)
        every.sort()
        return Held(
            others=others,
            words=every >> owner_bits,
            owners=every & ((1 << owner_bits) - 1),
            weights=index.weights,
        )

    @cached_property
    def _index(self) -> RareWords:
        gathering, self._gathering = self._gathering, None
        assert gathering is not None, "gathered once"
        return gathering.finish()


def _places(words: Numbers | Ints, known: Numbers | Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Which words are known, and the place of each that is."""
    if not known.size:
        return np.zeros(words.size, dtype=np.bool_), np.zeros(0, dtype=np.int64)
    place = np.searchsorted(known, words)
    place[place == known.size] = 0
    inside = known[place] == words
    return inside, place[inside]
