"""Part a PDF page's text where its layout does, so that each part has its place on the page.

In: a page's text as pdftotext reads it, and the blocks that it sees there (`-bbox-layout`).  Out: parts
of the text with their boxes. The words are never taken from the blocks: there, letters of scripts
written from right to left stand reversed. A block is the next so many letters of the text; it is
believed if these are its own letters, in whatever order.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_PIECES = re.compile(r"<(page|block)\b([^>]*)>|<word\b[^>]*>([^<]*)</word>")
_SIDE = re.compile(r'(xMin|yMin|xMax|yMax)="(-?[\d.]{1,20})"')
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


class Block(NamedTuple):
    """A block of a page: its letters, and its box in points from the page's upper left corner."""

    letters: str
    box: str


def read_layout(markup: str) -> list[list[Block]]:
    """The blocks of each page."""
    pages: list[list[Block]] = []
    words: list[str] = []
    box = ""

    def end() -> None:
        if words and pages:
            pages[-1].append(Block(_letters("".join(words)), box))
        words.clear()

    for piece in _PIECES.finditer(markup):
        kind, sides, word = piece.groups()
        if kind is None:
            words.append(html.unescape(word))
            continue
        end()
        if kind == "page":
            pages.append([])
        else:
            found = {side: float(points) for side, points in _SIDE.findall(sides)}
            box = ",".join(str(round(found.get(s, 0))) for s in ("xMin", "yMin", "xMax", "yMax"))
    end()
    return pages


def part_page(text: str, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Parts of *text*, each with its box; at empty lines and without boxes if the blocks differ.

    >>> part_page("Blood for all Police took", [Block("Bloodforall", "1,2,3,4"), Block("Policetook", "1,5,3,9")])
    [('Blood for all', '1,2,3,4'), ('Police took', '1,5,3,9')]
    """
    parts, at = [], 0
    for block in blocks:
        end = _behind(text, at, len(block.letters))
        words = text[at:end]
        if Counter(_letters(words)) != Counter(block.letters):
            break
        parts.append((words.strip(), block.box))
        at = end
    else:
        if not text[at:].strip():
            return [part for part in parts if part[0]]
    return [(part, "") for part in text.split("\n\n") if part.strip()]


def _behind(text: str, at: int, count: int) -> int:
    """The place behind *count* letters from *at* on."""
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at


def _letters(words: str) -> str:
    return "".join(words.translate(_MARKS).split())
