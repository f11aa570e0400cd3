"""Measure linking: `python bench/linking.py`. Recall and precision on invented lists, the number they lead to, speed.

In: nothing.  Out: tables. The lists are those of `tests/weigh/linking/victims.py`: syllables for names, slips of the pen in
12 of 100 names and years, 5 of 100 values left out; who is on a list says nothing of who is on another.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from firsthand.pipeline.linking import Asked, link_records  # noqa: E402 - path first
from firsthand.weigh.systems import estimate_strata  # noqa: E402
from firsthand.weigh.systems.linkage import Linkage, Range  # noqa: E402
from weigh.linking.victims import SETTINGS, judged, lists_of  # noqa: E402

PEOPLE, SHEET = 4_000, 400
CASES = ((0.06, 0.8), (0.12, 0.8), (0.12, 0.6))
SEEDS = (11, 12, 13)


def cpu() -> float:
    """CPU seconds of this process and of its children that ended."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip
    return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime


def measure(slips: float, threshold: float, seed: int) -> None:
    """One set of lists: linked, looked up by hand, estimated with and without what is known of the links."""
    files, truth = lists_of(PEOPLE, seed=seed, slips=slips)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "link.toml").write_bytes(SETTINGS.replace(b"threshold = 0.8", b"threshold = %.2f" % threshold))  # fmt: skip
        for name, data in files.items():
            (home / f"{name}.csv").write_bytes(data)
        paths = tuple(home / f"{name}.csv" for name in files)
        asked = Asked(
            files=paths, settings=home / "link.toml", restricted=home / "r", sheet_size=SHEET
        )
        link_records(asked)
        (home / "judged.csv").write_text(judged((home / "r" / "sheet.csv").read_text(), truth))
        asked = Asked(files=paths, settings=home / "link.toml", judged=home / "judged.csv")
        (linked,) = link_records(asked).values
    assert linked.measured is not None
    known, listed = linked.measured, len(set(truth.values()))
    told = estimate_strata(linked.strata, linkage=known.linkage).together
    blind = estimate_strata(
        linked.strata, linkage=Linkage(recall=Range(low=1.0, high=1.0))
    ).together
    print(
        f"| {slips:.2f} | {threshold:.2f} | {known.recall:.3f} ({known.linkage.recall.low:.3f}-{known.linkage.recall.high:.3f}) "
        f"| {known.precision:.3f} | {linked.tally.people:,} for {listed:,} | {ends(blind)} | {ends(told)} |",
        flush=True,
    )


def ends(answer: object) -> str:
    """The union of all methods, or the first reason why there is none."""
    union = getattr(answer, "union", None)
    if union is not None:
        return f"{union[0]:,} to {union[1]:,}"
    return f"refused: {answer.refusals[0].code}"  # type: ignore[attr-defined]


def speed() -> None:
    """54,000 records on three lists, by the program as it is."""
    files, _ = lists_of(49_000, seed=1)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "link.toml").write_bytes(SETTINGS)
        for name, data in files.items():
            (home / f"{name}.csv").write_bytes(data)
        start = time.process_time()
        found = link_records(
            Asked(files=tuple(home / f"{n}.csv" for n in files), settings=home / "link.toml")
        )
        own = time.process_time() - start
    (linked,) = found.values
    count = sum(n for _, n in linked.tally.records)
    print(
        f"{count:,} records, {linked.pairs_compared:,} pairs compared: {own:.1f} CPU s in the process that was started"
    )


if __name__ == "__main__":
    from firsthand.tools import sandbox

    speed()
    for _, nursery in sandbox._kept:  # noqa: SLF001 - so that what its child used is counted
        nursery.stop()
    sandbox._kept.clear()  # noqa: SLF001
    print(f"with the child and the loading of its libraries: {cpu():.1f} CPU s", flush=True)
    if sys.argv[1:] != ["speed"]:
        print(f"{PEOPLE:,} people, {SHEET} records looked up")
        print(
            "| slips | threshold | recall (range) | precision | people found | union, links taken as right | union, as measured |"
        )
        print("|---|---|---|---|---|---|---|")
        for case in CASES:
            for each in SEEDS:
                measure(*case, each)
