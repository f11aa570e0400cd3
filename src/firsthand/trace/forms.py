"""Tell passages that two pages share as a form, filled otherwise, from words that one had from the other.

In: two pages, the passages that they share.  Out: whether these are names of sources and no more;
whether they are one sentence with other figures, or a form with figures and words of its own. Any is written alike by people who never saw each
other's page. What both say that one source said is told in `trace.direction`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from firsthand.trace.addresses import count_letters
from firsthand.trace.clues import Clues
from firsthand.trace.pairs import Shared, Stretch
from firsthand.trace.reuse import Reuse

NAMES_REST = 30.0  # weight of a passage beside the names and cues of sources: half of the least
NAMES_MOST = 300  # letters; a longer passage is not looked through, it says something
FIGURES_LEAST = 2  # one figure alone may have been changed on the way
CLAUSE_CHARACTERS = 160  # before an address, in which its sentence begins
_ADDRESS = re.compile(r"https?://[^\s)）>»”]+")
_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")
FORM_MOST = 120  # letters of a sentence; who has more from another has words that are no form
_NO_LETTER = re.compile(r"[\W\d_]+")
_FIGURE_ON = re.compile(r"[\d.,]*\d")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")

Place = tuple[int, int]
Side = tuple[int, tuple[Stretch, ...]]  # a page and its stretches


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """What was found of stretches of pages, for the next pair with the same: one form stands on hundreds of pages."""

    names: dict[Side, bool] = field(default_factory=dict)
    figures: dict[Side, frozenset[str]] = field(default_factory=dict)
    words: dict[Side, list[str]] = field(default_factory=dict)
    speakers: dict[Side, set[str]] = field(default_factory=dict)
    sources: dict[int, list[Place]] = field(
        default_factory=dict
    )  # of pages: where names and cues stand


def are_names(
    clues: Clues,
    reuse: Reuse,
    page: int,
    stretches: tuple[Stretch, ...],
    looks: Looks | None = None,
) -> bool:
    """Whether each passage is names of sources and their cues, and hardly anything beside.

    A clause with an address written out in it names a source too, and so do words that are a link.
    """
    looks = looks or Looks()
    known = looks.names.get((page, stretches))
    if known is None:
        known = looks.names[page, stretches] = _are_names(clues, reuse, page, stretches, looks)
    return known


def _are_names(
    clues: Clues, reuse: Reuse, page: int, stretches: Sequence[Stretch], looks: Looks
) -> bool:
    for start, end in stretches:
        if end - start > NAMES_MOST:
            return False
    named = looks.sources.get(page)
    if named is None:
        named = looks.sources[page] = sorted(_names(clues, page))
    if not named:
        return False
    number = reuse.texts.text_of[page]
    most = NAMES_REST * float(reuse.texts.lengths[number]) / float(reuse.weights[number])
    text = clues.documents[page].text
    return all(_rest(text, reuse.place(page, stretch), named) < most for stretch in stretches)


def _names(clues: Clues, page: int) -> Iterator[Place]:
    for given in clues.named[page].values():
        for one in given:
            yield one.source.start, one.source.end
            yield one.cue.start, one.cue.end
    for link in clues.documents[page].links:
        if link.position is not None:
            yield link.position.start, link.position.end
    text = clues.documents[page].text
    if "://" in text:
        for match in _ADDRESS.finditer(text):
            first = max(0, match.start() - CLAUSE_CHARACTERS)
            ends = [end.end() for end in _SENTENCE.finditer(text, first, match.start())]
            yield max(ends, default=first), match.end()


def _rest(text: str, place: Place, named: Sequence[Place]) -> int:
    """The letters of a passage that lie in no other stretch (those sorted by start)."""
    (at, last), rest = place, 0
    for start, end in (*named, (last, last)):
        if end > at:
            rest += count_letters(text[at : min(start, last)])
            at = min(end, last)
    return rest


def are_other_figures(
    reuse: Reuse, one: int, other: int, shared: Shared, looks: Looks | None = None
) -> bool:
    """Whether the passages hold figures on both sides and not one that is the same."""
    for start, end in shared.one_stretches:
        if end - start > NAMES_MOST:
            return False
    mine = _figures(reuse, one, shared.one_stretches, looks)
    if len(mine) < FIGURES_LEAST:
        return False
    theirs = _figures(reuse, other, shared.other_stretches, looks)
    return len(theirs) >= FIGURES_LEAST and mine.isdisjoint(theirs)


def is_filled_otherwise(
    reuse: Reuse, one: int, other: int, shared: Shared, looks: Looks | None = None
) -> bool:
    """Whether two pages share one form of words, each with figures and words of its own in it.

    "Some 4,074 thousand persons went through the scheme" and "… 6,620 thousand … the exercise". Who has
    the sentence from the other has its figure, or all its other words.
    """
    sides = ((one, shared.one_stretches), (other, shared.other_stretches))
    for _, rows in sides:
        if sum([end - start for start, end in rows]) > FORM_MOST:
            return False
    mine = _figures(reuse, *sides[0], looks)
    if not mine:
        return False
    theirs = _figures(reuse, *sides[1], looks)
    if not theirs or not mine.isdisjoint(theirs):
        return False
    if min(len(mine), len(theirs)) >= FIGURES_LEAST:
        return True
    words, others = (_words(reuse, page, rows, looks) for page, rows in sides)
    return words != others


def _words(
    reuse: Reuse, page: int, stretches: tuple[Stretch, ...], looks: Looks | None
) -> list[str]:
    """The letters of each of some passages."""
    known = None if looks is None else looks.words.get((page, stretches))
    if known is None:
        known = [
            _NO_LETTER.sub("", reuse.quotation(page, row).exact.casefold()) for row in stretches
        ]
        if looks is not None:
            looks.words[page, stretches] = known
    return known


def _figures(
    reuse: Reuse, page: int, stretches: tuple[Stretch, ...], looks: Looks | None
) -> frozenset[str]:
    """The figures of some passages; one that its end cuts, or at which it ends, is read whole."""
    known = None if looks is None else looks.figures.get((page, stretches))
    if known is None:
        known = frozenset(_find_figures(reuse, page, stretches))
        if looks is not None:
            looks.figures[page, stretches] = known
    return known


def _find_figures(reuse: Reuse, page: int, stretches: Sequence[Stretch]) -> set[str]:
    text = reuse.documents[page].text
    found: set[str] = set()
    for stretch in stretches:
        start, end = reuse.place(page, stretch)
        start, end = _with_figure_before(text, start), _with_figure_after(text, end)
        words = text[start:end]
        words = words if words.isascii() else unicodedata.normalize("NFKC", words)
        found.update(figure.replace(",", "") for figure in _FIGURE.findall(words))
    return found


def _with_figure_after(text: str, end: int) -> int:
    """Where a figure ends that stands at a place, or right behind the space there."""
    at = end + 1 if text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit() else end
    found = _FIGURE_ON.match(text, at)
    return found.end() if found else end


def _with_figure_before(text: str, start: int) -> int:
    """Where a figure begins that ends at a place, or right before the space there."""
    at = start - 1 if start > 1 and text[start - 1] == " " and text[start - 2].isdigit() else start
    while at and (
        text[at - 1].isdigit() or (text[at - 1] in ".," and text[at - 2 : at - 1].isdigit())
    ):
        at -= 1
    return at if text[at : at + 1].isdigit() else start
