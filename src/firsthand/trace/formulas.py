"""Know the sentences that many pages of one language share, so that they link nobody.

In: the stretches of each page, and its tongue.  Out: how many bits each stretch may be worth at most.
"Click here to read on" is translated well and says nothing. A story copied by forty papers is no
formula: pages that share half of their stretches are counted as one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from firsthand.model.value import value

BITS_MAX = 8.0
EXPECTED = 0.1  # of ten pages more, how many would have a sentence that only one page has
EXPECTED_PAGES = 10
SAME_SHARE = 0.5  # pages that share so much of the shorter one are versions of one page
_LEFT_OUT = re.compile(r"[\W\d_]+")


@value
class Formulas:
    """The most that each stretch of each page is worth, in bits."""

    most: tuple[tuple[float, ...], ...]


def find_formulas(pages: Sequence[Sequence[str]], *, tongues: Sequence[str]) -> Formulas:
    """Count every stretch over the pages of its tongue; *pages* in a fixed order."""
    plain = [[_plain(words) for words in page] for page in pages]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (page, tongue) in enumerate(zip(plain, tongues, strict=True)):
        for words in sorted(set(page)):
            holders[tongue, words].append(number)
    version_of = _versions(plain, holders)
    counts = {key: len({version_of[number] for number in held}) for key, held in holders.items()}
    totals = Counter(tongues[number] for number in sorted(set(version_of)))
    worth = {
        (tongue, count): _worth(count, totals[tongue])
        for tongue, count in {(key[0], count) for key, count in counts.items()}
    }
    return Formulas(
        most=tuple(
            tuple(worth[tongue, counts[tongue, words]] for words in page)
            for page, tongue in zip(plain, tongues, strict=True)
        )
    )


def _plain(words: str) -> str:
    return _LEFT_OUT.sub(" ", unicodedata.normalize("NFKC", words)).strip().casefold()


def _worth(count: int, total: int) -> float:
    chance = (count - 1 + EXPECTED) / (total + EXPECTED_PAGES)
    return round(min(BITS_MAX, max(0.0, -math.log2(chance))), 3)


def _versions(
    plain: Sequence[Sequence[str]], holders: dict[tuple[str, str], list[int]]
) -> list[int]:
    """For each page the first page that it is a version of; itself where it is none."""
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        for before, number in enumerate(held[1:], 1):
            shared.update((held[at], number) for at in _looked_at(before))
    version_of = list(range(len(plain)))
    sizes = [len(set(page)) for page in plain]
    for (one, other), count in sorted(shared.items()):
        if count >= SAME_SHARE * min(sizes[one], sizes[other]):
            first, second = _root(version_of, one), _root(version_of, other)
            version_of[max(first, second)] = min(first, second)
    return [_root(version_of, number) for number in range(len(plain))]


def _looked_at(before: int) -> range:
    """The first holder and the one before it: so that a sentence of all pages makes few pairs."""
    return range(before) if before <= 2 else range(0, before, before - 1)


def _root(version_of: list[int], number: int) -> int:
    while version_of[number] != number:
        version_of[number] = version_of[version_of[number]]
        number = version_of[number]
    return number
