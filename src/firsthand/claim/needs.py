"""Say what a pattern cannot do without: letters of which a text must hold some for it to match at all.

In: a pattern.  Out: stretches of letters, one of which stands in every match; or nothing, where that is
not known. What is not understood needs nothing: looking first must never lose a match.
"""

from __future__ import annotations

import re
from math import fsum, inf

LETTER_SHARE = 0.06  # how often a small Latin letter or a space stands at a place of a text
SIGN_SHARE = 0.01  # other signs and letters are rarer

_LETTERS = r"[^\\.^$*+?{}()\[\]|]"  # those that are what they are
_STRETCH = re.compile(rf"(?:{_LETTERS}(?![?*+{{]))+")
_LOOKS = re.compile(r"\?(?:[=!]|<[=!])")
_PLAIN = re.compile(r"\?:|\?P<\w+>")
_TIMES = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<comma>,)?\d*\})[?+]?")
_CLASS = re.compile(r"(?P<none_of>\^?)(?P<inside>\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_ENDS = ("", "|", ")")  # of what stands in a row
_PUNCTUATION = re.compile(r"[^\w\s]|_")

Needs = frozenset[str]


def needs_of(pattern: str) -> Needs | None:
    """Stretches of which each match of *pattern* holds one; of several such sets, the rarest.

    >>> sorted(needs_of("blood (?:cards?|kits)")), sorted(needs_of("(?:the )?swabs?"))
    (['blood '], ['swab'])
    """
    if is_plain(pattern):
        return frozenset((pattern,))
    try:
        found = _Walk(pattern).either()
    except _NotUnderstoodError:
        return None
    return None if found is None else frozenset(found)


def is_plain(pattern: str) -> bool:
    """Whether *pattern* is letters alone, which match themselves."""
    return _STRETCH.fullmatch(pattern) is not None


class _NotUnderstoodError(Exception):
    """The pattern has a part that this reader does not know."""


def _share(needed: set[str]) -> float:
    """How often some of *needed* stands at a place of a text, roughly."""
    return fsum(map(_share_of, needed))  # in whatever order a set has them


def _share_of(stretch: str, share: float = 1.0) -> float:
    """The same for one stretch, or for letters behind one that has the given share."""
    for letter in stretch:
        share *= LETTER_SHARE if letter.isascii() and letter not in "zxjqkv" else SIGN_SHARE
    return share


class _Walk:
    """Walk over one pattern, part by part."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def either(self) -> set[str] | None:
        """Alternatives, up to a closing bracket: each must need something."""
        union: set[str] | None = set()
        while True:
            needed = self._sequence()
            union = None if union is None or needed is None else union | needed
            if self._peek() != "|":
                return union
            self.at += 1

    def _sequence(self) -> set[str] | None:
        """Of what stands in a row, the part that is rarest."""
        best: set[str] | None = None
        share_best = inf
        run, share_run = "", 1.0
        most: int | None
        while self._peek() not in _ENDS:
            plain = _STRETCH.match(self.pattern, self.at)
            if plain is not None:
                self.at = plain.end()
                needed, literal, least, most = None, plain.group(), 1, 1
            else:
                needed, literal = self._part()
                least, most = self._times()
            if least == 0:
                needed, literal = None, ""
            if literal:
                share_run = _share_of(literal, share_run)
                run += literal
                needed, share = {run}, share_run
            else:
                run, share_run = "", 1.0
                share = _share(needed) if needed else inf
            if needed and share < share_best:
                best, share_best = needed, share
            if most != 1:
                run, share_run = "", 1.0
        return best

    def _part(self) -> tuple[set[str] | None, str]:
        """One part: what it needs, and the letter it is if it is one."""
        letter = self._peek()
        self.at += 1
        if letter == "(":
            return self._group(), ""
        if letter == "[":
            return self._class(), ""
        if letter == "\\":
            escaped = self._peek()
            self.at += 1
            return (None, escaped) if _PUNCTUATION.match(escaped) else (None, "")
        return (None, "") if letter in ".^$" else (None, letter)

    def _group(self) -> set[str] | None:
        looks, plain = (kind.match(self.pattern, self.at) for kind in (_LOOKS, _PLAIN))
        opened = looks or plain
        if opened is None and self._peek() == "?":
            raise _NotUnderstoodError
        self.at = opened.end() if opened else self.at
        needed = self.either()
        self.at += 1
        return None if looks else needed

    def _class(self) -> set[str] | None:
        found = _CLASS.match(self.pattern, self.at)
        if found is None:
            raise _NotUnderstoodError
        self.at = found.end()
        inside = found.group("inside")
        if found.group("none_of") or "\\" in inside or "-" in inside[1:-1]:
            return None
        return set(inside)

    def _times(self) -> tuple[int, int | None]:
        """How often the part before may stand, at least and at most (None: any number); skip what says so."""
        found = _TIMES.match(self.pattern, self.at)
        if found is None:
            return 1, 1
        self.at = found.end()
        if found.group("sign"):
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[found.group("sign")]
        least = int(found.group("least") or 0)
        exactly = found.group("comma") is None
        return least, least if exactly else None
