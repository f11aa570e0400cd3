"""Weigh what speaks for one of two documents being the earlier, apart from dates.

In: `Clues`, what two documents share.  Out: log-odds, positive where the first is the earlier.
Dates are weighed in `trace.dates`, a family as a whole in `trace.trees`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import AttributionKind, TextPosition
from firsthand.trace.clues import Clues
from firsthand.trace.forms import Looks, are_names, are_other_figures
from firsthand.trace.quoted import are_quoted
from firsthand.trace.reuse import Reuse, Shared

# Log-odds of each clue; docs/methods/tracing.md gives the corpora they were set on.
CANONICAL = 4.0  # the page gives the other's address as its own
LINK = 3.0  # the page links to the other
NAMES = {  # the page names the other's publisher
    AttributionKind.CREDIT: 3.0,
    AttributionKind.BYLINE: 2.5,
    AttributionKind.REFERENCE: 2.2,
    AttributionKind.SAID: 2.0,
}
OUTSIDE_CREDIT = 0.7  # the page credits somebody else, the other nobody
EXCERPT = 0.4  # one lies wholly in the other: excerpts are commoner than enlargements
WHOLLY = 0.9
FORMULA_SHARE = 0.4  # pages with more in common are versions of each other
FORMULA_SLIP = 12  # characters by which a passage may run over the edge of a statement
LEAN_MOST = 6.0
NAMED_STEP = 3.0  # a page that names or links to another has its words rather from there
UNSHARED = 12.0  # a text that the other lacks altogether is as far as this many differences
HELD, DIFFERENCE = 0.06, 1.0  # log-odds for each letter held, and for each difference
COST_MOST = 60.0  # beyond this, further differences tell nothing

Columns = NDArray[np.float64]


def lean(clues: Clues, reuse: Reuse, one: int, other: int) -> float:
    """Log-odds that *one* is earlier than *other*, from all that is not a date."""
    shared = reuse.between(one, other)
    assert shared is not None, "only texts that share words are weighed"
    return weigh_pair(clues, reuse, one, other, shared)[0]


def weigh_pair(
    clues: Clues, reuse: Reuse, one: int, other: int, shared: Shared
) -> tuple[float, float, float]:
    """Of two pages the `lean`, and log-weights for steps themselves: *one* → *other*, and back.

    A page that points to another has its words from there and not from a copy of it.
    """
    forth = points_to(clues, reuse, other, one)
    back = points_to(clues, reuse, one, other)
    odds = lean_of(
        np.array(forth - back),
        np.array(credits_whole(clues, other) - credits_whole(clues, one)),
        one_share=np.array(shared.one_share),
        other_share=np.array(shared.other_share),
    )
    return (
        float(odds),
        NAMED_STEP if forth > 0 else 0.0,
        NAMED_STEP if back > 0 else 0.0,
    )


def lean_of(
    points: Columns, credit: Columns, *, one_share: Columns, other_share: Columns
) -> Columns:
    """Log-odds that the first of two pages is the earlier, a pair a row.

    *points* is how much more strongly the second points to the first than the first to it; *credit*
    is 1 where only the second credits anybody, -1 where only the first does.
    """
    odds = points + OUTSIDE_CREDIT * credit
    wholly = np.maximum(one_share, other_share) >= WHOLLY
    odds = np.where(wholly, odds + EXCERPT * (other_share - one_share), odds)
    leaned: Columns = np.clip(odds, -LEAN_MOST, LEAN_MOST)
    return leaned


def points_to(clues: Clues, reuse: Reuse, page: int, target: int) -> float:
    """How strongly a page says that it has something from another."""
    odds = 0.0
    if target in clues.copy_of[page]:
        odds += CANONICAL
    if target in clues.links[page]:
        odds += LINK
    return odds + _naming_odds(clues, reuse, page, target)


def _naming_odds(clues: Clues, reuse: Reuse, page: int, target: int) -> float:
    """How strongly a page names another's publisher as its source.

    A naming within what the two share is no sign of it: the other page has the words too, and a
    publisher does not cite itself.
    """
    publisher = clues.publishers[target]
    named = clues.named[page].get(publisher, ()) if publisher else ()
    if not named:
        return 0.0
    common = [
        TextPosition(start=start, end=end)
        for start, end in [
            reuse.place(page, stretch) for stretch in reuse.explained(target, page, ends=False)
        ]
    ]
    own = (one for one in named if not is_within(one.source, common))
    return max((NAMES[one.kind] for one in own), default=0.0)


def is_within(place: TextPosition, stretches: Sequence[TextPosition]) -> bool:
    """Whether words lie wholly in one of several stretches."""
    return any(s.start <= place.start and place.end <= s.end for s in stretches)


def is_formula(  # noqa: PLR0917 - a pair and what is known
    clues: Clues, reuse: Reuse, one: int, other: int, shared: Shared, looks: Looks | None = None
) -> bool:
    """Whether two pages share no more than the way in which both say what a source said.

    "According to X, N people over M": two papers write it alike of one matter, and of two. Who
    copied the sentence has all of it, letter for letter. Nor do they share anything who have no more
    in common than names and their verbs, to the end of one sentence and into the next, or than what both
    quote of one source.
    """
    sides = ((one, shared.one_stretches), (other, shared.other_stretches))
    if min(shared.one_share, shared.other_share) >= WHOLLY:
        return False
    if are_names(clues, reuse, *sides[0], looks) or are_names(clues, reuse, *sides[1], looks):
        return True
    if max(shared.one_share, shared.other_share) > FORMULA_SHARE:
        return False
    if are_quoted(clues, reuse, one, other, shared, looks):
        return True
    if are_other_figures(reuse, one, other, shared, looks):
        return True
    return bool(clues.named[one] and clues.named[other]) and all(
        _all_said(clues, reuse, page, rows, shared.edits) for page, rows in sides
    )


def _all_said(
    clues: Clues, reuse: Reuse, page: int, stretches: Sequence[tuple[int, int]], edits: int
) -> bool:
    """Whether all stretches lie in what a page has others say, and none is the whole of it."""
    said = [
        (
            min(one.source.start, one.cue.start, (one.content or one.cue).start),
            max(one.source.end, one.cue.end, (one.content or one.cue).end),
        )
        for given in clues.named[page].values()
        for one in given
    ]
    if not said:
        return False
    for stretch in stretches:
        first, last = reuse.place(page, stretch)
        inside = [
            (start, end)
            for start, end in said
            if start - FORMULA_SLIP <= first and last <= end + FORMULA_SLIP
        ]
        if not inside:
            return False
        if not edits and any(last - first >= WHOLLY * (e - s) for s, e in inside):
            return False
    return True


def credits_whole(clues: Clues, page: int) -> float:
    """Whether a page credits anybody for the whole of itself."""
    return float(
        any(
            one.kind is AttributionKind.CREDIT and one.content is None
            for named in clues.named[page].values()
            for one in named
        )
    )


def step_cost(shared: Shared) -> float:
    """How far two texts lie apart: differences between them, and what each has that the other lacks.

    The same both ways, so that by itself it says who is near whom and never who was first.
    """
    return float(
        costs_of(
            np.array(shared.one_share), np.array(shared.other_share), np.array(float(shared.edits))
        )
    )


def costs_of(one_share: Columns, other_share: Columns, edits: Columns) -> Columns:
    """The `step_cost` of many pairs."""
    apart = (1 - one_share) + (1 - other_share)
    costs: Columns = np.minimum(edits + UNSHARED * apart, COST_MOST)
    return costs


def explained(share: Columns, weight: Columns, edits: Columns) -> Columns:
    """How well one text explains the words of another, of which it has *share* and which weighs *weight*.

    Of texts that are surely earlier the one is the likeliest source that has most of the later's
    words with the fewest differences; what it has besides tells nothing.
    """
    return HELD * share * weight - DIFFERENCE * edits


def odds_to_chance(odds: float) -> float:
    """A probability from log-odds."""
    return 1 / (1 + math.exp(-odds))
