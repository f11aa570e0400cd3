"""Read quantities as pages write them: number, hedge, range and share, with offsets.

In: a lower-case sentence and its language's words.  Out: figures and where they stand. A figure
that cannot be right is not mended. What a figure counts is decided in `claim.counts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from firsthand.claim import chinese, spaced
from firsthand.claim.digits import not_counts
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.numbering import Numbers
from firsthand.claim.patterns import Words
from firsthand.claim.written import Written, is_beyond_all
from firsthand.model.value import value

JOINED_CHARACTERS = 12  # between two ends of a range
_COUNTED = frozenset("%％份名人个件户例张")  # may stand behind both ends of a range
BEFORE = ("over_before", "under_before", "up_to_before", "about_before")
AFTER = ("over_after", "under_after", "up_to_after", "about_after")


class Grammar(Protocol):
    """What a language's grammar module must be able to do."""

    def find_numbers(self, text: str, numbers: Numbers) -> Iterator[Written]:
        """Every number in lower-case *text*."""

    def read_date(self, text: str, words: Lexicon) -> tuple[int, int, int]:
        """Year, month and day of a date; 0 where it names none."""

    def date_pattern(self, words: Lexicon, *, bare: bool) -> str:
        """What a date looks like."""


GRAMMARS: dict[str, Grammar] = {"chinese": chinese, "spaced": spaced}


@value
class Figure:
    """A number as written. `low`/`high` follow the hedge; `number` is the bare figure.

    `start` is where the number begins, `hedged_from` where its hedge does, `hedged_to` where a hedge
    behind it ends. A `doubtful` one is
    written as no number can be: it has neither end and is not mended.
    """

    start: int
    end: int
    hedged_from: int
    hedged_to: int
    number: int | float
    low: int | float | None
    high: int | float | None
    approximate: bool
    vague: bool = False
    percent: bool = False
    doubtful: bool = False


def find_figures(text: str, *, words: Lexicon) -> list[Figure]:
    """All quantities in lower-case *text*, by place."""
    written = _longest(_written(text, words))
    figures: list[Figure] = []
    skip = -1
    after = 0  # where the figure before ends: a hedge does not reach over it
    for number, one in enumerate(written):
        if number == skip or one.start < after:  # por *ciento*
            continue
        other = written[number + 1] if number + 1 < len(written) else None
        if one.doubtful:
            figures.append(_doubtful(one))
        elif other is not None and not other.doubtful and _is_range(text, one, other, words):
            skip = number + 1
            if _grew(text, one, words):
                figures.append(_hedged(text, one, words, after=after))
                figures.append(_hedged(text, other, words, after=other.start))
            else:
                figures.append(_range(text, one, other, words))
            after = _end(text, other, words)
            continue
        else:
            figures.append(_hedged(text, one, words, after=after))
        after = _end(text, one, words)
    return figures


def _end(text: str, one: Written, words: Lexicon) -> int:
    """Where a number ends with its percent sign."""
    sign = words.hedges["percent"].follows(text, one.end)
    return sign.end() if sign else one.end


def _written(text: str, words: Lexicon) -> Iterator[Written]:
    """Every number and share; none that is a telephone, a page or a time."""
    none = [*not_counts(text)]
    if words.numbers.not_counts is not None:
        none += [match.span() for match in words.numbers.not_counts.finditer(text)]
    for one in GRAMMARS[words.grammar].find_numbers(text, words.numbers):
        if one.percent or not any(one.start < end and start < one.end for start, end in none):
            beyond = is_beyond_all(one)
            yield Written(start=one.start, end=one.end, number=0, doubtful=True) if beyond else one
    for share, percent in words.numbers.shares:
        for match in share.finditer(text):
            yield Written(start=match.start(), end=match.end(), number=percent, percent=True)


