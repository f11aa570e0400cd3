"""Tell what two pages quote of one source from words that one of them had from the other.

In: two pages and the passages that they share.  Out: whether all of it is quoted speech of a source that both
name; whether one quotes what the other says in its own voice. Papers that never saw each other's page
print the same sentence of a statement in quotation marks: each has it from who said it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.trace.addresses import count_letters
from firsthand.trace.clues import Clues
from firsthand.trace.forms import Looks, Side
from firsthand.trace.pairs import Shared, Stretch
from firsthand.trace.reuse import Reuse

BESIDE_MOST = (
    30.0  # weight of a passage beside quotations: half of the least passage, see `forms.NAMES_REST`
)
QUOTED_LEAST = 45  # letters of a quotation that one page gives and the other says itself
LINE_BEFORE = 1_000  # characters before a paragraph in which who speaks may be named
LINE_AFTER = 400
# A quotation that its paragraph does not end goes on to the end of the paragraph, as the next one opens anew.
_QUOTATION = re.compile(
    r"“[^“”\n]{2,}”?|„[^“”\n]{2,}[“”]?|«[^«»\n]{2,}»?|「[^「」\n]{2,}」?|『[^『』\n]{2,}』?"
    r"|\"[^\"\n]{2,}\"?|‘[^‘\n]{12,}?’(?!\w)"
)
_CLOSING = '”»」』"’'

Place = tuple[int, int]


def quotations(text: str, start: int, end: int) -> list[Place]:
    """Where quoted speech stands in the paragraphs that hold a place, with the marks.

    >>> quotations("He said “nobody knew” to us.", 9, 14)
    [(8, 21)]
    """
    return [found.span() for found in _QUOTATION.finditer(text, *_paragraph(text, start, end))]


def are_quoted(  # noqa: PLR0917 - a pair and what is known
    clues: Clues, reuse: Reuse, one: int, other: int, shared: Shared, looks: Looks | None = None
) -> bool:
    """Whether two pages share no more than what both quote of one source, which both name.

    A page that names or links to the other has it from there, whomever it quotes.
    """
    if clues.named[one].keys().isdisjoint(clues.named[other]):
        return False
    if _points(clues, one, other) or _points(clues, other, one):
        return False
    mine = _speakers(clues, reuse, (one, shared.one_stretches), looks)
    return bool(mine and mine & _speakers(clues, reuse, (other, shared.other_stretches), looks))


def _points(clues: Clues, page: int, target: int) -> bool:
    return target in clues.links[page] or clues.publishers[target] in clues.named[page]


def _speakers(clues: Clues, reuse: Reuse, side: Side, looks: Looks | None) -> set[str]:
    """To whom a page gives all the quotations that its stretches lie in; nobody if more than these is shared."""
    if looks is None:
        return _find_speakers(clues, reuse, side)
    known = looks.speakers.get(side)
    if known is None:
        known = looks.speakers[side] = _find_speakers(clues, reuse, side)
    return known


def _find_speakers(clues: Clues, reuse: Reuse, side: Side) -> set[str]:
    page, stretches = side
    text, named = clues.documents[page].text, clues.named[page]
    if not named:
        return set()
    number = reuse.texts.text_of[page]
    most = BESIDE_MOST * float(reuse.texts.lengths[number]) / float(reuse.weights[number])
    told = [(span, agent) for agent, given in named.items() for one in given for span in (
        (one.source.start, one.source.end), (one.cue.start, one.cue.end)
    )]  # fmt: skip
    spoken = set(named)
    for stretch in stretches:
        start, end = reuse.place(page, stretch)
        quotes = quotations(text, start, end)
        if _rest(text, (start, end), [*quotes, *(span for span, _ in told)]) >= most:
            return set()
        if not any(_overlap((start, end), quote) for quote in quotes):
            continue  # a name and its cue
        first, last = _paragraph(text, start, end)
        first, last = first - LINE_BEFORE, last + LINE_AFTER
        spoken &= {agent for span, agent in told if first <= span[0] and span[1] <= last}
    return spoken


def _rest(text: str, place: Place, known: Sequence[Place]) -> int:
    """The letters of a place that lie in none of these."""
    at, last, rest = *place, 0
    for start, end in (*sorted(known), (last, last)):
        if end > at:
            rest += count_letters(text[at : min(start, last)])
            at = min(end, last)
    return rest


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def quoting(clues: Clues, reuse: Reuse, one: int, other: int, shared: Shared) -> int:
    """1 if the second page quotes somebody with words that the first says itself, -1 the other way round, else 0.

    Who copies a statement may take it over without its marks, but seldom without saying whose it is.
    """
    ways = set()
    for mine, theirs in zip(shared.one_stretches, shared.other_stretches, strict=True):
        quoted = (_quoted(clues, reuse, one, mine), _quoted(clues, reuse, other, theirs))
        if quoted[0] is not None and quoted[1] is not None and quoted[0] != quoted[1]:
            ways.add(1 if quoted[1] else -1)
    return ways.pop() if len(ways) == 1 else 0


def _quoted(clues: Clues, reuse: Reuse, page: int, stretch: Stretch) -> bool | None:
    """Whether a stretch is somebody's quoted speech (True), none (False), or some of it.

    Somebody is named in the paragraph of the quotation, and its marks are two: a lone one tells nothing.
    """
    text, named = clues.documents[page].text, clues.named[page]
    start, end = reuse.place(page, stretch)
    quotes = quotations(text, start, end)
    inside = sum(
        count_letters(text[max(start, first) : min(end, last)])
        for first, last in quotes
        if _overlap((start, end), (first, last)) and text[last - 1] in _CLOSING
    )
    rest = count_letters(text[start:end]) - inside
    if inside >= QUOTED_LEAST and rest < BESIDE_MOST:
        first, last = _paragraph(text, start, end)
        told = (one.source for given in named.values() for one in given)
        return True if any(first <= each.start and each.end <= last for each in told) else None
    return False if not quotes and rest >= QUOTED_LEAST else None


def _paragraph(text: str, start: int, end: int) -> Place:
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)
