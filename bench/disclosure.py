"""Measure hiding small counts in tables of 40 x 10: `python bench/disclosure.py`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from firsthand.weigh.disclosure import suppress  # noqa: E402 - path first
from weigh.disclosure.tables import large  # noqa: E402


def main() -> None:
    """One row for each table."""
    suppress(large(100, rows=4, columns=3))
    for seed in range(101, 106):
        grid = large(seed)
        start = time.process_time()
        found = suppress(grid)
        seconds = time.process_time() - start
        print(f"seed {seed}: {len(found.small)} small counts and {len(found.protecting)} others hidden of 495 cells, {seconds:.2f} CPU s")  # fmt: skip


if __name__ == "__main__":
    main()
