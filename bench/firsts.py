"""How many first sources could be told at all, of two made-up presses: see `bench/bounds.py`.

In: a corpus of `tests/corpora/world.py`, or what `tests/corpora/presses` says is true of a pile.  Out: of each page
the chance that a reader knows its first sources who knows which pages are joined (but not which way), which words a press
puts in or misreads, whom pages name and link to, how often dates are wrong or missing, how long copies wait
and whom they take from. Such a reader has only to say which page was first.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from corpora.rerooted import Days, Known, Story, first_known, grown
from corpora.world import Corpus, Settings
from firsthand.read.agents import resolve_agent

FIRST, ANY = 0.35, 0.65  # the first press takes from the first page, or from any page of a story
PACE = 0.15  # of its delays, each day
OFF = (3, 400)  # by so many days its wrong dates are off
AROUND = 60  # days before and after all dates of a story
LONGEST = 120
BEGIN, BEGINS = dt.date(2016, 1, 1), 1_000
UNSURE = {"copy", "near", "excerpt"}  # ways whose words may tell no direction
QUARTERS = 4  # of a day: the second press's dates are told by such stretches
MINUTES = 96 * 3  # and by five minutes, where all of a story is of one day
SOON = {"day": (1, 30), "hour": (20, 100)}
LATER = (1450, 9000)  # minutes
WRONG, WRONG_DAYS, FAR = 0.1, 900, 0.2  # of its wrong dates a fifth lie decades ahead
SAME_WORDS = {"copy", "headline", "excerpt", "quote"}
GROWTH = {"star": 8 / 30, "chain": 10 / 30, "tree": 12 / 30}


class OfWorld:
    """The reader of one corpus of the first press."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Lay out who is joined with whom."""
        self.corpus, self.settings = corpus, settings
        self.pages = {document.id: document for document in corpus.documents}
        self.said = {
            key: {unit: self.pages[key].text[start:end] for unit, start, end in places}
            for key, places in corpus.units.items()
        }
        self.above = {key: self._above(key) for key in self.pages}
        self.of_first = {first: self._known(first) for first in self.pages if not self.above[first]}

    def chance(self, key: str) -> float:
        """That the first sources of a page are told."""
        met, waiting = {key}, [key]
        while waiting:
            for parent in self.corpus.parents[waiting.pop()] & self.pages.keys() - met:
                met.add(parent)
                waiting.append(parent)
        return math.prod(self.of_first[page].chance for page in met if page in self.of_first)

    def _above(self, key: str) -> str:
        """The page of its own story that a page is from."""
        story = self.corpus.stories[key]
        own = [
            p
            for p in sorted(self.corpus.parents[key])
            if p in self.pages and self.corpus.stories[p] == story
        ]
        return own[0] if own else ""

    def _known(self, first: str) -> Known:
        if self.corpus.parents[first]:
            return Known(1.0, {})  # it names its source, and whoever copies it does, too
        keys, parent = _tree(first, self.above)
        told = tuple(at > 0 and self._is_told(keys[at], self.above[keys[at]]) for at in range(len(keys)))  # fmt: skip
        if all(told[at] for at, above in enumerate(parent) if above == 0):
            return Known(1.0, {0: 1.0})
        stated = [self._stated(key) for key in keys]
        known = [day for span in stated if span for day in span]
        start = min(known, default=0) - AROUND - OFF[1] * (self.settings.misdated > 0)
        size = max(known, default=BEGINS) + 2 * AROUND - start + OFF[1] * (self.settings.misdated > 0)  # fmt: skip
        begins = np.zeros(size)
        begins[max(-start, 0) : max(BEGINS - start, 0)] = 1.0
        waits = np.exp(-PACE * np.arange(-1, LONGEST)) * (1 - math.exp(-PACE))
        waits = np.append(self.settings.same_day, (1 - self.settings.same_day) * waits[1:])
        story = Story(
            parent=parent,
            told=told,
            days=np.array([self._likely(span, start, size) for span in stated]),
            first_days=begins,
            waits=waits,
        )
        return first_known(story, lambda tree: grown(tree, weight=_taken))

    def _is_told(self, key: str, parent: str) -> bool:
        """Whether words, links or names tell that a page is from the other and not the other way."""
        page, source = self.pages[key], self.pages[parent]
        named = {resolve_agent(one.agent) for one in self.corpus.attributions[key]}
        if source.publisher in named or source.address in {link.target for link in page.links}:
            return True
        if self.corpus.ways[key] not in UNSURE:
            return True
        mine, theirs = self.said[key], self.said[parent]
        if self.corpus.ways[key] == "excerpt":
            return False
        return any(mine.get(unit) != words for unit, words in theirs.items())

    def _stated(self, key: str) -> tuple[int, int] | None:
        """The first day that a date allows, and the day after the last."""
        date = self.pages[key].published
        if date is None:
            return None
        if len(date.edtf) > len("2016-01"):
            low = dt.date.fromisoformat(date.edtf)
            return (low - BEGIN).days, (low - BEGIN).days + 1
        low = dt.date.fromisoformat(f"{date.edtf}-01")
        return (low - BEGIN).days, ((low + dt.timedelta(days=31)).replace(day=1) - BEGIN).days

    def _likely(self, span: tuple[int, int] | None, start: int, size: int) -> Days:
        if span is None:
            return np.ones(size)
        right = np.zeros(size)
        right[span[0] - start : span[1] - start] = 1.0
        if not self.settings.misdated:
            return right
        off = np.zeros(2 * OFF[1] - 1)
        off[: OFF[1] - OFF[0]] = off[OFF[1] + OFF[0] - 1 :] = 1 / (2 * (OFF[1] - OFF[0]))
        wrong = np.convolve(right, off, mode="same")
        return (1 - self.settings.misdated - self.settings.undated) * right + self.settings.misdated * wrong  # fmt: skip


