"""Say which ages the programme covers.

In: a sentence.  Out: age ranges. The ages of a population, of another programme, and of those who are
exempt are none.
"""

from __future__ import annotations

from firsthand.claim.ages import Ages
from firsthand.claim.reading import Found, Reading, clause
from firsthand.model.claim import AgeRange, Element

SPARED_CHARACTERS = 30  # between "under five" and "are not fingerprinted"


def read_ages(reading: Reading) -> Found:
    """Ages that the programme covers."""
    cues = reading.words.cues
    spared: list[Ages] = []
    alone = not cues["exempt"].stand(reading.low)  # it says whom it takes nothing from, and no rule
    for ages in reading.ages:
        left, right = clause(reading, ages.start, ages.end)
        if None in (ages.low, ages.high) and _is_spared(reading, ages, right):
            spared.append(ages)
            continue
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
        alone = False
        yield Element.AGE_RANGE, value, (ages.start, ages.end)
    lowest = next((each.high for each in spared if each.high is not None), None)
    highest = next((each.low for each in spared if each.low is not None), None)
    if lowest is not None and (lowest < highest if highest is not None else alone):
        # "children under 14 and people over 70 are not fingerprinted"; of the oldest alone nothing is said
        value = AgeRange(age_years_min=lowest, age_years_max=highest)
        yield Element.AGE_RANGE, value, (spared[0].start, spared[-1].end)


def _is_spared(reading: Reading, ages: Ages, right: int) -> bool:
    """Whether those of these ages are let off: what is said right behind them says so."""
    stop = min(right, ages.end + SPARED_CHARACTERS)
    return reading.words.sections["act.let_off"].stand(reading.low, ages.end, stop)


def _is_duty(reading: Reading, left: int, right: int) -> bool:
    """Whether the clause says that they must: "inhabitants from 12 to 70 are obliged to appear"."""
    return any(
        term.element is Element.COMPULSION and term.words.search(reading.low, left, right)
        for term in reading.words.terms
    )
