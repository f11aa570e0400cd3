"""Tell whether two pages may speak of one matter: by rare words and figures that both have.

In: documents.  Out: weights of what two of them have in common. No words need be copied for this:
a newspaper that reports an organisation keeps its place names and its figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.trace.letters import compared_spans

CHARACTERS_MAX = 20_000  # what a page is about stands in its beginning
RARE_SHARE = 0.1  # a word on more pages than this share tells nothing
RARE_LEAST = 4  # but one on this many pages is rare in any case
RARITY = 2.0  # how steeply a word loses weight with the pages that have it
FIGURE_WEIGHT = 2.0  # a figure that few pages have says more than a word
_WORD = re.compile(r"\d[\d.,]*\d|[^\W\d_]{4,}|[\u3400-\u9fff\uac00-\ud7a3\u3041-\u30ff]{2,}")
_DENSE = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\u3041-\u30ff]")


class Facts:
    """Rare words of all documents, by number; counted when first asked for.

    *webs* gives for each document the number of its web of shared words: pages that copy each other
    count once, so that one copy more makes no word less rare.
    """

    def __init__(self, documents: Sequence[Document], *, webs: Sequence[int]) -> None:
        self._documents = documents
        self._webs = webs
        self._numbers: dict[str, int] = {}
        self._weights: dict[int, float] = {}  # of words on two pages or more that are rare

    def common(self, one: int, other: int) -> float:
        """What rare words two documents share: about 1 for a word that no other page has."""
        return self._weigh(self._rare[one] & self._rare[other])

    def numbers(self, sentence: str) -> frozenset[int]:
        """The rare words of a sentence."""
        known = self._numbers if self._rare else {}
        words = split_words(sentence.casefold())
        return frozenset(known[word] for word in words if word in known)

    def held(self, numbers: AbstractSet[int], other: int) -> float:
        """What rare words of a sentence a document has too."""
        return self._weigh(numbers & self._rare[other])

    @cached_property
    def _rare(self) -> list[frozenset[int]]:
        """Of each document the words that few other pages have; the rest is not kept."""
        numbers = self._numbers
        rows = [
            np.array(
                [numbers.setdefault(word, len(numbers)) for word in _words(document)],
                dtype=np.int32,
            )
            for document in self._documents
        ]
        pages = self._count_webs(rows)
        count = max(self._webs, default=-1) + 1
        rare = pages <= max(RARE_LEAST, count * RARE_SHARE)
        self._numbers = {word: number for word, number in numbers.items() if rare[number]}
        self._weights = {
            number: (math.log((count + 1) / int(pages[number])) / math.log(count + 1)) ** RARITY
            * (FIGURE_WEIGHT if word[0].isdigit() else 1.0)
            for word, number in self._numbers.items()
        }
        return [frozenset(row[rare[row]].tolist()) for row in rows]

    def _count_webs(self, rows: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
        """In how many webs each word is."""
        if not rows:
            return np.zeros(0, dtype=np.int64)
        web = np.repeat(np.array(self._webs, dtype=np.int64), [row.size for row in rows])
        words = np.concatenate(rows).astype(np.int64)
        once = np.unique(words * (int(web.max(initial=0)) + 1) + web)
        return np.bincount(once // (int(web.max(initial=0)) + 1))

    def _weigh(self, shared: AbstractSet[int]) -> float:
        # Exact summing, so that the order of words cannot tip a balance.
        return math.fsum(self._weights[number] for number in shared)


def _words(document: Document) -> set[str]:
    """The different words of the beginning of a document."""
    parts, left = [], CHARACTERS_MAX
    for start, end in compared_spans(document):
        parts.append(document.text[start : min(end, start + left)])
        left -= end - start
        if left <= 0:
            break
    return split_words("\n".join(parts).casefold())


def split_words(text: str) -> set[str]:
    """Figures, words of four letters and more, and pairs of Han, kana or Hangul.

    >>> sorted(split_words("took 36,200 of us, 抽血样"))
    ['36200', 'took', '抽血', '血样']
    """
    found: set[str] = set()
    for word in _WORD.findall(text):
        if _DENSE.match(word):
            found.update(map("".join, pairwise(word)))
        else:
            found.add(word.replace(",", "") if word[0].isdigit() else word)
    return found
