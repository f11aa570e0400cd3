"""Find pages that are translated from, or retell, one another in another language.

In: documents, what is suggested of each, and an encoder of sentences where there is one.
Out: pairs of documents with the passages that answer one another, what each link rests on, and the
clues of its direction. Which of the two came first is not decided here; copies in one language are
found in `trace.descent`. Where the encoder does not know a language, anchors alone decide, and the
link says so. docs/methods/translations.md has the formulae.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from firsthand.model.claim import Suggestion
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.trace.alignment import Cell, Compared, chain, find_cells
from firsthand.trace.candidates import Sought, find_candidates
from firsthand.trace.dates import published_span
from firsthand.trace.direction_clues import Clue, find_clues
from firsthand.trace.formulas import find_formulas
from firsthand.trace.meaning import Meanings
from firsthand.trace.pages import (
    Page,
    Remember,
    key_pages,
    make_pages,
    spell_pages,
    tell_apart,
    tongues_of,
    words_of,
)
from firsthand.trace.rivals import SENTENCE_BITS_MIN, Weighed, score_of, weigh
from firsthand.trace.scripts import find_alike, likeness_of, one_language, sure_of_letters
from firsthand.trace.stretches import Range
from firsthand.trace.worth import Keyed, build_index

TRANSLATIONS_VERSION = "1"


class Encoder(Protocol):
    """Turns sentences into vectors of length 1; like meaning, like direction, in any language."""

    @property
    def name(self) -> str:
        """Which encoder it is, with its version."""

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages it was trained on; others are not given to it."""

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One row for each sentence."""


@value
class TranslationSettings:
    """How sure a link must be to be returned."""

    score_min: float


class Basis(StrEnum):
    """What a link rests on."""

    FIGURE = "figure"
    PERCENT = "percent"
    AGE = "age"
    DATE = "date"
    YEAR = "year"
    NAME = "name"
    WORD = "word"
    CLAIM = "claim"
    MEANING = "meaning"  # sentence vectors
    LETTERS = "letters"  # the same words in another script of the language


@value
class Ground:
    """One thing that a link rests on: where it stands on both sides, and its worth in bits."""

    basis: Basis
    key: str
    one: TextPosition
    other: TextPosition
    bits: float


@value
class Passages:
    """Words of one document that say what words of the other say, and the pairs they are made of."""

    one: Quotation
    other: Quotation
    pairs: tuple[tuple[TextPosition, TextPosition], ...]


@value
class Translation:
    """Two documents in two languages that say the same, as wholes or in passages.

    `one` and `other` are in the order of their ids, which says nothing of who was first. `score` is
    the chance of the link under the model of docs/methods/translations.md, against "unrelated", "a look-alike" and
    "another account of the matter". `anchors_only` is true where meaning was not compared.
    """

    one: str
    other: str
    tongues: tuple[str, str]
    score: float
    weighed: Weighed
    share_one: float
    share_other: float
    passages: tuple[Passages, ...]
    grounds: tuple[Ground, ...]
    clues: tuple[Clue, ...]
    anchors_only: bool


def find_translations(
    documents: Sequence[Document],
    *,
    suggestions: Mapping[str, Sequence[Suggestion]],
    encode: Encoder | None,
    settings: TranslationSettings,
    remember: Remember | None = None,
) -> Outcome[Translation]:
    """Every pair of *documents* in two languages that say the same, by ids."""
    pages = make_pages(documents, suggestions, remember=remember)
    if not pages:
        return Outcome(values=())
    names = tongues_of(pages)
    apart = tell_apart(names)
    keyed = key_pages(pages)
    index = build_index(keyed)
    worth = {name: float(index.bits[number]) for name, number in index.numbers.items()}
    most = find_formulas(
        [words_of(page) for page in pages], tongues=[page.tongue for page in pages]
    ).most

    spelled = spell_pages(pages)

    def known(a: int, b: int, meanings: Meanings | None) -> Compared:
        likeness = meanings.likeness(a, b) if meanings is not None else None
        if one_language(pages[a].tongue, pages[b].tongue):
            likeness = likeness_of(spelled[a], spelled[b])
        return Compared(worth=worth, likeness=likeness, most_one=most[a], most_other=most[b])

    def likeliest(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        made = []
        for a, b in pairs:
            weighed = _weighed(pages[a], pages[b], known(a, b, None))
            if weighed is not None:
                made.append((-score_of(weighed[1], pages=len(pages), encoded=False), a, b))
        return [(a, b) for _, a, b in sorted(made)]

    chosen = find_candidates(
        _sought(pages, keyed, encode),
        index=index,
        apart=apart,
        encode=encode,
        likeliest=likeliest,
    )
    in_scripts = find_alike(spelled, tongues=[page.tongue for page in pages])
    links = (
        _compare(pages[a], pages[b], known(a, b, chosen.meanings), len(pages), settings.score_min)
        for a, b in sorted({*chosen.pairs, *in_scripts})
    )
    return Outcome(
        values=tuple(link for link in links if link is not None),
        problems=(*_beyond(names, encode), *chosen.problems),
    )


def _reached(name: str, encode: Encoder) -> bool:
    return name.split("-", 1)[0] in encode.languages


def _sought(pages: Sequence[Page], keyed: Sequence[Keyed], encode: Encoder | None) -> list[Sought]:
    """Pages as they are looked for; without sentences where the encoder does not know the language."""
    return [
        Sought(
            keyed=keys,
            sentences=words_of(page)
            if encode is not None and _reached(page.tongue, encode)
            else (),
            day=published_span(page.document).low,
        )
        for page, keys in zip(pages, keyed, strict=True)
    ]


def _beyond(tongues: Sequence[str], encode: Encoder | None) -> tuple[Problem, ...]:
    """A note for each tongue in which anchors alone decide."""
    names = [name for name in tongues if encode is None or not _reached(name, encode)]
    who = (
        "no encoder of sentences is at hand"
        if encode is None
        else f"{encode.name} does not know it"
    )
    return tuple(
        Problem(
            severity=Severity.NOTE,
            code="anchors-only",
            message=f"translations are found by figures, dates and names alone, because {who}",
            where=f"language {name}",
        )
        for name in names
    )


Runs = Sequence[Sequence[Cell]]


def _weighed(one: Page, other: Page, compared: Compared) -> tuple[Runs, Weighed] | None:
    """The passages that answer one another, and what they say."""
    found = find_cells(one.held, other.held, compared=compared)
    runs = chain(found.cells)
    if not runs:
        return None
    shares = (
        _share(one.stretches, [(run[0].one, run[-1].one) for run in runs]),
        _share(other.stretches, [(run[0].other, run[-1].other) for run in runs]),
    )
    worth = compared.worth
    return runs, weigh(one.held, other.held, runs, found.conflicts, worth=worth, shares=shares)


def _compare(
    one: Page, other: Page, compared: Compared, count: int, score_min: float
) -> Translation | None:
    found = _weighed(one, other, compared)
    if found is None:
        return None
    runs, weighed = found
    score = score_of(weighed, pages=count, encoded=compared.likeness is not None)
    if one_language(one.tongue, other.tongue):
        score = max(score, sure_of_letters(sum(map(len, _spelled_alike(one, runs)))))
    if score < score_min:
        return None
    return Translation(
        one=one.document.id,
        other=other.document.id,
        tongues=(one.tongue, other.tongue),
        score=score,
        weighed=weighed,
        share_one=_share(one.stretches, [(run[0].one, run[-1].one) for run in runs]),
        share_other=_share(other.stretches, [(run[0].other, run[-1].other) for run in runs]),
        passages=tuple(_passages(one, other, run) for run in runs),
        grounds=_grounds(one, other, runs, compared.worth),
        clues=find_clues(one.document, other.document, told=(*one.told, *other.told)),
        anchors_only=compared.likeness is None,
    )


def _spelled_alike(page: Page, runs: Runs) -> list[str]:
    """The sentences of *page* that the other has letter by letter in its own script."""
    words = words_of(page)
    at = {cell.one for run in runs for cell in run if cell.meaning >= SENTENCE_BITS_MIN}
    return [words[stretch] for stretch in sorted(at)]


def _share(stretches: Sequence[Range], spans: Sequence[tuple[int, int]]) -> float:
    total = sum(end - start for start, end in stretches)
    inside = sum(end - start for first, last in spans for start, end in stretches[first : last + 1])
    return round(inside / total, 3) if total else 0.0


def _passages(one: Page, other: Page, run: Sequence[Cell]) -> Passages:
    return Passages(
        one=_quotation(one, run[0].one, run[-1].one),
        other=_quotation(other, run[0].other, run[-1].other),
        pairs=tuple(
            (_position(one.stretches[cell.one]), _position(other.stretches[cell.other]))
            for cell in run
        ),
    )


def _quotation(page: Page, first: int, last: int) -> Quotation:
    start, end = page.stretches[first][0], page.stretches[last][1]
    return Quotation(
        document=page.document.id,
        exact=page.document.text[start:end],
        position=TextPosition(start=start, end=end),
    )


def _position(stretch: Range) -> TextPosition:
    return TextPosition(start=stretch[0], end=stretch[1])


def _grounds(
    one: Page, other: Page, runs: Sequence[Sequence[Cell]], worth: Mapping[str, float]
) -> tuple[Ground, ...]:
    """What the link rests on, each key once, by place."""
    same = one_language(one.tongue, other.tongue)
    found: dict[str, Ground] = {}
    for cell in (cell for run in runs for cell in run):
        for here, there, key in cell.shared:
            anchor, answer = one.held.anchors[here], other.held.anchors[there]
            ground = Ground(
                basis=Basis(anchor.kind.value),
                key=key.split(":", 1)[1],
                one=TextPosition(start=anchor.start, end=anchor.end),
                other=TextPosition(start=answer.start, end=answer.end),
                bits=round(worth[key], 2),
            )
            found.setdefault(key, ground)
        if cell.meaning > 0:
            found[f"meaning:{cell.one}:{cell.other}"] = Ground(
                basis=Basis.LETTERS if same else Basis.MEANING,
                key="",
                one=_position(one.stretches[cell.one]),
                other=_position(other.stretches[cell.other]),
                bits=round(cell.meaning, 2),
            )
    return tuple(
        sorted(
            found.values(), key=lambda g: (g.one.start, g.one.end, g.basis, g.key, g.other.start)
        )
    )
