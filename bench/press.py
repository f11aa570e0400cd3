"""Make a large pile of pages fast: a million of about 1,000 letters in a few minutes, the same for a seed.

`tests/corpora/world.py` makes presses whose truth is known to the letter; this makes piles that are only
large. Stories have up to 300 pages, most of them one. About three pages in five come from an earlier
page of their story: of these 13 in a hundred are exact copies, 30 near copies, 30 excerpts of two to six
sentences with words of their own, 13 rewrites with a tenth of the words changed, 14 reports in other
words that link their source. Pages repeat stock phrases and formulas (some very often), outlets put standing lines
on their pages, a third of copies credits or links its source, one page in five has no date, one in
seven is Chinese.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from firsthand.model.document import (
    Attribution,
    AttributionKind,
    Block,
    BlockRole,
    Document,
    Link,
    ReadState,
    TextPosition,
)
from firsthand.model.moment import UncertainDate

WORDS = 40_000
SIGNS = 3_000
PHRASES = 30_000
FORMULAS = 100  # as long as a passage, on one page in twenty
SENTENCES = 10  # of a fresh page
STORY_MAX = 300
DATES = [dt.date(2015, 1, 1) + dt.timedelta(days=n) for n in range(3_000)]
_EDTF = [UncertainDate(edtf=day.isoformat(), found="manifest") for day in DATES]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page before it is laid out."""

    number: int
    outlet: int
    day: int
    sentences: list[str]
    source: _Page | None


class Press:
    """Stories of all sizes; pages come in the order of their stories."""

    def __init__(self, seed: int) -> None:
        self.stories: list[list[list[str]]] | None = None  # sentences of each page, if asked for
        self.dice = random.Random(seed)  # noqa: S311 - pages, no secrets
        numbers = np.random.default_rng(seed)
        starts, ends = list("bcdfghjklmnprstvwx"), ["a", "e", "i", "o", "u", "er", "an"]
        syllables = [start + end for start in starts for end in ends]
        self._words = sorted(
            {
                "".join(numbers.choice(syllables, size))
                for size in 1 + numbers.integers(0, 3, WORDS * 3)
            }
        )[:WORDS]
        self.dice.shuffle(self._words)
        self._signs = [chr(0x4E00 + 5 * n) for n in range(SIGNS)]
        self._word_odds = list(accumulate(1 / (n + 20) for n in range(len(self._words))))
        self._sign_odds = list(accumulate(1 / (n + 20) for n in range(SIGNS)))
        self._phrase_odds = list(accumulate(1 / (n + 50) for n in range(PHRASES)))
        self._phrases = {
            chinese: [self._run(chinese, 6 if chinese else 5) for _ in range(PHRASES)]
            for chinese in (False, True)
        }
        self._formulas = {
            chinese: [self._run(chinese, 15) for _ in range(FORMULAS)] for chinese in (False, True)
        }

    def pages(self, count: int) -> Iterator[tuple[Document, tuple[Attribution, ...]]]:
        """Pages and what is attributed in them."""
        outlets = max(8, count // 200)
        standing = [self._sentence(chinese=False) for _ in range(outlets)]
        made = 0
        while made < count:
            size = min(int(self.dice.paretovariate(1.5)), STORY_MAX, count - made)
            day = self.dice.randrange(2_900)
            chinese = self.dice.random() < 1 / 7
            story: list[_Page] = []
            for _ in range(size):
                source = self.dice.choice(story) if story else None
                page = _Page(
                    number=made,
                    outlet=self.dice.randrange(outlets),
                    day=min(day + self.dice.randrange(3), len(DATES) - 1),
                    sentences=self._derive(source, chinese=chinese),
                    source=source,
                )
                day = page.day
                story.append(page)
                yield self._lay_out(page, standing[page.outlet])
                made += 1
            if self.stories is not None:
                self.stories.append([page.sentences for page in story])

    def _run(self, chinese: bool, size: int) -> str:
        if chinese:
            return "".join(self.dice.choices(self._signs, cum_weights=self._sign_odds, k=size * 2))
        return " ".join(self.dice.choices(self._words, cum_weights=self._word_odds, k=size))

    def _sentence(self, chinese: bool) -> str:
        """Some words, in one sentence of four a stock phrase."""
        words = self._run(chinese, self.dice.randrange(11, 20))
        told = self.dice.random()
        if told < 0.005:
            words = self.dice.choice(self._formulas[chinese])
        elif told < 0.25:
            (phrase,) = self.dice.choices(self._phrases[chinese], cum_weights=self._phrase_odds)
            words += ("" if chinese else " ") + phrase
        return words + ("。" if chinese else ".")

    def _fresh(self, chinese: bool, count: int) -> list[str]:
        return [self._sentence(chinese) for _ in range(count)]

    def _derive(self, page: _Page | None, *, chinese: bool) -> list[str]:
        way = self.dice.random()
        if page is None or way < 0.14:
            return self._fresh(chinese, SENTENCES)
        source = page.sentences
        if way < 0.27:
            return source
        if way < 0.57:
            return [self._changed(one, 1) if self.dice.random() < 0.2 else one for one in source]
        if way < 0.87:
            size = self.dice.randrange(2, 7)
            begin = self.dice.randrange(max(1, len(source) - size))
            part = source[begin : begin + size]
            return [*self._fresh(chinese, 2), *part, *self._fresh(chinese, 3)]
        return [self._changed(one, 2) for one in source]

    def _changed(self, sentence: str, count: int) -> str:
        chinese = sentence[-1] == "。"
        words = list(sentence) if chinese else sentence.split(" ")
        for _ in range(count):
            words[self.dice.randrange(len(words))] = self._run(chinese, 1)
        return ("" if chinese else " ").join(words)

    def _lay_out(self, page: _Page, standing: str) -> tuple[Document, tuple[Attribution, ...]]:
        """A page of a heading, paragraphs and perhaps a standing line."""
        source, sentences = page.source, page.sentences
        tells = self.dice.random() if source else 1.0
        if source and sentences[0] not in source.sentences and sentences[2] not in source.sentences:
            tells /= 3  # a report in other words says more often whose it is
        lines = ["".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4)]
        named: tuple[Attribution, ...] = ()
        if source and tells < 0.2:
            name = f"Outlet {source.outlet}"
            lines.insert(0, f"({name})")
            span = TextPosition(start=1, end=1 + len(name))
            named = (
                Attribution(
                    kind=AttributionKind.CREDIT, agent=name, source=span, cue=span, content=None
                ),
            )
        if self.dice.random() < 0.5:
            lines.append(standing)
        ends = list(accumulate(len(line) + 1 for line in lines))
        blocks = tuple(
            Block(
                position=TextPosition(start=end - 1 - len(line), end=end - 1),
                role=BlockRole.ARTICLE,
                path=f"/p[{n}]",
            )
            for n, (line, end) in enumerate(zip(lines, ends, strict=True))
        )
        links = ()
        if source and 0.2 <= tells < 0.35:
            links = (
                Link(
                    target=f"https://o{source.outlet}.example/{source.number}",
                    position=TextPosition(start=0, end=9),
                ),
            )
        document = Document(
            capture=f"{page.number:064x}",
            locator="",
            address=f"https://o{page.outlet}.example/{page.number}",
            media_type="text/html",
            state=ReadState.READ,
            text="\n".join(lines),
            publisher=f"Outlet {page.outlet}",
            published=_EDTF[page.day] if self.dice.random() < 0.8 else None,
            blocks=blocks,
            links=links,
        )
        return document, named
