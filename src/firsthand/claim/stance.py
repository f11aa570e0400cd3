"""Tell how firmly a sentence says something: asserted, hedged, denied, or said to be unknown.

In: a sentence and a span in it.  Out: the stance, read from the span's own clause.
"""

from __future__ import annotations

from firsthand.claim.reading import Reading, clause
from firsthand.model.claim import Element, Stance

DENY_CHARACTERS = 70  # how far a "not" reaches forward
ACT_CHARACTERS = 30  # between who acts and what is said of the act
BESIDE = frozenset({
    Element.AIM, Element.STORAGE, Element.TARGET_GROUP, Element.KINSHIP, Element.ASSESSMENT,
})  # fmt: skip  # what is feared of these is hedged
ACTING = frozenset({Element.COLLECTOR, Element.RECIPIENT})
SETTLED = frozenset({
    Element.CONSENT, Element.COMPULSION, Element.SANCTION, Element.LEGAL_BASIS, Element.ASSESSMENT,
    Element.DENIAL, Element.AGE_EXCEPTION, Element.ABSENT_RESIDENTS,
})  # fmt: skip  # a "not" is in the code or in the words


def stance_of(reading: Reading, span: tuple[int, int], element: Element, *, denied: bool) -> Stance:
    """How firmly it is said; *denied* where who is quoted denies it."""
    low, cues = reading.low, reading.words.cues
    start, end = clause(reading, *span, strong=True)
    near_start, near_end = clause(reading, *span)
    if element is Element.CONSENT and cues["unknown"].stand(low, start, end):
        return Stance.UNKNOWN
    if cues["unknown"].stand(low, near_start, span[0]):
        return Stance.UNKNOWN
    if cues["whether"].stand(low, near_start, span[0]) and cues["unknown"].stand(low, start, end):
        return Stance.UNKNOWN
    if (denied and element is not Element.DENIAL) or (
        element not in SETTLED and _denied(reading, span, element, (near_start, near_end))
    ):
        return Stance.DENIED
    return Stance.HEDGED if _hedged(reading, element, (start, end)) else Stance.ASSERTED


def _hedged(reading: Reading, element: Element, within: tuple[int, int]) -> bool:
    """Whether the clause hedges; "aims to" says an aim and does not hedge it."""
    low, words = reading.low, reading.words
    if element in BESIDE and words.sections["stance.fear"].stand(low, *within):
        return True
    if element is not Element.AIM:
        return words.cues["hedge"].stand(low, *within)
    hedges = words.cues["hedge"].finditer(low, *within)
    aims = [hit.span() for hit in words.sections["aim.strong"].finditer(low, *within)]
    return any(
        not any(one < hit.end() and hit.start() < other for one, other in aims) for hit in hedges
    )


def _denied(
    reading: Reading, span: tuple[int, int], element: Element, within: tuple[int, int]
) -> bool:
    start, end = within
    low, cues = reading.low, reading.words.cues
    if element is Element.AGE_RANGE and reading.words.sections["act.let_off"].stand(
        low, span[1], end
    ):
        return False  # those under it are let off, and that is what is said
    if cues["deny_next"].ends(low, span[0]):
        return True
    before = cues["deny"].stand(low, max(start, span[0] - DENY_CHARACTERS), span[0])
    after = cues["deny_after"].stand(low, span[1], min(end, span[1] + DENY_CHARACTERS))
    if element in ACTING:  # "police do not take …"
        after = after or cues["deny"].stand(low, span[1], min(end, span[1] + ACT_CHARACTERS))
    return before or after
