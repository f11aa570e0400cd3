"""Gather the rare words of all documents as columns: which of them each page has, and what each tells.

In: documents, the web of each.  Out: `RareWords`. A word is known by its number (`trace.numbered`), and counts as rare if few
webs of pages that share words have it. What two pages have in common is weighed in `trace.facts`.

The words of all pages together are as large as the pages. Each word is kept with the page that has it in one number, parted by
ranges of words from the beginning; a range is put in order and counted by itself, wherever an engine does that, and
only words that are rare, and on two pages or more, come back.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import compared_spans, parts_of
from firsthand.trace.numbered import NUMBER_BITS, PART, Ints, Numbers, number_words

CHARACTERS_MAX = 20_000  # what a page is about stands in its beginning
RARE_SHARE = 0.1  # a word on more pages than this share tells nothing
RARE_LEAST = 4  # but one on this many pages is rare in any case
RARITY = 2.0  # how steeply a word loses weight with the pages that have it
FIGURE_WEIGHT = 2.0  # a figure that few pages have says more than a word
EXACT = 1 << 32  # weights are whole numbers of this part, so that sums are the same in any order
RANGE_CHARACTERS = 25_000_000  # a range holds the words of about so many characters
_KEY_BITS = 64  # of a number with a word, without the bits that say its range, and a page

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class RareWords:
    """The words on two pages or more that are in few webs, and which of them each page has."""

    known: Numbers  # sorted
    weights: Ints  # of each, times `EXACT`
    starts: Ints  # of each page's rows, with one more at the end
    rows: Rows  # places among the known


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Each word of some pages with its page, as one number, by range of words."""

    keys: Numbers
    ends: Rows  # of each range, with the beginning of the first


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """The rare words of one range, in order."""

    known: Numbers
    in_webs: Rows  # in how many webs each is
    sizes: Rows  # on how many pages
    pages: Rows  # the pages of each


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """How words and pages are written as one number: above the page, the word without the bits that say its range."""

    webs: Rows  # of pages in order of webs
    page_of: Rows  # the page at each place of that order
    in_order: Rows  # the place of each page
    bits: int  # upper bits of a word's number, which say its range

    @property
    def page_bits(self) -> int:
        """How many of the lower bits are the page."""
        return max(int(self.page_of.size - 1).bit_length(), 1)


class Gathering:
    """The rare words of documents while they are gathered; forks that an engine begins number words at once."""

    def __init__(self, documents: Sequence[Document], *, webs: Ints, engine: Engine = HERE) -> None:
        self._count, self._engine = len(documents), engine
        self._web_count = int(webs.max(initial=-1)) + 1
        self._layout = _lay_out(documents, webs)
        work = partial(_number_part, documents=documents, layout=self._layout)
        self._begun: Iterator[_Words] = engine.map(work, parts_of(documents, PART))
        self._counted: list[_Counted] = []

    @property
    def web_count(self) -> int:
        """How many webs of pages there are."""
        return self._web_count

    def count(self) -> None:
        """Count the words of all pages; by whichever process is free."""
        if self._counted:
            return
        work = partial(
            _count_range,
            parts=list(self._begun),
            layout=self._layout,
            most=max(RARE_LEAST, self._web_count * RARE_SHARE),
        )
        self._counted = list(self._engine.map(work, range(1 << self._layout.bits)))

    def finish(self) -> RareWords:
        """All of them, laid out by page: this is done here alone."""
        self.count()
        counted, self._counted = self._counted, []
        known = np.concatenate([part.known for part in counted])
        in_webs = np.concatenate([part.in_webs for part in counted])
        sizes = np.concatenate([part.sizes for part in counted])
        pages = np.concatenate([part.pages for part in counted])
        del counted
        starts, rows = _by_page(sizes, pages, self._count)
        weights = _weights(known, in_webs, self._web_count)
        return RareWords(known=known, weights=weights, starts=starts, rows=rows)


