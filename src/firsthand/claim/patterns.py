"""Search for a language's words fast: patterns over lower-case text, and what they cannot do without.

In: a pattern.  Out: the pattern, with short stretches of letters of which a text must hold one for the
pattern to match at all. Most patterns match in few sentences; looking at a set of letters first costs
a tenth of the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from firsthand.model.value import value

BEFORE_CHARACTERS = 60  # a hedge and its like is shorter; more would slow every figure down
LETTERS = 3  # of a stretch in a language with spaces; signs of Chinese may stand alone
LONGER = 3  # and by so many a stretch may be longer: fewer sentences hold it
_SPACE = " \u00a0\t“\"'«(（"
_AFTER = ' \u00a0"”’」』'


@value
class Words:
    """A pattern over lower-case text. `whole` keeps it from matching inside longer words.

    The left edge is looked at after the match: a pattern that begins with plain letters is searched
    for many times faster than one that begins with a look behind. `needed`: without one of these
    stretches nothing can match; None where that is not known.
    """

    pattern: re.Pattern[str]
    whole: bool
    needed: frozenset[str] | None

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Every match between *start* and *end*."""
        if self.needed is not None and self.needed.isdisjoint(_stretches(text, whole=self.whole)):
            return
        stop = len(text) if end is None else end
        match = self.pattern.search(text, start, stop)
        while match is not None:
            at, reached = match.start(), max(match.end(), match.start() + 1)
            inside = self.whole and at and text[at].isalnum()
            if inside and (text[at - 1].isalnum() or text[at - 1] in "-_"):
                reached = at + 1  # what begins inside a word hides nothing behind it
            else:
                yield match
            match = self.pattern.search(text, reached, stop)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between *start* and *end*."""
        return next(self.finditer(text, start, end), None)

    def ends(self, text: str, end: int) -> bool:
        """Whether a match stands right before *end*, space aside."""
        return self.begin(text, end) is not None

    def begin(self, text: str, end: int) -> int | None:
        """Where the longest match begins that stands right before *end*, space aside."""
        stop = end
        while stop and text[stop - 1] in _SPACE:
            stop -= 1
        for match in self.finditer(text, max(0, stop - BEFORE_CHARACTERS), stop):
            if match.end() == stop:
                return match.start()
        return None

    def follows(self, text: str, start: int) -> re.Match[str] | None:
        """A match that begins right at *start*, space aside."""
        while start < len(text) and text[start] in _AFTER:
            start += 1
        return self.pattern.match(text, start)


def words_of(patterns: list[str], *, whole: bool) -> Words:
    """One pattern out of many, the longest first."""
    ordered = sorted(patterns, key=len, reverse=True)
    joined = f"(?:{'|'.join(ordered)})" + (r"(?![\w-])" if whole else "")
    return Words(
        pattern=re.compile(joined),
        whole=whole,
        needed=needed_by(ordered, size=LETTERS if whole else 1),
    )


@lru_cache(maxsize=64)
def _stretches(text: str, *, whole: bool) -> frozenset[str]:
    least = LETTERS if whole else 1
    return frozenset(
        text[at : at + size]
        for size in range(least, least + LONGER + 1)
        for at in range(len(text) - size + 1)
    )


def needed_by(patterns: list[str], *, size: int) -> frozenset[str] | None:
    """Stretches of *size* letters or some more of which each match of any of *patterns* holds one.

    >>> sorted(needed_by(["blood (?:cards?|kits)", "(?:the )?swabs?"], size=3))
    ['blood ', 'swab']
    """
    found: set[str] = set()
    for pattern in patterns:
        needed = _Reader(pattern, size).read()
        if needed is None:
            return None
        found |= needed
    return frozenset(found)


def _rank(needed: set[str]) -> tuple[int, int]:
    """Fewer, longer stretches are rarer."""
    return len(needed), -min(map(len, needed))


class _Reader:
    """Walk over one pattern; whatever is not understood needs nothing."""

    def __init__(self, pattern: str, size: int) -> None:
        self.pattern, self.size, self.at = pattern, size, 0

    def read(self) -> set[str] | None:
        """What the whole pattern needs."""
        return self._either()

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _either(self) -> set[str] | None:
        """Alternatives, up to a closing bracket: each must need something."""
        union: set[str] | None = set()
        while True:
            needed = self._sequence()
            union = None if union is None or needed is None else union | needed
            if self._peek() != "|":
                return union
            self.at += 1

    def _sequence(self) -> set[str] | None:
        """Of what stands in a row, the part that is rarest: the smallest set."""
        best: set[str] | None = None
        run = ""
        while self._peek() and self._peek() not in "|)":
            atom, literal = self._atom()
            if self._optional():
                atom, literal = None, ""
            run = run + literal if literal else ""
            if len(run) >= self.size:
                atom = {run[-self.size - LONGER :]}
            if atom and (best is None or _rank(atom) < _rank(best)):
                best = atom
        return best

    def _atom(self) -> tuple[set[str] | None, str]:
        """One part: what it needs, and the letter it is if it is one."""
        letter = self._peek()
        self.at += 1
        if letter == "(":
            return self._group(), ""
        if letter == "[":
            return self._class(), ""
        if letter == "\\":
            self.at += 1
            return None, ""
        if letter in ".^$":
            return None, ""
        return ({letter} if self.size == 1 else None), letter

    def _group(self) -> set[str] | None:
        looks = re.compile(r"\?(?:[=!]|<[=!])").match(self.pattern, self.at)
        plain = re.compile(r"\?:|\?P<\w+>").match(self.pattern, self.at)
        self.at = (looks or plain).end() if looks or plain else self.at  # type: ignore[union-attr]
        needed = self._either()
        self.at += 1
        return None if looks else needed

    def _class(self) -> set[str] | None:
        end = self.pattern.index("]", self.at + 1)
        inside = self.pattern[self.at : end]
        self.at = end + 1
        if self.size > 1 or inside.startswith("^") or "-" in inside or "\\" in inside:
            return None
        return set(inside)

    def _optional(self) -> bool:
        """Skip a quantifier; whether it allows none at all. More than one also parts a run."""
        if self._peek() in {"?", "*"}:
            self.at += 1
            if self._peek() == "?":
                self.at += 1
            return True
        counted = re.compile(r"\{(\d*),?\d*\}\??").match(self.pattern, self.at)
        if counted:
            self.at = counted.end()
            return not counted.group(1) or counted.group(1) == "0"
        if self._peek() == "+":
            self.at += 1
            return True
        return False
