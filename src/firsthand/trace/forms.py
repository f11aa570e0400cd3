"""Tell passages that two pages share as a form, filled otherwise, from words that one had from the other.

In: two pages, the passages that they share.  Out: whether these are names of sources and no more;
whether they are one sentence with other figures. Either is written alike by people who never saw each
other's page. What both say that one source said is told in `trace.direction`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from firsthand.model.document import TextPosition
from firsthand.trace.clues import Clues
from firsthand.trace.pairs import Shared, Stretch
from firsthand.trace.reuse import Reuse

NAMES_REST = 30.0  # weight of a passage beside the names and cues of sources: half of the least
NAMES_MOST = 300  # letters; a longer passage is not looked through, it says something
FIGURES_LEAST = 2  # one figure alone may have been changed on the way
CLAUSE_CHARACTERS = 160  # before an address, in which its sentence begins
_ADDRESS = re.compile(r"https?://[^\s)）>»”]+")
_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")

Place = tuple[int, int]


def are_names(clues: Clues, reuse: Reuse, page: int, stretches: Sequence[Stretch]) -> bool:
    """Whether each passage is names of sources and their cues, and hardly anything beside.

    A clause with an address written out in it names a source too.
    """
    if any(end - start > NAMES_MOST for start, end in stretches):
        return False
    named = sorted(_names(clues, page))
    if not named:
        return False
    number = reuse.texts.text_of[page]
    most = NAMES_REST * float(reuse.texts.lengths[number]) / float(reuse.weights[number])
    text = clues.documents[page].text
    return all(
        _rest(text, reuse.quotation(page, stretch).position, named) < most for stretch in stretches
    )


def _names(clues: Clues, page: int) -> Iterator[Place]:
    for given in clues.named[page].values():
        for one in given:
            yield one.source.start, one.source.end
            yield one.cue.start, one.cue.end
    text = clues.documents[page].text
    if "://" in text:
        for match in _ADDRESS.finditer(text):
            first = max(0, match.start() - CLAUSE_CHARACTERS)
            ends = [end.end() for end in _SENTENCE.finditer(text, first, match.start())]
            yield max(ends, default=first), match.end()


def _rest(text: str, place: TextPosition, named: Sequence[Place]) -> int:
    """The letters of a passage that lie in no other stretch (those sorted by start)."""
    at, rest = place.start, 0
    for start, end in (*named, (place.end, place.end)):
        if end > at:
            rest += sum(map(str.isalnum, text[at : min(start, place.end)]))
            at = min(end, place.end)
    return rest


def are_other_figures(reuse: Reuse, one: int, other: int, shared: Shared) -> bool:
    """Whether the passages hold figures on both sides and not one that is the same."""
    if any(end - start > NAMES_MOST for start, end in shared.one_stretches):
        return False
    mine, theirs = (
        _figures(reuse, page, rows)
        for page, rows in ((one, shared.one_stretches), (other, shared.other_stretches))
    )
    return min(len(mine), len(theirs)) >= FIGURES_LEAST and mine.isdisjoint(theirs)


def _figures(reuse: Reuse, page: int, stretches: Sequence[Stretch]) -> set[str]:
    """The figures of some passages; one that its end cuts is read whole."""
    text = reuse.documents[page].text
    found: set[str] = set()
    for stretch in stretches:
        place = reuse.quotation(page, stretch).position
        start, end = place.start, place.end
        while end < len(text) and text[end].isdigit():
            end += 1
        while start and text[start - 1].isdigit():
            start -= 1
        words = unicodedata.normalize("NFKC", text[start:end])
        found.update(figure.replace(",", "") for figure in _FIGURE.findall(words))
    return found
