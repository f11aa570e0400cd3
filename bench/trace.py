"""Measure tracing: `python bench/trace.py quality|languages|worst|statements|drift|speed|growth|large|hostile|peers`.

Quality, drift and speed are measured on made-up presses with known truth (`tests/corpora`), growth on piles
that are only large (`press.py`, `large.py`; `growth 1000000` goes up to a million pages, `large N` measures one
size part by part), peers in environments of their own (`peers.py`). Each row is measured in a process of its own, so that its peak of
memory is its own. Nothing in the tracer was chosen on the seeds used here; tests use others.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it; read when NumPy is
os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", "X86_V4")  # the same
TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests"), str(TOP / "bench")]

from hostile import HOSTILE  # noqa: E402
from large import cpu_seconds, grow, one_pile, peak_gib  # noqa: E402
from peers import compare_peers  # noqa: E402

from corpora import statements as told_of  # noqa: E402 - path first
from corpora.credited import count, credit, draw  # noqa: E402
from corpora.grades import (  # noqa: E402
    ReuseGrades,
    calibrate,
    grade_lineage,
    grade_reuse,
    shared_words,
    worst_mistakes,
)
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
from firsthand.trace.engine import HERE, Engine  # noqa: E402
from firsthand.trace.settings import TraceSettings  # noqa: E402
from spoken import page  # noqa: E402

SEEDS = (101, 102, 103, 104, 105)
DATES: dict[str, dict[str, float]] = {
    "perfect dates": {"same_day": 0.0, "month_long": 0.0},
    "good dates": {},
    "one in five missing": {"undated": 0.2},
    "one in ten wrong": {"misdated": 0.1},
    "both": {"undated": 0.2, "misdated": 0.1},
}
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.99, 1.01)
SIZES = (1_000, 10_000)
GROWTH = (1_000, 10_000, 100_000, 1_000_000)


def trace(
    documents: list[Document],
    attributions: dict[str, tuple],  # type: ignore[type-arg]
    engine: Engine = HERE,
) -> tuple[Lineage, float]:
    """The lineage and the CPU seconds it took, of this process and of those it started."""
    start = cpu_seconds()
    lineage = trace_documents(
        documents,
        attributions=attributions,
        resolve=resolve_agent,
        settings=TraceSettings(),
        engine=engine,
    )
    return lineage, cpu_seconds() - start


def quality(pages: int) -> None:
    """Grades over all seeds: mean, and the worst in brackets."""
    found = [grade_reuse(c, shared_words(c)) for c in (_press(s, pages) for s in SEEDS)]
    for name in ("pair_recall", "pair_precision", "letters_recall", "letters_precision", "offset_f1", "boundary_p90"):  # fmt: skip
        print(f"{name:20} {_spread([float(getattr(g, name)) for g in found])}")
    print()
    print(f"{'':22}" + "".join(f"{name:>22}" for name in DATES))
    rows: dict[str, list[str]] = {}
    edges = []
    for dates in DATES.values():
        grades = []
        for seed in SEEDS:
            corpus = make(Settings(seed=seed, pages=pages, **dates))
            lineage, _ = trace(list(corpus.documents), dict(corpus.attributions))
            grades.append(grade_lineage(corpus, lineage))
            edges += calibrate(corpus, lineage)
        for name in grades[0].__slots__:
            rows.setdefault(name, []).append(_spread([float(getattr(g, name)) for g in grades]))
    for name, cells in rows.items():
        print(f"{name:22}" + "".join(f"{cell:>22}" for cell in cells))
    print()
    _print_scores(edges)


def worst(pages: int) -> None:
    """The ten mistakes about first sources that spoil most pages, dates being good."""
    found = []
    for seed in SEEDS:
        corpus = _press(seed, pages)
        lineage, _ = trace(list(corpus.documents), dict(corpus.attributions))
        found += [(count, seed, word) for count, word in worst_mistakes(corpus, lineage)]
    for many, seed, word in sorted(found, key=lambda row: (-row[0], row[1:]))[:10]:
        print(f"{many} pages, seed {seed}: {word}")


def languages(pages: int) -> None:
    """Shared words by language: both pages in it."""
    rows: dict[str, list[ReuseGrades]] = {}
    for corpus in (_press(seed, pages) for seed in SEEDS):
        spoken = {d.id: d.language or "" for d in corpus.documents}
        found = list(shared_words(corpus))
        for name in sorted(set(spoken.values())):
            part = dataclasses.replace(
                corpus,
                documents=tuple(d for d in corpus.documents if spoken[d.id] == name),
                units={key: units for key, units in corpus.units.items() if spoken[key] == name},
            )
            within = [pair for pair in found if spoken[pair.one] == spoken[pair.other] == name]
            rows.setdefault(name, []).append(grade_reuse(part, within))
    for name, grades in rows.items():
        print(name)
        for figure in ("pair_recall", "pair_precision", "letters_recall", "letters_precision", "boundary_p90"):  # fmt: skip
            print(f"  {figure:20} {_spread([float(getattr(g, figure)) for g in grades])}")


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
    documents = HOSTILE[name]()
    before = 1024 * peak_gib()
    lineage, seconds = trace(documents, {})
    print(f"{name}: {seconds:.1f} CPU s, {len(lineage.derivations)} edges, {len(lineage.problems)} problems, peak {1024 * peak_gib():.0f} MiB ({before:.0f} before tracing)")  # fmt: skip


def main() -> None:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    named = ["quality", "languages", "worst", "statements", "drift", "speed", "growth", "large", "hostile", "peers"]  # fmt: skip
    parser.add_argument("what", choices=[*named, "size", "pile", "one"])
    parser.add_argument("which", nargs="?", default="1000")
    parser.add_argument("--processes", type=int, help="growth, large: with so many")
    parser.add_argument("--parts", action="store_true", help="growth: what each part took")
    parser.add_argument("--told", help="pile: where to what it took is written")
    told = parser.parse_args()
    ways: dict[str, Callable[[int], None]] = {
        "quality": quality,
        "languages": languages,
        "worst": worst,
        "size": one_size,
        "peers": compare_peers,
        "statements": lambda _: statements(),
        "drift": lambda _: drift(),
        "large": lambda pages: grow([pages], told.processes, parts=True),
        "growth": lambda most: grow(
            [n for n in GROWTH if n <= max(most, 10_000)], told.processes, parts=told.parts
        ),
        "pile": lambda pages: one_pile(pages, told.processes, told.told, parts=told.parts),
    }
    if told.what in ways:
        ways[told.what](int(told.which))
    elif told.what == "one":
        one_hostile(told.which)
    else:
        rows = {
            "speed": [("size", str(n)) for n in SIZES],
            "hostile": [("one", name) for name in HOSTILE],
        }
        for row in rows[told.what]:
            subprocess.run([sys.executable, __file__, *row], check=True)


if __name__ == "__main__":
    main()
