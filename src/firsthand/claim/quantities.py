"""Read quantities as pages write them: number, hedge, range and what is counted, with offsets.

In: a sentence.  Out: quantities and where they stand. A figure that cannot be right is not mended.
Whether a quantity is a count of people taken or of a population is decided in `claim.scale`.
"""

from __future__ import annotations

import re

from firsthand.model.value import value

_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "m": 1_000_000, "bn": 1_000_000_000, "mn": 1_000_000, "k": 1_000, "lakh": 100_000, "crore": 10_000_000,
}  # fmt: skip
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {
    **{word: n for n, word in enumerate(_ONES)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE = r"hundred|thousand|million|billion|lakh|crore|bn|mn|m\b|k\b"
_ENGLISH = re.compile(
    rf"(?<![\w.,/])(?:(?P<d>\d{{1,3}}(?:[, \u00a0]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<w>\b(?:(?:{_WORD}|hundred)(?:[ -](?:and )?)?)+?\b))"
    rf"(?:[ \u00a0-]?(?P<s>(?:{_SCALE})(?: (?:thousand|million|billion))?))?(?P<h> and a half(?: (?P<hs>million|billion|thousand))?)?(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_HAN = re.compile(
    r"(?<![\d.])(?P<n>\d+(?:[,，]\d{3})*(?:\.\d+)?|[零〇一二两兩三四五六七八九十百千]+)(?P<few>[多余餘])?(?P<u>[百千]?[万萬亿億]{1,2}|[百千](?=[万萬]))?(?P<few2>[多余餘])?"
)
_VAGUE = re.compile(
    r"\b(?P<e>tens|hundreds|dozens|thousands|millions) of (?:(?P<es>thousands|millions|billions)\b)?|(?P<z>[数數]?[十百千]?[数數][十百千]?[万萬亿億])"
)
_OVER = re.compile(
    r"(?:more than|over|above|at least|upwards of|exceed(?:s|ed|ing)?|no fewer than|超过|超過|逾|至少|不少于|突破|高达)\s*$",
    re.IGNORECASE,
)
_UNDER = re.compile(r"(?:nearly|almost|close to|近|将近|接近|將近)\s*$", re.IGNORECASE)
_UPTO = re.compile(
    r"(?:up to|at most|less than|fewer than|under|below|不足|最多|少于|不到)\s*$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:about|around|some|approximately|roughly|an estimated|estimated|约|約|大约|大約|左右)\s*$",
    re.IGNORECASE,
)
_FULL = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@value
class Figure:
    """A number as written. `low`/`high` follow the hedge; `number` is the bare figure."""

    start: int
    end: int
    number: int | float
    low: int | float | None
    high: int | float | None
    approximate: bool
    vague: bool = False
    percent: bool = False


def find_figures(text: str) -> list[Figure]:
    """All quantities in *text*, by place."""
    plain = text.translate(_FULL)
    figures = [
        Figure(
            start=match.start(),
            end=match.end(),
            number=0,
            low=None,
            high=None,
            approximate=True,
            vague=True,
        )
        for match in _VAGUE.finditer(plain)
    ]
    for match in _ENGLISH.finditer(plain):
        number = _english(match)
        if number is not None:
            _keep(figures, plain, match.start(), match.end(), number, few=False)
    for match in _HAN.finditer(plain):
        number = _han(match)
        if number is not None:
            few = bool(match.group("few") or match.group("few2"))
            _keep(figures, plain, match.start(), match.end(), number, few=few)
    return sorted(figures, key=lambda figure: (figure.start, -figure.end))


def _keep(
    figures: list[Figure], text: str, start: int, end: int, number: float, *, few: bool
) -> None:
    """Add a figure, with its hedge, unless a longer one stands there."""
    for other in list(figures):
        if start < other.end and other.start < end:
            if end - start <= other.end - other.start:
                return
            figures.remove(other)
    before, after = text[max(0, start - 24) : start], text[end : end + 12]
    percent = re.match(r"\s?(?:%|％|per ?cent|percent)", after) is not None
    low: int | float | None = number
    high: int | float | None = number
    approximate = False
    if few or _OVER.search(before) or re.match(r"(?:多|余|餘|以上)", after):
        high, approximate = None, True
        approximate = not re.search(r"(?:at least|至少)\s*$", before, re.IGNORECASE)
    elif _UNDER.search(before):
        low, approximate = None, True
    elif _UPTO.search(before):
        low = None
    elif _ABOUT.search(before) or after.startswith(("左右", "上下")):
        approximate = True
    figures.append(Figure(start=start, end=end, number=number, low=low, high=high, approximate=approximate, percent=percent))  # fmt: skip


def _english(match: re.Match[str]) -> int | float | None:
    number: float
    if match.group("d"):
        number = float(re.sub(r"[, \u00a0]", "", match.group("d")))
    else:
        number = _spelled(match.group("w"))
        if number < 0:
            return None
    for word in (match.group("s") or "").lower().split():
        number *= _SCALES.get(word, 1)
    if match.group("h"):
        scale = _SCALES.get((match.group("hs") or match.group("s") or "").lower(), 1)
        number = (number + 0.5) * scale if match.group("hs") else number + 0.5 * scale
    return _whole(number)


def _spelled(words: str) -> float:
    total, found = 0.0, False
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _WORDS:
            total, found = total + _WORDS[word], True
        elif word == "hundred":
            total, found = max(total, 1) * 100, True
    return total if found else -1


def _han(match: re.Match[str]) -> int | float | None:
    words, unit = match.group("n"), match.group("u") or ""
    if words[0].isdigit():
        number = float(words.replace(",", "").replace("，", ""))
    else:
        number = float(han_number(words))
    for letter in unit:
        number *= _HAN_UNITS.get(letter, 1) * _HAN_MYRIADS.get(letter, 1)
    if not unit and not words[0].isdigit() and len(words) == 1 and words not in "十百千":
        return _whole(number)
    return _whole(number)


def han_number(words: str) -> int:
    """A number below ten thousand in Chinese numerals; digits in a row are read as digits.

    >>> han_number("一千八百八十"), han_number("二〇一七"), han_number("十二")
    (1880, 2017, 12)
    """
    if not any(letter in _HAN_UNITS for letter in words):
        return int("".join(str(_HAN_DIGITS[letter]) for letter in words) or 0)
    total, digit = 0, 0
    for letter in words:
        if letter in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[letter]
            digit = 0
        else:
            digit = _HAN_DIGITS[letter]
    return total + digit


def _whole(number: float) -> int | float:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
