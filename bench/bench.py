"""Measure speed and memory beside the physical limit; each size in a process of its own."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = [
    "blood",
    "village",
    "clinic",
    "notice",
    "police",
    "ledger",
    "winter",
    "county",
    "paper",
    "school",
    "river",
    "form",
    "evening",
    "number",
    "house",
    "signal",
    "harvest",
    "bridge",
    "letter",
    "market",
]
ROWS = 1000


def program(*words: str, home: Path) -> tuple[float, str]:
    """Run the program; CPU seconds of it and its children, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "firsthand", *words],
        env={**os.environ, "FIRSTHAND_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def write_pile(folder: Path, count: int) -> None:
    """Texts of about 1,000 letters; one in five copies an earlier one."""
    dice = random.Random(count)  # noqa: S311 - texts, no secrets
    folder.mkdir()
    texts: list[str] = []
    rows = ["file,address,published"]
    for number in range(count):
        fresh = " ".join(dice.choice(WORDS) + str(dice.randrange(10_000)) for _ in range(110)) + "."
        texts.append(dice.choice(texts) if texts and number % 5 == 0 else fresh)
        (folder / f"{number}.txt").write_text(texts[-1])
        rows.append(
            f"{number}.txt,https://s{number}.example/,20{10 + number % 15}-01-{1 + number % 28:02}"
        )
    (folder / "manifest.csv").write_text("\n".join(rows))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        big = top / "big.bin"
        big.write_bytes(os.urandom(1 << 20) * 512)
        program("new", str(top / "c0"), home=top)
        program("preserve", str(top / "c0"), str(big), home=top)
        ours, _ = program("verify", str(top / "c0"), home=top)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(["openssl", "dgst", "-sha256", str(big)], check=True, capture_output=True)
        peer = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        print(
            f"verify 512 MiB: {ours:.2f} CPU s with start-up; openssl dgst -sha256: {peer:.2f}; ratio {ours / max(peer, 0.01):.2f}"
        )
        for count in (ROWS, 10 * ROWS):
            pile, case = top / f"p{count}", top / f"c{count}"
            write_pile(pile, count)
            program("new", str(case), home=top)
            kept, _ = program("preserve", str(case), str(pile), home=top)
            read, _ = program("read", str(case), home=top)
            start = time.monotonic()
            traced, said = program("trace", str(case), "--json", home=top)
            wall = time.monotonic() - start
            edges = len(json.loads(said)["derivations"])
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(
                f"{count} documents: preserve {kept:.1f} CPU s; read {count / read:.0f} pages a CPU s; trace with claims {traced:.1f} CPU s, {wall:.1f} s wall, {edges} edges; peak of any process so far {peak:.0f} MiB"
            )


if __name__ == "__main__":
    main()
