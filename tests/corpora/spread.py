"""What happens to words on their way: edits, noise, excerpts; each leaves known marks."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w+")
_SMALL = {
    "en": ("quite", "the", "also", "new", "often", "perhaps", "other", "later", "some", "local"),
    "ru": ("также", "весьма", "уже", "почти", "ещё", "вновь", "потом", "будто", "снова", "очень"),
    "zh": ("也", "又", "还", "了", "曾", "都", "已", "再", "就", "便"),
}
_OCR = {"l": "1", "O": "0", "m": "rn", "e": "c", "h": "b", "s": "5", "а": "o", "н": "п", "и": "н", "о": "с", "日": "曰", "末": "未", "人": "入", "土": "士", "口": "囗", "的": "旳", "在": "任"}  # fmt: skip
OWN = -1  # the number of a sentence that is no part of what is handed on


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence on one page; `unit` stays with it wherever it goes."""

    unit: int
    text: str


def small_edits(
    pieces: list[Piece], share: float, language: str, dice: random.Random
) -> list[Piece]:
    """Words put in, left out or replaced: *share* of all words."""
    return [replace(p, text=_edited(p.text, share, language, dice)) for p in pieces]


def _edited(text: str, share: float, language: str, dice: random.Random) -> str:
    words = list(text) if _HAN.search(text) else re.split(r"(\s+)", text)
    kept = []
    for number, word in enumerate(words):
        inner = 0 < number < len(words) - 1 and _WORD.search(word)
        if inner and not any(c.isdigit() for c in word) and dice.random() < share:
            other = dice.choice(_SMALL[language])
            change = dice.randrange(3)
            space = "" if language == "zh" else " "
            kept.append((other, "", f"{word}{space}{other}")[change])
        else:
            kept.append(word)
    return "".join(kept) or text


def noise(pieces: list[Piece], share: float, dice: random.Random) -> list[Piece]:
    """Letters misread as a scanner misreads them: about *share* of all letters."""
    return [
        replace(p, text="".join(_misread(c, share, dice) for c in p.text) or p.text) for p in pieces
    ]


def _misread(letter: str, share: float, dice: random.Random) -> str:
    if not letter.isalnum() or dice.random() >= share:
        return letter
    return _OCR.get(letter) or dice.choice((letter, "", letter + ".", letter.swapcase()))


def excerpt(pieces: list[Piece], dice: random.Random) -> list[Piece]:
    """One to three sentences that follow each other."""
    size = min(len(pieces), dice.choice((1, 1, 2, 3)))
    start = dice.randrange(len(pieces) - size + 1)
    return pieces[start : start + size]
