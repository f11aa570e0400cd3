"""Part a sentence into pieces of words: whole words where they are common, else their parts.

In: a folded sentence.  Out: the numbers of its pieces in `data/pieces.txt`, most likely parting first known by
Kudo (2018, arXiv:1804.10959): of all ways to part a word the one whose pieces are most common together. The pieces and
how common each is are those of Google's multilingual sentence encoder (see NOTICE) that can stand in a folded sentence.
A sign that no piece has is piece 0. What is learnt of pieces is said by `claim.meaning`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from firsthand.model.value import value

BEGIN = "▁"  # stands before a word: "iris" is another piece than the end of "Osiris"
UNKNOWN = 0
UNKNOWN_SCORE = -3000  # hundredths of a log-probability: less than any piece
REMEMBERED_MAX = 20_000  # words, each with its pieces: a long page has a few thousand
REMEMBERED_LETTERS = 24  # a run of Chinese signs is longer and comes but once
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # ，is the piece of a comma


@value
class Pieces:
    """Number and score of each piece, and how long a piece is at most that begins with a sign."""

    known: Mapping[str, tuple[int, int]]
    longest: Mapping[str, int]


@cache
def pieces() -> Pieces:
    """The packaged pieces."""
    return read_pieces(files("firsthand.claim").joinpath("data/pieces.txt").read_text("utf-8"))


def read_pieces(text: str) -> Pieces:
    """Pieces as they are kept: a piece, a tab and its score a line; its number is that of its line, from 1."""
    known: dict[str, tuple[int, int]] = {}
    longest: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        piece, _, score = line.partition("\t")
        known[piece] = (number, int(score))
        if len(piece) > longest.get(piece[0], 0):
            longest[piece[0]] = len(piece)
    return Pieces(known=known, longest=longest)


_remembered: dict[str, tuple[int, ...]] = {}


def pieces_of(low: str) -> list[int]:
    """The numbers of the pieces of a folded sentence, in their order."""
    found: list[int] = []
    for word in (low if low.isascii() else low.translate(_WIDE)).split():
        told = _remembered.get(word)
        if told is None:
            told = parted(word, pieces())
            if len(word) <= REMEMBERED_LETTERS:
                if len(_remembered) >= REMEMBERED_MAX:
                    _remembered.clear()
                _remembered[word] = told
        found += told
    return found


def parted(word: str, table: Pieces) -> tuple[int, ...]:
    r"""A word's pieces; of two ways that are as likely, the one whose last piece is the longest.

    >>> table = read_pieces("▁iris\t-900\n▁\t-300\nis\t-500\n▁ir\t-500\n")
    >>> parted("iris", table), parted("iriz", table)
    ((1,), (4, 0, 0))
    """
    text = BEGIN + word
    get, longest = table.known.get, table.longest
    many = len(text)
    best: list[int | None] = [0] + [None] * many
    before = [0] * (many + 1)
    number = [UNKNOWN] * (many + 1)
    for start in range(many):
        at = best[start]
        assert at is not None  # every sign may be unknown, so that each place is reached
        last = min(many, start + longest.get(text[start], 1))
        for end in range(start + 1, last + 1):
            piece = get(text[start:end])
            if piece is None and end > start + 1:
                continue
            one, score = piece or (UNKNOWN, UNKNOWN_SCORE)
            now = best[end]
            if now is None or at + score > now:
                best[end], before[end], number[end] = at + score, start, one
    found = []
    end = many
    while end:
        found.append(number[end])
        end = before[end]
    return tuple(reversed(found))
