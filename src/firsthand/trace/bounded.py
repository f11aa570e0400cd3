"""Bound when a page was made by who links to it: what a dated page links to was there by then.

In: the spans of pages, who links to whom.  Out: spans.  A link may have been put in later, and the date of who
links may be wrong: so a page's own date is only doubted, and a page without one is taken to be no later, as if
an archive had met it then. Which pages link to each other is told in `trace.clues`.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Sequence

from firsthand.trace.dates import SAME_DAY, Span

DOUBTED = (
    4.0  # the odds that a date is wrong, for each page that links to it and is dated before it
)
DOUBTED_MOST = 16.0
SURE_MOST = 1.0  # who links is asked only if nothing makes its own date doubtful


def bounded_spans(spans: Sequence[Span], links: Sequence[Collection[int]]) -> tuple[Span, ...]:
    """The spans with what links say of them."""
    found = list(spans)
    doubts: dict[int, float] = {}
    latest: dict[int, float] = {}
    for page, targets in enumerate(links):
        own = spans[page]
        if not targets or not math.isfinite(own.low) or own.doubt > SURE_MOST:
            continue
        by = own.high + SAME_DAY
        for target in targets:
            there = spans[target]
            if not there.stated:
                latest[target] = min(latest.get(target, math.inf), by)
            elif there.low >= by:
                doubts[target] = min(doubts.get(target, 1.0) * DOUBTED, DOUBTED_MOST)
    for target, by in latest.items():
        there = found[target]
        if by < there.high:
            found[target] = dataclasses.replace(there, high=by, seen=min(there.seen, by))
    for target, factor in doubts.items():
        found[target] = dataclasses.replace(found[target], doubt=found[target].doubt * factor)
    return tuple(found)
