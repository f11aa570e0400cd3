"""Say what a pattern cannot do without: letters of which a text must hold some for it to match at all.

In: a pattern.  Out: stretches of letters, one of which stands in every match; or nothing, where that is
not known. What is not understood needs nothing: looking first must never lose a match.
"""

from __future__ import annotations

import re
from math import fsum
from typing import NamedTuple

LETTER_SHARE = 0.06  # how often a small Latin letter or a space stands at a place of a text
SIGN_SHARE = 0.01  # other signs and letters are rarer
WRITINGS_MAX = (
    12  # ways to write a part that are followed side by side; more would make the sieve large
)
FURTHER_MAX = (
    16  # stretches of a further need; looking for more costs more than the search that they spare
)
LETTERS_ENOUGH = 8  # so many letters in a row are rare; more ways to go on make them no rarer
REPEATED_MAX = 3  # a part that stands more often than this is taken as once and anything

_LETTERS = r"[^\\.^$*+?{}()\[\]|]"  # those that are what they are
_STRETCH = re.compile(rf"(?:{_LETTERS}(?![?*+{{]))+")
_LOOKS = re.compile(r"\?(?:[=!]|<[=!])")
_PLAIN = re.compile(r"\?:|\?P<\w+>")
_TIMES = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<comma>,)?\d*\})[?+]?")
_CLASS = re.compile(r"(?P<none_of>\^?)(?P<inside>\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
_ENDS = ("", "|", ")")  # of what stands in a row
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_EDGES = "bBAZ"  # behind a backslash: places, which take no letter

Needs = frozenset[str]
Set = frozenset[str]
_NO_LETTER: Set = frozenset({""})


def needs_of(pattern: str) -> Needs | None:
    r"""Stretches of which each match of *pattern* holds one; of several such sets, the rarest.

    >>> sorted(needs_of("(?:cheek|mouth) swabs?")), sorted(needs_of(r"(?:the )?colou?red \w+"))
    (['cheek swab', 'mouth swab'], ['colored ', 'coloured '])
    """
    if is_plain(pattern):
        return frozenset((pattern,))
    try:
        return _Walk(pattern).either().needed
    except _NotUnderstoodError:
        return None


def all_needs_of(pattern: str) -> tuple[Needs, ...]:
    r"""What a match of *pattern* holds, the rarest first, which is what `needs_of` gives; then the others in their order.

    >>> [sorted(each) for each in all_needs_of(r"(?:took|taken) (?:\w+ )?blood")]
    [['taken ', 'took '], ['blood']]
    """
    if is_plain(pattern):
        return (frozenset((pattern,)),)
    walk = _Walk(pattern)
    try:
        first = walk.either().needed
    except _NotUnderstoodError:
        return ()
    if first is None:
        return ()
    others = [each for each in walk.kept if each != first and len(each) <= FURTHER_MAX]
    return (first, *dict.fromkeys(others))


def is_plain(pattern: str) -> bool:
    """Whether *pattern* is letters alone, which match themselves."""
    return _STRETCH.fullmatch(pattern) is not None


class _NotUnderstoodError(Exception):
    """The pattern has a part that this reader does not know."""


class _Part(NamedTuple):
    """What is known of a part: all `writings` of it where they are few, and what a match `needed` to hold."""

    writings: Set | None
    needed: Set | None


_PLACE = _Part(writings=_NO_LETTER, needed=None)
_ANYTHING = _Part(writings=None, needed=None)


def _share(needed: Set) -> float:
    """How often some of *needed* stands at a place of a text, roughly."""
    return fsum(map(_share_of, needed))  # in whatever order a set has them


def _share_of(stretch: str) -> float:
    """The same for one stretch."""
    share = 1.0
    for letter in stretch:
        share *= LETTER_SHARE if letter.isascii() and letter not in "zxjqkv" else SIGN_SHARE
    return share


def _shortest(writings: Set) -> Set | None:
    """Those that hold no other; nothing is needed where one of them is empty."""
    if "" in writings:
        return None
    if len(writings) == 1:
        return writings
    kept: list[str] = []
    for each in sorted(writings, key=lambda one: (len(one), one)):
        if not any(other in each for other in kept):
            kept.append(each)
    return frozenset(kept)


def _together(sets: list[Set | None]) -> Set | None:
    """All of them, if each is known."""
    known = [each for each in sets if each is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


def _endings(writings: Set) -> Set:
    """Those that end with no other: what follows one of them follows the other too."""
    return frozenset(
        each
        for each in writings
        if not any(each.endswith(other) and other != each for other in writings)
    )


class _Run:
    """Parts in a row: how they can be written so far, and the rarest thing that they need."""

    def __init__(self) -> None:
        self.writings, self.whole = _NO_LETTER, True
        self._needed: Set | None = None
        self._share: float | None = None  # of what is needed so far, once something else is too
        self.kept: list[Set] = []  # everything that is needed, rare or not

    def add(self, part: _Part, least: int, most: int | None) -> None:
        """A part that stands *least* to *most* times (None: any number)."""
        writings = part.writings
        if least == 0:
            if writings is None or most != 1:
                self._part()
            else:
                self._follow(writings | _NO_LETTER, None)
        elif writings is None:
            self._part()
            self._keep(part.needed)
        else:
            again = least if least <= REPEATED_MAX else 1
            for _ in range(again):
                self._follow(writings, part.needed)
            if again != most:
                self._part()

    def _follow(self, writings: Set, needed: Set | None) -> None:
        if len(writings) > 1 and min(map(len, self.writings)) >= LETTERS_ENOUGH:
            self._part()
        if len(self.writings) * len(writings) > WRITINGS_MAX:
            self.writings, self.whole = _endings(self.writings), False
            if len(self.writings) * len(writings) > WRITINGS_MAX:
                self._part()
                self._keep(needed)
                if len(writings) > WRITINGS_MAX:
                    return
        if len(writings) == 1 and len(self.writings) == 1:
            (one,), (other,) = self.writings, writings
            self.writings = frozenset((one + other,))
        else:
            self.writings = frozenset(one + other for one in self.writings for other in writings)

    def _part(self) -> None:
        """What follows is not known: what was written so far is needed by itself."""
        self._keep(_shortest(self.writings))
        self.writings, self.whole = _NO_LETTER, False

    def _keep(self, needed: Set | None) -> None:
        if not needed:
            return
        self.kept.append(needed)
        if self._needed is None:
            self._needed = needed
            return
        if self._share is None:
            self._share = _share(self._needed)
        share = _share(needed)
        if share < self._share:
            self._needed, self._share = needed, share

    def done(self) -> _Part:
        """What is known of all of them."""
        self._keep(_shortest(self.writings))
        return _Part(writings=self.writings if self.whole else None, needed=self._needed)


class _Walk:
    """Walk over one pattern, part by part."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0
        self.kept: list[Set] = []  # all that the row needs that was read last

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def either(self) -> _Part:
        """Alternatives, up to a closing bracket: each must need something."""
        parts = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        self.kept = []
        writings, needed = (
            _together([each.writings for each in parts]),
            _together([each.needed for each in parts]),
        )
        return _Part(writings=writings, needed=None if needed is None else _shortest(needed))

    def _sequence(self) -> _Part:
        """What stands in a row."""
        only = _STRETCH.match(self.pattern, self.at)
        if only is not None and self.pattern[only.end() : only.end() + 1] in _ENDS:
            self.at = only.end()
            self.kept = []
            return _written(only.group())
        run = _Run()
        while self._peek() not in _ENDS:
            plain = _STRETCH.match(self.pattern, self.at)
            if plain is not None:
                self.at = plain.end()
                run.add(_written(plain.group()), 1, 1)
            else:
                run.add(self._part(), *self._times())
        made = run.done()
        self.kept = run.kept
        return made

    def _part(self) -> _Part:
        """One part."""
        letter = self._peek()
        self.at += 1
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._class()
        if letter == "\\":
            escaped = self._peek()
            self.at += 1
            if escaped in _EDGES:
                return _PLACE
            return _written(escaped) if _PUNCTUATION.match(escaped) else _ANYTHING
        if letter in "^$":
            return _PLACE
        return _ANYTHING if letter == "." else _written(letter)

    def _group(self) -> _Part:
        looks, plain = (kind.match(self.pattern, self.at) for kind in (_LOOKS, _PLAIN))
        opened = looks or plain
        if opened is None and self._peek() == "?":
            raise _NotUnderstoodError
        self.at = opened.end() if opened else self.at
        found = self.either()
        self.at += 1
        return _PLACE if looks else found

    def _class(self) -> _Part:
        found = _CLASS.match(self.pattern, self.at)
        if found is None:
            raise _NotUnderstoodError
        self.at = found.end()
        inside = found.group("inside")
        if found.group("none_of") or "\\" in inside or "-" in inside[1:-1]:
            return _ANYTHING
        return _Part(writings=frozenset(inside), needed=frozenset(inside))

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


def _written(letters: str) -> _Part:
    only = frozenset((letters,))
    return _Part(writings=only, needed=only)
