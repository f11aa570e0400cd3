"""Tell whether two pages may speak of one matter: by rare words and figures that both have.

In: documents.  Out: weights of what two of them have in common. No words need be copied for this:
a newspaper that reports an organisation keeps its place names and its figures.

A word is known by its number (`trace.numbered`), so that no dictionary of a million pages' words is kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import compared_spans, parts_of
from firsthand.trace.numbered import NUMBER_BITS, Ints, Numbers, number_words

CHARACTERS_MAX = 20_000  # what a page is about stands in its beginning
RARE_SHARE = 0.1  # a word on more pages than this share tells nothing
RARE_LEAST = 4  # but one on this many pages is rare in any case
RARITY = 2.0  # how steeply a word loses weight with the pages that have it
FIGURE_WEIGHT = 2.0  # a figure that few pages have says more than a word
PART = 200_000  # characters parted into words as one piece of work; more do not stay near the processor
_EXACT = (
    1 << 32
)  # weights are summed as whole numbers, so that the order of words cannot tip a balance
_FIGURE = re.compile(r"\d[\d.,]*\d")
_NO_YEAR = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.]{2,}")  # of three signs and more
_KEY_BITS = 64  # of what is sorted at once
_TURNED_LEAST = 2_000_000  # words of pages that are put in order without comparing them

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """The words on two pages or more that are in few webs, and which of them each page has."""

    known: Numbers  # sorted
    weights: Ints  # of each, times `_EXACT`
    starts: Ints  # of each page's rows, with one more at the end
    rows: NDArray[np.int32]  # places among the known


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The rare words of some documents, in order, and which of the documents has each."""

    others: Ints  # the documents, in order
    words: Ints
    owners: Ints  # places among the documents
    weights: Ints  # of every word, times `_EXACT`

    def weigh(self, numbers: Ints, pages: Ints) -> Weights:
        """What words of a sentence each of some of the documents has too; *numbers* are all different."""
        low = np.searchsorted(self.words, numbers)
        counts = np.searchsorted(self.words, numbers, side="right") - low
        rows = np.arange(int(counts.sum())) + np.repeat(low - np.cumsum(counts) + counts, counts)
        weights = np.repeat(self.weights[numbers], counts).astype(np.float64)
        summed = np.bincount(self.owners[rows], weights=weights, minlength=self.others.size)
        weighed: Weights = summed[np.searchsorted(self.others, pages)] / _EXACT
        return weighed


class Facts:
    """Rare words of all documents, by number; counted when first asked for.

    *webs* gives for each document the number of its web of shared words: pages that copy each other
    count once, so that one copy more makes no word less rare.
    """

    def __init__(
        self, documents: Sequence[Document], *, webs: Sequence[int], engine: Engine = HERE
    ) -> None:
        self._documents = documents
        self._webs = webs
        self._engine = engine
        self._begun: Iterator[tuple[Ints, Numbers]] | None = None

    def begin(self) -> None:
        """Let others number the words while something else is done here, where there are any."""
        self._begun = self._number()

    def _number(self) -> Iterator[tuple[Ints, Numbers]]:
        """The words of the documents, some documents at a time."""
        work = partial(_number_part, documents=self._documents)
        return self._engine.map(work, parts_of(self._documents, PART))

    def make_ready(self) -> None:
        """Count the words now, before others share in the work."""
        assert self._index is not None, "what is asked for is made"
        self._engine = HERE  # not to be sent to others with what it has made

    def common(self, one: int, other: int) -> float:
        """What rare words two documents share: about 1 for a word that no other page has."""
        mine, theirs = self.of_page(one), self.of_page(other)
        shared = theirs[_places(theirs, mine)[0]]
        return float(self._index.weights[shared].astype(np.float64).sum() / _EXACT)

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
    def _index(self) -> _Index:
        counts: list[Ints] = []
        words: list[Numbers] = []
        begun, self._begun = self._begun, None
        for count, numbers in begun or self._number():
            counts.append(count)
            words.append(numbers)
        webs = np.array(self._webs, dtype=np.int64)
        in_order, page_of = _by_web(webs)
        every = _with_pages(words, np.concatenate([np.zeros(0, dtype=np.int64), *counts]), in_order)
        known, starts, pages = _on_two_pages(*every)
        del every, words
        in_webs = _count_webs(starts, webs[page_of[pages]])
        web_count = int(webs.max(initial=-1)) + 1
        rare = in_webs <= max(RARE_LEAST, web_count * RARE_SHARE)
        sizes = np.diff(starts)
        holders = page_of[pages[np.repeat(rare, sizes)]]
        ends, rows = _by_page(sizes[rare], holders, len(self._documents))
        return _Index(
            known=known[rare],
            weights=_weights(known[rare], in_webs[rare], web_count),
            starts=ends,
            rows=rows,
        )


