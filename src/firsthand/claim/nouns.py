"""Say what a figure stands beside: the thing that it counts, or a date, an age, an article, and nothing.

In: a lower-case sentence and its language's words.  Out: the kind of thing counted and where its words
end. Whether the things were taken, and by whom, is decided in `claim.counts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.claim.ages import Ages
from firsthand.claim.dates import YEARS, Span
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.quantities import Figure
from firsthand.model.value import value

NOUN_CHARACTERS = 60  # after a figure, in which its noun stands
CLASSIFIER_CHARACTERS = 1  # 份, 张: a word for the thing may still stand before
YEAR_DIGITS = 4
_OF = re.compile(r"of ")
_HELD = frozenset({"records", "samples"})


@value
class Noun:
    """What a figure is followed by: the kind of thing, and where its words end."""

    kind: str
    end: int


def is_spent(
    low: str, figure: Figure, *, words: Lexicon, dates: Sequence[Span], ages: Sequence[Ages]
) -> bool:
    """Whether a date, an age or the name of an article has the figure already."""
    if any(each.start <= figure.start < each.end for each in ages):
        return True
    if any(each.start <= figure.start < each.end for each in dates):
        return True
    if words.cues["ordinal"].ends(low, figure.start):
        return True
    written = low[figure.start : figure.end]
    year = written.isdigit() and len(written) == YEAR_DIGITS
    in_range = year and YEARS[0] <= figure.number < YEARS[1]
    return in_range and figure.hedged_from == figure.start and noun_of(low, figure, words) is None


def noun_of(
    low: str, figure: Figure, words: Lexicon, *, figures: Sequence[Figure] = ()
) -> Noun | None:
    """The nearest thing counted: after the figure, else before it (参加人数达…).

    "17.5 million people, 9.2 million of them in the south": what the one of *figures* before it counts.
    """
    found = _beside(low, figure, words)
    among = words.cues["among"]
    if found is None and (among.ends(low, figure.hedged_from) or among.follows(low, figure.end)):
        for earlier in reversed(figures):
            if earlier.end <= figure.hedged_from and not earlier.percent:
                found = _beside(low, earlier, words)
            if found is not None:
                return Noun(kind=found.kind, end=figure.end)
    if found is not None and found.kind == "persons" and found.end == figure.end:
        return _as_before(low, figure, words, figures) or found
    return found


def _as_before(low: str, figure: Figure, words: Lexicon, figures: Sequence[Figure]) -> Noun | None:
    """What a figure without a noun counts where the one before it counts records or samples: "4.8 million records; 630,000 were taken"."""
    earlier = next(
        (each for each in reversed(figures) if each.end <= figure.hedged_from and not each.percent),
        None,
    )
    noun = _beside(low, earlier, words) if earlier is not None else None
    if noun is None or earlier is None:
        return None
    beside = noun.kind == "other" and _OF.match(low, max(0, earlier.hedged_from - 3))
    if not (beside or noun.kind in _HELD):
        return None  # "of 2,000 cards 650 were registered" counts cards
    return Noun(kind=noun.kind, end=figure.end)


def _beside(low: str, figure: Figure, words: Lexicon) -> Noun | None:
    of = (
        words.numbers.numerals.writing.of.match(low, figure.end) if words.numbers.numerals else None
    )
    start = of.end() if of and figure.vague else figure.end
    best = _after(low, start, words)
    if best is None and figure.hedged_to > start:
        best = _after(low, figure.hedged_to, words)
    if best is not None and best.end - figure.end > CLASSIFIER_CHARACTERS:
        return best
    before = min(_before(low, figure, words), default=None)
    if before is not None:  # the longest
        return Noun(kind=before[1], end=figure.end)
    if best is not None:
        return best
    someone = _someone(low, figure, words)
    if someone is not None:
        return someone
    alone = figure.vague and of is None and not low.startswith(" of", figure.end - len(" of"))
    if alone or words.cues["taken_after"].follows(low, figure.end):
        return Noun(kind="persons", end=figure.end)  # "nearly 36 million took part"
    return None


def _someone(low: str, figure: Figure, words: Lexicon) -> Noun | None:
    """People in no list: whom it is taken from (у 58 тысяч киргизов), or who stand before what was done to them."""
    cues = words.cues
    unnamed = _PLURAL.match(low, figure.end)  # "3,460 porters were entered": whoever they are
    english = words.whole and len(
        words.sections["act.takes"]
    )  # elsewhere more than plurals end in s
    if unnamed is not None and english and cues["taken_after"].follows(low, unnamed.end()):
        return Noun(kind="persons", end=unnamed.end())
    done = cues["taken_before"].ends(low, figure.hedged_from)  # снято 49 230
    plural = cues["plural"].follows(low, _behind_scale(low, figure, words))
    if plural is None:
        return (
            Noun(kind="persons", end=figure.end) if done and _STOP.match(low, figure.end) else None
        )
    end = plural.end()
    taken = done or cues["from_people"].ends(low, figure.hedged_from)
    return Noun(kind="persons", end=end) if taken or cues["taken_after"].follows(low, end) else None


def _behind_scale(low: str, figure: Figure, words: Lexicon) -> int:
    """Where what is counted begins: behind "of", where a word ends the number: 1,6 millones [de] venezolanos."""
    numerals = words.numbers.numerals
    if numerals is None or low[figure.end - 1 : figure.end].isdigit():
        return figure.end
    of = numerals.writing.of.match(low, figure.end)
    return of.end() if of else figure.end


_STOP = re.compile(r" ?(?:[.,;:!?)»،]|$)")
_PLURAL = re.compile(r" (?!of |and |or |to |in |per |percent )(?:[a-z'-]+ )?[a-z'-]+s(?= )")


def _after(low: str, start: int, words: Lexicon) -> Noun | None:
    """What is named right behind *start*, the nearest."""
    stop = min(len(low), start + NOUN_CHARACTERS)
    best: tuple[int, int, str] | None = None
    for order, counted in enumerate(words.counted):
        hit = counted.words.follows(low, start)
        if hit is not None and hit.end() <= stop:
            key = (hit.end(), order, counted.noun)
            best = key if best is None or key < best else best
    return Noun(kind=best[2], end=best[0]) if best else None


def _before(low: str, figure: Figure, words: Lexicon) -> Iterator[tuple[int, str]]:
    """What is named right before a figure (采血卡合计412万张), and where it begins."""
    for counted in words.counted:
        if counted.before is not None:
            at = counted.before.begin(low, figure.hedged_from)
            if at is not None:
                yield at, counted.noun
