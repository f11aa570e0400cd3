"""Measure the values that claiming gives on pages of which every value is labelled: places, periods, ages, counts.

    python bench/values.py [--language en] [--writer pen-h] [--last] [--long | --short] [--misses ELEMENT]

Each value counts once a page. One is right where the page has a label of the element with the same value: the name of a
place, the EDTF of a period, both ends of ages and populations, ends, unit and what is counted of a scale. By default all
files but each writer's last, which are developed on; `--last` measures on the last ones, of which nothing is shown.
`--long` takes pages alone that are read as long ones, `--short` the others.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pages import read

from firsthand.claim.doubted import LONG_PASSAGES
from paged import Page, learnt_from, pages_of
from paged_values import VALUED, Value, value_made, value_of

Told = dict[Value, str]  # a value and the words that carry it


def labelled(page: Page) -> Told:
    """What the page is labelled with."""
    return {
        value_of(element, written): page.text[line.start : line.end]
        for line in page.lines
        for element, written in line.values
    }


def made(page: Page) -> Told:
    """What the program says of it."""
    told: Told = {}
    for each in read(page):
        if each.element in VALUED:
            at = each.quotation.position
            around = page.text[max(0, at.start - 60) : at.end + 60].replace("\n", " / ")
            told.setdefault(value_made(each.element, each.value), around)
    return told


def asked_of(page: Page, args: argparse.Namespace) -> bool:
    """Whether the page is of the language and the writer that are asked for."""
    if (args.long or args.short) and args.long != (len(page.lines) > LONG_PASSAGES):
        return False
    return page.language == (args.language or page.language) and page.writer == (args.writer or page.writer)  # fmt: skip


def measured(*, last: bool) -> list[Page]:
    """The pages of files that are labelled with values: each writer's last ones, or all others."""
    everything = list(pages_of())
    developed = {page.id for page in learnt_from(everything)}
    files = {(p.language, p.writer, p.number) for p in everything if any(line.values for line in p.lines)}  # fmt: skip
    return [p for p in everything if (p.language, p.writer, p.number) in files and (p.id in developed) != last]  # fmt: skip


def show_mistakes(page: Page, element: str, wanted: Told, told: Told) -> None:
    """Print what of *element* is wrong and missed."""
    for word, these, those in (("WRONG", told, wanted), ("MISSED", wanted, told)):
        for value in these.keys() - those.keys():
            if value.element == element:
                print(f"{word:6} {page.id} {value.same}: {these[value]}")


def main() -> None:
    """Read, count, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    asked.add_argument("--language", default="")
    asked.add_argument("--writer", default="")
    asked.add_argument("--last", action="store_true")
    length = asked.add_mutually_exclusive_group()
    length.add_argument("--long", action="store_true")
    length.add_argument("--short", action="store_true")
    asked.add_argument("--misses", default="", choices=("", *VALUED))
    args = asked.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    for page in measured(last=args.last):
        if not asked_of(page, args):
            continue
        wanted, told = labelled(page), made(page)
        for what, values in (("labelled", wanted), ("made", told), ("right", wanted.keys() & told)):
            for value in values:
                for language, element in product((page.language, ""), (value.element, "")):
                    counts[language, element, what] += 1
        if args.misses and not args.last:
            show_mistakes(page, args.misses, wanted, told)
    print("language element: labelled, made, right, precision, recall")
    for language in sorted({key[0] for key in counts}):
        for element in (*VALUED, ""):
            of, told_of, right = (counts[language, element, what] for what in ("labelled", "made", "right"))  # fmt: skip
            print(f"  {language or 'all'} {element or 'all':12} {of:5} {told_of:5} {right:5}  {right / max(1, told_of):.2f}  {right / max(1, of):.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
