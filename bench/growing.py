"""Measure a growing case: CPU s of `firsthand trace` from nothing, after 1, 10 and 100 new documents, and again.

In: sizes as arguments (1000 and 10000 where none is given); `--check` traces the grown case once more from
nothing and compares the bytes.  Out: one table for each size. What is new is read and claimed before, by
commands of their own, whose CPU s stand beside. The pile is that of `bench.py`; each row is a process of
its own, and the CPU s of its children count.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import program, write_pile

SIZES = (1_000, 10_000)
STEPS = (1, 10, 100)


def split_pile(top: Path, count: int) -> list[Path]:
    """One pile of *count* documents and one for each step, of the same press."""
    whole = top / "whole"
    write_pile(whole, count + sum(STEPS))
    head, *rows = (whole / "manifest.csv").read_text().split("\n")
    piles, first = [], 0
    for size in (count, *STEPS):
        pile = top / f"pile{len(piles)}"
        pile.mkdir()
        mine = rows[first : first + size]
        (pile / "manifest.csv").write_text("\n".join((head, *mine)))
        for row in mine:
            file = row.split(",", 1)[0]
            (whole / file).rename(pile / file)
        piles.append(pile)
        first += size
    return piles


def measure(told: str, case: Path, home: Path, whole: float) -> tuple[float, str]:
    """Read, claim and trace; print one row. *whole* is what tracing took from nothing, 0 if this is it."""
    before = sum(program(verb, str(case), home=home)[0] for verb in ("read", "claim"))
    cpu, wall, peak, said = program("trace", str(case), "--json", home=home)
    ratio = f"{cpu / whole:6.2f}" if whole else "  1.00"
    print(f"{told:22} {before:16.1f} {cpu:12.1f} {ratio} {wall:8.1f} {peak:8}", flush=True)
    return cpu, said


def grow(case: Path, piles: Sequence[Path], home: Path) -> str:
    """Trace the case as it is, then again, then with what each pile adds; the last lineage as printed."""
    print(f"{'':22} {'read, claim CPU s':>16} {'trace CPU s':>12}  ratio   wall s peak MiB")
    whole, _ = measure("from nothing", case, home, 0.0)
    measure("nothing new", case, home, whole)
    said = ""
    for pile in piles:
        program("preserve", str(case), str(pile), home=home)
        new = len(list(pile.glob("*.txt")))
        _, said = measure(f"{new} new", case, home, whole)
    return said


def one_size(count: int, *, check: bool) -> None:
    """The table of one size."""
    with tempfile.TemporaryDirectory() as place:
        top, case = Path(place), Path(place) / "case"
        first, *more = split_pile(top, count)
        program("new", str(case), home=top)
        program("preserve", str(case), str(first), home=top)
        print(f"{count} documents")
        grown = grow(case, more, top)
        if check:
            shutil.rmtree(case / "derived")
            _, again = measure("grown, from nothing", case, top, 0.0)
            print("the same bytes" if again == grown else "NOT THE SAME BYTES")


def main() -> None:
    """Print the tables."""
    asked = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for count in asked or SIZES:
        one_size(count, check="--check" in sys.argv)


if __name__ == "__main__":
    main()
