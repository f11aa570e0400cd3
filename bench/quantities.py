"""Measure figures, dates and ages on labelled sentences: how many are read exactly as labelled.

    python bench/quantities.py tests/labelled/quantities/dev.toml [--misses] [--language ru]

A figure is right where its words, both ends, share, hedge and what it counts are those of the label;
beside that it is told how many have words and value right, whatever they count. A sentence is right where
all its figures, dates and ages are, and nothing else was read in it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from quantified import Labelled, ages_in, dates_in, figures_in, labelled, words_for

ROWS = ("figures", "of which read", "exact", "value exact", "read beside", "dates", "dates right", "ages", "ages right", "sentences", "sentences right")  # fmt: skip


def grade(case: Labelled, counts: Counter[str]) -> list[str]:
    """Add one sentence to *counts*; what is wrong in it, in words."""
    words = words_for(case.language)
    read = figures_in(case.text, words)
    wrong = []
    given, labels = list(read), list(case.figures)
    counts["figures"] += len(labels)
    exact = _matched(given, labels, 3)
    counts["exact"] += exact
    valued = exact + _matched(given, labels, 2, wrong)
    counts["value exact"] += valued
    counts["of which read"] += valued + len(
        [label for label in labels if any(label[0] == one[0] for one in given)]
    )
    counts["read beside"] += len(given)
    wrong += [f"missed {label}" for label in labels] + [f"beside {one}" for one in given]
    if case.dates is not None:
        dates = dates_in(case.text, words)
        counts["dates"] += len(case.dates)
        counts["dates right"] += len(dates & set(case.dates))
        if dates != set(case.dates):
            wrong.append(f"dates {sorted(dates)} for {list(case.dates)}")
    ages = ages_in(case.text, words)
    counts["ages"] += len(case.ages)
    counts["ages right"] += len(ages & set(case.ages))
    if ages != set(case.ages):
        wrong.append(f"ages {sorted(ages)} for {list(case.ages)}")
    counts["sentences"] += 1
    counts["sentences right"] += not wrong
    return wrong


def _matched(
    given: list[tuple[str, str, str]],
    labels: list[tuple[str, str, str]],
    parts: int,
    wrong: list[str] | None = None,
) -> int:
    """How many labels are among *given* in their first *parts*; both lists keep what is left."""
    found = 0
    for label in list(labels):
        hit = next((one for one in given if one[:parts] == label[:parts]), None)
        if hit is not None:
            given.remove(hit)
            labels.remove(label)
            found += 1
            if wrong is not None:
                wrong.append(f"counts {hit[2]!r} for {label}")
    return found


def main() -> None:
    """Read the sentences, print the table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("file", type=Path)
    ask.add_argument("--misses", action="store_true", help="print everything wrong")
    ask.add_argument("--language", help="this language alone")
    asked = ask.parse_args()
    rows: dict[str, Counter[str]] = {}
    for case in labelled(asked.file):
        if asked.language and not case.language.startswith(asked.language):
            continue
        wrong = grade(case, rows.setdefault(case.language, Counter()))
        if wrong and asked.misses:
            print(f"{case.name}: {case.text}\n    " + "\n    ".join(wrong))
    rows["all"] = sum(rows.values(), Counter[str]())
    print("language, " + ", ".join(ROWS))
    for language, counts in rows.items():
        share = counts["exact"] / counts["figures"] if counts["figures"] else 1
        print(f"{language:8}" + " ".join(f"{counts[row]:5}" for row in ROWS) + f"   {share:.3f}")


if __name__ == "__main__":
    main()
