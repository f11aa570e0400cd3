"""Say when the programme ran.

In: a sentence.  Out: periods. The date on which something was published or said, and the date of
something else that happened, are no period of the programme.
"""

from __future__ import annotations

from firsthand.claim.reading import Found, Reading, clause
from firsthand.model.claim import Element, Period

MONTH_CHARACTERS = 7  # 2017-10: what is longer is one day


def read_periods(reading: Reading) -> Found:
    """Periods that the sentence gives for the programme."""
    cues = reading.words.cues
    if not (reading.taking or reading.about):
        return
    for span in reading.dates:
        if span.kind == "as_of" or (span.kind == "during" and len(span.edtf) > MONTH_CHARACTERS):
            continue  # a state of things on a day is no period
        left, right = clause(reading, span.start, span.end)
        around = reading.low[left:right]
        told = cues["published"].search(reading.low, max(left, span.start - 40), span.start)
        told = told or cues["published_after"].search(reading.low, span.end, min(right, span.end + 24))
        bought = span.kind == "during" and cues["spent"].search(around)
        if told or bought or cues["elsewhere"].search(around) or cues["exempt"].search(around):
            continue
        acts = cues["taking"].search(around) or cues["programme"].search(around)
        if not acts:
            left, right = clause(reading, span.start, span.end, strong=True)
            wide = reading.low[left:right]
            acts = cues["taking"].search(wide) or (
                span.kind != "during" and cues["programme"].search(wide)
            )
        sure = reading.topical or reading.about or cues["taking_sure"].search(around)
        if acts and (span.kind != "during" or sure):
            yield Element.PERIOD, Period(edtf=span.edtf), (span.start, span.end)
