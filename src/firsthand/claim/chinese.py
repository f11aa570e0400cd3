"""Read numbers and dates as Chinese writes them, simplified and traditional.

In: lower-case text and the lexicon's words.  Out: numbers with their places; dates as EDTF. Which
signs mean which number stands in `data/zh.toml`; here is only how they are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from firsthand.claim.lexicon import Lexicon
from firsthand.claim.numbering import Numbers
from firsthand.claim.written import NUMBER_CHARACTERS_MAX, Written, whole

_SPACES = " \u00a0\u2009\u202f"
_DIGITS = (
    rf"\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+(?:\.\d+)?"
)
_MASKED = r"\d+(?:\.)?\d*[*＊×]+"
_CLASSIFIER = re.compile(r"[名位个個人份台臺套条條]")
_MASKS = "*＊×"
REPUBLIC = 1911  # the year before the first of Taiwan's calendar
_SEVERAL = "几幾"
_YEAR = r"(?:(?:19|20)\d\d|[一二][九零〇○][零〇○一二三四五六七八九]{2})"


class _Signs:
    """The signs of one lexicon, sorted by what they do."""

    def __init__(self, numbers: Numbers) -> None:
        self.digits = {sign: n for sign, n in numbers.words.items() if n < 10}
        self.units = {sign: n for sign, n in numbers.words.items() if n >= 10}
        self.myriads = numbers.scales
        one, unit, big = ("".join(each) for each in (self.digits, self.units, self.myriads))
        han = rf"[{one}{unit}]+"
        part = rf"(?:{_MASKED}|{_DIGITS}|{han})[多余餘几幾]?[{unit}]?[{big}]{{1,2}}[多余餘]?"
        self.number = re.compile(
            rf"(?:{part}){{1,2}}(?:(?<![多余餘])(?:{han}|\d{{4}}(?!\d|年)))?|(?:{_MASKED}|{_DIGITS})[多余餘]?|{han}[多余餘几幾]?"
        )
        self.part = re.compile(
            rf"(?P<n>{_MASKED}|{_DIGITS}|{han})(?P<f>[多余餘几幾])?(?P<u>[{unit}]?[{big}]{{1,2}})?(?P<g>[多余餘])?"
        )
        self.vague = re.compile(rf"(?P<n>[数數几幾])(?P<u>[{unit}]*[{big}]*)")
        self.tenths = re.compile(
            rf"(?:(?P<r>[{one}])[至到、~－—–-]?)?(?P<n>[{one}])成(?P<h>[{one}半])?(?P<f>[多余餘])?(?![员員立为為功长長果因都])"
        )
        self.each = re.compile(
            rf"每(?P<b>{_DIGITS}|{han})[人名个位户](?:当?中|里)?就?有(?P<a>{_DIGITS}|{han})[人名个位户]"
        )
        self.counted_by = re.compile(rf"数以(?P<u>[{unit}]*[{big}]*)计")
        self.doubtful = re.compile(
            rf"\d+,(?:\d{{1,2}}(?=[{big}])|\d{{4,}})[{unit}{big}]*|\d[\d.,]*[{big}]0{{3,}}"
        )
        self.fraction = re.compile(rf"(?P<b>{_DIGITS}|{han})分之(?P<a>{_DIGITS}|{han})")


@lru_cache(maxsize=4)
def _signs(items: tuple[tuple[str, int], ...], scales: tuple[tuple[str, int], ...]) -> _Signs:
    return _Signs(Numbers(words=dict(items), scales=dict(scales), vague={}, shares=()))


def find_numbers(text: str, numbers: Numbers) -> Iterator[Written]:
    """Every number in *text*."""
    signs = _signs(tuple(numbers.words.items()), tuple(numbers.scales.items()))
    for match in signs.doubtful.finditer(text):  # 1880,0万
        yield Written(start=match.start(), end=match.end(), number=0, doubtful=True)
    yield from _shares(text, signs)
    for match in (*signs.vague.finditer(text), *signs.counted_by.finditer(text)):
        if match.end() - match.start() > NUMBER_CHARACTERS_MAX:
            continue
        scale = _scale(match.group("u"), signs)
        if scale > 1:
            yield Written(start=match.start(), end=match.end(), number=0, low=2 * scale, high=10 * scale - 1, scale=scale, vague=True)  # fmt: skip
    for match in signs.number.finditer(text):
        if match.end() - match.start() > NUMBER_CHARACTERS_MAX:
            continue
        before = text[match.start() - 1] if match.start() else " "
        if before in "0123456789.第" or (before.isascii() and before.isalpha()):
            continue
        yield from _number(match, text, signs)


def _shares(text: str, signs: _Signs) -> Iterator[Written]:
    """三分之一, nine of ten, tenths and ranges of them."""
    for match in (*signs.fraction.finditer(text), *signs.each.finditer(text)):
        if match.end() - match.start() > NUMBER_CHARACTERS_MAX:
            continue
        base = _plain(match.group("b"), signs)
        part = _plain(match.group("a"), signs)
        if 0 < part <= base:
            yield Written(start=match.start(), end=match.end(), number=whole(100 * part / base), percent=True)  # fmt: skip
    for match in signs.tenths.finditer(text):
        half = match.group("h") or ""
        tenths = 10 * signs.digits[match.group("n")] + (
            5 if half == "半" else signs.digits.get(half, 0)
        )
        least = match.group("r")
        if least and signs.digits[least] < signs.digits[match.group("n")]:  # 七至八成
            low = 10 * signs.digits[least]
            yield Written(start=match.start(), end=match.end(), number=tenths, low=low, high=tenths, percent=True)  # fmt: skip
            continue
        yield Written(start=match.start("n"), end=match.end(), number=tenths, few=bool(match.group("f")), percent=True)  # fmt: skip


def _number(match: re.Match[str], text: str, signs: _Signs) -> Iterator[Written]:
    words = match.group()
    if len(words) == 1 and not words.isdigit() and not _CLASSIFIER.match(text, match.end()):
        return
    both = _either(words, signs)
    if both is not None:
        low, high, scale = both
        yield _between(match, low, high, scale)
        return
    parts = list(signs.part.finditer(words))
    last = parts[-1]
    scale = _scale(last.group("u") or "", signs)
    bare = last.group("n")
    if bare[-1] in _MASKS:
        yield _between(match, *_masked(bare, scale), scale)
        return
    total = sum(
        _plain(part.group("n"), signs) * _scale(part.group("u") or "", signs)
        for part in parts
        if part.group("n")[-1] not in _MASKS
    )
    some = last.group("f") or ""
    if some and some in _SEVERAL:  # 十几万: eleven to nineteen of them
        room = signs.units.get(bare[-1], 1) * scale
        least = whole(total) + max(room // 10, 1)
        yield _between(match, least, whole(total) + room - 1, scale, vague=True)
        return
    few = bool(some or last.group("g"))
    yield Written(start=match.start(), end=match.end(), number=whole(total), scale=scale, few=few)


def _between(
    match: re.Match[str], low: float, high: float, scale: int, *, vague: bool = False
) -> Written:
    return Written(
        start=match.start(),
        end=match.end(),
        number=low,
        low=low,
        high=high,
        scale=scale,
        vague=vague,
    )


def _either(words: str, signs: _Signs) -> tuple[int, int, int] | None:
    """三四百万: two neighbouring numbers, both meant."""
    if len(words) < 3 or not all(letter in signs.digits for letter in words[:2]):
        return None
    one, other = signs.digits[words[0]], signs.digits[words[1]]
    rest = words[2:]
    if other != one + 1 or not one or not all(c in signs.units or c in signs.myriads for c in rest):
        return None
    scale = _scale(rest, signs)
    return one * scale, other * scale, scale


def _masked(words: str, scale: int) -> tuple[int | float, int | float]:
    """3.***: every number that its hidden digits may make, at their own precision."""
    low = words.replace("*", "0").replace("＊", "0").replace("×", "0")
    high = words.replace("*", "9").replace("＊", "9").replace("×", "9")
    return whole(float(low) * scale), whole(float(high) * scale)


def _scale(words: str, signs: _Signs) -> int:
    scale = 1
    for letter in words:
        scale *= signs.units.get(letter) or signs.myriads.get(letter, 1)
    return scale


def _plain(words: str, signs: _Signs) -> float:
    """Digits, or numerals below ten thousand; numerals in a row without a unit are digits."""
    if words[0].isdigit():
        return float(re.sub(rf"[,，{_SPACES}]", "", words))
    if not any(letter in signs.units for letter in words):
        return float("".join(str(signs.digits[letter]) for letter in words))
    total, digit = 0, 0
    for letter in words:
        if letter in signs.units:
            total += (digit or 1) * signs.units[letter]
            digit = 0
        else:
            digit = signs.digits[letter]
    return float(total + digit)


def date_pattern(words: Lexicon, *, bare: bool) -> str:
    """What a date looks like; with *bare*, a month alone is one."""
    del words  # months are numbered
    number = r"(?<!\d)(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|(?<![\d一二两三四五六七八九十百千万亿多余几])元)"
    day = r"(?:[12]\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号號]"
    month = rf"{number}月(?:份|底|初|中旬|上旬|下旬|{day})?"
    near = rf"[本上]个?月{day}"
    full = rf"{_YEAR}年(?:{month}|初|底|末|春[季天]?|夏[季天]?|秋[季天]?|冬[季天]?)?"
    taiwan = rf"民国\d{{2,3}}年(?:{month})?"
    return rf"(?:{full}|{taiwan}|{_YEAR}(?=[至到—–-]){f'|(?:今年|去年|本年|前年|次年|翌年)?{month}|{near}|(?:今|去|前|上)年(?:年?[初底末中]|[春夏秋冬][季天]?)?(?=以来|起|至|到|开始)' if bare else ''})"


def read_date(text: str, words: Lexicon) -> tuple[int, int, int]:
    """Year, month and day of a date; 0 where it names none."""
    del words
    taiwan = re.match(r"民国(\d{2,3})年", text)
    year = None if taiwan else re.search(_YEAR, text)
    month = re.search(
        r"(\d{1,2}|[一二三四五六七八九十]{1,2}|(?<![\d一二两三四五六七八九十百千万亿多余几])元)月",
        text,
    )
    day = re.search(r"(\d{1,2}|[一二三四五六七八九十]{1,3})[日号號]", text)
    return (
        int(taiwan.group(1)) + REPUBLIC if taiwan else _year(year.group()) if year else 0,
        _small(month.group(1)) if month else 0,
        _small(day.group(1)) if day else 0,
    )


def _small(words: str) -> int:
    """A day or a month, in digits or in numerals: 11, 十一, 二十三."""
    if words.isdecimal():  # in whatever script
        return int(words)
    if words == "元":  # 元月, the first month
        return 1
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return "〇一二三四五六七八九".find(words)
    return 10 * ("〇一二三四五六七八九".find(tens) if tens else 1) + max(
        "〇一二三四五六七八九".find(ones) if ones else 0, 0
    )


def _year(words: str) -> int:
    return int(
        "".join(
            c if c.isdecimal() else str("〇一二三四五六七八九".find("〇" if c in "零○" else c))
            for c in words
        )
    )
