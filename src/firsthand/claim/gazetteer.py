"""Names of places and their codes, as `data/places.csv` says them.

In: a text.  Out: where names stand in it. Which of them is where the programme runs is told in
`claim.located`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from firsthand.claim.automaton import Automaton
from firsthand.claim.folding import simplified


class Places:
    """Names of places and their codes, all looked for in one pass."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.codes = codes
        self._automaton = Automaton({name: len(name) for name in codes})

    def finditer(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names stand in *text*, the longest first, and their codes."""
        plain = simplified(text)
        found = [(last + 1 - length, last + 1) for last, length in self._automaton.iter(plain)]
        reached = 0
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            name = plain[start:end]
            if start >= reached and not (name.isascii() and _goes_on(plain, start, end)):
                yield start, end, self.codes[name]
                reached = end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a word stands on past the span."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (before.isalnum() and before.isascii()) or after.isalnum() or after == "_"


@cache
def places() -> Places:
    """Names of places, in any script, and their codes; `data/places.csv` says them."""
    text = files("firsthand.claim").joinpath("data/places.csv").read_text("utf-8")
    return Places(
        {simplified(row["name"]): row["code"] for row in csv.DictReader(text.splitlines())}
    )
