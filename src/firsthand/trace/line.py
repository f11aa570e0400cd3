"""Keep who comes from whom free of circles.

In: steps, one by one.  Out: what lies above a page; whether a further step may be put in. Which
steps are worth putting in is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.trace.deciding import Step

Place = int | str  # a page by its number, a source that is only named by its name


class Line:
    """Who comes from whom so far; nothing is put in that would close a circle."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._parents: dict[Place, list[Place]] = {}
        self._children: dict[Place, list[Place]] = {}
        for step in steps:
            self._put(step.later, step.earlier)

    def _put(self, later: Place, earlier: Place) -> None:
        self._parents.setdefault(later, []).append(earlier)
        self._children.setdefault(earlier, []).append(later)

    def above(self, page: Place) -> set[Place]:
        """All that *page* comes from, without itself."""
        return _reached(page, self._parents)

    def below(self, page: Place) -> set[Place]:
        """All that comes from *page*, without itself."""
        return _reached(page, self._children)

    def parents(self, page: Place) -> Sequence[Place]:
        """What *page* comes from at once."""
        return self._parents.get(page, ())

    def add(self, later: Place, earlier: Place) -> bool:
        """Whether the step could be put in."""
        if later == earlier or later in self.above(earlier):
            return False
        self._put(later, earlier)
        return True


def _reached(page: Place, steps: Mapping[Place, Sequence[Place]]) -> set[Place]:
    met: set[Place] = set()
    waiting = list(steps.get(page, ()))
    while waiting:
        item = waiting.pop()
        if item not in met:
            met.add(item)
            waiting += steps.get(item, ())
    return met
