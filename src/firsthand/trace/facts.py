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
from typing import Any

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
_LETTER, _DIGIT, _BETWEEN = 1, 2, 3  # "Between" digits stand points and commas
_UNKNOWN = 255
_OTHER = 0
_BITS = 44  # of a word's number; the lowest tells a figure
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

    def common(self, one: int, other: int) -> float:
        """What rare words two documents share: about 1 for a word that no other page has."""
        return float(self.common_with(one, np.array([other]))[0])

    def common_with(self, one: int, others: Ints) -> Weights:
        """The same of one document with each of several."""
        index = self._index
        start, end = index.starts[one : one + 2]
        return self._weigh(index.rows[start:end], others)

    def numbers(self, sentence: str) -> Ints:
        """The rare words of a sentence, by number."""
        return _places(number_words([sentence])[1], self._index.known)[1]

    def figures(self, sentence: str) -> Ints:
        """The rare figures of a sentence, without what may be a year."""
        figures = (figure.replace(",", "") for figure in _FIGURE.findall(sentence))
        return self.numbers(" ".join(figure for figure in figures if _NO_YEAR.fullmatch(figure)))

    def held(self, numbers: Ints, others: Ints) -> Weights:
        """What rare words of a sentence each of several documents has too."""
        return self._weigh(numbers, others)

    def _weigh(self, numbers: NDArray[np.integer[Any]], others: Ints) -> Weights:
        """What these words weigh, those of them that each of *others* has."""
        index, marks = self._index, self._marks
        starts = index.starts[others]
        counts = index.starts[others + 1] - starts
        first = np.cumsum(counts) - counts
        rows = index.rows[np.arange(int(counts.sum())) + np.repeat(starts - first, counts)]
        marks[numbers] = True
        shared = np.flatnonzero(marks[rows])
        marks[numbers] = False
        owner = np.searchsorted(first, shared, side="right") - 1
        # Where a document has no words at all, the next begins at the same place.
        weights = index.weights[rows[shared]].astype(np.float64)
        summed = np.bincount(owner, weights=weights, minlength=others.size)
        return summed / _EXACT

    @cached_property
    def _marks(self) -> NDArray[np.bool_]:
        return np.zeros(self._index.known.size, dtype=np.bool_)

    @cached_property
    def _index(self) -> _Index:
        found = list(self._engine.map(number_words, _parts(self._documents)))
        counts = np.concatenate([np.zeros(0, dtype=np.int64), *(part[0] for part in found)])
        words = np.concatenate([np.zeros(0, dtype=np.uint64), *(part[1] for part in found)])
        del found
        known = _on_two_pages(words)
        inside, places = _places(words, known)
        page = np.repeat(np.arange(counts.size, dtype=np.int32), counts)[inside]
        del words, inside
        web_count = max(self._webs, default=-1) + 1
        webs = np.array(self._webs, dtype=np.int64)[page]
        in_webs = _count_pairs(places, webs, known.size)
        rare = in_webs <= max(RARE_LEAST, web_count * RARE_SHARE)
        kept = rare[places]
        sizes = np.bincount(page[kept], minlength=len(self._documents))
        return _Index(
            known=known[rare],
            weights=_weights(known[rare], in_webs[rare], web_count),
            starts=np.append(0, np.cumsum(sizes)),
            rows=(np.cumsum(rare) - 1)[places[kept]].astype(np.int32),
        )


def _on_two_pages(words: Numbers) -> Numbers:
    """The words, sorted, that more than one page has."""
    ordered = np.sort(words)
    first = np.ones(ordered.size, dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    again = np.append(~first[1:], False)
    shared: Numbers = ordered[first & again[: first.size]]
    return shared


def _places(words: Numbers, known: Numbers) -> tuple[NDArray[np.bool_], Ints]:
    """Which words are known, and the place of each that is."""
    if not known.size:
        return np.zeros(words.size, dtype=np.bool_), np.zeros(0, dtype=np.int64)
    place = np.searchsorted(known, words)
    place[place == known.size] = 0
    inside = known[place] == words
    return inside, place[inside]


def _count_pairs(places: Ints, webs: Ints, size: int) -> Ints:
    """In how many webs the word of each place is."""
    count = int(webs.max(initial=0)) + 1
    pairs = places * count + webs
    pairs.sort()
    first = np.ones(pairs.size, dtype=np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    return np.bincount(pairs[first] // count, minlength=size)


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
    numbers = _number(codes, kinds, starts, ends)
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
    if (kinds == _UNKNOWN).any():
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


def _number(codes: Codes, kinds: Kinds, starts: Ints, ends: Ints) -> Numbers:
    """A number for each word, from its letters; a comma within a figure counts for nothing."""
    comma = (codes == ord(",")) & (kinds == _BETWEEN)
    place = np.cumsum(~comma)
    powers = np.cumprod(np.full(codes.size + 1, _STEP, dtype=np.uint64))
    values = _mix(codes.astype(np.uint64)) * powers[place - 1 + comma]
    values[comma] = 0
    before = np.zeros(codes.size + 1, dtype=np.uint64)
    np.cumsum(values, out=before[1:])
    back = np.cumprod(np.full(codes.size + 1, pow(_STEP, -1, 1 << 64), dtype=np.uint64))
    return _mix((before[ends] - before[starts]) * back[place[starts] - 1])


def _mix(numbers: Numbers) -> Numbers:
    """Scatter numbers so that order says nothing (the finaliser of SplitMix64)."""
    mixed = numbers + np.uint64(_STEP)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed
