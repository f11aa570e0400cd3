"""Every time that a sentence names, once: its dates, days, times told from the page's date, lengths of time, pairs.

In: a sentence in hand.  Out: times with their ways, by place. Where two finders take the same words, what rules read
(`Reading.dates`) stands, and another beside it only where it takes more words or is closer to the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from firsthand.claim.bare_dates import find_bare
from firsthand.claim.date_ways import FINE, Dated, dated
from firsthand.claim.days import find_days
from firsthand.claim.lasting import find_lasting
from firsthand.claim.near_times import find_near
from firsthand.claim.paired import find_pairs
from firsthand.claim.reading import Reading

APART = {
    "spaced": 70,
    "chinese": 35,
}  # characters between the ends of one period; farther they are hardly of one

_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


def dated_in(reading: Reading) -> Iterator[Dated]:
    """Times by place; a period of two dates behind the first of them."""
    low = reading.low
    # Of a page that is known to be no later than a day nothing is told from its day.
    published = reading.published if _DAY.fullmatch(reading.published or "") else None
    words = reading.words
    known: list[Dated] = []
    for finder in (
        reading.dates,
        find_days(low, language=words.language, published=published),
        find_bare(low, reading.text, words=words, published=published),
    ):
        _keep(known, (dated(span, low, published=published) for span in finder))
    _keep(known, find_near(low, words=words, published=published))
    pairs = list(find_pairs(low, known, apart=APART[words.grammar]))
    lasting = find_lasting(low, words=words, figures=reading.figures, ages=reading.ages, published=published)  # fmt: skip
    _keep(known, lasting)
    told = {each.edtf for each in known}
    pairs = [each for each in pairs if each.edtf not in told]
    yield from sorted((*known, *pairs), key=lambda each: (each.start, each.end))


def _keep(known: list[Dated], found: Iterable[Dated]) -> None:
    """Add what stands apart, takes more words than all that it touches, or is closer to the day."""
    for each in found:
        touched = [other for other in known if each.start < other.end and other.start < each.end]
        if all(_is_more(each, other) for other in touched):
            known.append(each)


def _is_more(each: Dated, other: Dated) -> bool:
    if set(each.ways.values()) <= set(other.ways.values()):
        return False
    longer = each.start <= other.start and other.end <= each.end
    return (longer and each.end - each.start > other.end - other.start) or _fine(each) > _fine(
        other
    )


def _fine(each: Dated) -> int:
    """How close to a day it is: the characters of its date."""
    return max(len(part) for part in each.ways.get(FINE, each.edtf).split("/"))


__all__: Sequence[str] = ("dated_in",)
