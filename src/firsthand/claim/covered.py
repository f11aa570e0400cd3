"""Say which ages the programme covers.

In: a sentence.  Out: age ranges. The ages of a population, of another programme, and of those who are
exempt are none.
"""

from __future__ import annotations

from firsthand.claim.reading import Found, Reading, clause
from firsthand.model.claim import AgeRange, Element


def read_ages(reading: Reading) -> Found:
    """Ages that the programme covers."""
    cues = reading.words.cues
    for ages in reading.ages:
        left, right = clause(reading, ages.start, ages.end)
        if (
            cues["elsewhere"].stand(reading.low, left, right)
            or cues["exempt"].stand(reading.low, left, right)
            or (
                cues["population"].stand(reading.low, left, right)
                and not cues["taking"].stand(reading.low, left, right)
                and not _is_duty(reading, left, right)
            )
        ):
            continue
        value = AgeRange(age_years_min=ages.low, age_years_max=ages.high)
        yield Element.AGE_RANGE, value, (ages.start, ages.end)


def _is_duty(reading: Reading, left: int, right: int) -> bool:
    """Whether the clause says that they must: "inhabitants from 12 to 70 are obliged to appear"."""
    return any(
        term.element is Element.COMPULSION and term.words.search(reading.low, left, right)
        for term in reading.words.terms
    )
