"""Find many words in one pass over a text: the one door to ahocorasick_rs.

In: words, each with what it stands for.  Out: an automaton that finds all of them, also where they
overlap, in time that does not grow with how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import BytesAhoCorasick, Implementation

T = TypeVar("T")


class Automaton(Generic[T]):
    """Words and what they stand for; without a word it finds nothing.

    Words are searched for as bytes, since a text may hold half a character, which is no UTF-8.
    """

    def __init__(self, words: Mapping[str, T]) -> None:
        kept = sorted(word for word in words if word)
        self.meanings = [words[word] for word in kept]  # by the words' places in order
        self._words = BytesAhoCorasick(
            [written(word) for word in kept], implementation=Implementation.ContiguousNFA
        )

    def standing(self, text: str) -> set[T]:
        """What words stand in *text*, each meaning once."""
        meanings = self.meanings
        matches = self._words.find_matches_as_indexes(written(text), overlapping=True)
        return {meanings[number] for number, _, _ in matches}

    def spans(self, data: bytes) -> list[tuple[int, int, int]]:
        """The number of each word that stands in *data* (of `words`, by their places in order), where it begins and ends."""
        return self._words.find_matches_as_indexes(data, overlapping=True)

    def iter(self, text: str) -> Iterator[tuple[int, T]]:
        """Where each word's last letter stands in *text*, and what the word stands for.

        >>> list(Automaton({"he": 1, "she": 2}).iter("ushe"))
        [(3, 2), (3, 1)]
        """
        data = written(text)
        reached = letters = 0
        for number, _, end in self._words.find_matches_as_indexes(data, overlapping=True):
            letters += len(data[reached:end].decode("utf-8", "surrogatepass"))
            reached = end
            yield letters - 1, self.meanings[number]


def written(text: str) -> bytes:
    """*text* as it is searched."""
    return text.encode("utf-8", "surrogatepass")