def _by_web(webs: Ints) -> tuple[Ints, Ints]:
    """Of each page its place among pages in order of webs; and of each place its page."""
    page_of = np.argsort(webs, kind="stable")
    in_order = np.empty(webs.size, dtype=np.int64)
    in_order[page_of] = np.arange(webs.size)
    return in_order, page_of


def _with_pages(
    words: list[Numbers], counts: Ints, in_order: Ints
) -> tuple[Numbers, NDArray[np.int32]]:
    """All words, sorted, and the place of the page that has each, sorted within a word.

    *words* are given up on the way: together they are as large as the pages.
    """
    page_bits = max(int(counts.size - 1).bit_length(), 1)
    every = np.empty(int(counts.sum()), dtype=np.uint64)
    narrow = NUMBER_BITS + page_bits <= _KEY_BITS
    places = np.empty(every.size if not narrow else 0, dtype=np.int32)
    ends = np.cumsum(counts)
    at = 0
    for number, part in enumerate(words):
        here = slice(at, at + part.size)
        every[here] = part
        first, last = np.searchsorted(ends, (here.start, here.stop), side="right").tolist()
        pages = slice(first, last + 1)
        owners = np.repeat(in_order[pages], counts[pages])[: part.size]
        if narrow:
            every[here] <<= np.uint64(page_bits)
            every[here] |= owners.astype(np.uint64)
        else:
            places[here] = owners
        at = here.stop
        words[number] = part[:0]
    if not narrow:
        order = np.lexsort((places, every))
        return every[order], places[order]
    every.sort()
    places = np.empty(every.size, dtype=np.int32)
    lower = np.uint64((1 << page_bits) - 1)
    np.bitwise_and(every, lower, out=places, dtype=np.uint64, casting="unsafe")
    every >>= np.uint64(page_bits)
    return every, places


def _on_two_pages(
    words: Numbers, pages: NDArray[np.int32]
) -> tuple[Numbers, Ints, NDArray[np.int32]]:
    """The words that more than one page has, where the pages of each begin, and these pages."""
    fresh = np.ones(words.size, dtype=np.bool_)
    fresh[1:] = words[1:] != words[:-1]
    heads = np.flatnonzero(fresh)
    sizes = np.diff(np.append(heads, words.size))
    many = sizes > 1
    return (
        words[heads[many]],
        np.append(0, np.cumsum(sizes[many])),
        pages[np.repeat(many, sizes)],
    )


def _places(words: Numbers | Ints, known: Numbers | Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Which words are known, and the place of each that is."""
    if not known.size:
        return np.zeros(words.size, dtype=np.bool_), np.zeros(0, dtype=np.int64)
    place = np.searchsorted(known, words)
    place[place == known.size] = 0
    inside = known[place] == words
    return inside, place[inside]


def _count_webs(starts: Ints, webs: Ints) -> Ints:
    """In how many webs each word is; the webs of each are in order."""
    fresh = np.ones(webs.size, dtype=np.bool_)
    fresh[1:] = webs[1:] != webs[:-1]
    fresh[starts[:-1]] = True
    before = np.append(0, np.cumsum(fresh))
    counts: Ints = before[starts[1:]] - before[starts[:-1]]
    return counts


def _by_page(sizes: Ints, pages: Ints, count: int) -> tuple[Ints, NDArray[np.int32]]:
    """The words of each page, by number, from the pages of each word: where each page's begin, and the words."""
    ends = np.append(0, np.cumsum(np.bincount(pages, minlength=count)))
    if pages.size < _TURNED_LEAST:
        order = np.argsort(pages, kind="stable")
        return ends, np.repeat(np.arange(sizes.size, dtype=np.int32), sizes)[order]
    from scipy.sparse import csr_array  # noqa: PLC0415 - a third of a second of start-up

    columns = (
        np.ones(pages.size, dtype=np.int8),
        pages.astype(np.int32),
        np.append(0, np.cumsum(sizes)),
    )
    turned = csr_array(columns, shape=(sizes.size, count)).tocsc()
    return ends, turned.indices.astype(np.int32)


def _weights(words: Numbers, in_webs: Ints, web_count: int) -> Ints:
    """What each word tells: the more, the fewer webs have it."""
    rarity = np.log((web_count + 1) / in_webs) / math.log(max(web_count + 1, 2))
    figures = np.where(words & np.uint64(1), FIGURE_WEIGHT, 1.0)
    return np.rint(rarity**RARITY * figures * _EXACT).astype(np.int64)


def _number_part(chosen: range, *, documents: Sequence[Document]) -> tuple[Ints, Numbers]:
    """The words of the beginnings of some documents."""
    return number_words([beginning(documents[number]) for number in chosen])


def beginning(document: Document) -> str:
    """What is compared of the beginning of a document."""
    parts, left = [], CHARACTERS_MAX
    for start, end in compared_spans(document):
        parts.append(document.text[start : min(end, start + left)])
        left -= end - start
        if left <= 0:
            break
    return "\n".join(parts)