def _taken(before: int, from_first: int, size: int) -> float:  # noqa: ARG001 - a habit is asked all
    return (ANY / before + FIRST * from_first) / ANY * before


def _tree(first: str, above: Mapping[str, str]) -> tuple[list[str], tuple[int, ...]]:
    """All pages below a first one, it before all, and the place of the parent of each."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(above):
        below[above[key]].append(key)
    keys = [first]
    for key in keys:
        keys += below[key]
    place = {key: at for at, key in enumerate(keys)}
    return keys, tuple(place.get(above[key], -1) if key != first else -1 for key in keys)


class OfPresses:
    """The reader of one pile of the second press; pages as `truth.json` has them."""

    def __init__(self, pages: Sequence[Mapping[str, Any]]) -> None:
        """Lay out who is joined with whom."""
        self.pages = {page["key"]: page for page in pages}
        self.above = {
            key: next((p for p in page["parents"] if self.pages[p]["family"] == page["family"]), "")
            for key, page in self.pages.items()
        }
        self.of_first = {
            key: self._known(key)
            for key, page in self.pages.items()
            if not self.above[key] and not page["gone"]
        }

    def asked(self) -> dict[str, str]:
        """Of each page that took words of one page of the case that took none: this page."""
        found = {}
        for key, page in self.pages.items():
            if page["parents"] and page["via"] != "report":
                rests = {root.split("#")[0] for q in page["pieces"] for _, root, _ in q}
                rests -= {key} if page["via"] in {"excerpt", "quote", "concat"} else set()
                if len(rests) == 1 and (first := rests.pop()) in self.of_first:
                    found[key] = first
        return found

    def _known(self, first: str) -> Known:
        keys, parent = _tree(first, self.above)
        told = tuple(at > 0 and self._is_told(keys[at], keys[above]) for at, above in enumerate(parent))  # fmt: skip
        if all(told[at] for at, above in enumerate(parent) if above == 0):
            return Known(1.0, {0: 1.0})
        condition = self.pages[first]["condition"]
        cells = MINUTES if condition in SOON else QUARTERS
        stated = [self._stated(self.pages[key], cells) for key in keys]
        known = [cell for span in stated if span for cell in span]
        around = 2 * cells if condition in SOON else 90 * cells
        around += WRONG_DAYS * cells * (condition == "wrong")
        start = min(known, default=0) - around
        size = max(known, default=0) + around - start
        soon = SOON.get(condition, LATER)
        waits = np.zeros(soon[1] * cells // 1440 + 2)
        for minute in range(soon[0], soon[1] + 1):
            waits[round(minute * cells / 1440)] += 1 / (soon[1] - soon[0] + 1)
        days = [self._likely(self.pages[key], span, start, size, cells) for key, span in zip(keys, stated, strict=True)]  # fmt: skip
        story = Story(parent=parent, told=told, days=np.array(days), first_days=np.ones(size), waits=waits)  # fmt: skip
        return first_known(story, _grown_as_any)

    def _is_told(self, key: str, parent: str) -> bool:
        page = self.pages[key]
        if page["via"] not in SAME_WORDS or any(other == parent for other, _ in page["cites"]):
            return True
        one, other = page["stated"], self.pages[parent]["stated"]
        return page["condition"] == "hour" and "T" in one and "T" in other

    def _stated(self, page: Mapping[str, Any], cells: int) -> tuple[int, int] | None:
        """The first stretch that a date allows and the one after the last, but of dates decades ahead."""
        text = page["stated"]
        if not text or text >= "2060":
            return None
        if len(text) == len("2016-01"):
            low = dt.date.fromisoformat(f"{text}-01")
            high = (low + dt.timedelta(days=31)).replace(day=1)
            return low.toordinal() * cells, high.toordinal() * cells
        day = dt.date.fromisoformat(text[:10]).toordinal()
        if "T" in text:
            at = (int(text[11:13]) * 60 + int(text[14:16])) * cells // 1440
            return day * cells + at, day * cells + at + 1
        return day * cells, (day + 1) * cells

    def _likely(
        self, page: Mapping[str, Any], span: tuple[int, int] | None, start: int, size: int, cells: int
    ) -> Days:  # fmt: skip
        years = np.zeros(size)
        year = int(page["at"][:4])  # the address tells it
        low, high = (dt.date(y, 1, 1).toordinal() * cells - start for y in (year, year + 1))
        years[max(low, 0) : max(high, 0)] = 1.0
        if span is None or not years.any():
            return years if years.any() else np.ones(size)
        right = np.zeros(size)
        right[span[0] - start : span[1] - start] = 1.0
        if page["condition"] == "wrong":
            off = np.full(2 * WRONG_DAYS * cells + 1, 1 / (2 * WRONG_DAYS * cells))
            wrong = np.convolve(right, off)[WRONG_DAYS * cells :][:size]
            right = (1 - WRONG) * right + WRONG * (1 - FAR) * wrong
        likely = right * years
        return likely if likely.any() else right


def _grown_as_any(parent: Sequence[int]) -> float:
    """Stars, chains and trees in their shares."""
    size = len(parent)
    first = list(parent).index(-1)
    held = {above for above in parent if above >= 0}
    star = float(held == {first})
    chain = float(len(held) == size - 1)
    tree = math.exp(grown(parent, weight=lambda count, _first, _size: 1 / count))
    total = GROWTH["star"] * star + GROWTH["chain"] * chain + GROWTH["tree"] * tree
    return math.log(max(total, 1e-300))
