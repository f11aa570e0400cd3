"""What claiming gains and loses on the passages set aside: totals alone, beside those kept from before.

    python bench/set_aside.py [--keep] [--no-speed]      (make bench-claims)
    python bench/set_aside.py --part fifth               (that part alone, short passages and long pages apart)

The parts `second`, `fourth` and `beside_second` of tests/labelled and the held out half of its figures; `fifth`
only where it is asked for, to be measured on seldom, and compared with nothing kept. Nobody
who writes rules or words reads them: no passage, label or suggestion is printed, only how many there are.
Kept totals stand in bench/set_aside.csv; `--keep` writes them anew, once a change is taken.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from claims import ELEMENTS, ELEVEN, THIRTEEN, Tally, passages, show_speed
from quantities import grade

from quantified import labelled

LABELLED = Path(__file__).parents[1] / "tests/labelled"
PARTS = ("second", "fourth", "beside_second")
# What is labelled whole in a part: a suggestion of anything else there is neither right nor wrong (tests/labelled/README.md).
WHOLE = {
    "second": THIRTEEN,
    "fourth": THIRTEEN | ELEVEN,
    "fifth": THIRTEEN | ELEVEN,
    "beside_second": ELEVEN,
}
LONG = "-long-"  # in the name of a long page
OF_ALL = ("en", "zh", "ru", "fr")  # in other languages the thirteen alone are
FIGURES = LABELLED / "quantities/heldout.toml"
KEPT = Path(__file__).with_suffix(".csv")
HEADS = ("language", "what", "made", "labelled", "right", "found")
# Of how many made the quote stands in the page letter by letter; of how many found it overlaps the label's, stance and source are its own; of how many traps.
BESIDE = {
    "quote exact": "made",
    "quote": "found",
    "stance": "found",
    "said by": "found",
    "traps passed": "traps",
}
OF_FIGURES = {
    "exact": "figures",
    "value exact": "figures",
    "dates right": "dates",
    "ages right": "ages",
}

Counts = tuple[int, int, int, int]
Totals = dict[tuple[str, str], Counts]  # by language and by what is counted: see HEADS


def totals() -> tuple[Totals, list[dict[str, Any]]]:
    """What is made, labelled, right and found, and the passages that it was measured on."""
    texts = {part: list(passages(LABELLED / part)) for part in PARTS}
    made = _counted(texts)
    for language, of_one in _figures().items():
        for name, of in OF_FIGURES.items():
            read = of_one["read beside"] + of_one["value exact"] if of == "figures" else of_one[of]
            made[language, f"figures: {name}"] = (read, of_one[of], of_one[name], of_one[name])
    return made, [passage for of_one in texts.values() for passage in of_one]


def totals_of(part: str) -> Iterator[tuple[str, Totals]]:
    """The totals of one part alone, of its short passages and of its long pages."""
    everything = list(passages(LABELLED / part))
    for name, long in (("short", False), ("long", True)):
        if chosen := [each for each in everything if (LONG in each["id"]) is long]:
            yield name, _counted({part: chosen})


def _counted(texts: Mapping[str, Iterable[dict[str, Any]]]) -> Totals:
    """The totals of passages, by the part that they are of."""
    rows: dict[tuple[str, str], list[Counts]] = {}
    beside: dict[str, Counter[str]] = {}
    for part, of_one in texts.items():
        tally = Tally(ELEMENTS)
        for passage in of_one:
            tally.add(passage)
        for element, language in tally.made.keys() | tally.labels.keys():
            if element in _whole(part, language):
                cell = (element, language)
                counts = (
                    tally.made[cell],
                    tally.labels[cell],
                    tally.right[cell],
                    tally.found[cell],
                )
                rows.setdefault((language, element), []).append(counts)
        for language, kept in tally.kept.items():
            beside.setdefault(language, Counter()).update(kept)
    return _summed(rows, beside)


def _summed(
    rows: Mapping[tuple[str, str], list[Counts]], beside: Mapping[str, Counter[str]]
) -> Totals:
    """The totals of all parts by language and element, then what is counted of all elements."""
    made: Totals = {}
    for language in sorted(beside):
        for element in ELEMENTS:
            counts = _sum(rows.get((language, element), [(0, 0, 0, 0)]))
            if any(counts):
                made[language, element] = counts
        made[language, "all elements"] = _sum([made[key] for key in made if key[0] == language])
        kept = beside[language]
        for name, of in BESIDE.items():
            made[language, name] = (kept[of], kept[of], kept[name], kept[name])
    return made


def _whole(part: str, language: str) -> frozenset[str]:
    """The elements of which everything is labelled in a part, in a language."""
    return WHOLE[part] if language.partition("-")[0] in OF_ALL else WHOLE[part] & THIRTEEN


def _sum(rows: list[Counts]) -> Counts:
    made, labels, right, found = (sum(column) for column in zip(*rows, strict=True))
    return made, labels, right, found


def _figures() -> Mapping[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for case in labelled(FIGURES):
        grade(case, counts.setdefault(case.language, Counter()))
    return counts


def kept_totals(path: Path = KEPT) -> Totals:
    """The totals kept from before; none where nothing was kept."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["language"], row["what"]): (int(row["made"]), int(row["labelled"]), int(row["right"]), int(row["found"]))
            for row in csv.DictReader(file)
        }  # fmt: skip


