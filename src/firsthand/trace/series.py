"""Find the tables of a page: stretches of text in which figure stands beside figure.

In: a document.  Out: series, each with its figures by place. A table of a web page is told by the
way to its cells; elsewhere (a PDF, plain text, a list in running text) figures that stand close
together are one series. Which of them are the same on another page is decided in `trace.tables`.

A figure is known by its significant digits alone, so that 12,345, `12 345`, `1.2345万` and `12.3` in
a table of thousands are told to be one; figures of less than three digits, years, dates, times, codes
and what prices end in are left out: they are everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.model.document import Block, BlockRole, Document
from firsthand.model.value import value
from firsthand.trace.calendars import find_days
from firsthand.trace.numerals import Figure, find_figures, plain_digits

DIGITS_MIN = 3  # significant ones; fewer are everywhere
DIGITS_KEPT = 9  # more are an account or a code, or what a division gave
ROUNDED_TO = (3, 4)  # digits that a retelling keeps of a longer figure
FIGURES_MIN = 4  # in a series; three are in any story
FIGURES_MAX = 2_000  # of one series: a longer table is a data file, and its beginning stands for it
SERIES_MAX = 40  # of one page
GAP_LETTERS = 64  # between two figures of one series outside a table
CELL_LETTERS_MAX = 80  # a longer cell is a layout's, with running text in it
YEAR_MIN, YEAR_MAX = 1900, 2100
_TABLE = re.compile(r"(.*/table\[\d+\])")
_BESIDE = re.compile(r"/(?:nav|footer|aside|header)\b")
_ROUGHLY = re.compile(r"\d[\d.,٬٫'’\u00a0\u202f\u2009 ]*\d")
_COUNTS = re.compile(r"\d")
# Prices, runs of digits, one digit repeated, sizes in bits: chance does not make them, custom does.
_COMMON = re.compile(
    r"\d{0,2}(?:99|98|95|49|79)|(\d)\1+|1234(?:5(?:6(?:7(?:89?)?)?)?)?|(?:9?8?7?6?5?4?)321|(?:\d)?(?:25|75|5)|128|256|512|1024|2048|4096|768|1080|1920|1440"
)
_HARD_SPACED = re.compile(r"\d[\u00a0\u202f\u2009]\d{3}(?!\d)")
_SPACED = re.compile(r"(?<=\d) (?=\d)")
_CODE_BEFORE = re.compile(r"[:/+#№]\s?$|\d-$|(?:ISBN|ISSN|tel|fax|电话|тел)\W{0,3}$", re.IGNORECASE)
_CODE_AFTER = re.compile(r"^\s?[:/]\s?\d|^-\d")


@value
class Entry:
    """A figure of a series. `digits` are its significant ones, `size` is its power of ten."""

    digits: str
    size: int
    start: int
    end: int


@value
class Series:
    """Figures that stand together, by place; a document's n-th."""

    document: str
    entries: tuple[Entry, ...]


def find_series(document: Document) -> list[Series]:
    """The series of a document, by place."""
    text = document.text
    crowds = _crowds(text)
    if not crowds:
        return []
    language = (document.language or "").split("-")[0] or None
    tables: dict[str, list[Entry]] = {}
    running: list[Entry] = []
    for block in document.blocks:
        start, end = block.position.start, block.position.end
        words = text[start:end]
        if len(_COUNTS.findall(words)) < DIGITS_MIN:
            continue
        while crowds and crowds[-1][1] <= start:
            crowds.pop()
        table = _table(block)
        if table and len(words) <= CELL_LETTERS_MAX:
            tables.setdefault(table, []).extend(_entries(words, start, language))
        elif block.role is not BlockRole.BOILERPLATE and crowds and crowds[-1][0] < end:
            running += _entries(words, start, language)
    found = [*tables.values(), *_close_together(running)]
    enough = [entries[:FIGURES_MAX] for entries in found if len(entries) >= FIGURES_MIN]
    return [
        Series(document=document.id, entries=tuple(entries))
        for entries in sorted(enough, key=lambda entries: entries[0].start)[:SERIES_MAX]
    ]


def _crowds(text: str) -> list[tuple[int, int]]:
    """Stretches where enough digits stand close together to be looked at, the last first.

    Most pages have none, and reading figures as every language writes them takes time.
    """
    found: list[tuple[int, int]] = []
    start = end = count = 0
    for match in _ROUGHLY.finditer(text):
        if match.start() - end > GAP_LETTERS:
            if count >= FIGURES_MIN:
                found.append((start, end))
            start, count = match.start(), 0
        end = match.end()
        # Columns that spaces part may be taken for one figure here: each group may be one.
        count += 1 + match.group().count(" ")
    if count >= FIGURES_MIN:
        found.append((start, end))
    return found[::-1]


def _table(block: Block) -> str:
    """The innermost table that a block is a cell of; none of a page's frame."""
    found = _TABLE.match(block.path)
    return found.group(1) if found and not _BESIDE.search(block.path) else ""


def _close_together(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Figures with few letters between them."""
    held: list[Entry] = []
    for entry in entries:
        if held and entry.start - held[-1].end > GAP_LETTERS:
            yield held
            held = []
        held.append(entry)
    yield held


def _entries(words: str, start: int, language: str | None) -> Iterator[Entry]:
    """The figures of some words that are worth comparing."""
    plain = plain_digits(words)
    if _HARD_SPACED.search(plain):
        # Who groups digits by hard spaces parts columns by others: 5\u00a0058 546\u00a0325 are two figures.
        plain = _SPACED.sub("\t", plain)
    days = [range(day.start, day.end) for day in find_days(plain)]
    for figure in find_figures(plain, language=language):
        if any(figure.start in day for day in days) or _is_code(plain, figure):
            continue
        if figure.bare and YEAR_MIN <= figure.number <= YEAR_MAX:
            continue
        digits, size = significant(figure.number)
        if DIGITS_MIN <= len(digits) <= DIGITS_KEPT and not _COMMON.fullmatch(digits):
            yield Entry(
                digits=digits, size=size, start=start + figure.start, end=start + figure.end
            )


def _is_code(text: str, figure: Figure) -> bool:
    """Whether a figure is a piece of a time, a telephone number, an article's number."""
    if text[figure.start] == "0" and text[figure.start + 1 : figure.start + 2].isdigit():
        return True
    before, after = text[max(0, figure.start - 8) : figure.start], text[figure.end : figure.end + 4]
    return bool(_CODE_BEFORE.search(before) or _CODE_AFTER.search(after))


def significant(number: float) -> tuple[str, int]:
    """A number's significant digits and the power of ten of the first.

    >>> significant(12_300), significant(12.3), significant(0.0405)
    (('123', 4), ('123', 1), ('405', -2))
    """
    if not number:
        return "", 0
    digits, _, size = f"{abs(number):.12e}".partition("e")
    return digits.replace(".", "").rstrip("0"), int(size)


def shortened(digits: str) -> dict[str, int]:
    """What a retelling may make of some digits, and by how many powers of ten that raises them.

    >>> shortened("99961")
    {'1': 1, '999': 0, '9996': 0}
    """
    found: dict[str, int] = {}
    for kept in ROUNDED_TO:
        if len(digits) > kept:
            up = str(int(digits[:kept]) + (digits[kept] >= "5"))
            found.setdefault(up.rstrip("0"), len(up) - kept)
            found.setdefault(digits[:kept].rstrip("0"), 0)
    return {key: raised for key, raised in found.items() if key}
