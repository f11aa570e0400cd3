"""What `peers.py` runs in an environment of its own: find near copies with one MinHash library.

Pages are shingled as both libraries' documentation does: into sets of words, here of runs of three, so that
order counts; of Chinese into runs of three signs.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable

Pairs = set[tuple[int, int]]


def shingles(text: str) -> list[str]:
    """The different runs of three words."""
    words = re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", text.casefold())
    return sorted({" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))})


def with_datasketch(texts: list[str], threshold: float, permutations: int) -> Pairs:
    """Pairs by `datasketch.MinHashLSH`."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - there only in its environment

    index = MinHashLSH(threshold=threshold, num_perm=permutations)
    pairs: Pairs = set()
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=permutations)
        sketch.update_batch([run.encode() for run in shingles(text)])
        pairs.update((other, number) for other in index.query(sketch))
        index.insert(number, sketch, check_duplication=False)
    return pairs


def with_rensa(texts: list[str], threshold: float, permutations: int) -> Pairs:
    """Pairs by `rensa.RMinHashLSH`."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    index = RMinHashLSH(threshold=threshold, num_perm=permutations, num_bands=permutations // 4)
    pairs: Pairs = set()
    sketches = []
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=permutations, seed=42)
        sketch.update(shingles(text))
        sketches.append(sketch)
        pairs.update(
            (other, number)
            for other in index.query(sketch)
            if sketches[other].jaccard(sketch) >= threshold
        )
        index.insert(number, sketch)
    return pairs


def main() -> None:
    """Read the pile, print one row."""
    name, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - as plain as can be
        pile = json.load(file)
    ways: dict[str, Callable[[list[str], float, int], Pairs]] = {
        "datasketch": with_datasketch,
        "rensa": with_rensa,
    }
    clock, cpu = time.perf_counter(), time.process_time()
    pairs = ways[name](pile["texts"], pile["threshold"], pile["permutations"])
    row = {"clock": time.perf_counter() - clock, "cpu": time.process_time() - cpu}
    true = {tuple(pair) for pair in pile["true"]}
    with open("/proc/self/status", encoding="utf-8") as status:  # noqa: PTH123
        # What `getrusage` tells counts the process that started this one.
        peak = int(status.read().split("VmHWM:")[1].split()[0]) / 1024
    row |= {
        "pairs": len(pairs),
        "right": len(true & pairs),
        "recall": len(true & pairs) / max(len(true), 1),
        "peak": peak,
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main()
