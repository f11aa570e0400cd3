"""Measure who is told to have said each sentence of the pages of which every sentence is labelled.

    python bench/voices.py [--pages FOLDER] [--language en] [--writer pen-j] [--first N] [--last N] [--misses]

Pages are read as `firsthand claim` reads them. The table
gives, by language and for pages of up to 12 sentences and longer ones apart, of the sentences that say something of a
programme: how many somebody is named for, for how many the program names somebody, precision and recall (a wrong name
is against both), and how many have the speaker of the label, or rightly none. (Of sentences that say nothing some
writers gave no speaker where one is named.) `--first` and `--last` bound the numbers of files.
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

from firsthand.claim.making import speaker_of
from firsthand.claim.suggest import sentences_of
from firsthand.claim.voices import said_in
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from paged import PAGES, Line, Page, document_of, pages_of

SHORT_LINES = 12  # as long as the pages are that most was learnt from
_HAN = re.compile(r"[\u3400-\u9fff]")
ARTICLES = re.compile(
    r"^(?:the|an?|one|his|her|their|le|la|les|un|une|der|die|das|ein|eine|el|los|las|una)\s+|^l['’]"
)


def told(page: Page) -> Iterator[tuple[Line, str]]:
    """Each labelled sentence with who says it as the program has it; empty where nobody is named."""
    document = document_of(page)
    passages = split_passages(document)
    sentences = sentences_of(document, passages, None)
    said = said_in(sentences, find_attributions(document, passages=passages))
    for line in page.lines:
        speakers = []
        for sentence, by in zip(sentences, said, strict=True):
            place = sentence.passage.position
            start, end = max(place.start, line.start), min(place.end, line.end)
            if start < end:
                speaker = speaker_of(start, end, by)
                speakers.append((end - start, speaker.agent if speaker else ""))
        yield line, max(speakers, default=(0, ""))[1]


def same(one: str, other: str) -> bool:
    """Whether two names are one, but for articles, or one the other with a title or more names."""
    ours, theirs = _plain(one), _plain(other)
    if not ours or not theirs or ours.isascii() != theirs.isascii():
        return ours == theirs
    if _HAN.search(ours):
        return ours in theirs or theirs in ours
    return f" {ours} " in f" {theirs} " or f" {theirs} " in f" {ours} "


def _plain(name: str) -> str:
    return ARTICLES.sub("", resolve_agent(name).lower()) if name else ""


def main() -> None:
    """Read the pages, print the table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--pages", type=Path, default=PAGES)
    ask.add_argument("--language", action="append", help="pages in it alone; may be repeated")
    ask.add_argument("--writer", action="append", help="this writer's alone; may be repeated")
    ask.add_argument("--first", type=int, default=1, help="files from this number on")
    ask.add_argument("--last", type=int, default=10**6, help="files up to this number")
    ask.add_argument("--misses", action="store_true", help="print what is wrong")
    asked = ask.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for page in pages_of(asked.pages):
        if asked.language and page.language not in asked.language:
            continue
        if asked.writer and page.writer not in asked.writer:
            continue
        if not asked.first <= page.number <= asked.last:
            continue
        kept = counts[page.language, "short" if len(page.lines) <= SHORT_LINES else "long"]
        for line, who in told(page):
            if not line.says:
                continue
            right = same(who, line.said_by)
            kept["named"] += bool(line.said_by)
            kept["told"] += bool(who)
            kept["right"] += right and bool(who)
            kept["labelled"] += 1
            kept["labelled, right"] += right
            if asked.misses and not right:
                print(f"{page.id} {who!r} for {line.said_by!r}: {page.text[line.start : line.end]}")  # fmt: skip
    print("language, pages: named, told, precision, recall; all, with their speaker or none")
    for (language, size), kept in sorted(counts.items()):
        print(
            f"  {language} {size:5} {kept['named']:5} {kept['told']:5}  {kept['right'] / max(1, kept['told']):.2f}"
            f"  {kept['right'] / max(1, kept['named']):.2f}   {kept['labelled']:5}"
            f"  {kept['labelled, right'] / max(1, kept['labelled']):.2f}"
        )


if __name__ == "__main__":
    main()
