"""Keep what was found of each page between runs: one row a page, the latest finding in it.

In: an open casebook, which seals what it keeps; the name of what is found, with all versions.  Out:
what was found of a page, if anything; what is new is written by `keep`.  Whether it still holds is
not decided here: each finding carries the digest of what it was found from.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from firsthand.store.casebook import Casebook

T = TypeVar("T")


class KeptPages(Generic[T]):
    """Findings of one kind by page; all are read in one pass."""

    def __init__(self, casebook: Casebook, *, stage: str, kind: type[T]) -> None:
        self._casebook, self._stage = casebook, stage
        rows = casebook.get_many(stage, casebook.finished(stage), kind)
        self._found = {page: row[0] for page, row in rows.items() if row}
        self._fresh: dict[str, T] = {}

    def get(self, page: str) -> T | None:
        """What was found of a page; None where nothing was."""
        return self._found.get(page)

    def put(self, page: str, found: T) -> None:
        """Have *found* kept as the finding of a page."""
        self._found[page] = self._fresh[page] = found

    def keep(self) -> None:
        """Write what is new."""
        self._casebook.put_many(self._stage, {page: [each] for page, each in self._fresh.items()})
        self._fresh.clear()
