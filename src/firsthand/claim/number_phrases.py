"""Find the numbers that a sentence of a spaced language writes, in digits, in words or in both.

In: lower-case text and the language's numerals.  Out: phrases that say one number each, with their
places. Shares and "tens of thousands" are read in `claim.spaced`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.claim.digits import DIGITS, read_digits
from firsthand.claim.numerals import WORD, Numerals, Sign, Writing
from firsthand.claim.sums import Sum
from firsthand.claim.written import NUMBER_CHARACTERS_MAX
from firsthand.model.value import value

_TOKEN = re.compile(rf"(?P<d>{DIGITS.pattern})|(?P<w>{WORD})")
_GAP = re.compile(r"[ \u00a0\u2009\u202f\u200c]?|[-\u2010\u2011]")
_ONTO = re.compile(rf"-?(?P<w>{WORD})")
_NEXT = re.compile(rf"[ \u00a0\u202f-]?(?P<w>{WORD})")
_PERCENT = re.compile(r"[ \u00a0\u202f]?[%٪]")
# Signs of money in letters that are written onto their sum, as shillings and rupees are.
_CURRENCY = re.compile(r"(?<![\w-])(?:[ktu]?shs?|rs|us|tk|kes|ghs|ngn|inr|pkr|aed|php)\.?$")
_CURRENCY_ENDS = frozenset("hsknrdp.")
_TWICE = re.compile(r"(\w)\1+$")
_RUN_ON = re.compile(r"[\d.,]*\d")
SHORT_LETTERS = 2  # a scale of so few is one only right at its digits: 18.8m


@value
class Mark:
    """A word or digits that say a number. `number` is that of digits; None where they cannot be right."""

    start: int
    end: int
    signs: tuple[Sign, ...]
    joined: bool
    digits: bool
    number: float | None
    ended: bool = False


@value
class Phrase:
    """A number that stands by itself, before it is asked what it is a part of.

    `scale` is the power that its only scale gave it, `marks` of how many words it is made.
    """

    start: int
    end: int
    number: float
    scale: int = 1
    marks: int = 1
    rounded: bool = False
    doubtful: bool = False


def find_phrases(text: str, numerals: Numerals) -> Iterator[Phrase]:
    """Every number in lower-case *text*, articles among them."""
    marks = tuple(_marks(text, numerals))
    at = 0
    while at < len(marks):
        made, at = _Walk(text, marks, at, numerals.writing).read()
        if made is not None:
            yield made


def _marks(text: str, numerals: Numerals) -> Iterator[Mark]:
    writing = numerals.writing
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if end - start > NUMBER_CHARACTERS_MAX:
            continue
        if token.lastgroup == "d":
            made = _digits(text, start, end, numerals)
            if made is not None:
                yield made
            continue
        read = numerals.read(token.group())
        if read is None or (start and text[start - 1] in "_'" and not _elided(text, start)):
            continue
        if text[end : end + 1].isdigit() and not read.signs[-1].scale:  # A4
            continue
        if writing.abbreviated and writing.abbreviated.fullmatch(token.group()):
            end += text.startswith(".", end) and bool(text[end + 1 :].strip())
        joined = read.joined or _is_joined(text, start, writing)
        start += read.skipped
        yield Mark(
            start=start,
            end=end,
            signs=read.signs,
            joined=joined,
            digits=False,
            number=None,
            ended=read.ended,
        )


def _is_joined(text: str, start: int, writing: Writing) -> bool:
    """Whether "and", which is written onto a word, stands by itself before it."""
    return bool(writing.joined) and text[max(0, start - 3) : start] == f" {writing.joined} "


def _elided(text: str, start: int) -> bool:
    """Whether the apostrophe before a word is that of l'un, d'onze."""
    return start > 1 and text[start - 2].isalpha() and not text[max(0, start - 3)].isalpha()


def _digits(text: str, start: int, end: int, numerals: Numerals) -> Mark | None:
    """Digits with what is written onto them; None where they are a part of a name (A4, 43-летний)."""
    writing = numerals.writing
    if _is_in_name(text, start, writing):
        return None
    stop = end
    ending = writing.digit_suffix.match(text, end) if writing.digit_suffix else None
    if ending:
        end = ending.end()
    else:
        word = _ONTO.match(text, end)
        if word and (text[end] == "-" or numerals.read(word.group("w")) is None):
            return None
    if text.startswith("/", end) and text[end + 1 : end + 2].isdigit():
        return None
    after = _NEXT.match(text, end)
    scaled = bool(after and numerals.read(after.group("w"))) or bool(_PERCENT.match(text, end))
    misspelt = after is not None and not scaled and _is_misspelt(after.group("w"), numerals)
    number = (
        None if misspelt else read_digits(text[start:stop], decimal=writing.decimal, scaled=scaled)
    )
    joined = bool(start and writing.joined and text[start - 1] == writing.joined)
    joined = joined or _is_joined(text, start, writing)
    return Mark(start=start, end=end, signs=(), joined=joined, digits=True, number=number)


def _is_misspelt(word: str, numerals: Numerals) -> bool:
    """Whether a scale is meant that has a letter twice: millionn."""
    read = numerals.read(_TWICE.sub(r"\1", word)) if _TWICE.search(word) else None
    return read is not None and read.signs[0].scale


def _is_in_name(text: str, start: int, writing: Writing) -> bool:
    before = text[start - 1 : start] if start else ""
    if before in _CURRENCY_ENDS and _CURRENCY.search(text, max(0, start - 6), start):
        return False  # Sh5.7 billion, Rs.20 crore
    if before == "-":
        further = text[start - 2 : start - 1]
        return further.isalpha()
    return before in {".", "_", "/"} or (before.isalnum() and before not in writing.prefixes)


def _is_scale(mark: Mark) -> bool:
    return bool(mark.signs) and mark.signs[0].scale


class _Walk:
    """One number being read from mark to mark."""

    def __init__(self, text: str, marks: Sequence[Mark], first: int, writing: Writing) -> None:
        self.text, self.marks, self.first, self.writing = text, marks, first, writing
        self.so_far = Sum(writing)
        self.at = first
        self.start = self.end = marks[first].start
        self.rounded = False

    def read(self) -> tuple[Phrase | None, int]:
        """The number that begins with the first mark, and which mark comes after it."""
        if self._is_no_beginning():
            return None, self.first + 1
        while self.at < len(self.marks):
            mark = self.marks[self.at]
            if self.at > self.first and not self._is_next(mark):
                break
            if mark.digits and mark.number is None:
                if self.at > self.first:
                    break
                return self._doubtful(mark.end)
            if not self._take(mark):
                break
            self.end = mark.end
            self.at += 1
            rounded = self.writing.rounded
            self.rounded = self.rounded or bool(rounded and rounded.match(self.text, mark.start))
            run_on = _RUN_ON.match(self.text, self.end) if _is_scale(mark) else None
            if run_on:  # 18.8 millions000
                return self._doubtful(run_on.end())
            self._half()
        if self.at == self.first:
            return None, self.first + 1
        return (None if self._is_plural() else self._phrase()), self.at

    def _is_no_beginning(self) -> bool:
        """Whether it is a number only behind another: no-one; оның, which is "his"."""
        start = self.start
        if start > 1 and self.text[start - 1] == "-" and self.text[start - 2].isalpha():
            before = self.marks[self.first - 1] if self.first else None
            if before is None or before.end != start - 1:
                return True
        never = self.writing.not_first
        return (
            never is not None
            and never.fullmatch(self.text, start, self.marks[self.first].end) is not None
        )

    def _take(self, mark: Mark) -> bool:
        if mark.digits:
            assert mark.number is not None
            return self.so_far.add(mark.number, joined=mark.joined, digits=True)
        joined = mark.joined
        for order, sign in enumerate(mark.signs):
            if sign.scale:
                taken = self.so_far.times(int(sign.number))
            else:
                taken = self.so_far.add(sign.number, joined=joined, digits=False)
            if not taken:
                return order > 0
            joined = False
        return True

    def _is_next(self, mark: Mark) -> bool:
        """Whether nothing but a space or a word like "and" stands between."""
        if mark.start < self.end or self.marks[self.at - 1].ended:
            return False
        between = self.text[self.end : mark.start]
        if between and mark.end - mark.start <= SHORT_LETTERS and _is_scale(mark):
            return False
        if _GAP.fullmatch(between):
            return True
        stripped = between.strip(" \u00a0-")
        if mark.joined:
            return stripped.startswith(self.writing.joined) and stripped in self.writing.prefixes
        joins = self.writing.joiners.fullmatch(stripped)
        return bool(joins) and self.so_far.filled and self.so_far.last >= self.writing.joined_after

    def _half(self) -> None:
        half = self.writing.half_after
        hit = half.follows(self.text, self.end) if half else None
        if hit and hit.start() - self.end <= 1:
            self.so_far.half()
            self._skip(hit.end())

    def _skip(self, end: int) -> None:
        self.end = end
        while self.at < len(self.marks) and self.marks[self.at].start < end:
            self.at += 1

    def _doubtful(self, end: int) -> tuple[Phrase, int]:
        self.at += self.at == self.first
        self._skip(end)
        return Phrase(start=self.start, end=end, number=0, doubtful=True), self.at

    def _is_plural(self) -> bool:
        """Whether it is a scale without a number (millions), which is one only in some words (mille)."""
        so_far = self.so_far
        if self.at - self.first > 1 or so_far.filled or so_far.scales != 1:
            return False
        alone = self.writing.scale_alone
        hit = alone.match(self.text, self.start) if alone else None
        return so_far.total == so_far.scale and not (hit and hit.end() == self.end)

    def _phrase(self) -> Phrase:
        so_far = self.so_far
        return Phrase(
            start=self.start,
            end=self.end,
            number=so_far.number,
            scale=so_far.scale if so_far.scales == 1 and not so_far.filled else 1,
            marks=self.at - self.first,
            rounded=self.rounded,
        )
