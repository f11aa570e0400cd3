"""Piles made to be hard: what a tracer must bear without growing slow, large or wrong.

Small forms of these are tests (`tests/trace/test_hostile.py`, `tests/bad_input`).
"""

from __future__ import annotations

import random
from collections.abc import Callable

from firsthand.model.document import Document
from spoken import page

WORDS = ("blood", "village", "clinic", "notice", "police", "ledger", "winter", "county", "paper", "school", "river")  # fmt: skip
TEXT = " ".join(WORDS[n * n % 11] + str(n % 97) for n in range(160))


def _pages(texts: list[str], *, year: int = 2010) -> list[Document]:
    """Each at an outlet of its own, on days of ten years."""
    return [
        page(text, address=f"https://s{n}.example/", published=f"{year + n % 9}-01-{1 + n % 28:02}")
        for n, text in enumerate(texts)
    ]


def _fresh(dice: random.Random, count: int) -> str:
    return " ".join(dice.choice(WORDS) + str(dice.randrange(10**6)) for _ in range(count))


def _templates(count: int) -> list[Document]:
    """Forty stock sentences, of which each page has twelve in any order, and two words of its own."""
    dice = random.Random(1)  # noqa: S311 - pages, no secrets
    stock = [_fresh(dice, 8) + "." for _ in range(40)]
    return _pages([" ".join([*dice.sample(stock, 12), _fresh(dice, 2)]) for _ in range(count)])


def _chained(count: int) -> list[Document]:
    """Each page has half of the one before: all hang together, and no two that are far apart share."""
    dice = random.Random(2)  # noqa: S311
    halves = [_fresh(dice, 30) for _ in range(count + 1)]
    return _pages([f"{halves[n]} {halves[n + 1]}" for n in range(count)])


def _crowds(count: int) -> list[Document]:
    """Every sentence is on just as many pages as make the most seeds, never on the same two."""
    dice = random.Random(3)  # noqa: S311
    stock = [_fresh(dice, 4) for _ in range(count // 8)]
    return _pages([" ".join(dice.sample(stock, 12)) for _ in range(count)])


HOSTILE: dict[str, Callable[[], list[Document]]] = {
    "one text of one repeated word": lambda: _pages(["blood " * 40_000] * 2),
    "two pages of 100 MB": lambda: _pages([f"{n} " + f"{TEXT} " * (100_000_000 // len(TEXT)) for n in range(2)]),
    "a page of 100 MB of spaces": lambda: _pages([" " * 100_000_000, TEXT]),
    "10,000 identical pages": lambda: _pages([TEXT] * 10_000),
    "1,000,000 identical pages": lambda: _pages([TEXT] * 1_000_000),
    "10,000 pages of one text with one word changed": lambda: _pages([TEXT.replace("blood0", f"b{n}", 1) for n in range(10_000)]),
    "1,000 pages of stock sentences": lambda: _templates(1_000),
    "10,000 pages of stock sentences": lambda: _templates(10_000),
    "10,000 pages, each with half of the one before": lambda: _chained(10_000),
    "10,000 pages of sentences that 96 have": lambda: _crowds(10_000),
    "1,000 copies in the year 9000": lambda: _pages([TEXT] * 1_000, year=9_000),
    "1,000 copies without a date": lambda: [page(TEXT, address=f"https://s{n}.example/") for n in range(1_000)],
}  # fmt: skip
