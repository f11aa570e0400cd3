"""Find what survives translation: figures, ages, dates, names, Latin words, claims.

In: a document and its suggestions.  Out: anchors by place, each with the keys under which the same
thing is found in another language. How much an anchor is worth is decided in `trace.worth`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from firsthand.model.claim import Coded, Element, Quantity, Suggestion
from firsthand.model.document import BlockRole, Document
from firsthand.model.value import value
from firsthand.trace.calendars import Day, find_days
from firsthand.trace.names import Spellings, find_names
from firsthand.trace.numerals import Figure, Number, find_figures, plain_digits

AGE_YEARS_MAX = 120
AGES_APART_MAX = 14  # letters between the two ends of an age range, its words included
AGE_WORD_NEAR = 16
ROUNDED_MIN = 1_000  # a smaller count is retold as it is
YEAR_MIN, YEAR_MAX = 1900, 2100
ANCHORS_MAX = 4_000  # a longer page is a table or a book; its first anchors stand for it
LATIN_LETTERS_MIN = 3
_AGE_WORD = re.compile(
    r"\b(?:age[ds]?|years?[- ]olds?|years? of age|лет|года|возраст\w*|ans|âgée?s?|jahren?|alter|jährig\w*|años|edad|yaş\w*|жас\w*|anos|anni|tuổi|tahun)\b|عمر|سن|عام|سنة|ياش|岁|歲|세|ལོ་|ལོན",
    re.IGNORECASE,
)
_LATIN = re.compile(
    r"(?<![A-Za-zÀ-ɏ0-9@./_-])(?:[A-Z][A-Za-zÀ-ɏ]*[A-Za-z0-9À-ɏ-]+|[a-z]+[A-Z][A-Za-z]+)(?![A-Za-zÀ-ɏ@/_])"
)
# A digit, a Chinese numeral before another or a myriad, or the beginning of a word like "million".
_MAY_COUNT = re.compile(
    r"\d|[〇零一二三四五六七八九十百千两兩][零一二三四五六七八九十百千万萬亿億]|[Mm]il|мил|тыс|млн|млрд|мың|ملي|ملا|ألف|آلا|مىل|مىڭ"
)


class AnchorKind(StrEnum):
    """What sort of thing survives."""

    FIGURE = "figure"
    PERCENT = "percent"
    AGE = "age"
    DATE = "date"
    YEAR = "year"
    NAME = "name"  # of the table, in whatever script
    WORD = "word"  # Latin letters, which every language keeps
    CLAIM = "claim"  # of one meaning by the programme's own coding


HARD = frozenset({AnchorKind.FIGURE, AnchorKind.PERCENT, AnchorKind.AGE, AnchorKind.DATE})


@value
class Anchor:
    """One thing that survives translation. `keys` run from the most to the least exact.

    `rarity` is how often an unrelated page is expected to have the first key, before any are counted.
    """

    kind: AnchorKind
    keys: tuple[str, ...]
    start: int
    end: int
    rarity: float

    @property
    def hard(self) -> bool:
        """Whether a translator may not drop or change it unnoticed."""
        return self.kind in HARD


def find_anchors(
    document: Document, *, suggestions: Sequence[Suggestion], spellings: Spellings, until: int
) -> list[Anchor]:
    """Every anchor of the document's own words before *until*, by place; boilerplate has none."""
    text = plain_digits(document.text[:until])
    language = (document.language or "").split("-")[0] or None
    found: list[Anchor] = []
    for block in document.blocks:
        if block.role is BlockRole.BOILERPLATE or len(found) >= ANCHORS_MAX:
            continue
        start = block.position.start
        words = text[start : block.position.end]
        found += [_moved(anchor, start) for anchor in _in_words(words, language, spellings)]
    found += _claims(suggestions, document)
    return sorted(found[: 2 * ANCHORS_MAX], key=lambda a: (a.start, a.end, a.kind, a.keys))


def _moved(anchor: Anchor, by: int) -> Anchor:
    return Anchor(
        kind=anchor.kind,
        keys=anchor.keys,
        start=anchor.start + by,
        end=anchor.end + by,
        rarity=anchor.rarity,
    )


def _in_words(text: str, language: str | None, spellings: Spellings) -> list[Anchor]:
    figures: list[Figure] = []
    days: list[Day] = []
    if _MAY_COUNT.search(text):
        figures = find_figures(text, language=language)
        days = find_days(text)
    taken = bytearray(len(text) + 1)
    found = [_date(day) for day in days]
    ages = _ages(figures, text)
    found += ages
    for anchor in found:
        taken[anchor.start : anchor.end] = b"\1" * (anchor.end - anchor.start)
    found += [_figure(figure) for figure in figures if not any(taken[figure.start : figure.end])]
    for named in find_names(text, spellings=spellings):
        taken[named.start : named.end] = b"\1" * (named.end - named.start)
        found.append(_anchor(AnchorKind.NAME, [f"name:{named.name}"], named.start, named.end, 0.08))
    return found + _latin(text, taken)


