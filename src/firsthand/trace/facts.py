"""Tell whether two pages may speak of one matter: by rare words and figures that both have.

In: documents.  Out: weights of what two of them have in common. No words need be copied for this:
a newspaper that reports an organisation keeps its place names and its figures.

A word is known by a number made of its letters, so that no dictionary of a million pages' words is kept.
Where two words have one number, which is to be expected once in a million pages, they count as one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import compared_spans, is_dense

CHARACTERS_MAX = 20_000  # what a page is about stands in its beginning
RARE_SHARE = 0.1  # a word on more pages than this share tells nothing
RARE_LEAST = 4  # but one on this many pages is rare in any case
RARITY = 2.0  # how steeply a word loses weight with the pages that have it
FIGURE_WEIGHT = 2.0  # a figure that few pages have says more than a word
WORD_LEAST = 4  # letters of a word that may tell something
PART = 200_000  # characters parted into words as one piece of work; more do not stay near the processor
_EXACT = (
    1 << 32
)  # weights are summed as whole numbers, so that the order of words cannot tip a balance
_FIGURE = re.compile(r"\d[\d.,]*\d")
_NO_YEAR = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.]{2,}")  # of three signs and more
_CODE_POINTS = 0x110000
_SHORT = 0x10000  # code points that have two bytes
_LETTER, _DIGIT, _BETWEEN = 1, 2, 3  # "Between" digits stand points and commas
_UNKNOWN = 255
_OTHER = 0
_BITS = 44  # of a word's number; the lowest tells a figure
_KEY_BITS = 64  # of what is sorted at once
_POWERS_LEAST = 18  # bits of a place in a part: powers of so many places are kept
_TURNED_LEAST = 2_000_000  # words of pages that are put in order without comparing them
_STEP = 0x9E3779B97F4A7C15  # odd

Numbers = NDArray[np.uint64]
Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint8]
Ints = NDArray[np.int64]
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
        for count, numbers in self._engine.map(number_words, _parts(self._documents)):
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
    at = 0
    narrow = _BITS + page_bits <= _KEY_BITS
    places = np.repeat(in_order, counts).astype(np.int32)
    for number, part in enumerate(words):
        every[at : at + part.size] = part
        at += part.size
        words[number] = part[:0]
    if not narrow:
        order = np.lexsort((places, every))
        return every[order], places[order]
    every <<= np.uint64(page_bits)
    every |= places.astype(np.uint64)
    every.sort()
    places = (every & np.uint64((1 << page_bits) - 1)).astype(np.int32)
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


def _parts(documents: Sequence[Document]) -> Iterator[list[str]]:
    """The beginnings of documents, some at a time."""
    texts: list[str] = []
    size = 0
    for document in documents:
        texts.append(_beginning(document))
        size += len(texts[-1])
        if size >= PART:
            yield texts
            texts, size = [], 0
    if texts:
        yield texts


def _beginning(document: Document) -> str:
    """What is compared of the beginning of a document."""
    parts, left = [], CHARACTERS_MAX
    for start, end in compared_spans(document):
        parts.append(document.text[start : min(end, start + left)])
        left -= end - start
        if left <= 0:
            break
    return "\n".join(parts)


def number_words(texts: Sequence[str]) -> tuple[Ints, Numbers]:
    """Of each text how many different words it has, and their numbers, by text.

    Words are figures, words of four letters and more, and pairs of Han, kana or Hangul.
    """
    folded = [text.casefold() for text in texts]
    codes = np.frombuffer("\n".join(folded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds(codes)
    starts, ends, figures = _spans(codes, kinds)
    numbers = _number(codes, starts, ends, figures)
    numbers = (numbers >> np.uint64(65 - _BITS) << np.uint64(1)) | figures
    first = np.cumsum([0, *(len(text) + 1 for text in folded)])
    text = (np.searchsorted(first, starts, side="right") - 1).astype(np.uint64)
    every = np.sort((text << np.uint64(_BITS)) | numbers)
    fresh = np.ones(every.size, dtype=np.bool_)
    fresh[1:] = every[1:] != every[:-1]
    every = every[fresh]
    counts = np.bincount((every >> np.uint64(_BITS)).astype(np.int64), minlength=len(texts))
    return counts, every & np.uint64((1 << _BITS) - 1)


def _kinds(codes: Codes) -> Kinds:
    """What each character is to a word."""
    table = _known_kinds()
    kinds: Kinds = table[codes]
    if kinds.size and kinds.max() == _UNKNOWN:
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            table[code] = _kind(chr(code))
        kinds = table[codes]
    return kinds


@lru_cache(maxsize=1)
def _known_kinds() -> Kinds:
    """The kinds of the characters met so far."""
    return np.full(_CODE_POINTS, _UNKNOWN, dtype=np.uint8)


def _kind(character: str) -> int:
    if character in ".,":
        return _BETWEEN
    if character.isdecimal():
        return _DIGIT
    return _LETTER if character.isalnum() else _OTHER


def _spans(codes: Codes, kinds: Kinds) -> tuple[Ints, Ints, Numbers]:
    """Where words begin and end, and which of them are figures."""
    group = np.minimum(kinds, _DIGIT)
    heads = np.flatnonzero(np.diff(group, prepend=np.uint8(_UNKNOWN)))
    tails = np.append(heads[1:], codes.size)[: heads.size]
    sizes, of = tails - heads, group[heads]
    dense = is_dense(codes)
    long = (of == _LETTER) & (sizes >= WORD_LEAST)
    word = long & ~dense[heads]
    figure_starts, figure_ends = _trimmed(kinds, heads[of == _DIGIT], tails[of == _DIGIT])
    starts = [heads[word], figure_starts]
    ends = [tails[word], figure_ends]
    if dense.any():
        paired = np.repeat(long & ~word, sizes)[:-1]
        paired |= np.repeat(~long, sizes)[:-1] & dense[:-1] & dense[1:]
        pairs = np.flatnonzero(paired & (kinds[:-1] == _LETTER) & (kinds[1:] == _LETTER))
        starts.append(pairs)
        ends.append(pairs + 2)
    flags = np.zeros(sum(part.size for part in starts), dtype=np.uint64)
    flags[starts[0].size : starts[0].size + starts[1].size] = 1
    return np.concatenate(starts), np.concatenate(ends), flags


def _trimmed(kinds: Kinds, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Figures from their first digit to their last, those of more than one."""
    digits = np.flatnonzero(kinds == _DIGIT)
    if not digits.size:
        return starts[:0], ends[:0]
    first = digits[np.minimum(np.searchsorted(digits, starts), digits.size - 1)]
    last = digits[np.maximum(np.searchsorted(digits, ends) - 1, 0)]
    kept = (first >= starts) & (first < last) & (last < ends)
    return first[kept], last[kept] + 1


