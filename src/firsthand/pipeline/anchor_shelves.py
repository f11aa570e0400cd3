"""Keep the anchors of pages between runs, so that a case that grows pays for its new pages.

In: an open casebook, which seals what it keeps.  Out: anchors by key; what is new is written by `keep`.
What the key is made of is told in `trace.pages`.
"""

from __future__ import annotations

from firsthand.model.value import value
from firsthand.store.casebook import Casebook
from firsthand.trace.anchors import Anchor

SHELF_LETTERS = 2  # of a key's end: 256 shelves; a new page writes one of them anew


@value
class Kept:
    """What was found in one page."""

    key: str
    anchors: tuple[Anchor, ...]


class AnchorShelves:
    """What was kept under the keys asked for; the rest in memory until it is kept."""

    def __init__(self, casebook: Casebook, *, stage: str) -> None:
        self._casebook, self._stage = casebook, stage
        self._shelves: dict[str, dict[str, tuple[Anchor, ...]]] = {}
        self._changed: set[str] = set()

    def get(self, key: str) -> tuple[Anchor, ...] | None:
        """What was kept under *key*."""
        return self._shelf(key).get(key)

    def put(self, key: str, anchors: tuple[Anchor, ...]) -> None:
        """Have *anchors* kept under *key*."""
        self._shelf(key)[key] = anchors
        self._changed.add(key[-SHELF_LETTERS:])

    def keep(self) -> None:
        """Write the shelves on which something is new."""
        for name in sorted(self._changed):
            rows = sorted(self._shelves[name].items())
            kept = [Kept(key=key, anchors=anchors) for key, anchors in rows]
            self._casebook.put(self._stage, name, kept)
        self._changed.clear()

    def _shelf(self, key: str) -> dict[str, tuple[Anchor, ...]]:
        name = key[-SHELF_LETTERS:]
        if name not in self._shelves:
            kept = self._casebook.get(self._stage, name, Kept)
            self._shelves[name] = {each.key: each.anchors for each in kept}
        return self._shelves[name]
