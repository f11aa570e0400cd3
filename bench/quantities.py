"""Measure figures, dates and ages on labelled sentences: how many are read exactly as labelled.

    python bench/quantities.py tests/labelled/quantities/dev.toml [--misses] [--language ru]
    python bench/quantities.py tests/labelled/quantities/forms --oracle ORACLES/bin/python

A figure is right where its words, both ends, share, hedge and what it counts are those of the label;
beside that it is told how many have words and value right, whatever they count. A sentence is right where
all its figures, dates and ages are, and nothing else was read in it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon
from firsthand.claim.quantities import find_figures
from quantified import Labelled, ages_in, dates_in, figures_in, forms, labelled, words_for

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


def numbers_in(text: str, language: str) -> list[float]:
    """Bare numbers that we read: no shares of words, no "tens of", both ends of a range."""
    words = lexicon(language)
    found: list[float] = []
    for figure in find_figures(fold(text), words=words):
        ranged = None not in {figure.low, figure.high} and figure.low != figure.high
        if not figure.vague and not figure.doubtful:
            found += [figure.low, figure.high] if ranged else [figure.number]  # type: ignore[list-item]
    return found


def compare(path: Path, oracle: str, *, only: str | None) -> None:
    """Print where other programs read other numbers than we do, and how often they agree."""
    files = sorted(path.glob("*.txt")) if path.is_dir() else []
    asked = [(file.stem, text) for file in files for text, _ in forms(file)]
    if not files:
        asked = [(case.language.partition("-")[0], case.text) for case in labelled(path)]
    asked = [each for each in asked if only is None or each[0] == only]
    done = subprocess.run(
        [oracle, str(Path(__file__).with_name("oracles.py"))],
        input=json.dumps(asked), capture_output=True, text=True, check=True, env={},
    )  # fmt: skip
    agreed: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for (language, text), answers in zip(asked, json.loads(done.stdout), strict=True):
        ours = sorted(numbers_in(text, language))
        for program, theirs in answers.items():
            total[program, language] += 1
            agreed[program, language] += ours == sorted(theirs)
            if ours != sorted(theirs):
                print(f"{language} {program}: {text}\n    they {sorted(theirs)}\n    we   {ours}")
    for key, count in sorted(total.items()):
        print(f"{key[0]:18} {key[1]}: agree on {agreed[key]} of {count}")


def main() -> None:
    """Read the sentences, print the table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("file", type=Path)
    ask.add_argument("--misses", action="store_true", help="print everything wrong")
    ask.add_argument("--language", help="this language alone")
    ask.add_argument("--oracle", help="Python of the environment of bench/oracles.py")
    asked = ask.parse_args()
    if asked.oracle:
        compare(asked.file, asked.oracle, only=asked.language)
        return
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
