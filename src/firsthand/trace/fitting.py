"""Try which page by a source fits what another page has the source say.

In: whom pages name, `Clues`, `Reuse`, `Facts`.  Out: `Fit`: of the pages by the source those that share words with
the page that names it, and the one that speaks most of what is said. Nothing here depends on steps drawn so
far, so that all namings can be tried at once; whether a page that fits is taken is decided in `trace.naming`.

Namings of one source are tried together: the words of its pages are laid out once for all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from firsthand.model.document import Attribution
from firsthand.trace.clues import Clues
from firsthand.trace.dates import many_order_odds
from firsthand.trace.direction import LINK, NAMES
from firsthand.trace.engine import Engine, in_parts
from firsthand.trace.facts import Facts, Held, Weights
from firsthand.trace.numbered import Ints
from firsthand.trace.reuse import Reuse
from firsthand.trace.settings import TraceSettings

FACTS_LEAST = 1.0  # two texts speak of one matter if they share a rare figure or some rare words
ALIKE = 1 - 1e-9  # sums of the same weights may differ in their last place
PAGES_TRIED_MAX = 300  # of one source; with more, every naming would be tried with every page
PART = 200  # namings tried as one piece of work, and as many more as name the same source

Given = tuple[Attribution, ...]
Naming = tuple[int, str]  # a page, and the source that it names


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What fits one naming."""

    first: int | None  # the first of the source's pages that is surely not later
    sharing: tuple[int, ...]  # those that share words with the page
    spoken: int | None = None  # the one that speaks most of what is said
    late: int | None = None  # the same among those that are later, or may be, by their dates
    is_tried: bool = False  # whether the last two were looked for


