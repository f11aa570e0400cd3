"""Tables of capture patterns: published counts, and lists whose people are known."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TypeVar

from firsthand.weigh.systems.patterns import Patterns

P = TypeVar("P", bound=tuple[int, ...])

# Killings in Kosovo, March to June 1999, on four lists (Ball et al. 2002): EXH, ABA, OSCE, HRW.
KOSOVO = {
    (0, 0, 0, 1): 306, (0, 0, 1, 0): 936, (0, 0, 1, 1): 123, (0, 1, 0, 0): 845, (0, 1, 0, 1): 31,
    (0, 1, 1, 0): 217, (0, 1, 1, 1): 32, (1, 0, 0, 0): 1131, (1, 0, 0, 1): 106, (1, 0, 1, 0): 228,
    (1, 0, 1, 1): 42, (1, 1, 0, 0): 177, (1, 1, 0, 1): 18, (1, 1, 1, 0): 181, (1, 1, 1, 1): 27,
}  # fmt: skip

# Potential victims of modern slavery in the United Kingdom, 2013 (Bales, Hesketh and Silverman 2015),
# five lists: LA, NG, PFNCA, GO, GP. A pair of them never meets.
UK = {
    (1, 0, 0, 0, 0): 54, (0, 1, 0, 0, 0): 463, (0, 0, 1, 0, 0): 995, (0, 0, 0, 1, 0): 695,
    (0, 0, 0, 0, 1): 316, (1, 1, 0, 0, 0): 15, (1, 0, 1, 0, 0): 19, (1, 0, 0, 1, 0): 3,
    (0, 1, 1, 0, 0): 62, (0, 1, 0, 1, 0): 19, (0, 1, 0, 0, 1): 1, (0, 0, 1, 1, 0): 76,
    (0, 0, 1, 0, 1): 11, (0, 0, 0, 1, 1): 8, (1, 1, 1, 0, 0): 1, (1, 1, 0, 1, 0): 1,
    (0, 1, 1, 1, 0): 4, (1, 1, 1, 1, 0): 1,
}  # fmt: skip

# Infections with HIV in Rome, four lists (Abeni, Brancato and Perucci 1994).
HIV = {
    (1, 1, 1, 0): 3, (1, 1, 0, 1): 1, (1, 1, 0, 0): 33, (1, 0, 1, 0): 20, (1, 0, 0, 1): 6,
    (1, 0, 0, 0): 403, (0, 1, 1, 1): 3, (0, 1, 1, 0): 35, (0, 1, 0, 1): 10, (0, 1, 0, 0): 545,
    (0, 0, 1, 1): 11, (0, 0, 1, 0): 621, (0, 0, 0, 1): 205,
}  # fmt: skip


def table(counts: Mapping[P, int]) -> Patterns:
    """Lists named a, b, c and so on."""
    size = len(next(iter(counts)))
    return Patterns(lists=tuple("abcdefghijkl"[:size]), counts=tuple(sorted(counts.items())))


def independent(people: int, shares: tuple[float, ...]) -> Patterns:
    """What lists that are independent of one another have of *people*, to the nearest person."""
    counts = {}
    for pattern in itertools.product((0, 1), repeat=len(shares)):
        expected = float(people)
        for mark, share in zip(pattern, shares, strict=True):
            expected *= share if mark else 1 - share
        if any(pattern):
            counts[pattern] = round(expected)
    return table(counts)
