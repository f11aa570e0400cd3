"""Names of China's prefectures and counties as pages in English write them: `data/romanised.csv`.

In: a text.  Out: where "Pucheng County" stands in it, and the Chinese names that are so written. The word
for its kind must follow: many of these names are words of other languages too.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_NAMED = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][a-z]+(?:['’][a-z]+)?)"
    r" (?P<kind>(?i:county|city|district|banner|prefecture))(?![\w-])"
)


def romanised_in(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where such a name begins and ends, and what it is in Chinese; several where several are alike."""
    for hit in _NAMED.finditer(text):
        found = _table().get((_letters(hit["name"]), hit["kind"].lower()))
        if found:
            yield hit.start(), hit.end(), found


def _letters(name: str) -> str:
    """A name without what pages leave out or put in: Xi'an, Xian."""
    return re.sub(r"['’]", "", name).lower()


@cache
def _table() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Name and kind → the Chinese names; read when a text first has such a word."""
    text = files("firsthand.claim").joinpath("data/romanised.csv").read_text("utf-8")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        found[_letters(row["name"]), row["kind"]].append(row["chinese"])
    return {key: tuple(names) for key, names in found.items()}
