"""Part a sentence into pieces of words: whole words where they are common, else their parts.

In: a folded sentence.  Out: the numbers of its pieces in `data/pieces.txt`, most likely parting first known by
Kudo (2018, arXiv:1804.10959): of all ways to part a word the one whose pieces are most common together. The pieces and
how common each is are those of Google's multilingual sentence encoder (see NOTICE) that can stand in a folded sentence.
A sign that no piece has is piece 0. What is learnt of pieces is said by `claim.meaning`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from firsthand.claim.automaton import Automaton, written
from firsthand.model.value import value

BEGIN = "▁"  # stands before a word: "iris" is another piece than the end of "Osiris"
UNKNOWN = 0
UNKNOWN_SCORE = -3000  # hundredths of a log-probability: less than any piece
IMPOSSIBLE = -(10**9)  # hundredths: no sentence is so unlikely
REMEMBERED_MAX = 20_000  # words, each with its pieces: a long page has a few thousand
REMEMBERED_LETTERS = 24  # a run of Chinese signs is longer and comes but once
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # ，is the piece of a comma


@value
class Pieces:
    """Pieces by their numbers from 1, and what is searched with: by place in order, number and score of each."""

    known: tuple[str, ...]
    automaton: Automaton[int]
    numbers: Sequence[int]
    scores: Sequence[int]
    signs: frozenset[str]  # that are a piece by themselves


@cache
def pieces() -> Pieces:
    """The packaged pieces."""
    return read_pieces(files("firsthand.claim").joinpath("data/pieces.txt").read_text("utf-8"))


def read_pieces(text: str) -> Pieces:
    """Pieces as they are kept: a piece, a tab and its score a line; its number is that of its line, from 1."""
    columns = text.replace("\t", "\n").split("\n")
    known = tuple(columns[:-1:2])
    automaton = Automaton(dict(zip(known, range(len(known)), strict=True)))
    order = np.array([*automaton.meanings, -1])
    scores = np.array([*map(int, columns[1::2]), UNKNOWN_SCORE], np.int16)
    return Pieces(
        known=known,
        automaton=automaton,
        numbers=array("i", (order + 1).astype(np.int32).tobytes()),
        scores=array("h", scores[order].tobytes()),
        signs=frozenset(name for name in known if len(name) == 1),
    )


_remembered: dict[str, tuple[int, ...]] = {}


def pieces_of(low: str) -> list[int]:
    """The numbers of the pieces of a folded sentence, in their order."""
    words = (low if low.isascii() else low.translate(_WIDE)).split()
    told = list(map(_remembered.get, words))
    if None not in told:
        return [piece for each in told for piece in each or ()]
    fresh = parted([word for word, each in zip(words, told, strict=True) if each is None], pieces())
    found = [
        piece
        for word, each in zip(words, told, strict=True)
        for piece in (fresh[word] if each is None else each)
    ]
    kept = {word: each for word, each in fresh.items() if len(word) <= REMEMBERED_LETTERS}
    if len(_remembered) + len(kept) > REMEMBERED_MAX:
        _remembered.clear()
    _remembered.update(kept)
    return found


def parted(words: Iterable[str], table: Pieces) -> dict[str, tuple[int, ...]]:
    r"""The pieces of each word, in one pass; of two ways that are as likely, the one whose last piece is the longest.

    >>> table = read_pieces("▁iris\t-900\n▁\t-300\nis\t-500\n▁ir\t-500\n")
    >>> told = parted(["iris", "iriz"], table)
    >>> told["iris"], told["iriz"]
    ((1,), (4, 0, 0))
    """
    once = list(dict.fromkeys(words))
    text = BEGIN + BEGIN.join(once)
    data = written(text)
    edges = table.automaton.spans(data)
    if not table.signs.issuperset(text):
        edges = sorted([*edges, *_unknown(text, table)], key=_by_end)
    best, before, piece = (
        [IMPOSSIBLE] * (len(data) + 1),
        [0] * (len(data) + 1),
        [0] * (len(data) + 1),
    )
    best[0] = 0
    numbers, scores = table.numbers, table.scores
    for (
        number,
        start,
        end,
    ) in edges:  # by where they end: all that leads to a place is known before it is left
        score = best[start] + scores[number]
        if score > best[end] or (score == best[end] and start < before[end]):
            best[end], before[end], piece[end] = score, start, number
    found: dict[str, tuple[int, ...]] = {}
    end = len(data)
    for word in reversed(once):
        first = end - len(written(BEGIN + word))
        row = []
        while end > first:
            row.append(numbers[piece[end]])
            end = before[end]
        found[word] = tuple(reversed(row))
    return found


def _by_end(edge: tuple[int, int, int]) -> int:
    return edge[2]


def _unknown(text: str, table: Pieces) -> Iterator[tuple[int, int, int]]:
    """Each sign of *text* that is no piece, as if it were one; the last of the table's stands for all of them."""
    end = 0
    for sign in text:
        start, end = end, end + len(written(sign))
        if sign not in table.signs:
            yield len(table.numbers) - 1, start, end
