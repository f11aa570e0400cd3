"""Read the invented news of `tests/corpora/languages` and make documents of it, with known truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from firsthand.model.document import Document
from spoken import page

FOLDER = Path(__file__).parent / "corpora/languages"
CODES = {"zht": "zh-Hant", "zh": "zh-Hans"}
REWRITTEN = 100  # lines of a rewritten version have numbers of their own from here
REACHED = frozenset({"en", "zh", "zht", "ru", "fr", "de", "es", "tr", "ar"})


@dataclass(frozen=True)
class Told:
    """A document of the corpus: which lines of which story it tells (by number), and how."""

    story: str
    language: str
    how: str  # whole, excerpt, retold, rewritten, quoting, elsewhere, apart, other
    lines: dict[int, str]  # number in the story -> the words here
    document: Document


@dataclass(frozen=True)
class Story:
    """The versions of one story."""

    name: str
    versions: dict[str, list[str]]
    changes: dict[tuple[str, str], list[tuple[str, str]]]  # (elsewhere or retold, language)
    accounts: dict[tuple[str, str], list[str]]  # (apart or rewritten, language): in other words


def stories(half: str) -> list[Story]:
    """Every story of a half, and `other`."""
    return [_story(path) for path in sorted((FOLDER / half).glob("*.txt"))]


def _story(path: Path) -> Story:
    versions: dict[str, list[str]] = {}
    changes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    accounts: dict[tuple[str, str], list[str]] = {}
    head = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            head = line[2:]
        elif head.startswith(("apart", "rewritten")):
            how, language = head.split()
            accounts.setdefault((how, language), []).append(line)
        elif " " in head:
            old, new = line.split(" -> ")
            how, language = head.split()
            assert old in "\n".join(versions[language]), (path.name, head, old)
            changes.setdefault((how, language), []).append((old, new))
        else:
            versions.setdefault(head, []).append(line)
    return Story(name=path.stem, versions=versions, changes=changes, accounts=accounts)


def told(half: str) -> list[Told]:
    """Whole versions, look-alikes, retellings, excerpts in other pages, and unrelated pages."""
    every = stories(half)
    other = next(story for story in every if story.name == "other")
    made = [
        _told(f"other-{language}", language, "other", {}, lines)
        for language, lines in other.versions.items()
    ]
    for number, story in enumerate(every):
        if story is other:
            continue
        for language, lines in story.versions.items():
            made.append(_told(story.name, language, "whole", dict(enumerate(lines)), lines))
        for (how, language), pairs in story.changes.items():
            lines = [_changed(line, pairs) for line in story.versions[language]]
            name = f"{story.name}-elsewhere-{language}" if how == "elsewhere" else story.name
            made.append(_told(name, language, how, dict(enumerate(lines)), lines))
        made += _in_other_words(story)
        for step, language in enumerate(sorted(story.versions)):
            if (number + step) % 3:
                continue
            first = 1 + (number + step) % 2
            kept = {n: story.versions[language][n] for n in range(first, first + 3)}
            around = other.versions[language]
            lines = [*around[:2], *kept.values(), around[2]]
            made.append(_told(story.name, language, "excerpt", kept, lines))
    return made


def _in_other_words(story: Story) -> list[Told]:
    """Accounts of one matter that are no translations, translations written anew, and both in one."""
    made = []
    for (how, language), lines in story.accounts.items():
        if how == "rewritten":
            made.append(_told(story.name, language, how, dict(enumerate(lines, REWRITTEN)), lines))
            continue
        name = f"{story.name}-apart-{language}"
        made.append(_told(name, language, how, dict(enumerate(lines)), lines))
        if language in story.versions:
            kept = {n: story.versions[language][n] for n in (1, 2, 3)}
            around = [*lines[:3], *kept.values(), *lines[3:]]
            made.append(_told(story.name, language, "quoting", kept, around))
    return made


def _changed(line: str, pairs: list[tuple[str, str]]) -> str:
    for old, new in pairs:
        line = line.replace(old, new)
    return line


def _told(story: str, language: str, how: str, kept: dict[int, str], lines: list[str]) -> Told:
    document = page(
        "\n".join(lines),
        address=f"https://{language}.example/{story}/{how}",
        language=CODES.get(language, language),
    )
    return Told(story=story, language=language, how=how, lines=kept, document=document)


def next_year(every: list[Told]) -> list[Told]:
    """Every whole version once more with the same places and firms, and all figures changed."""
    made = []
    for each in every:
        lines = {number: re.sub(r"\d+", _figure, line) for number, line in each.lines.items()}
        changed = sum(lines[number] != line for number, line in each.lines.items())
        if each.how == "whole" and changed >= 3:
            name = f"{each.story}-next"
            made.append(_told(name, each.language, "next year", lines, [*lines.values()]))
    return made


def _figure(match: re.Match[str]) -> str:
    digits = match.group()
    if re.fullmatch(r"20\d\d", digits):
        return str(int(digits) + 2)
    return digits.translate(str.maketrans("123456789", "254167938"))


def related(every: list[Told]) -> Iterator[tuple[Told, Told, bool | None]]:
    """Pairs in two languages: of one story (True), of none (False), or neither (None).

    Neither: too little in common, or two versions of next year, whose figures changed by their letters.
    """
    for one, other in combinations(every, 2):
        if one.language == other.language:
            continue
        if one.story != other.story:
            yield one, other, False
        else:
            hows = {one.how, other.how}
            common = len(one.lines.keys() & other.lines.keys())
            anew = "rewritten" in hows and hows <= {"rewritten", "whole", "retold"}
            sure = (common >= 2 or anew) and "next year" not in hows
            yield one, other, True if sure else None
