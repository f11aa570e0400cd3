"""Say what else is done: relatives found, absent residents called, phones checked.

In: a sentence.  Out: the source's own words for it. Each of these is known by its words alone, which
stand with their gaps in the language's file.
"""

from __future__ import annotations

from firsthand.claim.phrases import Span, on_programme, shown, trimmed
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Words

_MEASURES = (
    (Element.KINSHIP, "kinship"),
    (Element.ABSENT_RESIDENTS, "absent"),
    (Element.SURVEILLANCE_CONTEXT, "control"),
)


def read_measures(reading: Reading) -> Found:
    """Every measure that the sentence tells, each in its own words."""
    if not on_programme(reading):
        return
    low, sections = reading.low, reading.words.sections
    for element, name in _MEASURES:
        said: list[Span] = []
        for hit in sections[f"{name}.words"].finditer(low):
            start, end = trimmed(reading, *hit.span())
            if sections[f"{name}.beside"].search(low, *_around(reading, (start, end))):
                continue
            if any(start < other and one < end for one, other in said):
                continue
            said.append((start, end))
            yield element, Words(text=shown(reading, (start, end))), (start, end)


BESIDE_CHARACTERS = 40  # how far a word that makes it another matter may stand


def _around(reading: Reading, span: Span) -> Span:
    return max(0, span[0] - BESIDE_CHARACTERS), min(len(reading.low), span[1] + BESIDE_CHARACTERS)
