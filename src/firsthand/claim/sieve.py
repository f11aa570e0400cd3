"""Tell in one pass over a text which of many words can stand in it at all.

In: for each group of words, what each of its patterns needs (`claim.needs`).  Out: for a text, the
groups of which something can match, and which patterns. A language has some three thousand patterns,
and a sentence has what a few dozen of them need; only those are searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast
from weakref import WeakSet

from firsthand.claim.automaton import Automaton
from firsthand.claim.needs import Needs

# Texts remembered. A sentence is asked about some hundred times, in walks over its whole page, so that each of a page is
# looked at once: while a longer one is read more are remembered. What is known of one takes some 10 KB.
TEXTS_MAX, TEXTS_OF_A_PAGE = 1_000, 15_000

Patterns = tuple[re.Pattern[str], ...]
# What can be searched for, and where it stands in the whole text; None where nobody asked that yet.
Found = tuple[Patterns, Sequence[re.Match[str]] | None]
Live = dict[int, int | Found]


class Room:
    """How many texts each sieve remembers while a page is read; one that is not of its language keeps no more than others."""

    def __init__(self) -> None:
        self.texts = TEXTS_MAX
        self.sieves: WeakSet[Sieve] = WeakSet()

    def make(self, sentences: int) -> None:
        """For a page of so many sentences, with its title and whatever else is asked about."""
        self.texts = min(TEXTS_OF_A_PAGE, TEXTS_MAX + sentences)
        for sieve in self.sieves:
            if len(sieve.known) > TEXTS_MAX:
                sieve.known.clear()


_room = Room()


def make_room(sentences: int) -> None:
    """Before a page of so many *sentences* is read: let each be looked at once."""
    _room.make(sentences)


class Sieve:
    """The needs of all words of one language, by group; a pattern is a bit, the first the lowest."""

    def __init__(self) -> None:
        self._bits: dict[str, dict[int, int]] = {}
        self._always: dict[int, int] = {}
        self._groups = 0
        self._automaton: Automaton[int] | None = None
        self._meant: list[
            tuple[tuple[int, int], ...]
        ] = []  # groups and bits, by the stretch's number
        self.known: dict[str, Live] = {}  # of the last texts; words look here first
        _room.sieves.add(self)

    def add(self, needs: Iterable[Needs | None]) -> int:
        """Take in a group; its number."""
        group = self._groups
        self._groups += 1
        for number, needed in enumerate(needs):
            bit = 1 << number
            if needed is None:
                self._always[group] = self._always.get(group, 0) | bit
            for stretch in needed or ():
                bits = self._bits.setdefault(stretch, {})
                bits[group] = bits.get(group, 0) | bit
        self._automaton = None
        self.known.clear()
        return group

    def live(self, text: str) -> Live:
        """For each group of which something can match in *text*, the bits of those patterns.

        Whoever searches puts what was found in their place.
        """
        found = self.known.get(text)
        if found is None:
            if len(self.known) >= _room.texts:
                self.known.clear()
            found = self.known[text] = self._look(text)
        return found

    def _look(self, text: str) -> Live:
        if not self._bits:
            return cast("Live", self._always.copy())
        automaton = self._automaton or self._built()
        bits = self._always.copy()
        meant = self._meant
        for number in automaton.standing(text):
            for group, some in meant[number]:
                known = bits.get(group)
                bits[group] = some if known is None else known | some
        return cast("Live", bits)

    def _built(self) -> Automaton[int]:
        stretches = sorted(self._bits)
        self._meant = [tuple(sorted(self._bits[stretch].items())) for stretch in stretches]
        self._automaton = Automaton({stretch: n for n, stretch in enumerate(stretches)})
        return self._automaton