@dataclass(frozen=True, slots=True, eq=False)
class Fitting:
    """What is looked at for every naming, whatever was drawn so far."""

    own: Sequence[Mapping[str, Given]]
    clues: Clues
    reuse: Reuse
    facts: Facts
    settings: TraceSettings
    low: Weights  # from when to when each page may have been published, in days
    high: Weights

    def try_all(self, namings: Iterable[Naming], engine: Engine) -> dict[Naming, Fit]:
        """The fits of many namings."""
        blocks = self._blocks(namings)
        if not blocks:
            return {}
        self.facts.make_ready()
        parts = list(in_parts(blocks, size=PART, size_of=len))
        found: dict[Naming, Fit] = {}
        for part, fits in zip(parts, engine.map(self, parts), strict=True):
            found.update(zip((naming for block in part for naming in block), fits, strict=True))
        return found

    def __call__(self, blocks: Sequence[Sequence[Naming]]) -> list[Fit]:
        """The fits of some namings; those of a block have the same pages to be tried."""
        found: list[Fit] = []
        for block in blocks:
            held: Held | None = None
            for page, agent in block:
                possible, late = self._possible(page, agent)
                sharing = self._sharing(page, possible)
                if sharing or not (possible.size or late.size):
                    found.append(_fit(possible, sharing))
                    continue
                held = held or self.facts.held_by(self._tried(*block[0]))
                found.append(self._tried_with(page, agent, held, possible, late))
        return found

    def fit(self, page: int, agent: str) -> Fit:
        """What fits one naming, without what is said."""
        possible, _ = self._possible(page, agent)
        return _fit(possible, self._sharing(page, possible))

    def try_one(self, page: int, agent: str) -> Fit:
        """Of the pages that may fit a naming the one that speaks most of what is said."""
        possible, late = self._possible(page, agent)
        every = np.sort(np.concatenate((possible, late)))
        if not every.size:
            return Fit(None, (), is_tried=True)
        return self._tried_with(page, agent, self.facts.held_by(every), possible, late)

    def _tried_with(self, page: int, agent: str, held: Held, possible: Ints, late: Ints) -> Fit:
        """What fits one naming by what is said; pages that are later by their dates if no other does."""
        spoken = self._spoken(page, agent, possible, held) if possible.size else None
        told = None
        if spoken is None and late.size:
            told = self._spoken(page, agent, late, held, by_figures=True)
        first = int(possible[0]) if possible.size else None
        return Fit(first, (), spoken, told, is_tried=True)

    def _blocks(self, namings: Iterable[Naming]) -> list[list[Naming]]:
        """Namings of one source together; of very many pages of one, those of the same stretch of them."""
        blocks: dict[tuple[str, int], list[Naming]] = {}
        for page, agent in namings:
            stretch = _stretch(self.clues.published_by[agent], page)
            blocks.setdefault((agent, stretch), []).append((page, agent))
        return list(blocks.values())

    def _tried(self, page: int, agent: str) -> Ints:
        """The pages that are tried for a naming and for all others of its block, in order."""
        published = self.clues.published_by[agent]
        if len(published) > PAGES_TRIED_MAX:
            stretch = _stretch(published, page)
            low = max(0, stretch - 1) * PAGES_TRIED_MAX
            published = published[low : (stretch + 1) * PAGES_TRIED_MAX]
        return np.array(published, dtype=np.int64)

    def _possible(self, page: int, agent: str) -> tuple[Ints, Ints]:
        """The pages by a source that a page naming it surely follows, and the others."""
        others = np.array(around(self.clues.published_by.get(agent, ()), page), dtype=np.int64)
        others = others[others != page]
        chances = self._chances(page, others, self.own[page][agent][0])
        sure = chances >= self.settings.direction_sure_min
        return others[sure], others[~sure]

    def _chances(self, page: int, targets: Ints, given: Attribution) -> Weights:
        """How likely each of many targets that a page names alike is the earlier."""
        wrong = self.settings.date_wrong_share
        odds = many_order_odds(
            self.low[targets],
            self.high[targets],
            self.clues.spans[page],
            wrong_one=wrong,
            wrong_other=wrong,
        )
        linked = self.clues.links[page]
        if linked:
            odds += np.where(np.isin(targets, sorted(linked)), LINK, 0.0)
        chances: Weights = 1 / (1 + np.exp(-(odds + NAMES[given.kind])))
        return chances

    def _sharing(self, page: int, possible: Ints) -> tuple[int, ...]:
        return tuple(possible[self.reuse.shares(page, possible)].tolist())

    def _spoken(
        self, page: int, agent: str, pages: Ints, held: Held, *, by_figures: bool = False
    ) -> int | None:
        """Of several pages the one that speaks most of what is said; of several alike the latest.

        Who names a house has read what it printed last. *by_figures* asks that what is said have a rare
        figure, and the page the same: such pages are later by their dates, and the earliest is taken.
        """
        facts = self.facts
        words = said_words(page, self.own[page][agent], self.clues)
        if by_figures and not (words and facts.figures(words).size):
            return None
        if words:
            figures = facts.figures(words)
            if figures.size:
                pages = pages[held.weigh(figures, pages) > 0]
            numbers = facts.numbers(words)
        else:
            numbers = facts.of_page(page)
        weights = held.weigh(numbers, pages)
        most = weights.max(initial=0.0)
        if most < FACTS_LEAST:
            return None
        alike = pages[weights >= most * ALIKE]
        # Who has no date begins before all that have one.
        return int(alike[0 if by_figures else self.low[alike].argmax()])


def _fit(possible: Ints, sharing: tuple[int, ...]) -> Fit:
    return Fit(first=int(possible[0]) if possible.size else None, sharing=sharing)


def _stretch(published: Sequence[int], page: int) -> int:
    """In which stretch of the pages of one source a page falls that names it."""
    if len(published) <= PAGES_TRIED_MAX:
        return 0
    return bisect_left(published, page) // PAGES_TRIED_MAX


def around(published: Sequence[int], page: int) -> Sequence[int]:
    """Of very many pages of one source those that come before a page, the latest ones."""
    if len(published) <= PAGES_TRIED_MAX:
        return published
    last = bisect_left(published, page)
    return published[max(0, last - PAGES_TRIED_MAX) : last + 1]


def said_words(page: int, given: Given, clues: Clues) -> str:
    """What a page has its source say; empty where it credits it for the whole."""
    spans = sorted({(one.content.start, one.content.end) for one in given if one.content})
    return "\n".join(clues.documents[page].text[start:end] for start, end in spans)
