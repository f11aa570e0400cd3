"""Find many words in one pass over a text: the one door to pyahocorasick.

In: words, each with what it stands for.  Out: an automaton that finds all of them, also where they
overlap, in time that does not grow with how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import ahocorasick  # type: ignore[import-not-found,unused-ignore] # it has no types

T = TypeVar("T")


class Automaton(Generic[T]):
    """Words and what they stand for; without a word it finds nothing."""

    def __init__(self, words: Mapping[str, T]) -> None:
        self._words = ahocorasick.Automaton()
        for word in sorted(words):
            if word:
                self._words.add_word(word, words[word])
        self._words.make_automaton()
        self._any = len(self._words) > 0

    def iter(self, text: str) -> Iterator[tuple[int, T]]:
        """Where each word's last letter stands in *text*, and what the word stands for.

        >>> list(Automaton({"he": 1, "she": 2}).iter("ushe"))
        [(3, 2), (3, 1)]
        """
        found: Iterator[tuple[int, T]] = self._words.iter(text) if self._any else iter(())
        return found
