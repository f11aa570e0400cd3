"""Measure claiming on pages retold from real ones, which nobody who writes rules reads: totals alone.

    python bench/retold.py [--pages FOLDER] [--recoded FOLDER] [--sure-from N]

A page says each thing once: a code, a value (exactly), or that there is a statement of its kind. It is told by language and
by element how much of what is suggested is right and how much of what is labelled is found; how many pages that say
nothing are left silent; and of how many of those told to be so sure so many are right. A second person coded the same
pages without seeing the first one's labels: how far these two agree is printed beside it, which is as far as a program can be
known to go, and how much of what is suggested either of them has, and how much is found of what both have. Hands that look for
real pages find the same ones: what retells a page set aside and was written to be learnt from is known (`scripts/twins`), and
totals are given for pages with none such and with some. No page, label or suggestion is printed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # as the program does: threads that wait cost CPU time
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pages import read

from firsthand.claim.signs import key_of
from firsthand.model.claim import Suggestion
from paged import Page, pages_of, twins
from paged_values import VALUED, value_made, value_of

RETOLD = Path(__file__).parents[1] / "tests/labelled/retold"
RECODED = Path(__file__).parents[1] / "tests/labelled/recoded"
TRADITIONAL = frozenset("們這國與對會來時個說區縣")
STEP = 10  # of a hundred
Said = tuple[str, Hashable]


def labelled(page: Page) -> set[Said]:
    """What the page says, by element, and code or value."""
    coded = {(element, code) for line in page.lines for element, code in line.says if element not in VALUED}  # fmt: skip
    valued = {(element, value_of(element, written)) for line in page.lines for element, written in line.values}  # fmt: skip
    return coded | valued


def said_by(made: Suggestion) -> Said:
    """What a suggestion says, likewise."""
    element = made.element.value
    if element in VALUED:
        return element, value_made(element, made.value)
    return element, key_of(made).partition(":")[2]


def language_of(page: Page) -> str:
    """Its language, Chinese by its letters."""
    if page.language != "zh":
        return page.language
    return "zh-Hant" if TRADITIONAL & set(page.text) else "zh-Hans"


def measure(pages: Iterator[Page], second: Mapping[str, set[Said]], sure_from: int) -> tuple[dict[str, Counter[str]], Counter[int], Counter[int]]:  # fmt: skip
    """Counts by language and by element; suggestions by how sure they are, and those of them that are right.

    *second* is what another person says that each page says.
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    alike = twins()
    sure, right = Counter[int](), Counter[int]()
    for page in pages:
        wanted, made = labelled(page), set[Said]()
        for each in read(page):
            if each.element.is_own or (each.sureness or 100) < sure_from:
                continue
            made.add(said_by(each))
            if each.sureness is not None:
                sure[each.sureness // STEP] += 1
                right[each.sureness // STEP] += said_by(each) in wanted
        other = second.get(page.id, wanted)
        apart = "unlike any learnt from" if page.id not in alike else "retold by others too"
        for name in (language_of(page), "all", f"all, {apart}"):
            counted[name] += Counter(pages=1, nothing=not wanted, silent=not wanted and not made)
            counted[name] += compared(wanted, other, made)
        for element in {each for each, _ in wanted | other | made}:
            own = ({one for one in each if one[0] == element} for each in (wanted, other, made))
            counted[f"  {element}"] += compared(*own)
    return counted, sure, right


def compared(first: set[Said], second: set[Said], made: set[Said]) -> Counter[str]:
    """How much two people say that a page says and how much is suggested, and what these have in common."""
    return Counter({
        "labelled": len(first), "made": len(made), "right": len(first & made), "second": len(second),
        "both": len(first & second), "right by either": len((first | second) & made), "found of both": len(first & second & made),
    })  # fmt: skip


def share(of: Counter[str], part: str, whole: str) -> str:
    """A part of a whole, of one."""
    return f"{of[part] / max(1, of[whole]):.2f}"


def main() -> None:
    """Read what is asked for, and print totals."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--pages", type=Path, default=RETOLD, metavar="FOLDER")
    ask.add_argument("--sure-from", type=int, default=0, metavar="N")
    ask.add_argument("--recoded", type=Path, default=RECODED, metavar="FOLDER")
    asked = ask.parse_args()
    second = {page.id: labelled(page) for page in pages_of(asked.recoded)}
    counted, sure, right = measure(pages_of(asked.pages), second, asked.sure_from)
    for name, of in sorted(counted.items(), key=lambda each: (each[0].startswith(" "), each[0])):
        program = f"P {share(of, 'right', 'made')} R {share(of, 'right', 'labelled')}"
        people = f"second person P {share(of, 'both', 'second')} R {share(of, 'both', 'labelled')}"
        with_both = f"by either P {share(of, 'right by either', 'made')} of both R {share(of, 'found of both', 'both')}"
        silent = f"  {of['pages']} pages, {of['silent']} of {of['nothing']} that say nothing left silent" if of["pages"] else ""  # fmt: skip
        print(
            f"{name:24} {of['labelled']:5} labelled {of['made']:5} made  {program}  {people}  {with_both}{silent}"
        )
    for step in sorted(sure):
        print(f"sure {step * STEP}-{step * STEP + STEP}: {sure[step]} suggestions, {100 * right[step] / sure[step]:.0f} of a hundred right")  # fmt: skip


if __name__ == "__main__":
    main()
