"""Measure who is found to be named as a source: `python bench/attributions.py dev|heldout [--wrong]`.

A label is met if the source that is found shares a letter with it; found whole, if the cue does too
and at least half of the letters that either gives as content are in both. F1 counts whole ones.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).parent.parent
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from firsthand.model.document import Attribution  # noqa: E402 - path first
from firsthand.read.attributions import find_attributions  # noqa: E402
from firsthand.read.passages import split_passages  # noqa: E402
from named import Labelled, grade, labelled  # noqa: E402
from spoken import page  # noqa: E402


def read(passage: Labelled) -> Sequence[Attribution]:
    """What the reader finds in a passage."""
    document = page(passage.text, language=passage.language)
    return find_attributions(document, passages=split_passages(document))


def main() -> None:
    """A row for each language, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=["dev", "heldout"])
    parser.add_argument("--wrong", action="store_true", help="print each mistake")
    told = parser.parse_args()
    every = list(labelled(told.half))
    for language in [*dict.fromkeys(p.language for p in every), "all"]:
        here = [p for p in every if language in {p.language, "all"}]
        counts, wrong = grade(here, read)
        found, labels = max(1, counts["found"]), max(1, counts["labels"])
        precision, recall = counts["whole"] / found, counts["whole"] / labels
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        of_source = 2 * counts["source"] / (found + labels)
        named = counts["name"] / max(1, counts["source"])
        print(f"{language:4} {labels:4} labels  precision {precision:.3f}  recall {recall:.3f}  F1 {both:.3f}  source alone F1 {of_source:.3f}  right name {named:.3f}")  # fmt: skip
        if told.wrong and language != "all":
            print("\n".join(wrong))


if __name__ == "__main__":
    main()
