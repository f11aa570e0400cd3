"""Tell how firmly a sentence says something: asserted, hedged, denied, or said to be unknown.

In: a sentence and a span in it.  Out: the stance, read from the span's own clause.
"""

from __future__ import annotations

from firsthand.claim.reading import Reading, clause
from firsthand.model.claim import Element, Stance

DENY_CHARACTERS = 70  # how far a "not" reaches forward
ACT_CHARACTERS = 30  # between who acts and what is said of the act
ACTING = frozenset({Element.COLLECTOR, Element.RECIPIENT})
SETTLED = frozenset(
    {Element.CONSENT, Element.COMPULSION, Element.SANCTION}
)  # a "not" is in the code


def stance_of(reading: Reading, span: tuple[int, int], element: Element, *, denied: bool) -> Stance:
    """How firmly it is said; *denied* where who is quoted denies it."""
    low, cues = reading.low, reading.words.cues
    start, end = clause(reading, *span, strong=True)
    near_start, near_end = clause(reading, *span)
    if element is Element.CONSENT and cues["unknown"].search(low, start, end):
        return Stance.UNKNOWN
    if cues["unknown"].search(low, near_start, span[0]):
        return Stance.UNKNOWN
    if cues["whether"].search(low, near_start, span[0]) and cues["unknown"].search(low, start, end):
        return Stance.UNKNOWN
    if denied or (
        element not in SETTLED and _denied(reading, span, element, (near_start, near_end))
    ):
        return Stance.DENIED
    return Stance.HEDGED if cues["hedge"].search(low, start, end) else Stance.ASSERTED


def _denied(
    reading: Reading, span: tuple[int, int], element: Element, within: tuple[int, int]
) -> bool:
    start, end = within
    low, cues = reading.low, reading.words.cues
    if cues["deny_next"].ends(low, span[0]):
        return True
    before = cues["deny"].search(low, max(start, span[0] - DENY_CHARACTERS), span[0])
    after = cues["deny_after"].search(low, span[1], min(end, span[1] + DENY_CHARACTERS))
    if element in ACTING:  # "police do not take …"
        after = after or cues["deny"].search(low, span[1], min(end, span[1] + ACT_CHARACTERS))
    return before is not None or after is not None
