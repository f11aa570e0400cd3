"""Part a document's blocks into sentences, the stretches that claims are read from.

In: a document.  Out: passages in order, disjoint, that leave out nothing but space.
"""

from __future__ import annotations

import re

from firsthand.model.document import Document, Passage, TextPosition

PASSAGE_CHARACTERS_MAX = 2_000  # a longer stretch without a full stop is parted at a space or comma
_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？；…]+[”’」』）]*|[؟۔।།]+[\"»”]*|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Sen|Rep|Gov|Gen|Col|Lt|No|Nr|Art|vs|etc|approx|ca|cf|al|Inc|Ltd|Co|Corp|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|U\.S|U\.N|U\.K|e\.g|i\.e|a\.m|p\.m|z\.B|т\.е|г|гг|тыс|млн|млрд|руб|Mio|Mrd|Tsd|bzw|Abs|Hr|Sra|Dra|núm|págs?|EE)"
    r"|\b[A-ZА-Я])\.$"
)
_ORDINAL = re.compile(r"\b\d{1,2}\.$")
_ORDERED = re.compile(  # what a German ordinal stands before: am 24. September, das 14. Lebensjahr
    r"\s*(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    r"Lebensjahr|Jahrhundert|Klasse|Geburtstag)\b"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})\)?\.", re.IGNORECASE)
_SPACE = re.compile(r"[\s,，、]")


def split_passages(document: Document) -> tuple[Passage, ...]:
    """The sentences of every block of *document*."""
    passages: list[Passage] = []
    for number, block in enumerate(document.blocks):
        start, stop = block.position.start, block.position.end
        for one, other in _sentences(document.text, start, stop):
            text = document.text[one:other]
            left = one + len(text) - len(text.lstrip())
            right = other - (len(text) - len(text.rstrip()))
            if left < right:
                position = TextPosition(start=left, end=right)
                passages.append(Passage(position=position, block=number, role=block.role))
    return tuple(passages)


def _sentences(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    found = []
    at = start
    for match in _ENDS.finditer(text, start, stop):
        end = match.end()
        if match.group().startswith(".") and _goes_on(text, at, end, stop):
            continue
        found += _capped(text, at, end)
        at = end
    return found + _capped(text, at, stop)


def _goes_on(text: str, at: int, end: int, stop: int) -> bool:
    """Whether a full stop belongs to an abbreviation or a list's number, or goes on small."""
    before = text[max(at, end - 12) : end]
    if _NUMBERED.fullmatch(text[at:end].strip()):
        return True
    if _ORDINAL.search(before) and _ORDERED.match(text, end, stop):
        return True
    after = text[end : min(stop, end + 3)].lstrip()
    return bool(_ABBREVIATION.search(before)) or after[:1].islower()


def _capped(text: str, at: int, end: int) -> list[tuple[int, int]]:
    parts = []
    while end - at > PASSAGE_CHARACTERS_MAX:
        cut = at + PASSAGE_CHARACTERS_MAX
        spaces = [match.end() for match in _SPACE.finditer(text, cut - 200, cut)]
        cut = spaces[-1] if spaces else cut
        parts.append((at, cut))
        at = cut
    return [*parts, (at, end)] if at < end else parts