def _lay_out(documents: Sequence[Document], webs: Ints) -> _Layout:
    """Pages in order of webs, so that a word's pages of one web stand together; as many ranges as are needed."""
    page_of = np.argsort(webs, kind="stable").astype(np.int32)
    in_order = np.empty(webs.size, dtype=np.int32)
    in_order[page_of] = np.arange(webs.size, dtype=np.int32)
    size = sum(min(len(document.text), CHARACTERS_MAX) for document in documents)
    bits = max(0, (size - 1) // RANGE_CHARACTERS).bit_length()
    page_bits = max(int(webs.size - 1).bit_length(), 1)
    return _Layout(
        webs=webs[page_of].astype(np.int32),
        page_of=page_of,
        in_order=in_order,
        bits=max(bits, NUMBER_BITS + page_bits - _KEY_BITS),
    )


def _number_part(chosen: range, *, documents: Sequence[Document], layout: _Layout) -> _Words:
    """The words of the beginnings of some documents."""
    counts, numbers = number_words([beginning(documents[number]) for number in chosen])
    pages = np.repeat(layout.in_order[chosen.start : chosen.stop], counts)
    within = NUMBER_BITS - layout.bits
    keys = (numbers & np.uint64((1 << within) - 1)) << np.uint64(layout.page_bits)
    keys |= pages.astype(np.uint64)
    if not layout.bits:
        return _Words(keys=keys, ends=np.array([0, keys.size], dtype=np.int32))
    upper = (numbers >> np.uint64(within)).astype(np.uint16)
    sizes = np.bincount(upper, minlength=1 << layout.bits)
    return _Words(
        keys=keys[np.argsort(upper, kind="stable")],
        ends=np.append(0, np.cumsum(sizes)).astype(np.int32),
    )


def _count_range(chosen: int, *, parts: Sequence[_Words], layout: _Layout, most: float) -> _Counted:
    """The words of one range that are on two pages or more, and in no more webs than *most*."""
    every = np.concatenate(
        [
            np.zeros(0, dtype=np.uint64),
            *(part.keys[part.ends[chosen] : part.ends[chosen + 1]] for part in parts),
        ]
    )
    every.sort()
    words = every >> np.uint64(layout.page_bits)
    fresh = np.ones(words.size + 1, dtype=np.bool_)
    fresh[1:-1] = words[1:] != words[:-1]
    several = ~(fresh[:-1] & fresh[1:])
    every, words, fresh = every[several], words[several], fresh[:-1][several]
    places = (every & np.uint64((1 << layout.page_bits) - 1)).astype(np.int32)
    heads = np.flatnonzero(fresh)
    webs = layout.webs[places]
    another = fresh.astype(np.int32)
    another[1:] |= webs[1:] != webs[:-1]
    in_webs = np.add.reduceat(another, heads) if heads.size else another
    sizes = np.diff(np.append(heads, words.size))
    rare = in_webs <= most
    upper = np.uint64(chosen << (NUMBER_BITS - layout.bits))
    return _Counted(
        known=words[heads[rare]] | upper,
        in_webs=in_webs[rare],
        sizes=sizes[rare].astype(np.int32),
        pages=layout.page_of[places[np.repeat(rare, sizes)]],
    )


def _by_page(sizes: Rows, pages: Rows, count: int) -> tuple[Ints, Rows]:
    """The words of each page, by number, from the pages of each word: where each page's begin, and the words."""
    bits = max(int(sizes.size - 1).bit_length(), 1)
    every = pages.astype(np.uint64) << np.uint64(bits)
    every |= np.repeat(np.arange(sizes.size, dtype=np.uint64), sizes)
    every.sort()  # faster than to find the order of the pages, and to follow it
    every &= np.uint64((1 << bits) - 1)
    ends = np.append(0, np.cumsum(np.bincount(pages, minlength=count)))
    return ends, every.astype(np.int32)


def _weights(words: Numbers, in_webs: Rows, web_count: int) -> Ints:
    """What each word tells: the more, the fewer webs have it."""
    rarity = np.log((web_count + 1) / in_webs) / math.log(max(web_count + 1, 2))
    figures = np.where(words & np.uint64(1), FIGURE_WEIGHT, 1.0)
    return np.rint(rarity**RARITY * figures * EXACT).astype(np.int64)


def beginning(document: Document) -> str:
    """What is compared of the beginning of a document."""
    parts, left = [], CHARACTERS_MAX
    for start, end in compared_spans(document):
        parts.append(document.text[start : min(end, start + left)])
        left -= end - start
        if left <= 0:
            break
    return "\n".join(parts)