def keep(made: Totals, path: Path = KEPT) -> None:
    """Write the totals, for the next time."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADS)
        writer.writerows((*key, *counts) for key, counts in made.items())


def lines(made: Totals, before: Totals) -> Iterator[str]:
    """A line for each language and element, and what it gained (+) and lost (-)."""
    yield f"{'':10} {'':24} {'made':>6} {'labels':>6} {'right':>6}  prec.  recall  gained, lost"
    for key in sorted(
        made.keys() | before.keys(), key=lambda key: (key[0], _place(key[1]), key[1])
    ):
        now, then = made.get(key, (0, 0, 0, 0)), before.get(key)
        row = f"{key[0]:10} {key[1]:24} {now[0]:6} {now[1]:6} {now[2]:6}  {_share(now[2], now[0])}   {_share(now[3], now[1])}"
        yield f"{row}   {_moved(now, then)}".rstrip()


def _place(what: str) -> int:
    return ELEMENTS.index(what) if what in ELEMENTS else len(ELEMENTS)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else " -  "


def _moved(now: Counts, then: Counts | None) -> str:
    """What changed since the totals were kept: labels found, and wrong suggestions."""
    if then is None:
        return "new"
    told = []
    if now[1] != then[1]:
        told.append(f"labels {now[1] - then[1]:+}")
    if now[3] != then[3]:
        told.append(f"found {now[3] - then[3]:+}")
    wrong = (now[0] - now[2]) - (then[0] - then[2])
    if wrong:
        told.append(f"wrong {wrong:+}")
    return ", ".join(told)


def show(made: Totals, before: Totals) -> None:
    """Every line, and what all languages and elements come to."""
    print("\n".join(lines(made, before)))
    everything = _sum([counts for key, counts in made.items() if key[1] == "all elements"])
    then = [counts for key, counts in before.items() if key[1] == "all elements"]
    moved = _moved(everything, _sum(then) if then else None)
    print(
        f"all: {everything[0]} made, {everything[1]} labelled, precision {_share(everything[2], everything[0])},"
        f" recall {_share(everything[3], everything[1])}   {moved}".rstrip()
    )


def main() -> None:
    """Measure, compare, print."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--keep", action="store_true", help="keep these totals, to compare with later")
    ask.add_argument("--no-speed", action="store_true", help="measure no speed")
    ask.add_argument("--part", choices=sorted(WHOLE), help="that part alone, short and long apart")
    asked = ask.parse_args()
    if asked.part:
        for name, of_one in totals_of(asked.part):
            print(f"{asked.part}, {name}")
            show(of_one, {})
        return
    made, texts = totals()
    show(made, kept_totals())
    if not asked.no_speed:
        show_speed(texts)
    if asked.keep:
        keep(made)


if __name__ == "__main__":
    main()
