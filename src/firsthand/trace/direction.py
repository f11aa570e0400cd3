"""Weigh what speaks for one of two documents being the earlier, apart from dates.

In: `Clues`, what two documents share.  Out: log-odds, positive where the first is the earlier.
Dates are weighed in `trace.dates`, a family as a whole in `trace.trees`.
"""

from __future__ import annotations

import math

from firsthand.model.document import AttributionKind
from firsthand.trace.clues import Clues
from firsthand.trace.reuse import Shared

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
LEAN_MOST = 6.0
NAMED_STEP = 1.5  # a page that names or links to another has its words rather from there
UNSHARED = 12.0  # a text that the other lacks altogether is as far as this many differences
COST_MOST = 60.0  # beyond this, further differences tell nothing


def lean(clues: Clues, one: int, other: int, shared: Shared) -> float:
    """Log-odds that *one* is earlier than *other*, from all that is not a date."""
    odds = _points_to(clues, other, one) - _points_to(clues, one, other)
    odds += OUTSIDE_CREDIT * (_credits(clues, other) - _credits(clues, one))
    if max(shared.one_share, shared.other_share) >= WHOLLY:
        odds += EXCERPT * (shared.other_share - shared.one_share)
    return min(max(odds, -LEAN_MOST), LEAN_MOST)


def likeness(clues: Clues, page: int, target: int) -> float:
    """Log-weight for *page* having its words from *target* itself and not from a copy of it."""
    return NAMED_STEP if _points_to(clues, page, target) > 0 else 0.0


def _points_to(clues: Clues, page: int, target: int) -> float:
    """How strongly a page says that it has something from another."""
    odds = 0.0
    if target in clues.copy_of[page]:
        odds += CANONICAL
    if target in clues.links[page]:
        odds += LINK
    return odds + naming_odds(clues, page, target)


def naming_odds(clues: Clues, page: int, target: int) -> float:
    """How strongly a page names another's publisher as its source."""
    publisher = clues.publishers[target]
    named = clues.named[page].get(publisher, ()) if publisher else ()
    return max((NAMES[one.kind] for one in named), default=0.0)


def _credits(clues: Clues, page: int) -> float:
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
    apart = (1 - shared.one_share) + (1 - shared.other_share)
    return min(shared.edits + UNSHARED * apart, COST_MOST)


def odds_to_chance(odds: float) -> float:
    """A probability from log-odds."""
    return 1 / (1 + math.exp(-odds))