def _longest(found: Iterator[Written]) -> list[Written]:
    """Of readings that overlap, the longest; of equals, the one found first."""
    kept: list[Written] = []
    for one in sorted(found, key=lambda w: (w.start - w.end, w.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda w: w.start)


def _doubtful(one: Written) -> Figure:
    return Figure(
        start=one.start,
        end=one.end,
        hedged_from=one.start,
        hedged_to=one.end,
        number=one.number,
        low=None,
        high=None,
        approximate=False,
        doubtful=True,
    )


def _is_range(text: str, one: Written, other: Written, words: Lexicon) -> bool:
    between = text[one.end : other.start]
    if len(between) > JOINED_CHARACTERS or one.vague or other.vague or one.few:
        return False
    hedges = words.hedges
    unit = between[:1]
    if unit in _COUNTED and text[other.end : other.end + 1] == unit:  # 91万份到120万份; 5% to 10%
        between = between[1:]
    stripped = between.strip()
    joined = bool(stripped) and hedges["range"].pattern.fullmatch(stripped) is not None
    paired = hedges["and"].pattern.fullmatch(stripped) is not None and (
        hedges["between"].ends(text, one.start)
        or hedges["between_after"].follows(text, other.end) is not None
    )
    declined = not stripped and _ends(text, one, hedges["from_ending"])
    declined = declined and _ends(text, other, hedges["to_ending"])
    return (joined or paired or declined) and _scaled(one, other) < other.number


def _ends(text: str, one: Written, endings: Words) -> bool:
    """Whether a number's last word has an ending that says "from" or "to": 5 binden 10 bine kadar."""
    return any(
        hit.start() < one.end <= hit.end()
        for hit in endings.pattern.finditer(text, one.start, one.end + JOINED_CHARACTERS)
    )


def _grew(text: str, one: Written, words: Lexicon) -> bool:
    """Whether both are values of one thing at two times: "rose from 3 to 5 million"."""
    if words.hedges["grew"].number not in words.sieve.live(text):
        return False
    begin = words.hedges["between"].begin(text, one.start)
    grew = words.hedges["grew"]
    return grew.ends(text, one.start) or (begin is not None and grew.ends(text, begin))


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
        hedged_to=_end(text, other, words),
        number=other.number,
        low=_scaled(one, other),
        high=other.number,
        approximate=words.hedges["about_before"].ends(text, one.start),
        percent=other.percent or words.hedges["percent"].follows(text, other.end) is not None,
    )


@value
class _Hedge:
    """What stands around a figure: where it begins, and which ends it leaves open."""

    begin: int
    over: bool
    under: bool
    about: bool


def _hedge_before(text: str, one: Written, words: Lexicon, after: int) -> _Hedge:
    """What stands before it, back to *after*; two may stand in a row: "at least nearly", 至少约."""
    hedges = words.hedges
    begin, over, under, about = one.start, one.few, False, False
    for _ in range(2):
        found = ((hedges[name].begin(text, begin), name) for name in BEFORE)
        kept = [
            (at, BEFORE.index(name), name) for at, name in found if at is not None and at >= after
        ]
        if not kept:
            break
        begin, _order, name = min(kept)  # the longest: "not more than", not "more than"
        if name == "up_to_before" and hedges["reached"].ends(text, begin):
            break  # довели до 36 млн: so many it has come to, and nothing is left open
        over = over or name == "over_before"
        under = under or name in {"under_before", "up_to_before"}
        about = about or name != "up_to_before"
    return _Hedge(begin=begin, over=over, under=under, about=about)


def _hedged(text: str, one: Written, words: Lexicon, *, after: int) -> Figure:
    """A figure between its hedges: what stands before it, and what after."""
    hedges = words.hedges
    sign = hedges["percent"].follows(text, one.end)
    end = sign.end() if sign else one.end
    front = hedges["percent_before"].begin(text, one.start)
    if front is not None and front < after:
        front = None
    low: int | float | None = one.number if one.low is None else one.low
    high: int | float | None = one.number if one.high is None and not one.vague else one.high
    start = one if front is None else Written(start=front, end=one.end, number=0, few=one.few)
    before = _hedge_before(text, start, words, after)
    behind = {name: hedges[name].follows(text, end) for name in AFTER}
    over = before.over or behind["over_after"] is not None
    nearly = behind["under_after"] is not None
    under = before.under or nearly or behind["up_to_after"] is not None
    about = before.about or nearly or over or one.vague or one.few or one.about
    if over and not under:
        high = None
    elif under and not over:
        low = None
    return Figure(
        start=one.start,
        end=one.end,
        hedged_from=before.begin,
        hedged_to=max((hit.end() for hit in behind.values() if hit), default=end),
        number=one.number,
        low=low,
        high=high,
        approximate=about or behind["about_after"] is not None,
        vague=one.vague,
        percent=one.percent or sign is not None or front is not None,
    )
