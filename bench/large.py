"""Measure the tracing of large piles, part by part, with the memory of all its processes.

In: sizes.  Out: a row for each size: CPU seconds of all processes, the clock, the most memory that all of
them had at once, and how much more each costs than the size before. Under `--parts` what each part of tracing took,
as soon as it is done. A size is traced in a process of its own; this one only watches: every few seconds it adds
up the memory of that process and of those it started, what they share counted once (PSS, `smaps_rollup(5)`), and that of the
files in memory in which answers of a fork wait, which no process has as its own.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from press import Press

from firsthand.cli.main import OBJECTS_BETWEEN
from firsthand.engines.forked import engine_for
from firsthand.model.document import Document
from firsthand.read.agents import resolve_agent
from firsthand.trace import descent, reuse, seeing
from firsthand.trace.settings import TraceSettings

SCRIPT = Path(__file__).with_name("trace.py")
SEED = 7
ASKED = {
    1_000: (None, None),
    10_000: (6, 0.6),
    100_000: (60, 4),
    1_000_000: (900, 12),
}  # CPU s, GiB
WATCH_SECONDS = 1.0
WATCH_SHARE = 20  # and no oftener than leaves the watched so many times what a look takes
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    # Not what gives up what it is given on the way: to look at that would keep it.
    (reuse, ("read_texts", "pick_postings", "_compare_all", "is_furniture")),
    (
        descent,
        ("in_order", "find_reuse", "gather_families", "choose_parents", "follow_names", "_shared_words", "_list_origins"),
    ),
    (seeing, ("without_imprints", "gather_clues")),
)  # fmt: skip


def grow(sizes: list[int], processes: int | None, *, parts: bool) -> None:
    """A row for each size, and the growth from each to the next."""
    before: dict[str, float] = {}
    print(f"{'pages':>9} {'letters':>7} {'processes':>9} {'CPU s':>8} {'clock s':>8} {'clock/CPU':>9} {'peak GiB':>8} {'before':>6} {'edges':>8}  asked", flush=True)  # fmt: skip
    for pages in sizes:
        row = _watched(pages, processes, parts=parts)
        cpu, gib = ASKED.get(pages, (None, None))
        asked = f"at most {cpu} CPU s, {gib} GiB" if cpu else ""
        print(f"{pages:9} {row['letters']:7.0f} {row['processes']:9.0f} {row['cpu']:8.1f} {row['clock']:8.1f} {row['clock'] / row['cpu']:9.2f} {row['peak']:8.2f} {row['before']:6.2f} {row['edges']:8.0f}  {asked}", flush=True)  # fmt: skip
        if before:
            print(f"{'':9} {row['cpu'] / before['cpu']:.1f} times the CPU s, {row['peak'] / before['peak']:.1f} times the memory for {pages / before['pages']:.0f} times the pages", flush=True)  # fmt: skip
        before = row | {"pages": pages}


def _watched(pages: int, processes: int | None, *, parts: bool) -> dict[str, float]:
    """What one size took, with the most memory that its processes had together."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        words = [sys.executable, str(SCRIPT), "pile", str(pages), "--told", told.name]
        words += ["--parts"] if parts else []
        words += ["--processes", str(processes)] if processes else []
        peak = 0
        with subprocess.Popen(words) as child:
            while child.poll() is None:
                start = time.perf_counter()
                every = _below(child.pid)
                peak = max(peak, sum(map(_memory, every)) + _waiting(every))
                took = time.perf_counter() - start
                time.sleep(max(WATCH_SECONDS, WATCH_SHARE * took))
        if child.returncode:
            raise SystemExit(child.returncode)
        row: dict[str, float] = json.load(told)
    row["peak"] = max(peak / 1024**2, row["own"])
    return row


def _below(process: int) -> list[int]:
    """A process and all that it started."""
    found = [process]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(process: int) -> int:
    """The memory of a process in KiB, what it shares with others divided among them; 0 if it has ended."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )


def _waiting(processes: list[int]) -> int:
    """The files in memory that processes have open, in KiB, each counted once."""
    sizes: dict[int, int] = {}
    for process in processes:
        try:
            for handle in Path(f"/proc/{process}/fd").iterdir():
                if str(handle.readlink()).startswith("/memfd:"):
                    told = handle.stat()
                    sizes[told.st_ino] = told.st_blocks // 2  # of 512 bytes
        except OSError:
            continue
    return sum(sizes.values())


def one_pile(pages: int, processes: int | None, told: str, *, parts: bool) -> None:
    """Trace one size in this process and those it starts; what it took goes into the file *told*.

    With the engine that `firsthand trace` takes for so many pages, unless *processes* are named.
    """
    documents, attributions = [], {}
    for document, named in Press(SEED).pages(pages):
        documents.append(document)
        if named:
            attributions[document.id] = named
    letters = sum(map(_letters, documents)) / pages
    before = peak_gib()
    if parts:
        for module, names in PARTS:
            for name in names:
                setattr(module, name, _timed(name, getattr(module, name)))
    gc.set_threshold(OBJECTS_BETWEEN, 20, 100)  # as the program has it
    engine = engine_for(pages, processes=processes)
    cpu, clock = cpu_seconds(), time.perf_counter()
    lineage = descent.trace_documents(
        documents,
        attributions=attributions,
        resolve=resolve_agent,
        settings=TraceSettings(),
        engine=engine,
    )
    row = {
        "letters": letters,
        "processes": float(getattr(engine, "processes", 1)),
        "cpu": cpu_seconds() - cpu,
        "clock": time.perf_counter() - clock,
        "before": before,
        "own": peak_gib(),
        "edges": float(len(lineage.derivations)),
    }
    Path(told).write_text(json.dumps(row))


def _letters(document: Document) -> int:
    return len(document.text)


def _timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*given: Any, **settings: Any) -> Any:
        cpu, clock = cpu_seconds(), time.perf_counter()
        result = work(*given, **settings)
        print(f"  {name:18} {cpu_seconds() - cpu:8.1f} CPU s {time.perf_counter() - clock:8.1f} s by the clock, peak of the first process so far {peak_gib():.2f} GiB", flush=True)  # fmt: skip
        return result

    return timed


def cpu_seconds() -> float:
    """CPU seconds of this process and of those of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_gib() -> float:
    """The most memory this process has had, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
