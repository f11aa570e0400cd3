"""Measure how fast passages are claimed from: sentences a CPU second, by language and in all together.

    python bench/paces.py [--language en] [--pages 300]

Pages of `tests/labelled/pages`, as many of each language, spread over its files. The first half of them meets the
words of the language for the first time, most of which are made ready only then; the second half is never seen before,
and is read as everything after it would be. Pages that say nothing of the kind, as most passages of a real case do,
are told by themselves, once more as if never seen. One process, one thread, as the program itself.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the program does: threads that wait cost CPU time
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pages import read

from firsthand.claim.languages import packaged
from firsthand.claim.remembered import forget
from firsthand.pipeline.suggesting import prepare
from paged import Page, pages_of

Pace = tuple[int, float]  # sentences, CPU seconds


def spread(pages: Sequence[Page], most: int) -> list[Page]:
    """At most so many of them, from all files alike."""
    return list(pages[:: max(1, len(pages) // most)])[:most]


def pace_of(pages: Sequence[Page]) -> Pace:
    """How many sentences were read in how many CPU seconds."""
    start = time.process_time()
    for page in pages:
        read(page)
    return sum(len(page.lines) for page in pages), time.process_time() - start


def is_about_others(page: Page) -> bool:
    """Whether no sentence of it says anything that could be claimed."""
    return not any(line.says for line in page.lines)


def forget_all(languages: Sequence[str]) -> None:
    """Remember no text, so that each is looked at again."""
    for language in languages:
        packaged()[language].sieve.known.clear()
    forget()


def shown(pace: Pace) -> str:
    """Sentences a CPU second."""
    return f"{pace[0] / pace[1]:6.0f}" if pace[0] else "     -"


def main() -> None:
    """Read the pages, print how fast."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--language", action="append", help="this language alone; may be repeated")
    ask.add_argument("--pages", type=int, default=300, help="of each language at most")
    asked = ask.parse_args()
    of: dict[str, list[Page]] = {}
    for page in pages_of():
        if not asked.language or page.language in asked.language:
            of.setdefault(page.language, []).append(page)
    if not of:
        sys.exit("no pages in that language")
    prepare()
    print("sentences a CPU second: language, first half, second half, of these about other matters")
    halves: dict[str, tuple[Pace, Pace, Pace]] = {}
    for language, every in sorted(of.items()):
        pages = spread(every, asked.pages)
        before = time.process_time()
        read(pages[0])
        started = time.process_time() - before
        first, second = pace_of(pages[2::2]), pace_of(pages[1::2])
        forget_all([language])
        other = pace_of([page for page in pages[1::2] if is_about_others(page)])
        halves[language] = (first, second, other)
        print(
            f"{language:4} {shown(first)} {shown(second)} {shown(other)}"
            f"   ({second[0]} sentences; {started:.2f} s to load the language and read a page)"
        )
    together = [
        (sum(each[at][0] for each in halves.values()), sum(each[at][1] for each in halves.values()))
        for at in range(3)
    ]
    print("all ", *map(shown, together))


if __name__ == "__main__":
    main()
