"""How much could be told at all: `python bench/bounds.py [parents|first|presses] [--seeds 1,2,3,4] [--pages 1000]`.

In: seeds of the made-up press (`tests/corpora/world.py`).  Out: `parents`: by how pages came to be, the share whose parents the
tracer tells, and the share that a reader would tell who knows when each page was truly made, which pages have
letter for letter what was taken, how often the press takes from a story's first page, and how long it waits: all
but the truth. The bound is generous: the tracer sees stated dates alone, and nobody tells it the press's habits.
`first`: the same of first sources by a reader who sees stated dates and knows all else (`bench/firsts.py`), and what misled
the tracer. `presses`: what that reader could tell of the second press (`tests/corpora/presses`).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests"), str(TOP / "bench")]

from firsts import ANY, FIRST, PACE, OfPresses, OfWorld  # noqa: E402 - path first

from corpora.grades import ancestors, drawn_parents, roots  # noqa: E402
from corpora.presses import printing, spread  # noqa: E402
from corpora.world import Corpus, Settings, make  # noqa: E402
from firsthand.model.document import Document  # noqa: E402
from firsthand.model.lineage import Lineage  # noqa: E402
from firsthand.read.agents import resolve_agent  # noqa: E402
from firsthand.trace.descent import trace_documents  # noqa: E402
from firsthand.trace.settings import TraceSettings  # noqa: E402

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


DATES: dict[str, dict[str, float]] = {
    **KINDS,
    "missing": {"undated": 0.2},
    "wrong": {"misdated": 0.1},
    "both": {"undated": 0.2, "misdated": 0.1},
}


def main() -> None:
    """A table for each kind of dates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="parents", choices=("parents", "first", "presses"))  # fmt: skip
    parser.add_argument("--seeds", default="1,2,3,4")
    parser.add_argument("--pages", type=int, default=1000)
    told = parser.parse_args()
    seeds = [int(seed) for seed in told.seeds.split(",")]
    {"parents": parents, "first": first, "presses": presses}[told.what](seeds, told.pages)


def _traced(seed: int, pages: int, dates: dict[str, float]) -> tuple[Corpus, Settings, Lineage]:
    settings = Settings(seed=seed, pages=pages, **dates)  # type: ignore[arg-type]
    corpus = make(settings)
    lineage = trace_documents(
        list(corpus.documents),
        attributions=dict(corpus.attributions),
        resolve=resolve_agent,
        settings=TraceSettings(),
    )
    return corpus, settings, lineage


def parents(seeds: list[int], pages: int) -> None:
    """Parents, by how pages came to be."""
    for name, dates in KINDS.items():
        rows: defaultdict[str, list[tuple[bool, float]]] = defaultdict(list)
        for seed in seeds:
            corpus, _, lineage = _traced(seed, pages, dates)
            found, reader = drawn_parents(lineage), Reader(corpus, dates.get("same_day", 0.12))
            for key, above in corpus.parents.items():
                if above:
                    row = (found.get(key) == above, reader.chance(key))
                    rows[corpus.ways[key]].append(row)
                    rows["all"].append(row)
        print(f"{name} dates")
        for way, every in sorted(rows.items()):
            right, most = (sum(column) / len(every) for column in zip(*every, strict=True))
            print(f"  {way:8} {len(every):5} pages: told {right:.3f}, could be told {most:.3f}")


def first(seeds: list[int], pages: int) -> None:
    """First sources, and what misled the tracer, by the page where the line goes wrong first."""
    for name, dates in DATES.items():
        reasons: Counter[str] = Counter()
        known = every = 0.0
        for seed in seeds:
            corpus, settings, lineage = _traced(seed, pages, dates)
            told, reader = drawn_parents(lineage), OfWorld(corpus, settings)
            every += len(corpus.parents)
            for key in corpus.parents:
                known += reader.chance(key)
                if roots(told, key) != roots(corpus.parents, key):
                    reasons[reason(corpus, told, key)] += 1
        right = 1 - reasons.total() / every
        print(f"{name} dates, {every:.0f} pages: told {right:.3f}, could be told {known / every:.3f}")  # fmt: skip
        for word, count in reasons.most_common():
            print(f"  {count / every:.4f} {word}")


def reason(corpus: Corpus, told: Mapping[str, frozenset[str]], key: str) -> str:
    """Why the first sources of a page are wrong: what is wrong where its line first goes astray."""
    truth, pages = corpus.parents, {document.id: document for document in corpus.documents}
    line = ancestors(truth, key)
    wrong = [a for a in line if a in truth and told.get(a, frozenset()) != truth[a]]
    top = [a for a in wrong if not any(b != a and b in ancestors(truth, a) for b in wrong)]
    page = min(top, default=key)
    if corpus.ways[page] in {"both", "report"}:
        return {"both": "put together from two", "report": "told in other words"}[corpus.ways[page]]
    ends = [e for e in sorted(told.get(page, frozenset()) ^ truth[page]) if e in pages]
    if not ends:
        return "a source by name"
    days = [corpus.days[end] for end in ends]
    if corpus.days[page] in days:
        return "two pages of one day"
    states = {_state(corpus, pages[end]) for end in (page, *ends)}
    for state in ("wrong date", "no date", "a month for a date"):
        if state in states:
            return state
    return f"good dates, {corpus.ways[page]}"


def _state(corpus: Corpus, page: Document) -> str:
    if page.published is None:
        return "no date"
    if not corpus.days[page.id].isoformat().startswith(page.published.edtf):
        return "wrong date"
    return "a month for a date" if len(page.published.edtf) == len("2016-01") else "good"


def presses(seeds: list[int], pages: int) -> None:
    """First sources of the second press's pages that took from one page, by kind of dates."""
    rows: defaultdict[str, list[float]] = defaultdict(list)
    for seed in seeds:
        with tempfile.TemporaryDirectory() as scratch:
            printing.write(spread.World(seed, pages).happen(), Path(scratch) / "pile", seed)
            truth = json.loads((Path(scratch) / "truth.json").read_text(encoding="utf-8"))
        reader = OfPresses(truth["pages"])
        for key, page in reader.asked().items():
            rows[reader.pages[key]["condition"]].append(reader.of_first[page].chance)
    for condition, chances in sorted(rows.items()):
        print(f"{condition:8} {len(chances):5} pages: could be told {sum(chances) / len(chances):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
