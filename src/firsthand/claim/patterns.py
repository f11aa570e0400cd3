"""Search for a language's words fast: patterns over lower-case text, of which few are looked for.

In: patterns, the longest first.  Out: where they match. Which of a group's patterns can match in a text
at all is told by a sieve in one pass; most groups are never searched for in most sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from firsthand.claim.alternatives import alternatives
from firsthand.claim.needs import all_needs_of, is_plain, needs_of
from firsthand.claim.sieve import Found, Live, Patterns, Sieve

BEFORE_CHARACTERS = 60  # a hedge and its like is shorter; more would slow every figure down
CHOICES_MAX = (
    128  # remembered choices among a group's patterns; a text made to have more costs time
)
PART = 2  # who asks about half a text or more has all of it searched, and what is found remembered
NOWHERE: Found = ((), ())  # nothing of a group stands in a text
# What ends inside a word, whatever it matches: its last part is a letter, or letters behind one.
_IN_A_WORD = re.compile(r"(?<!\\)[^\W_](?:[^\W_]\??|\\w[*+?]?)*$")
_WITHIN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:[^()\\]|\\.)*\)", re.DOTALL)
_LOOKS = re.compile(r"\(\?[=!]|\\[bB]|\$")
_SPACE = " \u00a0\t“\"'«(（"
_AFTER = ' \u00a0"”’」』'


class Words:
    """A group of patterns over lower-case text. `whole` keeps it from matching inside longer words.

    At one place the first pattern that matches counts. The left edge of a word is looked at after the
    match: a pattern that begins with plain letters is searched for many times faster than one that
    begins with a look behind. A text is searched once as a whole; whoever asks about a part of it that
    no match touches is answered from memory.
    """

    __slots__ = (
        "_chosen",
        "_compiled",
        "_count",
        "_further",
        "_furthered",
        "_joined",
        "_known",
        "_looks_ahead",
        "_patterns",
        "number",
        "sieve",
        "whole",
    )

    def __init__(self, patterns: Sequence[str], *, whole: bool, sieve: Sieve) -> None:
        self.whole, self.sieve = whole, sieve
        self._count = len(patterns)
        self._patterns = tuple(each for pattern in patterns for each in alternatives(pattern))
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._patterns)
        self._chosen: dict[int, Patterns] = {}
        self._joined: re.Pattern[str] | None = None
        needs = [all_needs_of(each) for each in self._patterns]
        self.number = sieve.add(each[0] if each else None for each in needs)
        self._further = {1 << at: each[1:] for at, each in enumerate(needs) if len(each) > 1}
        self._furthered = sum(
            self._further
        )  # the bits of those that need more than the rarest part
        self._known = sieve.known
        self._looks_ahead = any(_LOOKS.search(pattern) for pattern in self._patterns)

    def __len__(self) -> int:
        """How many patterns it has."""
        return self._count

    @property
    def pattern(self) -> re.Pattern[str]:
        """All of them as one; for a word by itself."""
        if self._joined is None:
            self._joined = re.compile(self._bounded("|".join(self._patterns) or "(?!)"))
        return self._joined

    def _bounded(self, pattern: str) -> str:
        if self.whole and is_plain(pattern) and pattern[-1].isalnum():
            return rf"{pattern}(?![\w-])"  # the same, made and searched for in half the time
        if self.whole and _IN_A_WORD.search(pattern) and "|" not in _WITHIN.sub("", pattern):
            return rf"{pattern}(?![\w-])"
        end = r"(?:(?<!\w)|(?![\w-]))" if self.whole else ""  # what ends with a comma ends anywhere
        return f"(?:{pattern}){end}"

    def _choose(self, bits: int) -> Patterns:
        """The patterns of these bits, compiled when they are first needed."""
        chosen = []
        rest = bits
        while rest:
            low = rest & -rest
            chosen.append(self._compiled[at := low.bit_length() - 1] or self._compile(at))
            rest ^= low
        if len(self._chosen) >= CHOICES_MAX:
            self._chosen.clear()
        made = self._chosen[bits] = tuple(chosen)
        return made

    def _compile(self, at: int) -> re.Pattern[str]:
        made = self._compiled[at] = re.compile(self._bounded(self._patterns[at]))
        return made

    def _narrowed(self, live: Live, text: str) -> Found:
        """Of a text that nobody asked about: the patterns of which everything stands in it that they need.

        The rarest part of each does, by the sieve; most lack another, and need not even be compiled.
        """
        found = live[self.number]
        if not isinstance(found, int):
            return found
        bits = found
        rest = bits & self._furthered
        while rest:
            low = rest & -rest
            rest ^= low
            for needed in self._further[low]:
                for stretch in needed:
                    if stretch in text:
                        break
                else:
                    bits ^= low
                    break
        made: Found = ((self._chosen.get(bits) or self._choose(bits)), None) if bits else NOWHERE
        live[self.number] = made
        return made

    def _asked(
        self, live: Live, text: str, start: int, end: int
    ) -> tuple[Patterns, Sequence[re.Match[str]] | None]:
        """What to search for between *start* and *end*, or all matches there where they are known."""
        found = live[self.number]
        patterns, matches = self._narrowed(live, text) if isinstance(found, int) else found
        if matches is None:
            if (end - start) * PART < len(text):
                return patterns, None
            matches = self._all(patterns, text)
            live[self.number] = (patterns, matches)
        if not start and end == len(text):
            return patterns, matches
        if patterns and (_is_touched(matches, start, end) or self._is_cut(text, end)):
            return patterns, None
        return NOWHERE

    def _all(self, patterns: Patterns, text: str) -> list[re.Match[str]]:
        """Every match in the whole text. Of most patterns that could match there is none."""
        ahead: list[re.Match[str] | None] = []
        standing = False
        for pattern in patterns:
            match = pattern.search(text)
            if match is not None:
                if self.whole and self._is_inside(text, match.start()):
                    match = self._from(pattern, text, match.start() + 1, len(text))
                standing = standing or match is not None
            ahead.append(match)
        return list(self._in_turn(patterns, ahead, text, len(text))) if standing else []

    def _is_cut(self, text: str, end: int) -> bool:
        """Whether a match may stand before *end* that is none in the whole text: "$" before "8"."""
        if end >= len(text):
            return False
        return self._looks_ahead or (self.whole and (text[end].isalnum() or text[end] in "_-"))

    def _from(
        self, pattern: re.Pattern[str], text: str, start: int, end: int
    ) -> re.Match[str] | None:
        """The first match of one pattern that begins at the edge of a word."""
        if start > end:
            return (
                None  # behind a match of nothing at the very end, where search would find it again
            )
        match = pattern.search(text, start, end)
        while match is not None and self.whole and self._is_inside(text, match.start()):
            match = pattern.search(text, match.start() + 1, end)
        return match

    @staticmethod
    def _is_inside(text: str, at: int) -> bool:
        """Whether a longer word stands on to the left."""
        return (
            at > 0
            and text[at : at + 1].isalnum()
            and (text[at - 1].isalnum() or text[at - 1] in "-_")
        )

    def _each(self, patterns: Patterns, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        if len(patterns) == 1:
            match = self._from(patterns[0], text, start, end)
            while match is not None:
                yield match
                reached = max(match.end(), match.start() + 1)
                match = self._from(patterns[0], text, reached, end)
            return
        yield from self._in_turn(
            patterns, [self._from(pattern, text, start, end) for pattern in patterns], text, end
        )

    def _in_turn(
        self, patterns: Patterns, ahead: list[re.Match[str] | None], text: str, end: int
    ) -> Iterator[re.Match[str]]:
        """The matches *ahead* and all that follow up to *end*, by place; at one place the first pattern's."""
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
                    ahead[number] = self._from(patterns[number], text, reached, end)

    def stand(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether any match stands between *start* and *end*, wherever."""
        live = self._known.get(text) or self.sieve.live(text)
        found = live.get(self.number)
        if found is None:
            return False
        stop = len(text) if end is None else end
        patterns, matches = self._narrowed(live, text) if isinstance(found, int) else found
        if not patterns:
            return False
        if matches is not None:
            if not start and stop == len(text):
                return bool(matches)
            if not (_is_touched(matches, start, stop) or self._is_cut(text, stop)):
                return False
        for pattern in reversed(patterns):  # the shortest are the fastest
            if self._from(pattern, text, start, stop) is not None:
                return True
        if not start and stop == len(text):
            live[self.number] = (patterns, ())
        return False

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between *start* and *end*."""
        live = self._known.get(text) or self.sieve.live(text)
        if self.number not in live:
            return None
        stop = len(text) if end is None else end
        patterns, matches = self._asked(live, text, start, stop)
        if matches is not None:
            return matches[0] if matches else None
        best: re.Match[str] | None = None
        for pattern in patterns:
            match = self._from(pattern, text, start, stop)
            if match is not None and (best is None or match.start() < best.start()):
                best = match
        return best

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterable[re.Match[str]]:
        """Every match between *start* and *end*; none overlaps another."""
        live = self._known.get(text) or self.sieve.live(text)
        if self.number not in live:
            return ()
        stop = len(text) if end is None else end
        patterns, matches = self._asked(live, text, start, stop)
        return self._each(patterns, text, start, stop) if matches is None else matches

    def ends(self, text: str, end: int) -> bool:
        """Whether a match stands right before *end*, space aside."""
        return self.begin(text, end) is not None

    def begin(self, text: str, end: int) -> int | None:
        """Where the longest match begins that stands right before *end*, space aside."""
        if self.number not in (self._known.get(text) or self.sieve.live(text)):
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
        live = self._known.get(text) or self.sieve.live(text)
        found = live.get(self.number)
        if found is None:
            return None
        patterns, matches = self._narrowed(live, text) if isinstance(found, int) else found
        if not patterns:
            return None
        while start < len(text) and text[start] in _AFTER:
            start += 1
        if matches is not None:
            inside = self.whole and self._is_inside(text, start)  # written onto its number: 5kg
            if not inside and not _is_touched(matches, start, start + 1):
                return None
        for pattern in patterns:
            match = pattern.match(text, start)
            if match is not None:
                return match
        return None


class NoWords(Words):
    """A group without a pattern, which many languages have for what they lack: no text is looked at."""

    __slots__ = ()

    def stand(self, text: str, start: int = 0, end: int | None = None) -> bool:  # noqa: ARG002
        """Nothing stands anywhere."""
        return False

    def search(self, text: str, start: int = 0, end: int | None = None) -> None:
        """Nothing is found."""

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> tuple[()]:  # noqa: ARG002
        """There is no match."""
        return ()

    def begin(self, text: str, end: int) -> None:
        """Nothing stands before *end*."""

    def follows(self, text: str, start: int) -> None:
        """Nothing begins at *start*."""


def _is_touched(matches: Sequence[re.Match[str]], start: int, end: int) -> bool:
    """Whether any of *matches* stands at least partly between *start* and *end*."""
    for match in matches:
        one, other = match.span()
        if one < end and start < other:
            return True
    return False


class Sentences:
    """Patterns of several kinds, each searched for by itself, in their order: dates, ranges of ages.

    *holding*: a part that every one of them holds, such as a date; where it cannot stand none is searched for.
    """

    def __init__(
        self, patterns: Sequence[tuple[str, str]], *, sieve: Sieve, holding: str | None = None
    ) -> None:
        self._patterns = tuple(patterns)
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._patterns)
        self._sieve = sieve
        self._number = sieve.add(needs_of(pattern) for _, pattern in self._patterns)
        self._part = self._number if holding is None else sieve.add([needs_of(holding)])

    def live(self, text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Those that can match in *text* at all, with their kinds."""
        live = self._sieve.live(text)
        bits = live.get(self._number, 0) if self._part in live else 0
        assert isinstance(bits, int), "nobody searches for all sentences at once"
        while bits:
            low = bits & -bits
            number = low.bit_length() - 1
            kind, written = self._patterns[number]
            pattern = self._compiled[number]
            if pattern is None:
                pattern = self._compiled[number] = re.compile(written)
            yield kind, pattern
            bits ^= low


def words_of(patterns: Sequence[str], *, whole: bool, sieve: Sieve | None = None) -> Words:
    """A group of *patterns*, the longest first; without a *sieve* it has its own."""
    ordered = sorted(patterns, key=len, reverse=True)
    return (Words if ordered else NoWords)(
        ordered, whole=whole, sieve=Sieve() if sieve is None else sieve
    )
