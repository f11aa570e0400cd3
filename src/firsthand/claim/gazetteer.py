"""Names of places and their codes, as `data/places.csv` says them.

In: a text.  Out: where names stand in it. Which of them is where the programme runs is told in
`claim.located`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from firsthand.claim.folding import simplified
from firsthand.model.value import value


@value
class Places:
    """Names of places and their codes, found by their first two letters."""

    codes: dict[str, str]
    lengths: dict[str, tuple[int, ...]]

    def finditer(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in *text*, the longest first, and their codes."""
        plain = simplified(text)
        at = 0
        while at < len(plain) - 1:
            end = self._match(plain, at)
            if end:
                yield at, end, self.codes[plain[at:end]]
            at = end or at + 1

    def _match(self, text: str, at: int) -> int:
        for length in self.lengths.get(text[at : at + 2], ()):
            name = text[at : at + length]
            end = at + len(name)
            if name in self.codes and not (name.isascii() and _goes_on(text, at, end)):
                return end
        return 0


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a word stands on past the span."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (before.isalnum() and before.isascii()) or after.isalnum() or after == "_"


@cache
def places() -> Places:
    """Names of places, in any script, and their codes; `data/places.csv` says them."""
    text = files("firsthand.claim").joinpath("data/places.csv").read_text("utf-8")
    codes = {simplified(row["name"]): row["code"] for row in csv.DictReader(text.splitlines())}
    lengths: dict[str, set[int]] = {}
    for name in codes:
        lengths.setdefault(name[:2], set()).add(len(name))
    return Places(
        codes=codes,
        lengths={head: tuple(sorted(each, reverse=True)) for head, each in lengths.items()},
    )
