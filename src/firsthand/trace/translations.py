"""Find pages that are translated from, or retell, one another in another language.

In: documents, what is suggested of each, and an encoder of sentences where there is one.
Out: pairs of documents with the passages that answer one another, what each link rests on, and the
clues of its direction. Which of the two came first is not decided here; copies in one language are
found in `trace.descent`. Where the encoder does not know a language, anchors alone decide, and the
link says so. docs/methods/translations.md has the formulae.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from firsthand.model.claim import Suggestion
from firsthand.model.document import Document, Quotation, ReadState, TextPosition
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.trace.alignment import Cell, Compared, Held, chain, find_cells, hold
from firsthand.trace.anchors import find_anchors
from firsthand.trace.direction_clues import Clue, find_clues, says_translated
from firsthand.trace.formulas import find_formulas
from firsthand.trace.meaning import find_alike, find_meanings
from firsthand.trace.names import packaged_names
from firsthand.trace.rivals import score_of, weigh
from firsthand.trace.stretches import Range, may_be_one_language, part, tongue
from firsthand.trace.worth import Keyed, build_index, pair_pages

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
    the probability of the link under the model of docs/methods/translations.md, with the two rivals
    "unrelated" and "a look-alike". `anchors_only` is true where a language is beyond the encoder.
    """

    one: str
    other: str
    tongues: tuple[str, str]
    score: float
    bits: float
    share_one: float
    share_other: float
    passages: tuple[Passages, ...]
    grounds: tuple[Ground, ...]
    contradicted: int
    clues: tuple[Clue, ...]
    anchors_only: bool


@value
class Page:
    """A document made ready: its stretches and anchors."""

    document: Document
    tongue: str
    stretches: tuple[Range, ...]
    held: Held
    told: tuple[Clue, ...]  # where it says itself that it is a translation


def find_translations(
    documents: Sequence[Document],
    *,
    suggestions: Mapping[str, Sequence[Suggestion]],
    encode: Encoder | None,
    settings: TranslationSettings,
) -> Outcome[Translation]:
    """Every pair of *documents* in two languages that say the same, by ids."""
    if not _apart(sorted({tongue(document) for document in documents})).any():
        return Outcome(values=())
    pages = _pages(documents, suggestions)
    keyed = _keyed(pages)
    index = build_index(keyed)
    apart = _apart(_tongues(pages))
    candidates = {(a, b) for a, b, _ in pair_pages(keyed, index=index, apart=apart)}
    problems = _beyond(pages, encode)
    meanings = None
    if encode is not None:
        meanings = find_meanings(_sentences(pages, encode), encode=encode)
        found = find_alike(meanings, apart=apart, tongues=[page.tongue for page in keyed])
        candidates |= set(found.values)
        problems += found.problems
    worth = {name: float(index.bits[number]) for name, number in index.numbers.items()}
    most = find_formulas(
        [_words(page) for page in pages], tongues=[page.tongue for page in pages]
    ).most
    made = []
    for a, b in sorted(candidates):
        compared = Compared(
            worth=worth,
            likeness=meanings.likeness(a, b) if meanings is not None else None,
            most_one=most[a],
            most_other=most[b],
        )
        link = _compare(pages[a], pages[b], compared, len(pages), settings.score_min)
        if link is not None:
            made.append(link)
    return Outcome(values=tuple(made), problems=problems)


def _pages(
    documents: Sequence[Document], suggestions: Mapping[str, Sequence[Suggestion]]
) -> list[Page]:
    spellings = packaged_names()
    unique = {document.id: document for document in documents}
    pages = []
    for key in sorted(unique):
        document = unique[key]
        if document.state is ReadState.UNREADABLE:
            continue
        stretches = tuple(part(document))
        anchors = find_anchors(
            document,
            suggestions=suggestions.get(key, ()),
            spellings=spellings,
            until=stretches[-1][1] if stretches else 0,
        )
        held = hold(anchors, stretches=stretches)
        pages.append(
            Page(
                document=document,
                tongue=tongue(document),
                stretches=stretches,
                held=held,
                told=says_translated(document),
            )
        )
    return pages


def _tongues(pages: Sequence[Page]) -> list[str]:
    return sorted({page.tongue for page in pages})


def _keyed(pages: Sequence[Page]) -> list[Keyed]:
    numbers = {name: number for number, name in enumerate(_tongues(pages))}
    dated = sorted(range(len(pages)), key=lambda at: (_published(pages[at].document), at))
    ranks = {at: rank for rank, at in enumerate(dated)}
    return [
        Keyed(keys=_rarities(page.held), tongue=numbers[page.tongue], rank=ranks[at])
        for at, page in enumerate(pages)
    ]


def _published(document: Document) -> str:
    return document.published.edtf if document.published else "9999"


def _rarities(held: Held) -> dict[str, float]:
    """Every key of a page, with how often it is expected; a less exact key twice as often."""
    found: dict[str, float] = {}
    for anchor in held.anchors:
        for step, key in enumerate(anchor.keys):
            found[key] = max(found.get(key, 0.0), min(anchor.rarity * 2**step, 0.5))
    return found


def _apart(tongues: Sequence[str]) -> NDArray[np.bool_]:
    """Which two of *tongues* are surely two languages."""
    return np.array(
        [[not may_be_one_language(one, other) for other in tongues] for one in tongues], bool
    ).reshape(len(tongues), len(tongues))


def _reached(name: str, encode: Encoder) -> bool:
    return name.split("-", 1)[0] in encode.languages


def _sentences(pages: Sequence[Page], encode: Encoder) -> list[list[str]]:
    """The words of each page's stretches; none where the encoder does not know the language."""
    return [_words(page) if _reached(page.tongue, encode) else [] for page in pages]


def _words(page: Page) -> list[str]:
    return [page.document.text[start:end] for start, end in page.stretches]


def _beyond(pages: Sequence[Page], encode: Encoder | None) -> tuple[Problem, ...]:
    """A note for each tongue in which anchors alone decide."""
    names = [name for name in _tongues(pages) if encode is None or not _reached(name, encode)]
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


def _compare(
    one: Page, other: Page, compared: Compared, count: int, score_min: float
) -> Translation | None:
    worth = compared.worth
    found = find_cells(one.held, other.held, compared=compared)
    runs = chain(found.cells)
    if not runs:
        return None
    weighed = weigh(one.held, other.held, runs, found.conflicts, worth=worth)
    score = score_of(weighed, pages=count)
    if score < score_min:
        return None
    return Translation(
        one=one.document.id,
        other=other.document.id,
        tongues=(one.tongue, other.tongue),
        score=score,
        bits=weighed.unrelated,
        share_one=_share(one.stretches, [(run[0].one, run[-1].one) for run in runs]),
        share_other=_share(other.stretches, [(run[0].other, run[-1].other) for run in runs]),
        passages=tuple(_passages(one, other, run) for run in runs),
        grounds=_grounds(one, other, runs, worth),
        contradicted=weighed.contradicted,
        clues=find_clues(one.document, other.document, told=(*one.told, *other.told)),
        anchors_only=compared.likeness is None,
    )


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
                basis=Basis.MEANING,
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
