"""Read labelled sentences with figures, dates and ages, and grade what the program reads in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from firsthand.claim.ages import find_ages
from firsthand.claim.dates import find_dates
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import Lexicon, lexicon
from firsthand.claim.nouns import is_spent, noun_of
from firsthand.claim.quantities import Figure, find_figures
from firsthand.model.value import value

PUBLISHED = "2018-03-10"  # of every labelled sentence that names no other day


@value
class Labelled:
    """A sentence and all that it says: figures as written, their value, what they count."""

    name: str
    language: str
    text: str
    figures: tuple[tuple[str, str, str], ...]
    dates: tuple[str, ...] | None
    ages: tuple[str, ...]


def labelled(path: Path) -> Iterator[Labelled]:
    """Every sentence of a file."""
    for case in tomllib.loads(path.read_text("utf-8"))["case"]:
        yield _labelled(case)


def _labelled(case: Mapping[str, Any]) -> Labelled:
    return Labelled(
        name=case["id"],
        language=case["language"],
        text=case["text"],
        figures=tuple((words, said, of) for words, said, of in case["figures"]),
        dates=tuple(case["dates"]) if "dates" in case else None,
        ages=tuple(case["ages"]),
    )


def forms(path: Path) -> Iterator[tuple[str, tuple[tuple[str, str, str], ...]]]:
    """Sentences of a file of forms, "{words} noun | value noun; …", and the figures in each."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            marked, _, told = line.rpartition("|")
            values = [] if told.strip() == "-" else [each.strip() for each in told.split(";")]
            words = re.findall(r"\{(.*?)\}", marked)
            assert len(words) == len(values), line
            yield (
                re.sub(r"[{}]", "", marked).strip(),
                tuple((each, *_parted(value)) for each, value in zip(words, values, strict=True)),
            )


def _parted(value: str) -> tuple[str, str]:
    """A value and what is counted: "3..5 ~ persons"."""
    match = re.fullmatch(r"([^ ]+(?: [~?]+)?)(?: (\w+))?", value)
    assert match is not None, value
    return match.group(1), match.group(2) or ""


def words_for(language: str) -> Lexicon:
    """The lexicon of a label's language: zh for zh-Hant."""
    return lexicon(language.partition("-")[0])


def said(figure: Figure) -> str:
    """A figure's value in short: 3..5, 36.., ..700, % a share, ~ about, ? vague, ! doubtful."""
    if figure.doubtful:
        return "!"
    low, high = ("" if end is None else f"{end:.10g}" for end in (figure.low, figure.high))
    ends = low if figure.low == figure.high else f"{low}..{high}"
    marks = "~" * figure.approximate + "?" * figure.vague
    return f"{ends}{'%' * figure.percent}{' ' + marks if marks else ''}"


def figures_in(text: str, words: Lexicon) -> list[tuple[str, str, str]]:
    """What the program reads: figures that are no date and no age, in the form of labels."""
    low = fold(text)
    dates = find_dates(low, words=words, published=PUBLISHED)
    ages = tuple(find_ages(low, words=words))
    read = []
    figures = find_figures(low, words=words)
    for figure in figures:
        if is_spent(low, figure, words=words, dates=dates, ages=ages):
            continue
        noun = noun_of(low, figure, words, figures=figures)
        kind = "share" if figure.percent else noun.kind if noun else ""
        stop = noun.end if noun else figure.end
        planned = words.cues["plan"].search(low, *_clause(low, figure, stop, words))
        read.append((text[figure.start : figure.end], said(figure), f"{kind} plan" if planned and kind != "share" else kind))  # fmt: skip
    return read


def _clause(low: str, figure: Figure, stop: int, words: Lexicon) -> tuple[int, int]:
    left, right = 0, len(low)
    for hit in words.cues["clause"].finditer(low):
        if hit.end() <= figure.hedged_from:
            left = hit.end()
        elif hit.start() >= stop:
            right = hit.start()
            break
    return left, right


def dates_in(text: str, words: Lexicon) -> set[str]:
    """Dates that the program reads, as EDTF."""
    return {span.edtf for span in find_dates(fold(text), words=words, published=PUBLISHED)}


def ages_in(text: str, words: Lexicon) -> set[str]:
    """Ranges of age that the program reads: 12-65, 18-."""
    return {
        f"{'' if each.low is None else each.low}-{'' if each.high is None else each.high}"
        for each in find_ages(fold(text), words=words)
    }