def _number(codes: Codes, starts: Ints, ends: Ints, figures: Numbers) -> Numbers:
    """A number for each word, from its letters; a comma within a figure counts for nothing."""
    numbers = _sums(codes, starts, ends)
    commas = np.flatnonzero(codes == ord(","))
    which = np.flatnonzero(figures)
    if commas.size and which.size:
        at = which[np.maximum(np.searchsorted(starts[which], commas, side="right") - 1, 0)]
        some = np.unique(at[(starts[at] < commas) & (commas < ends[at])])
        if some.size:
            sizes = ends[some] - starts[some]
            first = np.cumsum(sizes) - sizes
            letters = codes[np.arange(int(sizes.sum())) + np.repeat(starts[some] - first, sizes)]
            kept = letters != ord(",")
            before = np.append(0, np.cumsum(kept))
            numbers[some] = _sums(letters[kept], before[first], before[first + sizes])
    return _mix(numbers)


def _sums(codes: Codes, starts: Ints, ends: Ints) -> Numbers:
    """Of each word the sum of its letters' numbers, each times a power of its place in the word."""
    powers, back = _powers(max(codes.size.bit_length(), _POWERS_LEAST))
    if codes.size and codes.max() >= _SHORT:
        values = _mix(codes.astype(np.uint64))
    else:
        values = _letter_numbers()[codes]
    values *= powers[: codes.size]
    before = np.zeros(codes.size + 1, dtype=np.uint64)
    np.cumsum(values, out=before[1:])
    sums: Numbers = (before[ends] - before[starts]) * back[starts]
    return sums


@lru_cache(maxsize=2)
def _powers(bits: int) -> tuple[Numbers, Numbers]:
    """The powers that letters at so many places are multiplied by, and what undoes each."""
    size = 1 << bits
    forth: Numbers = np.full(size, _STEP, dtype=np.uint64).cumprod(dtype=np.uint64)
    back: Numbers = np.full(size, pow(_STEP, -1, 1 << 64), np.uint64).cumprod(dtype=np.uint64)
    return forth, back


@lru_cache(maxsize=1)
def _letter_numbers() -> Numbers:
    """The numbers of letters that are most in use."""
    return _mix(np.arange(_SHORT, dtype=np.uint64))


def _mix(numbers: Numbers) -> Numbers:
    """Scatter numbers so that order says nothing (the finaliser of SplitMix64)."""
    mixed = numbers + np.uint64(_STEP)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed
