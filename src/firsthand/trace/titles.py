"""Find the titles of a case's documents among the words of a page.

In: documents; the letters of a page.  Out: which documents the page names. A title is looked up by a hash of its
first letters at every place of the page at once, then letter by letter. Short titles are not looked up:
their words stand on pages that know nothing of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import Document
from firsthand.trace.letters import Letters
from firsthand.trace.windows import Folded, weight_of

TITLE_WEIGHT_MIN = 28.0  # as letters of a script that spells: five words, or twelve Han characters
START = 8  # letters hashed; a title that is looked up has no fewer
NAMED_MAX = 64  # titles that one page may name before it is a list of everything
_MASK_BITS = 16
_STEP = np.uint64(0x9E3779B97F4A7C15)
_JOINTS = re.compile(r"\s+[|–—·:»-]\s+|\s*[|_]\s*")  # "Title | Site", "标题_网站"

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """Titles by the hash of their first letters, and a mask that lets few other places pass."""

    by_start: dict[int, tuple[tuple[bytes, str, tuple[int, ...]], ...]]
    mask: NDArray[np.bool_]


def find_titles(documents: Sequence[Document], *, folding: Folded) -> Titles:
    """The titles of *documents* that are long enough to name one."""
    holders: dict[bytes, tuple[str, list[int]]] = {}
    for number, document in enumerate(documents):
        title = _bare(document.title or "")
        letters = folding.fold(title)
        if letters.size >= START and weight_of(letters) >= TITLE_WEIGHT_MIN:
            holders.setdefault(letters.tobytes(), (title, []))[1].append(number)
    by_start: dict[int, list[tuple[bytes, str, tuple[int, ...]]]] = {}
    for row in sorted(holders):
        title, numbers = holders[row]
        start = int(_starts(np.frombuffer(row, dtype=np.uint32))[0])
        by_start.setdefault(start, []).append((row, title, tuple(numbers)))
    mask = np.zeros(1 << _MASK_BITS, dtype=np.bool_)
    for start in by_start:
        mask[start >> (64 - _MASK_BITS)] = True
    return Titles(by_start={start: tuple(rows) for start, rows in by_start.items()}, mask=mask)


def named_titles(titles: Titles, letters: Letters) -> dict[int, str]:
    """The documents whose titles stand in *letters*, with the title of each."""
    found: dict[int, str] = {}
    if not titles.by_start or letters.size < START:
        return found
    letters = letters.astype(np.uint32, copy=False)
    starts = _starts(letters)
    places = np.flatnonzero(titles.mask[(starts >> np.uint64(64 - _MASK_BITS)).astype(np.int64)])
    for place in places.tolist():
        for row, title, numbers in titles.by_start.get(int(starts[place]), ()):
            if letters[place : place + len(row) // 4].tobytes() == row:
                for number in numbers:
                    if len(found) < NAMED_MAX:
                        found.setdefault(number, title)
    return found


def _starts(letters: Letters) -> Hashes:
    """The hash of the `START` letters that begin at each place, by doubling."""
    hashes: Hashes = (letters.astype(np.uint64) + np.uint64(1)) * _STEP
    width = 1
    while width < START:
        hashes = (hashes[:-width] ^ (hashes[:-width] >> np.uint64(29))) * _STEP + hashes[width:]
        width *= 2
    return hashes


def _bare(title: str) -> str:
    """A title without the site's name before or behind it: the longest part.

    >>> _bare("Blood taken from all residents of a county | The Invented Post")
    'Blood taken from all residents of a county'
    """
    return max(_JOINTS.split(title), key=len).strip()
