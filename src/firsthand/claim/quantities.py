"""Read quantities as pages write them: number, hedge, range and share, with offsets.

In: a lower-case sentence and its language's words.  Out: figures and where they stand. A figure
that cannot be right is not mended. What a figure counts is decided in `claim.counts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from firsthand.claim import chinese, english
from firsthand.claim.lexicon import Lexicon, Numbers
from firsthand.claim.written import Written
from firsthand.model.value import value

Months = tuple[tuple[str, ...], ...]


class Grammar(Protocol):
    """What a language's grammar module must be able to do."""

    find_numbers: Callable[[str, Numbers], Iterator[Written]]
    read_date: Callable[[str, Months], tuple[int, int, int]]

    def date_pattern(self, months: Months, *, bare: bool) -> str:
        """What a date looks like."""


GRAMMARS = {"english": english, "chinese": chinese}


@value
class Figure:
    """A number as written. `low`/`high` follow the hedge; `number` is the bare figure.

    `start` is where the number begins, `hedged_from` where its hedge does.
    """

    start: int
    end: int
    hedged_from: int
    number: int | float
    low: int | float | None
    high: int | float | None
    approximate: bool
    vague: bool = False
    percent: bool = False


def find_figures(text: str, *, words: Lexicon) -> list[Figure]:
    """All quantities in lower-case *text*, by place."""
    written = _longest(GRAMMARS[words.grammar].find_numbers(text, words.numbers))
    for share, percent in words.numbers.shares:
        for match in share.finditer(text):
            whole = Written(start=match.start(), end=match.end(), number=percent, percent=True)
            written = _longest([*written, whole])
    figures = []
    skip = -1
    for number, one in enumerate(written):
        if number == skip:
            continue
        other = written[number + 1] if number + 1 < len(written) else None
        if other is not None and _is_range(text, one, other, words):
            figures.append(_range(text, one, other, words))
            skip = number + 1
        else:
            figures.append(_hedged(text, one, words))
    return figures


def _longest(found: Iterator[Written] | list[Written]) -> list[Written]:
    """Of readings that overlap, the longest; of equals, the one found first."""
    kept: list[Written] = []
    for one in sorted(found, key=lambda w: (w.start - w.end, w.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda w: w.start)


def _is_range(text: str, one: Written, other: Written, words: Lexicon) -> bool:
    between = text[one.end : other.start]
    if len(between) > 12 or one.vague or other.vague or one.few:
        return False
    stripped = between.strip()
    joined = bool(stripped) and words.hedges["range"].pattern.fullmatch(stripped) is not None
    paired = stripped in {"and", "和", "与", "與"} and words.hedges["between"].ends(text, one.start)
    return (joined or paired) and _scaled(one, other) < other.number


def _scaled(one: Written, other: Written) -> int | float:
    """The first number of "15 to 20 million" is 15 million."""
    if one.scale == 1 and other.scale > 1 and one.number < other.number / other.scale:
        return one.number * other.scale
    return one.number


def _range(text: str, one: Written, other: Written, words: Lexicon) -> Figure:
    return Figure(
        start=one.start,
        end=other.end,
        hedged_from=one.start,
        number=other.number,
        low=_scaled(one, other),
        high=other.number,
        approximate=words.hedges["about_before"].ends(text, one.start),
        percent=other.percent or words.hedges["percent"].follows(text, other.end) is not None,
    )


def _hedged(text: str, one: Written, words: Lexicon) -> Figure:
    """A figure between its hedges: what stands before it, and what after."""
    hedges = words.hedges
    sign = hedges["percent"].follows(text, one.end)
    end = sign.end() if sign else one.end
    low: int | float | None = one.number if one.low is None else one.low
    high: int | float | None = one.number if one.high is None and not one.vague else one.high
    approximate = one.vague or one.few
    begin, over, under = one.start, one.few, False
    for _ in range(2):  # "at least nearly", 至少约
        for name in ("over_before", "under_before", "up_to_before", "about_before"):
            at = hedges[name].begin(text, begin)
            if at is None:
                continue
            begin = at
            over = over or name == "over_before"
            under = under or name in {"under_before", "up_to_before"}
            approximate = approximate or name != "up_to_before"
            break
    over = over or hedges["over_after"].follows(text, end) is not None
    approximate = approximate or over or hedges["about_after"].follows(text, end) is not None
    if over and not under:
        high = None
    elif under and not over:
        low = None
    return Figure(
        start=one.start,
        end=one.end,
        hedged_from=begin,
        number=one.number,
        low=low,
        high=high,
        approximate=approximate,
        vague=one.vague,
        percent=one.percent or sign is not None,
    )
