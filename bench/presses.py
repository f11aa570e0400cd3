"""Judge the program by its command line on corpora of press pages whose truth is known.

In: `quality`, `worst` or `verbs`, and seeds and sizes.  Out: tables. The corpora are made by
`tests/corpora/presses`, without knowledge of the tracer; no seed reported was tuned on.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import mean, pstdev

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from corpora.presses import printing, referee, spread
from corpora.presses.courier import program

VERBS = ("preserve", "read", "trace", "claim", "weigh")


def main() -> None:
    """One of three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("quality", "worst", "verbs", "write"))
    parser.add_argument("--seeds", default="101,102,103")
    parser.add_argument("--pages", default="600")
    parser.add_argument("--bare", action="store_true", help="pages without teasers and feet")
    parser.add_argument("--folder", type=Path, help="keep corpora and cases here")
    told = parser.parse_args()
    seeds = [int(s) for s in told.seeds.split(",")]
    sizes = [int(s) for s in told.pages.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.folder or Path(scratch)
        if told.what == "quality":
            quality(seeds, sizes[0], folder, bare=told.bare)
        elif told.what == "worst":
            worst(seeds[0], sizes[0], folder, bare=told.bare)
        elif told.what == "write":
            _write(seeds[0], sizes[0], folder)
        else:
            verbs(seeds[0], sizes, folder)


def quality(seeds: list[int], pages: int, folder: Path, *, bare: bool) -> None:
    """Every figure of quality, its mean and spread over seeds."""
    rows: dict[str, list[float]] = {}
    for seed in seeds:
        for name, figure in figures(_judged(seed, pages, folder, bare=bare)).items():
            rows.setdefault(name, []).append(figure)
    print(f"{pages} pages, seeds {seeds}")
    for name, values in rows.items():
        known = [v for v in values if v == v]  # noqa: PLR0124 - not a number is not itself
        if known:
            print(f"{name:44} {mean(known):8.3f} ± {pstdev(known):.3f}")


def figures(v: referee.Verdict) -> dict[str, float]:
    """A table's rows from what was counted."""
    out: dict[str, float] = {}
    names = sorted({n.rsplit(":", 1)[0] for n in v.sums if n.endswith(":all")})
    for name in names:
        out[name] = v.rate(name)
        for more in ("none", "nobody", "abstained", "turned", "itself"):
            if f"{name}:{more}" in v.sums:
                out[f"{name} / {more}"] = v.sums[f"{name}:{more}"] / v.sums[f"{name}:all"]
    for name in sorted({n.rsplit(":", 1)[0] for n in v.sums if n.endswith(":true")}):
        out[f"{name} recall"] = v.sums[f"{name}:both"] / max(1, v.sums[f"{name}:true"])
        out[f"{name} precision"] = v.sums[f"{name}:both"] / max(1, v.sums[f"{name}:found"])
    out["boundary error p90, letters"] = referee.percentile(v.edges, 0.9)
    out |= {name: value for name, value in sorted(v.sums.items()) if ":" not in name}
    out["families of several origins, mean error"] = v.sums["one origin:error"] / max(
        1, v.sums["one origin:all"]
    )
    return out


def worst(seed: int, pages: int, folder: Path, *, bare: bool) -> None:
    """The mistakes, by kind, ten of each."""
    for kind, lines in _judged(seed, pages, folder, bare=bare).wrong.items():
        print(f"\n{kind}: {len(lines)}")
        for line in lines[:10]:
            print(f"  {line}")


def verbs(seed: int, sizes: list[int], folder: Path) -> None:
    """CPU seconds (children included), wall seconds and peak of each verb."""
    print(f"{'pages':>7} {'verb':9} {'CPU s':>8} {'wall s':>8} {'MiB':>6}")
    for pages in sizes:
        place = _write(seed, pages, folder)
        for verb, cpu, wall, peak in _run(place):
            print(f"{pages:7} {verb:9} {cpu:8.2f} {wall:8.2f} {peak:6}", flush=True)


def _judged(seed: int, pages: int, folder: Path, *, bare: bool) -> referee.Verdict:
    place = _write(seed, pages, folder, bare=bare)
    list(_run(place, VERBS[:3]))
    read = json.loads((place / "read.json").read_text(encoding="utf-8"))
    trace = json.loads((place / "trace.json").read_text(encoding="utf-8"))
    return referee.Referee(place, read, trace).grade()


def _write(seed: int, pages: int, folder: Path, *, bare: bool = False) -> Path:
    place = folder / f"{seed}-{pages}{'-bare' * bare}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    printing.write(spread.World(seed, pages).happen(), place / "pile", seed, bare=bare)
    return place


def _run(place: Path, verbs: tuple[str, ...] = VERBS) -> list[tuple[str, float, float, int]]:
    """The verbs on one pile, each in a process of its own, as a user would."""
    home, case = place / "home", place / "case"
    rows = []
    program(home, "new", str(case))
    for verb in verbs:
        more = [str(place / "pile")] if verb == "preserve" else []
        cpu, wall, peak, out = program(home, verb, str(case), *more, "--json")
        (place / f"{verb}.json").write_text(out, encoding="utf-8")
        rows.append((verb, cpu, wall, peak))
    return rows


if __name__ == "__main__":
    main()
