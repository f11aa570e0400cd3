"""Which clause of a sentence says what its sense tells: the words that are quoted as the value.

In: sentences of a page, and what those around each add to its odds.  Out: for each target the span of one clause, where that clause
standing in the sentence's place would be told by itself and no other says it nearly as surely; else the whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.claim.meaning import Network, Rows, gist, pooled, told_by_itself
from firsthand.claim.pieces import pieces_of
from firsthand.claim.reading import Reading
from firsthand.model.value import value

SURER = 1.0  # log-odds by which a clause must be surer than any other
LETTERS_MIN = 8  # of a clause; "she said" is none, 五个汉字 may be
SIGNS_MIN = 4  # of a clause in Chinese
CLAUSES_MAX = 12  # of a longer sentence the whole is quoted
TOGETHER = 16  # sentences whose clauses are looked at together: of a long page no more is held
_EDGES = " \t\n,;:，；：、。.!?！？—–-"

Span = tuple[int, int]


def whole_of(text: str) -> Span:
    """The sentence without what stands around it."""
    stripped = text.strip()
    start = text.index(stripped)
    return start, start + len(stripped)


@value
class Wanted:
    """A sentence, the targets that it says, from which odds each is told, and what those around it and its facts add to the odds."""

    reading: Reading
    targets: Sequence[int]
    limits: Sequence[float]
    beside: Rows
    facts: Rows


def spans_of(wanted: Sequence[Wanted], known: Network) -> list[dict[int, Span]]:
    """For each sentence the span of each target's words."""
    return [
        found
        for at in range(0, len(wanted), TOGETHER)
        for found in _spans_of(wanted[at : at + TOGETHER], known)
    ]


def _spans_of(wanted: Sequence[Wanted], known: Network) -> list[dict[int, Span]]:
    parts = [_parts_told(each.reading) for each in wanted]
    lows = [each.reading.low[start:end] for each, some in zip(wanted, parts, strict=True) for start, end in some]  # fmt: skip
    if lows:
        features = pooled([pieces_of(low) for low in lows], known)
        odds = told_by_itself(features, gist(features, known), known)
    spans = []
    at = 0
    for each, some in zip(wanted, parts, strict=True):
        found = dict.fromkeys(each.targets, whole_of(each.reading.text))
        if some:
            own = odds[at : at + len(some)]
            own += each.beside
            own += each.facts
            found |= _clear(own[:, each.targets], each, some)
            at += len(some)
        spans.append(found)
    return spans


def _clear(
    odds: NDArray[np.float64], wanted: Wanted, parts: Sequence[Span]
) -> Iterator[tuple[int, Span]]:
    """The targets that one clause says by itself, more surely than any other."""
    second, best = np.sort(odds, axis=0)[-2:]
    for target, above, least, at in zip(
        wanted.targets, best, second, odds.argmax(axis=0), strict=True
    ):
        if above >= wanted.limits[target] and above - least >= SURER:
            yield target, parts[at]


def _parts_told(reading: Reading) -> list[Span]:
    """The clauses of which one may be told; none of a sentence that is one, or has too many."""
    parts = list(_parts(reading))
    return parts if 1 < len(parts) <= CLAUSES_MAX else []


def _parts(reading: Reading) -> Iterator[Span]:
    """The clauses of a sentence, without the signs that part them."""
    least = SIGNS_MIN if reading.words.language == "zh" else LETTERS_MIN
    start = 0
    for one, other in (*reading.breaks, (len(reading.text), len(reading.text))):
        text = reading.text[start:one]
        begin = start + len(text) - len(text.lstrip(_EDGES))
        end = start + len(text.rstrip(_EDGES))
        if end - begin >= least:
            yield begin, end
        start = other
