"""See signs of which of two pages follows the other: what it says itself, credits, dates, glosses.

In: two documents.  Out: clues, each with the page that follows. They are weighed together with all
other evidence of direction in `trace.descent`, not here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from firsthand.model.document import Document, TextPosition
from firsthand.model.value import value
from firsthand.trace.names import find_names, packaged_names

SAID_CHARACTERS = 600  # a page says at its head or its foot that it is translated
GLOSSES_MAX = 5
_TRANSLATED = re.compile(
    r"\btranslat(?:ed|ion) (?:from|of|by)\b|\btradui[te]s? (?:de|du|par)\b|\btraduction\b|\baus dem \w+ (?:übersetzt|von)\b|\bübersetzung\b|\bübersetzt von\b"
    r"|\btraducid[oa]s? (?:de|del|por)\b|\btraducción\b|\bçeviri\b|\bçeviren\b|\bперевод (?:с|на|со)?|\bпереведено\b|\bаудар(?:ған|ма)|ترجمة|ترجمه|تەرجىمە|译自|譯自|编译|編譯|翻译|翻譯|译者|譯者",
    re.IGNORECASE,
)  # fmt: skip
# A cheap look before a thorough one.
_HINTS = (
    "transl",
    "tradu",
    "übers",
    "aus dem",
    "çevi",
    "перев",
    "аудар",
    "ترجم",
    "تەرجىمە",
    "译",
    "譯",
)
_GLOSS = re.compile(
    r"[(（]\s*([\u3400-\u9fff]{2,20}|[\u0400-\u04ff][\u0400-\u04ff \-]{2,40}|[\u0600-\u06ff][\u0600-\u06ff ]{2,40})\s*[)）]"
)


_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class ClueKind(StrEnum):
    """What kind of sign it is."""

    SAYS_TRANSLATED = "says-translated"  # "translated from", 译自
    NAMES_PUBLISHER = "names-publisher"  # it names the publisher of the other
    PUBLISHED_LATER = "published-later"
    GLOSSES = "glosses"  # words of the other, in brackets and in its script


@value
class Clue:
    """A sign that `follows` is the later of the two, and the words it stands on."""

    kind: ClueKind
    follows: str
    position: TextPosition | None = None


def find_clues(one: Document, other: Document, *, told: Sequence[Clue]) -> tuple[Clue, ...]:
    """All signs, on either side; they may speak against one another.

    *told* is what each page says of itself, made once for a page by `says_translated`.
    """
    found = list(told)
    for later, earlier in ((one, other), (other, one)):
        found += [*_names(later, earlier), *_later(later, earlier), *_glosses(later, earlier)]
    return tuple(sorted(found, key=_by_place))


def _by_place(clue: Clue) -> tuple[str, str, int]:
    return clue.follows, clue.kind, clue.position.start if clue.position else -1


def says_translated(page: Document) -> tuple[Clue, ...]:
    """Where *page* says, at its head or at its foot, that it is a translation."""
    length = len(page.text)
    ends = (page.text[:SAID_CHARACTERS] + page.text[-SAID_CHARACTERS:]).lower()
    if not any(hint in ends for hint in _HINTS):
        return ()
    head = _TRANSLATED.search(page.text, 0, min(SAID_CHARACTERS, length))
    foot = _TRANSLATED.search(page.text, max(0, length - SAID_CHARACTERS))
    found = head or foot
    if found is None:
        return ()
    return (_clue(ClueKind.SAYS_TRANSLATED, page, found.start(), found.end()),)


def _names(later: Document, earlier: Document) -> list[Clue]:
    """The publisher of one named in the other, under any spelling of the table."""
    if not earlier.publisher or earlier.publisher == later.publisher:
        return []
    at = later.text.find(earlier.publisher)
    if at >= 0:
        return [_clue(ClueKind.NAMES_PUBLISHER, later, at, at + len(earlier.publisher))]
    spellings = packaged_names()
    known = {named.name for named in find_names(earlier.publisher, spellings=spellings)}
    if not known:
        return []
    for named in find_names(later.text, spellings=spellings):
        if named.name in known:
            return [_clue(ClueKind.NAMES_PUBLISHER, later, named.start, named.end)]
    return []


def _later(later: Document, earlier: Document) -> list[Clue]:
    """Only days that are both fully known are compared."""
    if later.published is None or earlier.published is None:
        return []
    late, early = later.published.edtf, earlier.published.edtf
    if _DAY.match(late) and _DAY.match(early) and late > early:
        return [Clue(kind=ClueKind.PUBLISHED_LATER, follows=later.id)]
    return []


def _glosses(later: Document, earlier: Document) -> list[Clue]:
    found = [
        _clue(ClueKind.GLOSSES, later, match.start(1), match.end(1))
        for match in _GLOSS.finditer(later.text)
        if match.group(1) in earlier.text
    ]
    return found[:GLOSSES_MAX]


def _clue(kind: ClueKind, page: Document, start: int, end: int) -> Clue:
    return Clue(kind=kind, follows=page.id, position=TextPosition(start=start, end=end))
