"""Tell whether two pages may speak of one matter: by rare words and figures that both have.

In: documents.  Out: weights of what two of them have in common. No words need be copied for this:
a newspaper that reports an organisation keeps its place names and its figures.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from firsthand.model.document import Document
from firsthand.trace.letters import compared_spans

CHARACTERS_MAX = 20_000  # what a page is about stands in its beginning
RARE_SHARE = 0.02  # a word on more pages than this share tells nothing
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
        """What rare words two documents share: 1 for a word that no other page has, less for others."""
        count = len(self._documents)
        most = max(RARE_LEAST, count * RARE_SHARE)
        shared = self._words[one] & self._words[other]
        pages = self._pages
        rare = sorted(pages[word] for word in shared if pages[word] <= most)
        return math.fsum(math.log((count + 1) / held) for held in rare) / math.log(count + 1)


def _words(document: Document) -> frozenset[str]:
    """Figures, words of four letters and more, and pairs of Han, kana or Hangul."""
    found: set[str] = set()
    left = CHARACTERS_MAX
    for start, end in compared_spans(document):
        part = document.text[start : min(end, start + left)].casefold()
        left -= len(part)
        for word in _WORD.findall(part):
            if _DENSE.match(word):
                found.update(word[at : at + 2] for at in range(len(word) - 1))
            else:
                found.add(word.replace(",", "") if word[0].isdigit() else word)
        if left <= 0:
            break
    return frozenset(found)