def _anchor(kind: AnchorKind, keys: Sequence[str], start: int, end: int, rarity: float) -> Anchor:
    return Anchor(kind=kind, keys=tuple(keys), start=start, end=end, rarity=rarity)


def _date(day: Day) -> Anchor:
    keys = []
    if day.year and day.day:
        keys.append(f"day:{day.year}-{day.month:02}-{day.day:02}")
    if day.day:
        keys.append(f"day:{day.month:02}-{day.day:02}")
    if day.year:
        keys.append(f"month:{day.year}-{day.month:02}")
    if not day.day and not day.year:
        keys.append(f"month:{day.month:02}")
    rarity = 0.003 if day.day and day.year else 0.006 if day.day else 0.02 if day.year else 0.15
    return _anchor(AnchorKind.DATE, keys, day.start, day.end, rarity)


def _ages(figures: Sequence[Figure], text: str) -> list[Anchor]:
    """Two figures that are the ends of an age range."""
    found = []
    for low, high in pairwise(figures):
        apart = text[low.end : high.start]
        if (
            not isinstance(low.number, int)
            or not isinstance(high.number, int)
            or not low.number < high.number <= AGE_YEARS_MAX
            or low.percent
            or high.percent
            or len(apart) > AGES_APART_MAX
            or any(mark in apart for mark in ".。;；,，")
        ):
            continue
        around = text[max(0, low.start - AGE_WORD_NEAR) : high.end + AGE_WORD_NEAR]
        if _AGE_WORD.search(around):
            key = f"ages:{low.number}-{high.number}"
            found.append(_anchor(AnchorKind.AGE, [key], low.start, high.end, 0.01))
    return found


def _figure(figure: Figure) -> Anchor:
    numbers = (figure.number, *figure.others)
    if figure.percent:
        rarity = 0.03 if isinstance(figure.number, int) else 0.008
        keys = [f"percent:{number:g}" for number in numbers]
        return _anchor(AnchorKind.PERCENT, keys, figure.start, figure.end, rarity)
    if figure.bare and YEAR_MIN <= figure.number <= YEAR_MAX:
        # A year, unless the other language writes a separator into it: 1,917 villages.
        keys = [f"figure:{figure.number}"]
        return _anchor(AnchorKind.YEAR, keys, figure.start, figure.end, 0.2)
    keys = [f"figure:{number}" for number in (*numbers, *_rounded(figure.number))]
    return _anchor(AnchorKind.FIGURE, keys, figure.start, figure.end, _rarity(figure))


def _rounded(number: Number) -> list[int]:
    """What a retelling may make of a large count: 4,360,000 is 4.4, 4.3 or 4 million."""
    if not isinstance(number, int) or number < ROUNDED_MIN:
        return []
    size = len(str(number))
    found = []
    for digits in (2, 1):
        step = 10 ** (size - digits)
        found += [(number + step // 2) // step * step, number // step * step]
    return [other for other in dict.fromkeys(found) if other != number]


def _rarity(figure: Figure) -> float:
    """How often an unrelated page has the same figure: small and round ones are everywhere."""
    number = abs(figure.number)
    if number <= 12 and isinstance(figure.number, int):
        return 0.25
    if number <= 31 and isinstance(figure.number, int):
        return 0.1
    digits = len(f"{number:.12g}".replace(".", "").strip("0"))
    return {0: 0.25, 1: 0.06, 2: 0.02, 3: 0.005}.get(digits, 0.001)


def _latin(text: str, taken: bytearray) -> list[Anchor]:
    """Words in Latin letters with a capital, which other scripts and languages keep as they are."""
    found = []
    for match in _LATIN.finditer(text):
        if len(match.group()) < LATIN_LETTERS_MIN or any(taken[match.start() : match.end()]):
            continue
        key = f"word:{match.group().casefold()}"
        found.append(_anchor(AnchorKind.WORD, [key], match.start(), match.end(), 0.03))
    return found


def _claims(suggestions: Sequence[Suggestion], document: Document) -> list[Anchor]:
    """Claims of one meaning, whatever words they stand on; their figures are anchors already."""
    found = []
    for suggestion in suggestions:
        key = _meaning(suggestion)
        position = suggestion.quotation.position
        if key and suggestion.document == document.id and position.end <= len(document.text):
            anchor = _anchor(AnchorKind.CLAIM, [key], position.start, position.end, 0.2)
            found.append(anchor)
    return found


def _meaning(suggestion: Suggestion) -> str | None:
    said = suggestion.value
    if isinstance(said, Coded):
        return f"claim:{suggestion.element}:{said.code}"
    if isinstance(said, Quantity) and suggestion.element in {Element.SCALE, Element.POPULATION}:
        return f"claim:{suggestion.element}:{said.unit}:{said.low}:{said.high}"
    return None
