"""Choose the pairs of pages that are compared closely, and the sentences that are worth encoding.

In: each page's keys, sentences and tongue, the encoder where there is one.  Out: pairs, vectors of
the pages that need them, and a problem where pages were left out. A small pile is encoded whole. In a
larger one a bounded number of sentences is: half for pages that share anchors already, the likeliest pairs first;
half for pages with few anchors, those of the rarer tongues first, then those nearest to them in time.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.trace.meaning import WINDOW, Meanings, find_alike, find_meanings
from firsthand.trace.worth import Index, Keyed, pair_pages

SENTENCES_MAX = 8_000  # encoded in one run beyond a small pile; about ten CPU seconds
ENCODED_PAIRS_MAX = 3  # pairs of one page that are encoded because they share anchors
FEW_KEYS = 3  # a page with so few telling keys is looked for by meaning
TELLING_BITS = 5.0

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Pair = tuple[int, int]


@value
class Sought:
    """A page as it is looked for: keys, sentences (none where no encoder knows the tongue), day."""

    keyed: Keyed
    sentences: Sequence[str]
    day: float  # infinite where none is known


@value
class Candidates:
    """Pairs to compare, the smaller first, and vectors of the pages that have them."""

    pairs: tuple[Pair, ...]
    meanings: Meanings | None
    problems: tuple[Problem, ...]


def find_candidates(
    pages: Sequence[Sought],
    *,
    index: Index,
    apart: NDArray[np.bool_],
    encode: Encode | None,
    likeliest: Callable[[Iterable[Pair]], Sequence[Pair]],
) -> Candidates:
    """Pairs by anchors and, where there is an encoder, by meaning.

    *apart* says which tongues differ; *likeliest* puts pairs in order by anchors alone.
    """
    keyed = [page.keyed for page in pages]
    by_anchors = [(a, b) for a, b, _ in pair_pages(keyed, index=index, apart=apart)]
    reached = _reached(pages, apart)
    if encode is None or not reached:
        return Candidates(pairs=tuple(sorted(by_anchors)), meanings=None, problems=())
    encode = _remembering(encode)
    problems: tuple[Problem, ...] = ()
    chosen = set(reached)
    looked_for = [page.sentences if at in chosen else () for at, page in enumerate(pages)]
    if sum(map(len, looked_for)) > SENTENCES_MAX:
        leads, left_out = _leads(pages, reached, index)
        looked_for = [
            pages[at].sentences[:WINDOW] if at in leads else () for at in range(len(pages))
        ]
        problems = (_left_out(left_out),) if left_out else ()
    tongues = [page.tongue for page in keyed]
    meanings = find_meanings(looked_for, encode=encode)
    alike = find_alike(meanings, apart=apart, tongues=tongues)
    problems += alike.problems
    if looked_for and sum(map(len, looked_for)) < sum(len(pages[at].sentences) for at in reached):
        known = [(a, b) for a, b in by_anchors if a in chosen and b in chosen]
        wanted = _within(likeliest(known), pages) | {at for pair in alike.values for at in pair}
        meanings = find_meanings(
            [page.sentences if at in wanted else () for at, page in enumerate(pages)], encode=encode
        )
    pairs = tuple(sorted({*by_anchors, *alike.values}))
    return Candidates(pairs=pairs, meanings=meanings, problems=problems)


def _reached(pages: Sequence[Sought], apart: NDArray[np.bool_]) -> list[int]:
    """Pages whose tongue the encoder knows, where it knows another one too."""
    known = [at for at, page in enumerate(pages) if page.sentences]
    tongues = sorted({pages[at].keyed.tongue for at in known})
    paired = {one for one in tongues if apart[one, tongues].any()}
    return [at for at in known if pages[at].keyed.tongue in paired]


def _remembering(encode: Encode) -> Encode:
    """The same encoder, which reads no sentence twice."""
    known: dict[str, NDArray[np.float32]] = {}

    def remembered(sentences: Sequence[str]) -> NDArray[np.float32]:
        fresh = [words for words in dict.fromkeys(sentences) if words not in known]
        if fresh:
            known.update(zip(fresh, encode(fresh), strict=True))
        return np.stack([known[words] for words in sentences])

    return remembered


def _leads(
    pages: Sequence[Sought], reached: Sequence[int], index: Index
) -> tuple[frozenset[int], int]:
    """Pages with few anchors whose first sentences are compared, and how many have to be left out."""
    poor = [at for at in reached if _telling(pages[at].keyed, index) < FEW_KEYS]
    counts = Counter(pages[at].keyed.tongue for at in reached)
    common = min(counts, key=lambda tongue: (-counts[tongue], tongue))
    rare = [at for at in poor if pages[at].keyed.tongue != common]
    days = sorted(pages[at].day for at in rare if math.isfinite(pages[at].day))
    rest = [at for at in poor if pages[at].keyed.tongue == common]
    rare.sort(key=lambda at: (counts[pages[at].keyed.tongue], pages[at].keyed.rank))
    rest.sort(key=lambda at: (_away(pages[at].day, days), pages[at].keyed.rank))
    most = SENTENCES_MAX // 2 // WINDOW
    kept = rare[: most // 2]
    kept += rest[: most - len(kept)] if kept else []
    return frozenset(kept), (len(poor) - len(kept) if rare else 0)


def _telling(keyed: Keyed, index: Index) -> int:
    return sum(index.bits[index.numbers[key]] >= TELLING_BITS for key in keyed.keys)


def _away(day: float, days: Sequence[float]) -> float:
    """How far *day* is from the nearest of *days*, in days."""
    if not days or not math.isfinite(day):
        return math.inf
    at = bisect_left(days, day)
    return min(abs(day - other) for other in days[max(at - 1, 0) : at + 1])


def _within(pairs: Sequence[Pair], pages: Sequence[Sought]) -> set[int]:
    """Pages of the first *pairs*, as many as half of the sentences allow."""
    left = SENTENCES_MAX // 2
    met: Counter[int] = Counter()
    for a, b in pairs:
        cost = sum(len(pages[at].sentences) for at in (a, b) if at not in met)
        if max(met[a], met[b]) < ENCODED_PAIRS_MAX and cost <= left:
            left -= cost
            met.update((a, b))
    return set(met)


def _left_out(count: int) -> Problem:
    return Problem(
        severity=Severity.NOTE,
        code="too-many-sentences",
        message=f"the beginnings of pages with few figures and names are compared by meaning up to {SENTENCES_MAX} sentences, {count} such pages were beyond that and are found by anchors alone",
        where="trace",
    )
