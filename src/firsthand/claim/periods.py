"""Say when the programme ran.

In: a sentence.  Out: periods. The date on which something was published or said, and the date of
something else that happened, are no period of the programme.
"""

from __future__ import annotations

from firsthand.claim.dates import Span
from firsthand.claim.reading import RUNNING, Found, Reading, clause, is_told
from firsthand.model.claim import Element, Period
from firsthand.model.moment import is_edtf

MONTH_CHARACTERS = 7  # 2017-10: what is longer is one day


def read_periods(reading: Reading) -> Found:
    """Periods that the sentence gives for the programme."""
    if not (reading.taking or reading.about or reading.topical or reading.steeped):
        return
    for span in reading.dates:
        if is_edtf(span.edtf) and _ran(reading, span) and not _is_beside(reading, span):
            yield Element.PERIOD, Period(edtf=span.edtf), (span.start, span.end)


def _is_beside(reading: Reading, span: Span) -> bool:
    """Whether it dates a report, a purchase, a state of things on a day, or something else."""
    if span.kind == "as_of" or (span.kind == "during" and len(span.edtf) > MONTH_CHARACTERS):
        return True
    low, cues = reading.low, reading.words.cues
    left, right = clause(reading, span.start, span.end)
    bought = span.kind == "during" and cues["spent"].stand(low, left, right)
    other = cues["elsewhere"].stand(low, left, right) or cues["exempt"].stand(low, left, right)
    return bool(is_told(reading, span) or bought or other)


def _ran(reading: Reading, span: Span) -> bool:
    """Whether the clause says that something was taken then, or that the programme ran."""
    low, cues = reading.low, reading.words.cues
    left, right = clause(reading, span.start, span.end)
    acts, was = (reading.words.sections[name] for name in ("act.takes", "act.was"))
    wide = clause(reading, span.start, span.end, strong=True)
    if reading.steeped and (acts.stand(low, *wide) or was.stand(low, left, right)):
        return True
    if span.kind == "during" and not (
        reading.topical or reading.about or cues["taking_sure"].stand(low, left, right)
    ):
        return False
    if cues["taking"].stand(low, left, right) or cues["programme"].stand(low, left, right):
        return True
    if reading.steeped and span.kind in RUNNING:
        return True
    left, right = clause(reading, span.start, span.end, strong=True)
    if cues["taking"].stand(low, left, right):
        return True
    return span.kind != "during" and cues["programme"].stand(low, left, right)
