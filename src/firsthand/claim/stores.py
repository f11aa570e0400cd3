"""Say which system or database holds what was taken.

In: a sentence.  Out: names of stores as written. A word for a store counts where the sentence says that
something is held in it, or where its own name says what it holds ("the DNA database").
"""

from __future__ import annotations

import re

from firsthand.claim.phrases import Span, name_before, on_programme, phrase_from, shown, within
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Words

HELD_CHARACTERS = 60  # between "stored in" and the store, and between it and "holds"
OF_CHARACTERS = 60  # "a database of iris scans and blood types"
_STORE = r"(?:System|Platform|Index|Register|Registry|Database|Databank|Archive|Repository|Cloud)s?"
_ENDS = re.compile(rf"\b{_STORE}\b")
_WRITTEN = re.compile(  # "the Offender Index", "the Provincial Population System (SIPRO)"
    rf"(?!The )(?:[A-Z][\w’'-]+ (?:of |and )?){{1,5}}{_STORE}\b(?: \([A-Z][\w-]{{1,12}}\))?"
)
_JOINED = re.compile(  # "fed into a store known as SeaTrace", "the agency's EyeCloud"
    r"(?<=['’]s )[A-Z][a-z]+[A-Z]\w+|(?:(?<=called )|(?<=known as )|(?<=named ))[A-Z][a-z]+[A-Z]\w+"
)
_BARE = re.compile(
    r"(?:(?:an?|the|this|that|new|own|same|biometric|digital) )*"
    r"(?:register|system|platform|index|archive|file|files|bank|roll|computer|watch ?list)s?"
)
_OF = re.compile(r" (?:of|for) (?!the )")


def read_stores(reading: Reading) -> Found:
    """Every store that is said to hold it, the fullest name of each once."""
    if not on_programme(reading):
        return
    sections = reading.words.sections
    named = [_named(reading, hit) for hit in sections["storage.store"].finditer(reading.low)]
    if reading.words.whole:
        named += [hit.span() for hit in _JOINED.finditer(reading.text)]
        if _ENDS.search(reading.text):
            named += [hit.span() for hit in _WRITTEN.finditer(reading.text)]
    named = [span for span in named if not _BARE.fullmatch(reading.low[span[0] : span[1]])]
    spans = [span for span in named if _holds(reading, span)]
    spans += [
        hit.span()
        for hit in sections["storage.named"].finditer(reading.low)
        if not sections["storage.beside"].follows(reading.low, hit.end())
    ]
    said: list[str] = []
    for span in sorted(spans, key=lambda each: (each[0] - each[1], each)):
        low = reading.low[span[0] : span[1]]
        if not any(low in other for other in said):
            said.append(low)
            yield Element.STORAGE, Words(text=shown(reading, span)), span


def _named(reading: Reading, hit: re.Match[str]) -> Span:
    """A store with the words that belong to its name."""
    start, end = name_before(reading, hit.start()), hit.end()
    held = _OF.match(reading.low, end)
    if held is not None and reading.words.whole:
        first, last = phrase_from(reading, held.end())
        if first < last <= end + OF_CHARACTERS:
            telling = reading.words.sections["storage.telling"]
            end = last if telling.search(reading.low, first, last) else end
    return start, end


def _holds(reading: Reading, span: Span) -> bool:
    low, sections = reading.low, reading.words.sections
    start, end = span
    beside = sections["storage.beside"]
    if beside.search(low, start, end) or beside.follows(low, end) or beside.ends(low, start):
        return False
    if sections["storage.telling"].search(low, start, end):
        return True
    left, right = within(reading, span)
    return bool(
        sections["storage.holds"].search(low, max(left, start - HELD_CHARACTERS), start)
        or sections["storage.holding"].search(low, end, min(right, end + HELD_CHARACTERS))
    )
