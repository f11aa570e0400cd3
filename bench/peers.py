"""Find near copies with two other programs, in environments of their own, and compare what it took.

`datasketch` and `rensa` are MinHash libraries: they tell which pages are nearly the same, as pairs, and
nothing of where the words stand, of excerpts or of who was first. All three get the same pile and are asked for
near copies. Which pages are, is known from how the pile was made, to none of the three: pages of one story with
the same sentences one by one, of which at most so many words were changed (`CHANGED`). The others are asked with
the highest threshold, and the fewest permutations, at which they find as many of them as we do.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from itertools import combinations
from pathlib import Path

import numpy as np
from press import Press

from firsthand.model.document import Document
from firsthand.trace.reuse import Reuse, find_reuse
from firsthand.trace.settings import TraceSettings

PEERS = {"datasketch": "datasketch==2.0.0", "rensa": "rensa==0.5.0"}
ALIKE = 0.85  # of both pages is shared, for us to tell them near copies
CHANGED = 100  # letters for each change, at least
EQUAL = 0.005  # recall may differ by so much
PERMUTATIONS = (128, 256)
THRESHOLDS = [round(0.9 - 0.05 * step, 2) for step in range(17)]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "firsthand-bench"
WORKER = Path(__file__).with_name("peer.py")

Pair = tuple[int, int]


def compare_peers(pages: int) -> None:
    """A row for us and for each peer: recall and precision of near copies, CPU, clock, peak memory."""
    press = Press(7)
    press.stories = []
    documents = [document for document, _ in press.pages(pages)]
    true = true_copies(press.stories)
    start, cpu = time.perf_counter(), time.process_time()
    found = near_copies(find_reuse(documents, settings=TraceSettings()))
    row = {
        "clock": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "recall": len(found & true) / max(len(true), 1),
        "pairs": len(found),
        "right": len(found & true),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(f"{pages} pages, {len(true)} pairs of near copies")
    _print("firsthand (all shared words, with their places)", row)
    for name, pinned in PEERS.items():
        told = _equal(_environment(name, pinned), name, documents, true, row["recall"])
        _print(f"{pinned}, {told['permutations']:.0f} permutations, threshold {told['threshold']}", told)  # fmt: skip
        if told["recall"] < row["recall"] - EQUAL:
            print("  does not find as many at any threshold")


def _print(name: str, row: dict[str, float]) -> None:
    precision = row["right"] / max(row["pairs"], 1)
    print(f"{name}: recall {row['recall']:.3f}, precision {precision:.3f}, {row['cpu']:.1f} CPU s, {row['clock']:.1f} s, {row['peak']:.0f} MiB", flush=True)  # fmt: skip


def _equal(
    python: str, name: str, documents: list[Document], true: set[Pair], recall: float
) -> dict[str, float]:
    """The row of a peer at equal recall, or the one nearest to it."""
    texts = [document.text for document in documents]
    best: dict[str, float] = {"recall": -1.0}
    for permutations in PERMUTATIONS:
        for threshold in THRESHOLDS:
            row = _run(python, name, texts, (threshold, permutations), true)
            if row["recall"] > best["recall"]:
                best = row
            if row["recall"] >= recall - EQUAL:
                finer = (round(threshold + step / 100, 2) for step in (4, 3, 2, 1))
                nearer = (_run(python, name, texts, (t, permutations), true) for t in finer)
                return next((one for one in nearer if one["recall"] >= recall - EQUAL), row)
    return best


def true_copies(stories: list[list[list[str]]]) -> set[Pair]:
    """Pairs of pages, by number, that were made from each other with few words changed."""
    found: set[Pair] = set()
    first = 0
    for story in stories:
        for one, other in combinations(range(len(story)), 2):
            if _are_near(story[one], story[other]):
                found.add((first + one, first + other))
        first += len(story)
    return found


def _are_near(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return False
    letters = max(sum(map(len, one)), sum(map(len, other)))
    changed = 0
    for mine, theirs in zip(one, other, strict=True):
        if mine != theirs:
            chinese = mine[-1] == "。"
            words, answer = (list(s) if chinese else s.split(" ") for s in (mine, theirs))
            changed += sum(a != b for a, b in zip(words, answer, strict=False))
            changed += abs(len(words) - len(answer))
        if changed * CHANGED > letters:
            return False
    return True


def near_copies(reuse: Reuse) -> set[Pair]:
    """Pairs of documents of which each holds nearly all of the other."""
    columns = reuse.pairs.columns
    alike = np.minimum(columns.one_share, columns.other_share) >= ALIKE
    rows = np.flatnonzero(alike & (columns.edits * CHANGED <= columns.agreed)).tolist()
    holders = reuse.texts.holders
    pairs = {
        (min(a, b), max(a, b))
        for n in rows
        for a in holders[columns.one[n]]
        for b in holders[columns.other[n]]
    }
    return pairs | {pair for same in holders for pair in combinations(same, 2)}


def _environment(name: str, pinned: str) -> str:
    """The Python of an environment that holds one peer, made when first asked for."""
    home = CACHE / pinned
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", pinned], check=True)
        (home / "ready").write_text(name, encoding="utf-8")
    return str(python)


def _run(
    python: str, name: str, texts: list[str], settings: tuple[float, int], true: set[Pair]
) -> dict[str, float]:
    """What a peer finds in a process of its own, and what it took."""
    threshold, permutations = settings
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as pile:
        asked = {"texts": texts, "true": sorted(true), "threshold": threshold, "permutations": permutations}  # fmt: skip
        json.dump(asked, pile)
        pile.flush()
        told = subprocess.run(
            [python, WORKER, name, pile.name], check=True, capture_output=True, text=True
        )
    row: dict[str, float] = json.loads(told.stdout)
    return row | {"threshold": threshold, "permutations": permutations}


if __name__ == "__main__":
    compare_peers(int(sys.argv[1]))
