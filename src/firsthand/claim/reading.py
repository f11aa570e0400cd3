"""The sentence in hand: its words, its figures, its dates, and where its clauses part.

In: a passage's text and its document's dates.  Out: one value that every rule reads from, so that
nothing is looked for twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.ages import Ages, find_ages
from firsthand.claim.dates import Span, find_dates
from firsthand.claim.folding import fold
from firsthand.claim.gazetteer import places
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.quantities import Figure, find_figures
from firsthand.model.claim import Element, ElementValue
from firsthand.model.value import value

TOLD_CHARACTERS = 40  # between "published" and a date after it
RUNNING = frozenset({"span", "since"})
AFTER_CHARACTERS = 24  # between a date and "report" after it
_IN = re.compile(r"(?:\b(?:in|at)\s|[在于])$")  # "a plant in Dongguan told its workers"
Found = Iterator[tuple[Element, ElementValue, tuple[int, int]]]


@value
class Reading:
    """One sentence being read. `low` is its text in lower case, with the same offsets.

    `topical`: it names biometrics itself. `taking`: it says that something is taken. `about`: it
    names the programme's occasion ("check-ups"). `near`: biometrics are named in it or close by.
    `steeped`: the document is about taking them from people, so that a sentence need not say so again.
    `sampled`: the last sentence that named biometrics named blood, saliva or DNA.
    """

    text: str
    low: str
    words: Lexicon
    topical: bool
    taking: bool
    about: bool
    near: bool
    steeped: bool
    sampled: bool
    figures: tuple[Figure, ...]
    dates: tuple[Span, ...]
    ages: tuple[Ages, ...]
    breaks: tuple[tuple[int, int], ...]
    strong_breaks: tuple[tuple[int, int], ...]
    places: tuple[tuple[str, str, int, int], ...]


def read_sentence(
    text: str,
    *,
    words: Lexicon,
    published: str | None,
    near: bool,
    steeped: bool = False,
    sampled: bool = False,
    topical: bool | None = None,
) -> Reading:
    """Look once at everything that the rules need."""
    low = fold(text)
    dates = find_dates(low, words=words, published=published)
    return Reading(
        text=text,
        low=low,
        words=words,
        topical=words.context.search(low) is not None if topical is None else topical,
        taking=words.cues["taking"].search(low) is not None,
        about=words.cues["programme"].search(low) is not None,
        near=near,
        steeped=steeped,
        sampled=sampled,
        figures=tuple(find_figures(low, words=words)),
        dates=dates,
        ages=tuple(find_ages(low, words=words)),
        breaks=tuple(hit.span() for hit in words.cues["clause"].finditer(low)),
        strong_breaks=tuple(hit.span() for hit in words.cues["strong_clause"].finditer(low)),
        places=tuple(_places(text, low, words)),
    )


def _places(text: str, low: str, words: Lexicon) -> Iterator[tuple[str, str, int, int]]:
    """Names of places that are more than a newspaper's, a firm's seat or a comparison."""
    for start, end, code in places().finditer(text):
        cues = words.cues
        if not (
            (cues["spared"].follows(low, end) and not _IN.search(low, max(0, start - 4), start))
            or cues["outlet"].follows(low, end)
            or cues["beside"].ends(low, start)
        ):
            yield text[start:end], code, start, end


def clause(reading: Reading, start: int, end: int, *, strong: bool = False) -> tuple[int, int]:
    """The clause around a span; with *strong*, up to the next semicolon, "but" or full stop."""
    left, right = 0, len(reading.low)
    for one, other in reading.strong_breaks if strong else reading.breaks:
        if other <= start:
            left = other
        elif one >= end:
            right = one
            break
    return left, right


def is_told(reading: Reading, span: Span) -> bool:
    """Whether a date is that of a report or of a statement."""
    low, cues = reading.low, reading.words.cues
    left, right = clause(reading, span.start, span.end)
    if span.kind in RUNNING:  # "officials said that since 2016 …" dates no statement
        return cues["published"].ends(low, span.start)
    before = cues["published"].search(low, max(left, span.start - TOLD_CHARACTERS), span.start)
    after = cues["published_after"].search(low, span.end, min(right, span.end + AFTER_CHARACTERS))
    return before is not None or after is not None


def period_named(reading: Reading, start: int, end: int) -> str | None:
    """The period that a figure's clause names, or else the sentence, if it names just one."""
    left, right = clause(reading, start, end)
    dates = [span for span in reading.dates if not is_told(reading, span)]
    found = {span.edtf for span in dates if left <= span.start < right}
    if not found:
        found = {span.edtf for span in dates}
    return found.pop() if len(found) == 1 else None


def place_named(reading: Reading) -> str | None:
    """The code of the place that the sentence names, if it names just one."""
    found = {code for _, code, _, _ in reading.places}
    finer = {code for code in found if code.isdigit()} or found
    return finer.pop() if len(finer) == 1 else None
