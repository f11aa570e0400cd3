"""Read numbers and dates as English writes them.

In: lower-case text and the lexicon's words.  Out: numbers with their places; dates as EDTF. Which
words mean which number stands in `data/en.toml`; here is only how they are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from firsthand.claim.lexicon import Lexicon
from firsthand.claim.numbering import Numbers
from firsthand.claim.written import NUMBER_CHARACTERS_MAX, Written, whole

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d(?!\d|,\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...], scales: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    word = "|".join(sorted(words, key=len, reverse=True))
    long = "|".join(sorted((s for s in scales if len(s) > 2), key=len, reverse=True))
    short = "|".join(sorted((s for s in scales if len(s) <= 2), key=len, reverse=True))
    spelled = rf"(?:{word})(?:(?:[ -]|(?<=hundred) and )(?:{word}))*"
    scale = rf"(?:[ \u00a0-](?P<s>(?:{long})(?: (?:{long}))?)\b|(?P<t>{short})\b)?"
    return {
        "number": re.compile(
            rf"(?:(?P<d>{_DIGITS})|(?P<h>half an?|an?(?= (?:{long})))|(?P<w>{spelled})\b){scale}"
            rf"(?P<half> and a half(?: (?P<hs>{long}))?)?"
        ),
        "vague": re.compile(r"(?P<n>[a-z]+)(?: of (?P<s>[a-z]+))?(?= of | )"),
        "of_ten": re.compile(rf"\b(?P<a>{word}|\d+) (?:in|out of)(?: every)? (?P<b>{word}|\d+)\b"),
    }


def find_numbers(text: str, numbers: Numbers) -> Iterator[Written]:
    """Every number in lower-case *text*."""
    made = _patterns(tuple(numbers.words), tuple(numbers.scales))
    for match in made["of_ten"].finditer(text):
        part, base = (_word(match.group(name), numbers) for name in "ab")
        if 0 < part < base and base in {3, 4, 5, 10, 20, 100}:
            yield Written(
                start=match.start(), end=match.end(), number=whole(100 * part / base), percent=True
            )
    for match in made["number"].finditer(text):
        if match.end() - match.start() > NUMBER_CHARACTERS_MAX:
            continue
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end() : match.end() + 2]
        if (
            before.isalnum()
            or before in ".,/_"
            or after[:1].isalnum()
            or re.match(r"[.,]\d|/\d", after)
        ):
            continue
        if before == "-" and text[match.start() - 2 : match.start() - 1].isalpha():
            continue  # "no-one"
        yield from _number(match, numbers)
    for match in re.finditer(r"[a-z]+", text):
        if match.group() in numbers.vague:
            yield from _vague(text, match, numbers)


def _number(match: re.Match[str], numbers: Numbers) -> Iterator[Written]:
    digits, half, words = match.group("d"), match.group("h"), match.group("w")
    if digits:
        number = float(re.sub(r"[^\d.]", "", digits))
    elif half:
        number = 0.5 if half.startswith("half") else 1.0
        if not match.group("s"):
            return
    else:
        number = _spelled(words, numbers)
    scale = 1
    for word in (match.group("s") or match.group("t") or "").split():
        scale *= numbers.scales[word]
    if match.group("half"):
        if match.group("hs"):
            scale *= numbers.scales[match.group("hs")]
        number += 0.5
    yield Written(start=match.start(), end=match.end(), number=whole(number * scale), scale=scale)


def _spelled(words: str, numbers: Numbers) -> float:
    """Words below a thousand, added up: "two hundred and fifty-three"."""
    total = 0
    for word in re.split(r"[\s-]+", words):
        number = numbers.words.get(word)
        if number is None:
            continue
        total = max(total, 1) * 100 if number == 100 else total + number
    return float(total)


def _word(text: str, numbers: Numbers) -> int:
    return int(text) if text.isdigit() else numbers.words.get(text, 0)


def _vague(text: str, match: re.Match[str], numbers: Numbers) -> Iterator[Written]:
    """What both words of "tens of millions" leave open."""
    low, high = numbers.vague[match.group()]
    end, scale = match.end(), 1
    following = re.compile(r" of ([a-z]+)").match(text, end)
    word = following.group(1) if following else ""
    if following and word.endswith("s") and word[:-1] in numbers.scales:
        scale, end = numbers.scales[word[:-1]], following.end()
    if not re.match(r" (?:of\b|more\b)|\s[a-z]", text[end : end + 6]) or (
        match.start() and text[match.start() - 1] in "-0123456789"
    ):
        return
    end += len(" of") if text.startswith(" of ", end) else 0
    top = None if high is None else (high + 1) * scale - 1
    yield Written(
        start=match.start(), end=end, number=0, low=low * scale, high=top, scale=scale, vague=True
    )


def date_pattern(words: Lexicon, *, bare: bool) -> str:
    """What a date looks like; with *bare*, a month alone is one."""
    names = "|".join(sorted((n for month in words.months for n in month), key=len, reverse=True))
    month = rf"(?:{names})\b\.?"
    full = rf"(?:{_DAY} )?{month},? (?:{_DAY},? )?(?:of )?{_YEAR}"
    year = rf"(?:early[ -]|mid[ -]|late[ -]|the (?:start|end|beginning|middle) of |\d{{4}}-\d\d-\d\d|){_YEAR}(?:-\d\d(?:-\d\d)?)?"
    parts = [
        full,
        year,
        *(
            [rf"(?:{_DAY} )?{month}(?: {_DAY}\b)?(?: of)?(?: last year| this year)?"]
            if bare
            else []
        ),
    ]
    return "(?:" + "|".join(parts) + ")"


def read_date(text: str, words: Lexicon) -> tuple[int, int, int]:
    """Year, month and day of a date; 0 where it names none."""
    iso = re.fullmatch(rf"({_YEAR})-(\d\d)(?:-(\d\d))?", text.strip())
    if iso:
        return int(iso.group(1)), int(iso.group(2)), int(iso.group(3) or 0)
    year = re.search(_YEAR, text)
    month = 0
    for number, names in enumerate(words.months, 1):
        if any(re.search(rf"\b{name}\b", text) for name in names):
            month = number
    day = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text) if month else None
    return int(year.group()) if year else 0, month, int(day.group(1)) if day else 0
