"""Find the sentence of one text that says again what a sentence of another says.

In: sentences of two texts.  Out: pairs of them, each sentence in one pair at most. Figures count as
alike whatever they are: it is for finding out what became of a figure that sentences are paired.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

ALIKE_MIN = 0.5  # of the words of both together, so many are the same; fewer and it is another fact
SENTENCES_KEPT = 8_192  # a page is compared with several; one takes about 2 kB
PAIRS_MAX = 250_000  # comparisons of one edge; longer texts are compared by their first sentences
_FIGURE = re.compile(r"\d[\d.,]*(?:\d|$)|\d")
_WORD = re.compile(r"#|[\u3400-\u9fff\u3041-\u30ff\uac00-\ud7a3]|[^\W\d_]+")
_DENSE = re.compile(r"[\u3400-\u9fff\u3041-\u30ff\uac00-\ud7a3]")


def pair_sentences(earlier: Sequence[str], later: Sequence[str]) -> list[tuple[int, int]]:
    """Indices of sentences that say the same, the likest pairs first taken.

    >>> pair_sentences(["They took 12 tubes.", "It rained."], ["They took 13 tubes!"])
    [(0, 0)]
    """
    left = [_words(text) for text in earlier]
    right = [_words(text) for text in later[: PAIRS_MAX // max(len(left), 1) + 1]]
    found = sorted(
        (-alike, abs(one - other), one, other)
        for one, words in enumerate(left)
        for other, others in enumerate(right)
        if (alike := _alike(words, others)) >= ALIKE_MIN
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for _, _, one, other in found:
        if one not in taken_left and other not in taken_right:
            taken_left.add(one)
            taken_right.add(other)
            pairs.append((one, other))
    return sorted(pairs)


@lru_cache(maxsize=SENTENCES_KEPT)
def _words(text: str) -> Counter[str]:
    """Words, figures as one sign, and pairs of signs where words are not parted by spaces."""
    plain = _FIGURE.sub(" # ", unicodedata.normalize("NFKC", text).casefold())
    words = _WORD.findall(plain)
    return Counter(
        word + words[at + 1]
        if _DENSE.match(word) and at + 1 < len(words) and _DENSE.match(words[at + 1])
        else word
        for at, word in enumerate(words)
    )


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Twice the words in common, over the words of both (Dice)."""
    total = one.total() + other.total()
    if not total or 2 * min(one.total(), other.total()) < ALIKE_MIN * total:
        return 0.0
    return 2 * (one & other).total() / total
