"""Measure claiming on pages of which every sentence is labelled: precision and recall by element and code.

    python bench/pages.py [--pages FOLDER] [--language en] [--learnt] [--codes] [--misses ELEMENT[:CODE]]

Of each writer's pages the last file alone is read, which nothing was learnt from; `--learnt` reads the others, on
which figures flatter. A page says each thing once: it is right where any of its sentences is labelled with it. By
sentences it is right only where that very sentence is. It is told besides how many pages that say something are
silent, how many that say nothing speak, and of what was rightly found in its sentence how often stance and source
are those of the label.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the program does: threads that wait cost CPU time
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from firsthand.claim.signs import key_of
from firsthand.claim.suggest import suggest
from firsthand.model.claim import Suggestion
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from paged import PAGES, Label, Line, Page, document_of, learnt_from, pages_of

Told = set[tuple[str, str]]  # a page, or a sentence of it, and what is said


def named(label: Label) -> str:
    """A label as suggestions are named."""
    return f"{label[0]}:{label[1]}" if label[1] else label[0]


def read(page: Page) -> tuple[Suggestion, ...]:
    """What the program suggests on the page."""
    document = document_of(page)
    parts = split_passages(document)
    return suggest(
        document, passages=parts, attributions=find_attributions(document, passages=parts)
    ).values


def lines_of(page: Page, made: Suggestion) -> Iterator[tuple[int, Line]]:
    """The labelled sentences that a suggestion quotes."""
    at = made.quotation.position
    for number, line in enumerate(page.lines):
        if at.start < line.end and line.start < at.end:
            yield number, line


class Tally:
    """What was suggested and labelled, by page and by sentence."""

    def __init__(self) -> None:
        self.made: dict[str, Told] = defaultdict(set)
        self.labelled: dict[str, Told] = defaultdict(set)
        self.kept: Counter[str] = Counter()
        self.shown: list[tuple[str, str]] = []

    def add(self, page: Page) -> None:
        """One page."""
        everything = read(page)
        for number, line in enumerate(page.lines):
            for label in line.says:
                self.labelled["pages"].add((page.id, named(label)))
                self.labelled["sentences"].add((f"{page.id} {number}", named(label)))
        for made in everything:
            key = key_of(made)
            self.made["pages"].add((page.id, key))
            for number, line in lines_of(page, made):
                self.made["sentences"].add((f"{page.id} {number}", key))
                if key in {named(label) for label in line.says}:
                    self._compare(made, key, line)
        says = any(line.says for line in page.lines)
        self.kept["says, silent" if says and not everything else "says" if says else "none, speaks" if everything else "none"] += 1  # fmt: skip
        for number, line in enumerate(page.lines):
            sentence = page.text[line.start : line.end]
            wanted = {named(label) for label in line.says}
            told = {key for at, key in self.made["sentences"] if at == f"{page.id} {number}"}
            self.shown += [
                (key, f"MISSED {page.id} {key}: {sentence}") for key in sorted(wanted - told)
            ]
            self.shown += [
                (key, f"WRONG  {page.id} {key}: {sentence}") for key in sorted(told - wanted)
            ]

    def _compare(self, made: Suggestion, key: str, line: Line) -> None:
        stances = {stance for label, stance in line.stances if named(label) == key}
        self.kept["found"] += 1
        self.kept["stance"] += made.stance.value in stances
        self.kept["firm, told so"] += stances == {"asserted"} and made.stance.value == "asserted"
        self.kept["firm"] += stances == {"asserted"}
        same = _who(made.said_by) == _who(line.said_by)
        self.kept["said by"] += same
        if not same:
            self.shown.append(("said_by", f"SAID   {made.said_by!r} for {line.said_by!r}: {made.quotation.exact}"))  # fmt: skip
        if made.stance.value not in stances:
            self.shown.append(("stance", f"STANCE {key} {made.stance} for {stances}: {made.quotation.exact}"))  # fmt: skip

    def show(self, *, codes: bool) -> None:
        """Print the tables."""
        for unit in ("pages", "sentences"):
            made, labelled = self.made[unit], self.labelled[unit]
            keys = {key if codes else key.partition(":")[0] for _, key in made | labelled}
            print(f"\nby {unit}: labelled, suggested, precision, recall")
            for key in (*sorted(keys), ""):
                of = [{each for each in side if not key or each[1] == key or each[1].startswith(f"{key}:")} for side in (labelled, made)]  # fmt: skip
                right = len(of[0] & of[1])
                print(f"  {key or 'all':28} {len(of[0]):5} {len(of[1]):5}  {right / max(1, len(of[1])):.2f}  {right / max(1, len(of[0])):.2f}")  # fmt: skip
        kept = self.kept
        print(
            f"\nof {kept['says, silent'] + kept['says']} pages that say something {kept['says, silent']} silent; of"
            f" {kept['none'] + kept['none, speaks']} that say nothing {kept['none, speaks']} speak;"
            f" of {kept['found']} found in their sentence: stance {kept['stance'] / max(1, kept['found']):.3f}"
            f" (of what is asserted {kept['firm, told so'] / max(1, kept['firm']):.3f}), said by {kept['said by'] / max(1, kept['found']):.3f}"
        )


def _who(name: str) -> str:
    known = resolve_agent(name).lower() if name else ""
    return re.sub(r"^(?:the|an?|one|his|her|their)\s+", "", known)


def main() -> None:
    """Read the pages, print the tables."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--pages", type=Path, default=PAGES)
    ask.add_argument("--language", action="append", help="pages in it alone; may be repeated")
    ask.add_argument("--writer", action="append", help="this writer's alone; may be repeated")
    ask.add_argument("--learnt", action="store_true", help="the pages that are learnt from")
    ask.add_argument("--codes", action="store_true", help="by code too")
    ask.add_argument("--misses", metavar="WHAT", help="print what is wrong or missed of it; not of pages set aside")  # fmt: skip
    asked = ask.parse_args()
    every = list(pages_of(asked.pages))
    learnt = {page.id for page in learnt_from(every)}
    for language in asked.language or sorted({page.language for page in every}):
        tally = Tally()
        of = [
            page
            for page in every
            if page.language == language
            and (page.id in learnt) == asked.learnt
            and page.writer in (asked.writer or [page.writer])
        ]
        for page in of:
            tally.add(page)
        if asked.misses and asked.learnt:
            print("\n".join(line for key, line in tally.shown if key.startswith(asked.misses)))
        print(f"\n{language}: {len(of)} pages")
        tally.show(codes=asked.codes)


if __name__ == "__main__":
    main()
