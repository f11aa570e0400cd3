"""How many parents could be told at all: `python bench/bounds.py [--seeds 1,2,3,4] [--pages 1000]`.

In: seeds of the made-up press (`tests/corpora/world.py`).  Out: by how pages came to be, the share whose parents the
tracer tells, and the share that a reader would tell who knows when each page was truly made, which pages have
letter for letter what was taken, how often the press takes from a story's first page, and how long it waits: all
but the truth. The bound is generous: the tracer sees stated dates alone, and nobody tells it the press's habits.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from corpora.grades import drawn_parents  # noqa: E402 - path first
from corpora.world import Corpus, Settings, make  # noqa: E402
from firsthand.read.agents import resolve_agent  # noqa: E402
from firsthand.trace.descent import trace_documents  # noqa: E402
from firsthand.trace.settings import TraceSettings  # noqa: E402

FIRST, ANY = 0.35, 0.65  # the press takes from the first page, or from any page of a story
PACE = 0.15  # of delays, each day
KINDS: dict[str, dict[str, float]] = {"perfect": {"same_day": 0.0, "month_long": 0.0}, "good": {}}


class Reader:
    """Somebody who knows all but whom each page had its words from."""

    def __init__(self, corpus: Corpus, same_day: float) -> None:
        """Lay out which pages have which words."""
        self.corpus, self.same_day = corpus, same_day
        self.pages = {document.id: document for document in corpus.documents}
        self.said = {
            key: {unit: self.pages[key].text[start:end] for unit, start, end in places}
            for key, places in corpus.units.items()
        }
        self.holders: defaultdict[int, set[str]] = defaultdict(set)
        for key, units in self.said.items():
            for unit in units:
                self.holders[unit].add(key)
        self.stories: defaultdict[int, list[str]] = defaultdict(list)
        for key, story in corpus.stories.items():
            self.stories[story].append(key)

    def chance(self, key: str) -> float:
        """The chance that the likeliest parents of a page are the true ones."""
        return math.prod(self._one(key, p) for p in self.corpus.parents[key] if p in self.pages)

    def _one(self, key: str, parent: str) -> float:
        taken = self.said[key].keys() & self.said[parent].keys()
        if not taken:
            return 1.0
        days = self.corpus.days
        alike = [o for o in self._alike(key, parent, taken) if days[o] <= days[key]]
        before = [o for o in self.stories[self.corpus.stories[parent]] if days[o] <= days[key]]
        weights = [self._weight(key, other, len(before)) for other in alike]
        return max(weights) / sum(weights) if sum(weights) else 1 / len(alike)

    def _alike(self, key: str, parent: str, taken: set[int]) -> list[str]:
        """Pages that have the very words, and to which the page points as it does to its parent."""
        house = self.pages[key].publisher
        found = [
            other
            for other in sorted(set.intersection(*(self.holders[unit] for unit in taken)) - {key})
            if all(self.said[other][unit] == self.said[parent][unit] for unit in taken)
            and (other == parent or self.pages[other].publisher != house)
        ]
        linked = {link.target for link in self.pages[key].links}
        named = {resolve_agent(one.agent) for one in self.corpus.attributions[key]}
        if self.pages[parent].address in linked:
            return [other for other in found if self.pages[other].address in linked]
        if self.pages[parent].publisher in named:
            return [other for other in found if self.pages[other].publisher in named]
        return found

    def _weight(self, key: str, other: str, before: int) -> float:
        """How often the press takes from such a page after so many days."""
        is_first = not any(above in self.pages for above in self.corpus.parents[other])
        wait = (self.corpus.days[key] - self.corpus.days[other]).days
        pace = (1 - self.same_day) * (math.exp(-PACE * (wait - 1)) - math.exp(-PACE * wait))
        return (ANY / before + FIRST * is_first) * (pace if wait else self.same_day)


def main() -> None:
    """A table for each kind of dates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1,2,3,4")
    parser.add_argument("--pages", type=int, default=1000)
    told = parser.parse_args()
    for name, dates in KINDS.items():
        rows: defaultdict[str, list[tuple[bool, float]]] = defaultdict(list)
        for seed in map(int, told.seeds.split(",")):
            corpus = make(Settings(seed=seed, pages=told.pages, **dates))  # type: ignore[arg-type]
            lineage = trace_documents(
                list(corpus.documents),
                attributions=dict(corpus.attributions),
                resolve=resolve_agent,
                settings=TraceSettings(),
            )
            found, reader = drawn_parents(lineage), Reader(corpus, dates.get("same_day", 0.12))
            for key, parents in corpus.parents.items():
                if parents:
                    row = (found.get(key) == parents, reader.chance(key))
                    rows[corpus.ways[key]].append(row)
                    rows["all"].append(row)
        print(f"{name} dates")
        for way, every in sorted(rows.items()):
            right, most = (sum(column) / len(every) for column in zip(*every, strict=True))
            print(f"  {way:8} {len(every):5} pages: told {right:.3f}, could be told {most:.3f}")


if __name__ == "__main__":
    main()
