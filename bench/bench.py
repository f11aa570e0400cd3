"""Measure speed and memory, each part in a process of its own, beside a named peer or as it grows.

In: how large the largest pile is, if not 10,000 pages.  Out: one report. What a line measures is said by
the module that prints it: custody.py (verify beside openssl), netlog.py (a browser's log of 100 MB),
reading.py (pages per CPU second beside trafilatura), trace.py (the tracer alone at growing sizes, and beside other finders
of near copies), claims.py (passages per CPU second), systems.py (effective draws, graphs, ranks of what made 1,000
tables), linking.py, synthesis.py (all ends of 10,000 claims, conflicts among 200, draws), disclosure.py. Last the whole program, verb by verb.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from pydoc_data import topics

HERE = Path(__file__).parent
LARGEST = sys.argv[1] if len(sys.argv) > 1 else "10000"  # pages; a million takes half an hour
PARTS = (
    ("verify and preserve, beside openssl dgst -sha256", ["custody.py"]),
    ("seal and unseal, beside keeping open", ["sealing.py"]),
    ("read, beside trafilatura alone", ["reading.py"]),
    ("a browser's log of a page of 100 MB into exchanges", ["netlog.py"]),
    ("trace alone, as the case grows", ["trace.py", "speed"]),
    ("trace of large piles, all cores", ["trace.py", "growth", LARGEST]),
    ("near copies, beside datasketch and rensa at equal recall", ["trace.py", "peers", "2000"]),
    ("claim", ["claims.py", "tests/labelled/dev", "--speed"]),
    ("multiple systems estimation", ["systems.py", "speed"]),
    ("linking 54,000 records of lists", ["linking.py", "speed"]),
    ("synthesis: ends, conflicts, draws", ["synthesis.py"]),
    ("disclosure control of 40 x 10 tables", ["disclosure.py"]),
    ("latent classes, calibrated on tables they made", ["systems.py", "calibration"]),
)
ROWS = (1_000, 10_000)
STATEMENTS = (
    "police took {thing} from residents aged {low} to {high}",
    "about {many} people were examined in 20{low}",
    "{thing} were sent to the police",
    "taking part was mandatory",
)
ENGLISH = sorted(set(re.findall(r"\b[a-z]{3,}\b", " ".join(topics.topics.values()))))
THINGS = ("DNA samples", "fingerprints", "iris scans", "blood samples", "voice prints")


def program(*words: str, home: Path) -> tuple[float, float, int, str]:
    """Run the program: CPU s of it and its children, wall s, its own peak in MiB, what it printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *words],
        env={**os.environ, "FIRSTHAND_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = int(done.stderr.splitlines()[-1]) // 1024
    return cpu, time.monotonic() - start, peak, done.stdout


WATCHED = """
import sys
sys.argv = ["firsthand", *sys.argv[1:]]
from firsthand.cli.main import main
try:
    main()
finally:
    status = open("/proc/self/status").read()
    print(status.split("VmHWM:")[1].split()[0], file=sys.stderr)
"""


def write_pile(folder: Path, count: int) -> None:
    """Texts of about 1,000 letters that speak of a programme; one in five copies an earlier one."""
    dice = random.Random(count)  # noqa: S311 - texts, no secrets
    folder.mkdir()
    texts: list[str] = []
    rows = ["file,address,published"]
    for number in range(count):
        fresh = " ".join(_sentence(dice) for _ in range(8))
        texts.append(dice.choice(texts) if texts and number % 5 == 0 else fresh)
        (folder / f"{number}.txt").write_text(texts[-1])
        rows.append(
            f"{number}.txt,https://s{number}.example/,20{10 + number % 15}-01-{1 + number % 28:02}"
        )
    (folder / "manifest.csv").write_text("\n".join(rows))


def _sentence(dice: random.Random) -> str:
    """A few words that stand nowhere else, and every third time something said of a programme."""
    words = dice.choices(ENGLISH, k=16)
    if dice.random() < 1 / 3:
        told = dice.choice(STATEMENTS).format(
            thing=dice.choice(THINGS), low=dice.randrange(10, 18), high=dice.randrange(50, 99),
            many=dice.randrange(1_000, 9_999),
        )  # fmt: skip
        words[8:8] = [f"and {told}, where"]
    return " ".join(words).capitalize() + "."


def whole_program() -> None:
    """Every verb over a generated pile; each row is one verb at one size."""
    print(f"{'verb':10} {'documents':>9} {'CPU s':>8} {'wall s':>8} {'peak MiB':>8}")
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        for count in ROWS:
            pile, case = top / f"p{count}", str(top / f"c{count}")
            write_pile(pile, count)
            program("new", case, home=top)
            runs = (
                ("preserve", case, str(pile)), ("read", case), ("claim", case, "--json"),
                ("trace", case, "--json"), ("weigh", case, "--json"), ("verify", case),
                ("publish", case, str(top / f"d{count}")),
            )  # fmt: skip
            for words in runs:
                cpu, wall, peak, said = program(*words, home=top)
                edges = (
                    f"  {len(json.loads(said)['derivations'])} edges" if words[0] == "trace" else ""
                )
                print(f"{words[0]:10} {count:9} {cpu:8.1f} {wall:8.1f} {peak:8}{edges}", flush=True)


def main() -> None:
    """Print the report."""
    failed = []
    for title, words in PARTS:
        print(f"\n== {title}", flush=True)
        script, *rest = words
        done = subprocess.run(
            [sys.executable, str(HERE / script), *rest], check=False, cwd=HERE.parent
        )
        if done.returncode:
            failed.append(title)
    print(
        "\n== the whole program, verb by verb; what was made before is not made again", flush=True
    )
    whole_program()
    if failed:
        sys.exit(f"\nnot measured, for these parts failed: {'; '.join(failed)}")


if __name__ == "__main__":
    main()
