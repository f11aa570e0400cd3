"""Search for a language's words fast: patterns over lower-case text, of which few are looked for.

In: patterns, the longest first.  Out: where they match. Which of a group's patterns can match in a text
at all is told by a sieve in one pass; most groups are never searched for in most sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.claim.needs import Needs, needs_of
from firsthand.claim.sieve import Sieve

BEFORE_CHARACTERS = 60  # a hedge and its like is shorter; more would slow every figure down
CHOICES_MAX = (
    128  # remembered choices among a group's patterns; a text made to have more costs time
)
_SPACE = " \u00a0\t“\"'«(（"
_AFTER = ' \u00a0"”’」』'


class Words:
    """A group of patterns over lower-case text. `whole` keeps it from matching inside longer words.

    At one place the first pattern that matches counts. The left edge of a word is looked at after the
    match: a pattern that begins with plain letters is searched for many times faster than one that
    begins with a look behind.
    """

    __slots__ = (
        "_chosen",
        "_compiled",
        "_joined",
        "_known",
        "_patterns",
        "number",
        "sieve",
        "whole",
    )

    def __init__(self, patterns: Sequence[str], *, whole: bool, sieve: Sieve) -> None:
        self.whole, self.sieve = whole, sieve
        self._patterns = tuple(patterns)
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._patterns)
        self._chosen: dict[int, tuple[re.Pattern[str], ...]] = {}
        self._joined: re.Pattern[str] | None = None
        self.number = sieve.add(map(needs_of, self._patterns))
        self._known = sieve.known

    @property
    def pattern(self) -> re.Pattern[str]:
        """All of them as one; for a word by itself."""
        if self._joined is None:
            self._joined = re.compile(self._bounded("|".join(self._patterns) or "(?!)"))
        return self._joined

    def _bounded(self, pattern: str) -> str:
        return f"(?:{pattern})" + (r"(?![\w-])" if self.whole else "")

    def _choose(self, bits: int) -> tuple[re.Pattern[str], ...]:
        """The patterns of these bits, compiled when they are first needed."""
        chosen = []
        rest = bits
        while rest:
            low = rest & -rest
            number = low.bit_length() - 1
            pattern = self._compiled[number]
            if pattern is None:
                pattern = re.compile(self._bounded(self._patterns[number]))
                self._compiled[number] = pattern
            chosen.append(pattern)
            rest ^= low
        if len(self._chosen) >= CHOICES_MAX:
            self._chosen.clear()
        made = self._chosen[bits] = tuple(chosen)
        return made

    def _live(self, text: str) -> tuple[re.Pattern[str], ...]:
        bits = (self._known.get(text) or self.sieve.live(text)).get(self.number)
        if bits is None:
            return ()
        return self._chosen.get(bits) or self._choose(bits)

    def _from(
        self, pattern: re.Pattern[str], text: str, start: int, end: int
    ) -> re.Match[str] | None:
        """The first match of one pattern that begins at the edge of a word."""
        match = pattern.search(text, start, end)
        while match is not None and self.whole:
            at = match.start()
            if not (at and text[at].isalnum() and (text[at - 1].isalnum() or text[at - 1] in "-_")):
                break
            match = pattern.search(text, at + 1, end)
        return match

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between *start* and *end*."""
        bits = (self._known.get(text) or self.sieve.live(text)).get(self.number)
        if bits is None:
            return None
        best: re.Match[str] | None = None
        stop = len(text) if end is None else end
        for pattern in self._chosen.get(bits) or self._choose(bits):
            match = self._from(pattern, text, start, stop)
            if match is not None and (best is None or match.start() < best.start()):
                best = match
        return best

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Every match between *start* and *end*; none overlaps another."""
        patterns = self._live(text)
        stop = len(text) if end is None else end
        ahead: list[re.Match[str] | None] = [
            self._from(pattern, text, start, stop) for pattern in patterns
        ]
        while True:
            best: re.Match[str] | None = None
            for match in ahead:
                if match is not None and (best is None or match.start() < best.start()):
                    best = match
            if best is None:
                return
            yield best
            reached = max(best.end(), best.start() + 1)
            for number, match in enumerate(ahead):
                if match is not None and match.start() < reached:
                    ahead[number] = self._from(patterns[number], text, reached, stop)

    def ends(self, text: str, end: int) -> bool:
        """Whether a match stands right before *end*, space aside."""
        return self.begin(text, end) is not None

    def begin(self, text: str, end: int) -> int | None:
        """Where the longest match begins that stands right before *end*, space aside."""
        if not self._live(text):
            return None
        stop = end
        while stop and text[stop - 1] in _SPACE:
            stop -= 1
        for match in self.finditer(text, max(0, stop - BEFORE_CHARACTERS), stop):
            if match.end() == stop:
                return match.start()
        return None

    def follows(self, text: str, start: int) -> re.Match[str] | None:
        """A match that begins right at *start*, space aside."""
        patterns = self._live(text)
        if not patterns:
            return None
        while start < len(text) and text[start] in _AFTER:
            start += 1
        for pattern in patterns:
            match = pattern.match(text, start)
            if match is not None:
                return match
        return None


def words_of(patterns: Sequence[str], *, whole: bool, sieve: Sieve | None = None) -> Words:
    """A group of *patterns*, the longest first; without a *sieve* it has its own."""
    ordered = sorted(patterns, key=len, reverse=True)
    return Words(ordered, whole=whole, sieve=Sieve() if sieve is None else sieve)


__all__ = ["Needs", "Words", "words_of"]
