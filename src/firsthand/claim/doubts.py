"""Say which figures of a page cannot be right, and leave them as they stand.

In: a sentence that is being read, and the figures of its page.  Out: where doubtful figures stand and why.
Digits that no shape allows (18.8 millions000), letters among digits (18.8O million), a whole people of a few
hundred where the page has the same digits in millions (1100 for eleven million) are told to the reader as
problems; they count nothing and are never mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from firsthand.claim.quantities import Figure
from firsthand.claim.reading import Reading
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value

LARGE = 1_000_000  # a page that counts a people in millions does not count it in thousands
SMALL = 10_000
_LETTERED = re.compile(
    r"(?<![\w.,])\d[\d.,]*[oOlI](?:[\d.,]*\d)?(?!\w)|(?<![\w.,])[oOlI][.,]?\d{2,}[\d.,]*(?!\w)"
)


@value
class Doubt:
    """A figure that cannot be right: where it stands in its sentence, and why."""

    start: int
    end: int
    why: str


def doubts_in(reading: Reading, large: Iterable[str]) -> Iterator[Doubt]:
    """The doubtful figures of a sentence; *large* are the leading digits of the page's figures in millions."""
    for hit in _LETTERED.finditer(reading.text):
        yield Doubt(
            start=hit.start(), end=hit.end(), why="a number, found letters among its digits"
        )
    known = frozenset(large)
    for figure in reading.figures:
        if figure.doubtful:
            yield Doubt(
                start=figure.start, end=figure.end, why="a number, found digits that none has"
            )
        elif _is_too_small(reading, figure, known):
            why = "a number of people, found one too small for them, as if a word for millions were lost"
            yield Doubt(start=figure.start, end=figure.end, why=why)


def leading(figure: Figure) -> str:
    """The digits of a figure without the zeros at its end: 11 of eleven million and of 1100."""
    return f"{figure.number:.0f}".rstrip("0")


def _is_too_small(reading: Reading, figure: Figure, large: frozenset[str]) -> bool:
    """Whether a bare number has the digits of one in millions, and too few of them."""
    low, written = reading.low, reading.low[figure.start : figure.end]
    if figure.percent or figure.vague or not written.isdigit() or not written.endswith("00"):
        return False
    if not SMALL // 100 <= figure.number < SMALL:
        return False
    if len(leading(figure)) > 1 and leading(figure) in large:
        return True
    cues = (
        reading.words.cues
    )  # "there live 1100 Uighurs": no people is so small, but a village's part of it
    return (
        cues["groups"].follows(low, figure.end) is not None
        and cues["population"].stand(low)
        and len(reading.words.sections["page.small"]) > 0
        and not reading.words.sections["page.small"].stand(low)
    )


def problems_of(
    doubts: Iterable[Doubt], *, text: str, offset: int, address: str
) -> Iterator[Problem]:
    """What is said of doubtful figures; *offset* is where their sentence begins in its document."""
    for doubt in doubts:
        shown = text[doubt.start : doubt.end]
        yield Problem(
            severity=Severity.NOTE,
            code="doubtful figure",
            message=f"expected {doubt.why}: {shown!r}; it counts nothing",
            where=f"{address} at {offset + doubt.start}",
        )
