"""Let one page stand for all that hold a text letter for letter, so that a further copy decides nothing.

In: who holds which text, spans, the order found among texts and, by itself, among the holders of each.
Out: when a text was there first; steps between pages.  Who was first is not decided here but in
`trace.deciding`.

Among texts each has one place, however many pages hold it, and only pages that may be its first
say when it was made: a copy that is later, or without a date, changes nothing but its own place. Among
its holders a text's copies are ordered by what they say themselves. What a text has from another is
drawn from those of its holders that have it from no other holder.
"""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.trace.clues import Clues
from firsthand.trace.dates import Span, order_odds
from firsthand.trace.deciding import Step
from firsthand.trace.direction import lean, odds_to_chance, points_to
from firsthand.trace.reuse import Reuse
from firsthand.trace.settings import TraceSettings

VOTE = 1.0  # log-odds that one page is earlier than another for each more that points to it
VOTES_MOST = 3  # further pages may have followed one another
ASKED_MAX = 60  # holders of one text that a page is asked about: whom of them it names or links to


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """The pages that hold one text, and who of them has it from whom, as far as that can be told."""

    pages: tuple[int, ...]
    heads: tuple[int, ...]  # those that have it from no other, the likeliest first page first
    steps: tuple[Step, ...]
    unclear: tuple[tuple[int, int], ...]


def text_spans(spans: Sequence[Span], holders: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """The spans of pages, that of a text's first holder being when the text was there first.

    A text is no later than the earliest end of its holders' dates. Pages are in order of date.
    """
    found = list(spans)
    for pages in holders:
        if len(pages) > 1:
            first = spans[pages[0]]
            dated = [spans[page] for page in pages if math.isfinite(spans[page].low)] or [first]
            found[pages[0]] = dataclasses.replace(
                first,
                high=max(min(span.high for span in dated), first.low),
                seen=min(spans[page].seen for page in pages),
            )
    return tuple(found)


def order_holders(
    pages: Sequence[int],
    clues: Clues,
    reuse: Reuse,
    settings: TraceSettings,
    *,
    takers: Sequence[int] = (),
    is_doubted: bool = False,
) -> Holders:
    """Who of the holders of a text has it from whom, pair by pair; *pages* are in order of date.

    The first page is the earliest, unless it points to another that may well be earlier. All others
    have the text from whom they point to, else from the first page, else from one that is surely earlier.
    *takers* have the text's words in a text of their own: whom they point to is the likelier first.
    *is_doubted* says that the date of the earliest is wrong, as the whole family tells.
    """
    if is_doubted and len(pages) > 1:
        spans = list(clues.spans)
        spans[pages[0]] = Span(high=spans[pages[0]].seen, seen=spans[pages[0]].seen)
        clues = dataclasses.replace(clues, spans=tuple(spans))
        pages = (*pages[1:], pages[0])
    asked = pages[:ASKED_MAX]
    told = _Pairs(clues, reuse, settings)
    votes = Counter(holder for page in takers for _, holder in told.points(page, asked))
    pairs = dataclasses.replace(told, votes=votes)
    first = _first(asked, pairs)
    parent: dict[int, int] = {}
    steps: list[Step] = []
    unclear: list[tuple[int, int]] = []
    for page in pages:
        if page == first:
            continue
        source = _source(page, first, asked, pairs)
        if source is None and page in asked:
            sure = (other for other in asked if pairs.is_sure(other, page))
            source = next((other for other in sure if page not in _line(other, parent)), None)
        if source is None or page in _line(source, parent):
            unclear.append((min(first, page), max(first, page)))
        else:
            parent[page] = source
            steps.append(Step(later=page, earlier=source, score=pairs.chance(source, page)))
    heads = [first, *(page for page in pages if page not in parent and page != first)]
    return Holders(
        pages=tuple(pages), heads=tuple(heads), steps=tuple(steps), unclear=tuple(unclear)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Of two pages that share words, by dates and by what they say of each other, who is earlier."""

    clues: Clues
    reuse: Reuse
    settings: TraceSettings
    votes: Mapping[int, int] = dataclasses.field(default_factory=dict)  # pages that point to each

    def chance(self, one: int, other: int) -> float:
        """That one is earlier than the other."""
        spans, wrong = self.clues.spans, self.settings.date_wrong_share
        odds = lean(self.clues, self.reuse, one, other)
        odds += order_odds(spans[one], spans[other], wrong_one=wrong, wrong_other=wrong)
        more = self.votes.get(one, 0) - self.votes.get(other, 0)
        odds += VOTE * min(max(more, -VOTES_MOST), VOTES_MOST)
        return odds_to_chance(odds)

    def is_sure(self, one: int, other: int) -> bool:
        """Whether it is sure enough to draw an edge."""
        return one != other and self.chance(one, other) >= self.settings.direction_sure_min

    def may_precede(self, one: int, other: int) -> bool:
        """Whether anything but dates says so: more pages point to it, or the other does."""
        more = self.votes.get(one, 0) > self.votes.get(other, 0)
        return more or bool(self.points(other, (one,)))

    def points(self, page: int, others: Sequence[int]) -> list[tuple[float, int]]:
        """To whom of others a page points, and how strongly."""
        clues = self.clues
        named, linked = clues.named[page], clues.links[page] | clues.copy_of[page]
        if not named and not linked:
            return []
        met = [o for o in others if o != page and (o in linked or clues.publishers[o] in named)]
        told = [(points_to(clues, self.reuse, page, other), other) for other in met]
        return [(strength, other) for strength, other in told if strength > 0]


def _first(pages: Sequence[int], pairs: _Pairs) -> int:
    """The first page of a text, going up from the earliest as long as it, or more of all pages, point to another."""
    first, met = pages[0], {pages[0]}
    while True:
        above = [
            (pairs.chance(other, first), -other)
            for other in pages
            if other not in met and pairs.may_precede(other, first) and pairs.is_sure(other, first)
        ]
        if not above:
            return first
        first = -max(above)[1]
        met.add(first)


def _source(page: int, first: int, holders: Sequence[int], pairs: _Pairs) -> int | None:
    """Of the holders of a text the one that a page has it from: whom it points to, else the first."""
    above = [
        (strength, -other)
        for strength, other in pairs.points(page, holders)
        if pairs.is_sure(other, page)
    ]
    if above:
        return -max(above)[1]
    return first if pairs.is_sure(first, page) else None


def _line(page: int, parent: Mapping[int, int]) -> set[int]:
    """A page and all that it has the text from."""
    line = {page}
    while page in parent:
        page = parent[page]
        line.add(page)
    return line


def spread_steps(
    steps: Sequence[Step],
    groups: Mapping[int, Holders],
    clues: Clues,
    reuse: Reuse,
    settings: TraceSettings,
) -> list[Step]:
    """Steps between texts as steps between pages; *groups* by the page that stands for a text."""
    pairs = _Pairs(clues, reuse, settings)
    found = []
    for step in steps:
        later, earlier = groups.get(step.later), groups.get(step.earlier)
        for page in later.heads if later else (step.later,):
            source = step.earlier
            if earlier:
                told = _source(page, earlier.heads[0], earlier.pages[:ASKED_MAX], pairs)
                source = earlier.heads[0] if told is None else told
            found.append(Step(later=page, earlier=source, score=step.score))
    return found
