"""Find near copies with two other programs, in environments of their own, and compare what it took.

`datasketch` and `rensa` are MinHash libraries: they tell which pages are nearly the same, as pairs, and
nothing of where the words stand, of excerpts or of who was first. All three get the same pile and are
asked for the pairs of pages of which at least `ALIKE` of both is shared with no more than one change in so
many letters (`CHANGED`); the threshold of the others is the highest that finds 99 in a hundred of what we
do, found on a pile of another seed.
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
from pathlib import Path

import numpy as np
from press import Press

from firsthand.trace.reuse import Reuse, find_reuse
from firsthand.trace.settings import TraceSettings

PEERS = {"datasketch": "datasketch==2.0.0", "rensa": "rensa==0.5.0"}
ALIKE = 0.85
CHANGED = 100
RECALL = 0.99
PERMUTATIONS = 128
THRESHOLDS = (0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3)
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "firsthand-bench"
WORKER = Path(__file__).with_name("peer.py")


def compare_peers(pages: int) -> None:
    """A row for us and for each peer: recall of near copies, CPU, clock, peak memory."""
    start, cpu = time.perf_counter(), time.process_time()
    texts, reuse = _found(pages, seed=7)
    clock, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    true = near_copies(reuse)
    print(f"{pages} pages, {len(true)} pairs of near copies")
    print(
        f"firsthand (all shared words, with places): {cpu:.1f} CPU s, {clock:.1f} s, {peak:.0f} MiB"
    )
    trial = _found(min(pages, 2_000), seed=8)
    for name, pinned in PEERS.items():
        python = _environment(name, pinned)
        threshold = next(
            (
                t
                for t in THRESHOLDS
                if _run(python, name, trial[0], t, near_copies(trial[1]))["recall"] > RECALL
            ),
            THRESHOLDS[-1],
        )
        row = _run(python, name, texts, threshold, true)
        print(
            f"{pinned} (threshold {threshold}): recall {row['recall']:.3f}, {row['pairs']:.0f} pairs told, "
            f"{row['cpu']:.1f} CPU s, {row['clock']:.1f} s, {row['peak']:.0f} MiB"
        )


def near_copies(reuse: Reuse) -> list[tuple[int, int]]:
    """Pairs of documents of which each holds nearly all of the other."""
    columns = reuse.pairs.columns
    alike = np.minimum(columns.one_share, columns.other_share) >= ALIKE
    rows = np.flatnonzero(alike & (columns.edits * CHANGED <= columns.agreed)).tolist()
    holders = reuse.texts.holders
    pairs = [
        (a, b) for n in rows for a in holders[columns.one[n]] for b in holders[columns.other[n]]
    ]
    pairs += [(a, b) for same in holders for n, b in enumerate(same) for a in same[:n]]
    return sorted((min(pair), max(pair)) for pair in pairs)


def _found(pages: int, *, seed: int) -> tuple[list[str], Reuse]:
    documents = [document for document, _ in Press(seed).pages(pages)]
    return [document.text for document in documents], find_reuse(
        documents, settings=TraceSettings()
    )


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
    python: str, name: str, texts: list[str], threshold: float, true: list[tuple[int, int]]
) -> dict[str, float]:
    """What a peer finds in a process of its own, and what it took."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as pile:
        json.dump(
            {"texts": texts, "true": true, "threshold": threshold, "permutations": PERMUTATIONS},
            pile,
        )
        pile.flush()
        told = subprocess.run(
            [python, WORKER, name, pile.name], check=True, capture_output=True, text=True
        )
    row: dict[str, float] = json.loads(told.stdout)
    return row


if __name__ == "__main__":
    compare_peers(int(sys.argv[1]))
