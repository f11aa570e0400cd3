"""Tell whether two pages may speak of one matter: by rare words and figures that both have.

In: documents.  Out: weights of what two of them have in common. No words need be copied for this:
a newspaper that reports an organisation keeps its place names and its figures.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from firsthand.model.document import Document
from firsthand.trace.letters import compared_spans

CHARACTERS_MAX = 20_000  # what a page is about stands in its beginning
RARE_SHARE = 0.02  # a word on more pages than this share tells nothing
FIGURE_WEIGHT = 2.0  # a figure that few pages have says more than a word
RARE_LEAST = 4  # but one on this many pages is rare in any case
_WORD = re.compile(r"\d[\d.,]*\d|[^\W\d_]{4,}|[\u3400-\u9fff\uac00-\ud7a3\u3041-\u30ff]{2,}")
_DENSE = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\u3041-\u30ff]")


class Facts:
    """Rare words of all documents; counted when first asked for."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [_words(document) for document in self._documents]

    @cached_property
    def _pages(self) -> Counter[str]:
        return Counter(word for words in self._words for word in words)

    def common(self, one: int, other: int) -> float:
        """What rare words two documents share: about 1 for a word that no other page has."""
        return self._weigh(self._words[one] & self._words[other])

    def held(self, sentence: str, other: int) -> float:
        """What rare words of a sentence a document has too."""
        return self._weigh(_split(sentence.casefold()) & self._words[other])

    def _weigh(self, shared: AbstractSet[str]) -> float:
        count = len(self._documents)
        most = max(RARE_LEAST, count * RARE_SHARE)
        rare = sorted((self._pages[word], word) for word in shared if self._pages[word] <= most)
        return math.fsum(
            math.log((count + 1) / held) * (FIGURE_WEIGHT if word[0].isdigit() else 1.0)
            for held, word in rare
        ) / math.log(count + 1)


def _words(document: Document) -> frozenset[str]:
    """Figures, words of four letters and more, and pairs of Han, kana or Hangul."""
    found: set[str] = set()
    left = CHARACTERS_MAX
    for start, end in compared_spans(document):
        part = document.text[start : min(end, start + left)].casefold()
        left -= len(part)
        found |= _split(part)
        if left <= 0:
            break
    return frozenset(found)


def _split(text: str) -> set[str]:
    found: set[str] = set()
    for word in _WORD.findall(text):
        if _DENSE.match(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.add(word.replace(",", "") if word[0].isdigit() else word)
    return found
