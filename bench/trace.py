"""Measure tracing on made-up presses with known truth: `python bench/trace.py quality|statements|drift|speed|hostile`.

Each row is measured in a process of its own, so that its peak of memory is its own. Nothing in
the tracer was chosen on the seeds used here; tests use others.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from corpora import statements as told_of  # noqa: E402 - path first
from corpora.credited import count, credit, draw  # noqa: E402
from corpora.grades import calibrate, grade_lineage, grade_reuse, shared_words  # noqa: E402
from corpora.told import CHANGES, Told, tell  # noqa: E402
from corpora.world import Corpus, Settings, make  # noqa: E402
from firsthand.claim.suggest import suggest  # noqa: E402
from firsthand.model.document import Document  # noqa: E402
from firsthand.model.lineage import Lineage  # noqa: E402
from firsthand.read.agents import resolve_agent  # noqa: E402
from firsthand.read.attributions import find_attributions  # noqa: E402
from firsthand.read.passages import split_passages  # noqa: E402
from firsthand.trace.changes import find_drifts  # noqa: E402
from firsthand.trace.descent import trace_documents  # noqa: E402
from firsthand.trace.settings import TraceSettings  # noqa: E402
from spoken import page  # noqa: E402

SEEDS = (101, 102, 103, 104, 105)
DATES = {
    "good dates": (0.0, 0.0),
    "one in five missing": (0.2, 0.0),
    "one in ten wrong": (0.0, 0.1),
    "both": (0.2, 0.1),
}
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.99, 1.01)
SIZES = (1_000, 10_000)
HOSTILE = ("one text of one repeated word", "a page of 1 MB", "10,000 identical pages", "10,000 pages of one text with one word changed")  # fmt: skip


def trace(documents: list[Document], attributions: dict[str, tuple]) -> tuple[Lineage, float]:  # type: ignore[type-arg]
    """The lineage and the CPU seconds it took."""
    start = time.process_time()
    lineage = trace_documents(
        documents, attributions=attributions, resolve=resolve_agent, settings=TraceSettings()
    )
    return lineage, time.process_time() - start


def quality(pages: int) -> None:
    """Grades over all seeds: mean, and the worst in brackets."""
    found = [grade_reuse(c, shared_words(c)) for c in (_press(s, pages) for s in SEEDS)]
    for name in ("pair_recall", "pair_precision", "letters_recall", "letters_precision", "offset_f1", "boundary_p90"):  # fmt: skip
        print(f"{name:20} {_spread([float(getattr(g, name)) for g in found])}")
    print()
    print(f"{'':22}" + "".join(f"{name:>22}" for name in DATES))
    rows: dict[str, list[str]] = {}
    edges = []
    for undated, misdated in DATES.values():
        grades = []
        for seed in SEEDS:
            corpus = make(Settings(seed=seed, pages=pages, undated=undated, misdated=misdated))
            lineage, _ = trace(list(corpus.documents), dict(corpus.attributions))
            grades.append(grade_lineage(corpus, lineage))
            edges += calibrate(corpus, lineage)
        for name in grades[0].__slots__:
            rows.setdefault(name, []).append(_spread([float(getattr(g, name)) for g in grades]))
    for name, cells in rows.items():
        print(f"{name:22}" + "".join(f"{cell:>22}" for cell in cells))
    print()
    _print_scores(edges)


def _print_scores(edges: list[tuple[str, float, bool, bool]]) -> None:
    """What scores were worth, over all kinds of dates."""
    for told in sorted({edge[0] for edge in edges}):
        for low, high in pairwise(BINS):
            here = [edge for edge in edges if edge[0] == told and low <= edge[1] < high]
            if here:
                order = statistics.mean(edge[2] for edge in here)
                above = statistics.mean(edge[3] for edge in here)
                print(f"{told:24} score {low:.2f}-{min(high, 1):.2f}: {len(here):6} edges, order right {order:.3f}, end is an ancestor {above:.3f}")  # fmt: skip


def _press(seed: int, pages: int) -> Corpus:
    return make(Settings(seed=seed, pages=pages))


def _spread(values: list[float]) -> str:
    return f"{statistics.mean(values):.3f} ({min(values):.3f}-{max(values):.3f})"


def statements() -> None:
    """Where each claim was found to begin, with the lineage of documents alone and that of statements."""
    rows: dict[tuple[str, str], list[float]] = {}
    for seed in SEEDS:
        drawn = draw(told_of.make(seed))
        for name, lineage in (("by document", drawn.whole), ("by statement", drawn.lineage)):
            found = [each.outcome for each in credit(drawn, lineage)]
            for outcome in ("right", "open", "elsewhere", "among others", "wrongly independent"):
                rows.setdefault((name, outcome), []).append(found.count(outcome) / len(found))
            counted = count(drawn, lineage)
            for outcome in ("right", "fewer", "more"):
                share = counted[outcome] / counted.total()
                rows.setdefault((name, f"count {outcome}"), []).append(share)
    for (name, outcome), values in rows.items():
        print(f"{name:14} {outcome:22} {_spread(values)}")


def drift() -> None:
    """Of each kind of change: how often just that is found, how often nothing, how often more."""
    for change in CHANGES:
        outcomes = [_found(tell(change, seed)) for seed in range(100)]
        wanted = () if change == "none" else (change,)
        right = sum(kinds == wanted for kinds in outcomes)
        nothing = sum(not kinds for kinds in outcomes)
        print(f"{change:12} of {len(outcomes)}: just that {right}, nothing {nothing}, other {len(outcomes) - right - (nothing if wanted else 0)}")  # fmt: skip


def _found(told: Told) -> tuple[str, ...]:
    """The kinds of drift between two pages, read and claimed as in a case."""
    documents = [page(told.earlier, address="a", published="2018"), page(told.later, address="b", published="2020")]  # fmt: skip
    passages = {d.id: split_passages(d) for d in documents}
    named = {d.id: find_attributions(d, passages=passages[d.id]) for d in documents}
    lineage, _ = trace(documents, dict(named))
    made = {d.id: suggest(d, passages=passages[d.id], attributions=named[d.id]).values for d in documents}  # fmt: skip
    drifts = find_drifts(lineage, documents=documents, suggestions=made, resolve=resolve_agent)
    return tuple(sorted(drift.kind.value for drift in drifts))


def one_size(pages: int) -> None:
    """One row of speed, in this process."""
    corpus = make(Settings(seed=7, pages=pages))
    letters = sum(len(d.text) for d in corpus.documents) // pages
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lineage, seconds = trace(list(corpus.documents), dict(corpus.attributions))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} documents of {letters} characters: {seconds:.1f} CPU s, {len(lineage.derivations)} edges, peak {peak:.0f} MiB ({before:.0f} before tracing)")  # fmt: skip


def one_hostile(name: str) -> None:
    """One hostile pile, in this process."""
    words = ("blood", "village", "clinic", "notice", "police", "ledger", "winter", "county", "paper", "school", "river")  # fmt: skip
    text = " ".join(words[n * n % 11] + str(n % 97) for n in range(160))
    made = {
        HOSTILE[0]: lambda: [page("blood " * 40_000, address=str(n)) for n in range(2)],
        HOSTILE[1]: lambda: [page(" ".join(f"{w}{n}" for n in range(10_000) for w in words)[:1_000_000], address=str(n)) for n in range(2)],
        HOSTILE[2]: lambda: [page(text, address=f"https://s{n}.example/", published=f"20{10 + n % 9}-01-{1 + n % 28:02}") for n in range(10_000)],
        HOSTILE[3]: lambda: [page(text.replace("blood0", f"b{n}", 1), address=f"https://s{n}.example/", published=f"20{10 + n % 9}-01-{1 + n % 28:02}") for n in range(10_000)],
    }  # fmt: skip
    documents = made[name]()
    lineage, seconds = trace(documents, {})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {seconds:.1f} CPU s, {len(lineage.derivations)} edges, {len(lineage.problems)} problems, peak {peak:.0f} MiB")  # fmt: skip


def main() -> None:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what", choices=["quality", "statements", "drift", "speed", "hostile", "size", "pile"]
    )
    parser.add_argument("which", nargs="?", default="1000")
    told = parser.parse_args()
    if told.what == "quality":
        quality(int(told.which))
    elif told.what == "statements":
        statements()
    elif told.what == "drift":
        drift()
    elif told.what == "size":
        one_size(int(told.which))
    elif told.what == "pile":
        one_hostile(told.which)
    else:
        rows = [("size", str(n)) for n in SIZES] if told.what == "speed" else [("pile", n) for n in HOSTILE]  # fmt: skip
        for row in rows:
            subprocess.run([sys.executable, __file__, *row], check=True)


if __name__ == "__main__":
    main()
