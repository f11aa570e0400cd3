"""Work out every smallest way to give claims up so that no known conflict is left whole.

In: conflicts, one after the other.  Out: the smallest sets that hold a claim of each (its minimal transversals), those
of fewest claims first, each once. They are kept as conflicts come in (Berge's multiplication): a set that holds a
claim of the new conflict stays; of any other grow sets with one of its claims each, if none that stays lies within.
"""

from __future__ import annotations

from heapq import heappop, heappush

Taken = frozenset[int]


class WaysOut:
    """What can be given up against all conflicts learnt so far; what was handed out is not again."""

    def __init__(self) -> None:
        self._all: set[Taken] = set()
        self._next: list[tuple[int, list[int]]] = []
        self._add(frozenset())

    @property
    def count(self) -> int:
        """How many ways there are, handed out or not."""
        return len(self._all)

    def next(self) -> Taken | None:
        """The way that gives up fewest claims and was not handed out yet.

        >>> ways = WaysOut()
        >>> ways.learn(frozenset({1, 2}))
        >>> ways.next(), ways.next(), ways.next()
        (frozenset({1}), frozenset({2}), None)
        """
        while self._next:
            _, numbers = heappop(self._next)
            if frozenset(numbers) in self._all:
                return frozenset(numbers)
        return None

    def learn(self, conflict: Taken) -> None:
        """Another conflict: ways that give up none of its claims are ways no more."""
        kept = {way for way in self._all if way & conflict}
        split = self._all - kept
        self._all = kept.copy()
        for way in {some | {number} for some in split for number in conflict}:
            if not any(known < way for known in kept):
                self._add(way)

    def _add(self, way: Taken) -> None:
        self._all.add(way)
        heappush(self._next, (len(way), sorted(way)))
