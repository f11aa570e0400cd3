"""Say who takes it and who is given it.

In: a sentence.  Out: collectors and recipients. Who takes it stands before the taking, or after "by";
who is given it, after the giving or before the receiving. Being allowed to take is not taking.
"""

from __future__ import annotations

import re

from firsthand.claim.reading import Found, Reading, clause
from firsthand.model.claim import Coded, Element

OTHER = "other"
JOINED_CHARACTERS = 6  # between "police" and "DNA laboratory"
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]* $")
WORD_CHARACTERS = 30  # a longer word is no name
GIVEN_CHARACTERS = 36  # between "sent to" and who is given it: "the local county"
RECEIVES_CHARACTERS = 60  # between who is given it and the receiving
FROM_CHARACTERS = 12  # "from their "
OWNED_CHARACTERS = 30  # between "the police's" and "collection"
ACTS_CHARACTERS = 110  # between who takes it and the taking


def read_roles(reading: Reading) -> Found:
    """Everybody who takes or is given it, each code once."""
    live = reading.words.sieve.live(reading.low)
    named = sorted(
        (match.start(), match.end(), code)
        for code, words in reading.words.roles
        if words.number in live
        for match in words.finditer(reading.low)
    )
    if not named:
        return
    said: set[tuple[Element, str]] = set()
    last: tuple[int, Element | None] = (-1, None)
    parted = len(reading.words.sections["act.takes"]) > 0  # words that part names are known
    for start, end, code in named:
        if any(
            one <= start and end <= other and other - one > end - start for one, other, _ in named
        ):
            continue  # "nurses" in "nurses from the clinic"
        if parted and code == OTHER and _belongs(reading, (start, end), named):
            continue
        element = _role(reading, start, end)
        if element is None and _JOINED.fullmatch(reading.low, last[0], start):
            element = last[1]  # "police and [cadres] went from door to door"
        last = (end, element)
        if element is not None and (element, code) not in said:
            said.add((element, code))
            first = _with_name(reading.text, start)
            yield element, Coded(code=code, text=reading.text[first:end]), (start, end)


def _belongs(reading: Reading, span: tuple[int, int], named: list[tuple[int, int, str]]) -> bool:
    """Whether it is part of somebody known better: "the county police [laboratory]"."""
    return any(
        code != OTHER
        and one < span[1]
        and span[0] < other + JOINED_CHARACTERS
        and not _PARTED.search(reading.low, min(other, span[0]), max(other, span[0]))
        for one, other, code in named
    )


_FROM = re.compile(r"\bfrom (?:the |an? |our |their )?$")
_JOINED = re.compile(r"[、和与及]|以及|,? and | or |,? along with |,? together with ")
_PARTED = re.compile(r"[,.;:，。；、：]| (?:and|or|to|by|with|from|in|at|the) |[和与及向由对给]")


def _with_name(text: str, start: int) -> int:
    """Where a name begins whose last words are known: "the Forensic Commission"."""
    while True:
        before = _CAPITAL.search(text, max(0, start - WORD_CHARACTERS), start)
        if before is None or not text[start].isupper():
            return start
        start = before.start()


def _role(reading: Reading, start: int, end: int) -> Element | None:
    sections = reading.words.sections
    if reading.words.cues["spared"].follows(reading.low, end):
        return None
    if sections["act.told"].follows(reading.low, end):
        return None
    if _is_given(reading, start, end):
        return Element.RECIPIENT
    if reading.buying:
        return None  # whoever orders scanners takes nothing yet
    return Element.COLLECTOR if _takes(reading, start, end) else None


def _is_given(reading: Reading, start: int, end: int) -> bool:
    """Whether it stands after "sent to", between "to" and "sent", or before "has access to"."""
    low, cues = reading.low, reading.words.cues
    for given in cues["send"].finditer(low, max(0, start - ACTS_CHARACTERS), start):
        if start - given.end() <= GIVEN_CHARACTERS and not (
            cues["subject_break"].stand(low, given.end(), start)
            or cues["clause"].stand(low, given.end(), start)
        ):
            return True
    if cues["send_to"].ends(low, start):
        sent = cues["send_after"].search(low, end, min(len(low), end + RECEIVES_CHARACTERS))
        if sent is not None and not cues["subject_break"].search(low, end, sent.start()):
            return True
    if len(cues["given_ending"]) and not cues["given_ending"].ends(low, end):
        return False  # "polise gönderildi", but not "polis gönderdi"
    if _FROM.search(low, max(0, start - FROM_CHARACTERS), start):
        return False  # "the information received from the hospital was sent on"
    receives = cues["receive"].search(low, end, min(len(low), end + RECEIVES_CHARACTERS))
    return receives is not None and not cues["subject_break"].stand(low, end, receives.start())


def _takes(reading: Reading, start: int, end: int) -> bool:
    """Whether it stands after "taken by", or before "take", or its own form says so (полицейскими)."""
    low, cues = reading.low, reading.words.cues
    takes = reading.words.sections["act.takes"]
    takes = takes if len(takes) else cues["taking"]
    bent = any(hit.end() <= end for hit in cues["agent"].finditer(low, start, end))
    if (
        cues["passive"].ends(low, start)
        or cues["passive_after"].follows(low, end)
        or (bent and not cues["not_between"].ends(low, start))
    ):
        left, right = clause(reading, start, end)
        return takes.stand(low, left, right) or reading.acted
    if _owns(reading, end):
        return True
    if cues["not_between"].ends(low, start) or cues["idle_ending"].ends(low, end):
        return False
    for acts in takes.finditer(low, end, min(len(low), end + ACTS_CHARACTERS)):
        if cues["subject_break"].stand(low, end, acts.start()):
            return False
        undergone = cues["undergone"].stand(low, acts.start(), acts.end())
        if not (undergone or cues["unable"].stand(low, end, acts.start())):
            return True
    return False


def _owns(reading: Reading, end: int) -> bool:
    """Whether an act of taking is said to be its own: "the gendarmerie's voice-sample campaign"."""
    owner = _OWNER.match(reading.low, end)
    return owner is not None and reading.words.sections["act.done"].stand(
        reading.low, owner.end(), min(len(reading.low), owner.end() + OWNED_CHARACTERS)
    )


_OWNER = re.compile(r"['’]s? (?!of |and |in )|的")
