"""Say who takes it and who is given it.

In: a sentence.  Out: collectors and recipients. Who takes it stands before the taking, or after "by";
who is given it, after the giving or before the receiving. Being allowed to take is not taking.
"""

from __future__ import annotations

from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Coded, Element

GIVEN_CHARACTERS = 36  # between "sent to" and who is given it: "the local county"
ACTS_CHARACTERS = 110  # between who takes it and the taking


def read_roles(reading: Reading) -> Found:
    """Everybody who takes or is given it, each code once."""
    named = sorted(
        (match.start(), match.end(), code)
        for code, words in reading.words.roles
        for match in words.finditer(reading.low)
    )
    said: set[tuple[Element, str]] = set()
    for start, end, code in named:
        element = _role(reading, start, end)
        if element is not None and (element, code) not in said:
            said.add((element, code))
            yield element, Coded(code=code, text=reading.text[start:end]), (start, end)


def _role(reading: Reading, start: int, end: int) -> Element | None:
    low, cues = reading.low, reading.words.cues
    if cues["spared"].follows(low, end):
        return None
    for given in cues["send"].finditer(low, max(0, start - 90), start):
        between = low[given.end() : start]
        if len(between) <= GIVEN_CHARACTERS and not (
            cues["subject_break"].search(between) or cues["clause"].search(between)
        ):
            return Element.RECIPIENT
    receives = cues["receive"].search(low, end, min(len(low), end + 60))
    if receives and not cues["subject_break"].search(low, end, receives.start()):
        return Element.RECIPIENT
    if cues["passive"].ends(low, start):
        return Element.COLLECTOR if reading.taking else None
    if cues["not_between"].ends(low, start):
        return None
    for acts in cues["taking"].finditer(low, end, min(len(low), end + ACTS_CHARACTERS)):
        between = low[end : acts.start()]
        if cues["subject_break"].search(between):
            return None
        if cues["unable"].search(between) or cues["taken_after"].ends(low, acts.start()):
            continue
        return Element.COLLECTOR
    return None
