"""Compare sentences of several languages by meaning, through vectors made elsewhere.

In: the stretches of each page, and the encoder.  Out: vectors, likeness of two pages' stretches, and
pages that are alike enough to be compared. Vectors are kept as whole numbers, so that sums are exact
and no order of input changes them; figures are taken out first, since they count as anchors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.trace.worth import best_of_each

Vectors = NDArray[np.float32]

LETTERS_MIN = 12  # a shorter stretch (a date, a number, a name) has no meaning to compare
LEVELS = 127  # steps in which a part of a vector is kept; costs less than 0.002 of a cosine
WINDOW, STEP = 3, 2  # stretches taken together when pages are looked for, and how far to the next
WINDOWS_PER_PAGE_MAX = 24
WINDOWS_MAX = 40_000  # compared with one another; about 25 CPU seconds
WINDOW_LIKENESS_MIN = 0.42
ALIKE_MAX = 6  # pages looked at for one page by meaning alone
ROWS_AT_ONCE = 1_024
_FIGURE = re.compile(r"\d[\d.,٬٫\u00a0\u202f]*")
_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")


@value
class Meanings:
    """Vectors of all stretches, one row each. `starts[n]` is the first row of page n."""

    rows: NDArray[np.int8]
    starts: tuple[int, ...]

    def of(self, page: int) -> Vectors:
        """The vectors of one page; no rows where its language is beyond the encoder."""
        rows = self.rows[self.starts[page] : self.starts[page + 1]].astype(np.float32)
        return _unit(rows)

    def likeness(self, one: int, other: int) -> Vectors | None:
        """Cosines of the stretches of two pages; None where one of them has no vectors."""
        first, second = self.of(one), self.of(other)
        return first @ second.T if len(first) and len(second) else None


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = rows / np.maximum(lengths, 1e-6)
    return unit


def find_meanings(
    sentences: Sequence[Sequence[str]], *, encode: Callable[[Sequence[str]], Vectors]
) -> Meanings:
    """Vectors for the stretches of every page; the same words are encoded once."""
    plain = [[_plain(words) for words in page] for page in sentences]
    unique = sorted({words for page in plain for words in page if _says_something(words)})
    vectors = encode(unique) if unique else np.zeros((0, 1), np.float32)
    width = vectors.shape[1]
    kept = np.zeros((len(unique) + 1, width), np.int8)  # the last row: nothing to compare
    highest = np.abs(vectors).max(axis=1, keepdims=True) if unique else vectors
    kept[:-1] = np.rint(vectors / np.maximum(highest, 1e-6) * LEVELS)
    number = {words: at for at, words in enumerate(unique)}
    order = [number.get(words, len(unique)) for page in plain for words in page]
    starts = np.concatenate([[0], np.cumsum([len(page) for page in plain])])
    return Meanings(rows=kept[order], starts=tuple(int(start) for start in starts))


def _plain(words: str) -> str:
    return " ".join(_SURROGATE.sub(" ", _FIGURE.sub(" ", words)).split())


def _says_something(words: str) -> bool:
    letters = sum(letter.isalpha() for letter in words)
    han = sum("\u3400" <= letter <= "\u9fff" for letter in words)
    return letters + 2 * han >= LETTERS_MIN


def find_alike(
    meanings: Meanings, *, apart: NDArray[np.bool_], tongues: Sequence[int]
) -> Outcome[tuple[int, int]]:
    """Pairs of pages in two tongues with stretches of like meaning, each page with its best."""
    by_tongue, left_out = _windows(meanings, tongues)
    likest: dict[tuple[int, int], float] = defaultdict(float)
    names = sorted(by_tongue)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if apart[one, other]:
                for a, b, likeness in _likest(by_tongue[one], by_tongue[other]):
                    pair = (min(a, b), max(a, b))
                    likest[pair] = max(likest[pair], likeness)
    count = len(tongues)
    codes = np.array([a * count + b for a, b in likest], np.int64)
    worth = np.array(list(likest.values()), np.float64)
    found = best_of_each(codes, worth, count=count, most=ALIKE_MAX)
    problems = () if not left_out else (_left_out(left_out),)
    return Outcome(values=tuple(sorted((a, b) for a, b, _ in found)), problems=problems)


Windows = tuple[NDArray[np.int64], Vectors]  # page of each window, and its vector


def _windows(meanings: Meanings, tongues: Sequence[int]) -> tuple[dict[int, Windows], int]:
    """Means of a few stretches in a row, by tongue, and how many pages were left out."""
    made: dict[int, tuple[list[int], list[Vectors]]] = defaultdict(lambda: ([], []))
    total = left_out = 0
    for page, name in enumerate(tongues):
        rows = meanings.of(page)
        if not len(rows):
            continue
        if total >= WINDOWS_MAX:
            left_out += 1
            continue
        firsts = range(0, max(1, len(rows) - 1), STEP)[:WINDOWS_PER_PAGE_MAX]
        pages, vectors = made[name]
        vectors.append(_unit(np.stack([rows[at : at + WINDOW].sum(axis=0) for at in firsts])))
        pages += [page] * len(firsts)
        total += len(firsts)
    return {
        name: (np.array(pages, np.int64), np.concatenate(vectors))
        for name, (pages, vectors) in made.items()
    }, left_out


def _likest(one: Windows, other: Windows) -> Iterator[tuple[int, int, float]]:
    """The best window of the other tongue for each window, and the other way round."""
    for first in range(0, len(one[0]), ROWS_AT_ONCE):
        pages = one[0][first : first + ROWS_AT_ONCE]
        likeness = one[1][first : first + ROWS_AT_ONCE] @ other[1].T
        yield from _best(likeness, pages, other[0])
        yield from _best(likeness.T, other[0], pages)


def _best(
    likeness: Vectors, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> Iterator[tuple[int, int, float]]:
    best = likeness.argmax(axis=1)
    values = likeness[np.arange(len(best)), best]
    for row in np.flatnonzero(values >= WINDOW_LIKENESS_MIN).tolist():
        yield int(rows[row]), int(columns[best[row]]), round(float(values[row]), 4)


def _left_out(count: int) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="too-many-windows",
        message=f"pages are looked for by meaning up to {WINDOWS_MAX} windows, {count} pages were beyond that and are found by anchors alone",
        where="trace",
    )
