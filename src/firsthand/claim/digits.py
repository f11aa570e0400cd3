"""Read digits by their shape: 18,800,000 and 18.800.000 and 18 800 000; what has no sound shape is doubtful.

In: lower-case text with plain digits.  Out: a number, or None where the digits cannot be right.
Telephone numbers, times, dates in digits, addresses on the network and the like are no quantities
in any language; `not_counts` finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPACES = " \u00a0\u2009\u202f"
_MARK = ".,'’٫٬"
GROUP = 3  # digits between two marks
DIGITS = re.compile(
    rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:[.,٫]\d+(?!\d))?|\d+(?:[{_MARK}]\d+)*"
)
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_GROUPS = re.compile(r"\d{1,3}(?P<mark>[.,'’٬])\d{3}(?:(?P=mark)\d{3})*")
_BOTH = re.compile(
    r"(?P<whole>\d{1,3}(?P<mark>[.,'’٬])\d{3}(?:(?P=mark)\d{3})*)(?P<point>[.,٫])(?P<rest>\d+)"
)
_POINT = re.compile(r"(?P<whole>\d+)(?P<point>[.,٫])(?P<rest>\d+)")

_NOT_COUNTS = re.compile(
    r"""
    (?=[+(\d\#№§])(?:                                        # nothing else is worth a closer look
    \+\d{1,3}[ \-]?\(?\d[\d ()\-]{5,}\d                      # +86 991 384 2211
    | (?<![\d.,])(?<!\d[ \u00a0\u2009\u202f])\(?0\d{1,4}\)?[ \-/]\d{2,}(?:[ \-]?\d{2,})*   # 0991-2384521, 030/1234567
    | (?<![\d.,])(?<!\d[ \u00a0\u2009\u202f])0\d{5,}(?![\d.,]\d)
    | (?<![\d.,])[178][ \-]?\(\d{3,5}\)[ \-]?\d[\d \-]{4,}\d    # 8 (495) 123-45-67
    | (?<![\d.,])\d{2,4}(?:[ \-]\d{2}){3,}(?!\d)               # 91 23 45 67
    | (?<![\d.,])\d{2,4}(?:[ \-]\d{2,3}){2,}[ \-]\d{2}(?!\d)   # 91 234 56 78
    | (?<![\d.,])\d{3}-\d{3,4}-\d{4}(?!\d)
    | (?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)                   # a time
    | (?<![\d.])\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d(?![\d.])   # a date
    | (?<!\d)(?:19|20)\d\d-\d\d(?:-\d\d)?(?!\d)
    | (?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?![\d.]\d))\d{1,3}(?:\.\d{1,3}){3,}(?![\d.])              # an address of a machine
    | [№#]\s?\d+ | §\s?\d+)
    """,
    re.VERBOSE,
)
_NET = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+"
)  # addresses; searched for where a sign of one is


_DIGIT = re.compile(r"\d")


def not_counts(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of *text* whose digits count nothing, in whatever language."""
    if _DIGIT.search(text) is None:
        return
    for match in _NOT_COUNTS.finditer(text):
        yield match.span()
    if "@" in text or "http" in text or "www." in text:
        for match in _NET.finditer(text):
            yield match.span()


def read_digits(words: str, *, decimal: str, scaled: bool) -> float | None:
    """The number that *words* write; None where their marks cannot be right.

    `decimal` is the language's own mark. Three digits after a single mark are a group, unless that
    mark is the language's for decimals and a word like "million" or a percent sign follows (`scaled`).

    >>> read_digits("18,8", decimal=",", scaled=True), read_digits("1.200", decimal=",", scaled=False)
    (18.8, 1200.0)
    >>> read_digits("1880,0", decimal=".", scaled=True), read_digits("18.8000", decimal=",", scaled=False)
    (None, None)
    """
    if words.isdigit():
        return float(words)
    if any(space in words for space in SPACES):
        return float(re.sub(rf"[{SPACES}]", "", words).replace("٫", ".").replace(",", "."))
    point = _POINT.fullmatch(words)
    own = point is not None and point.group("point") in {decimal, "٫"}
    if point and own and (scaled or len(point.group("rest")) != GROUP):
        return _pointed(point)
    if _GROUPS.fullmatch(words) or _INDIAN.fullmatch(words):
        return None if words.startswith("0") else float(re.sub(r"\D", "", words))
    both = _BOTH.fullmatch(words)
    if both and both.group("mark") != both.group("point"):
        return _pointed(both)
    foreign = point and len(point.group("rest")) < GROUP and len(point.group("whole")) <= GROUP
    return _pointed(point) if point and foreign else None


def _pointed(match: re.Match[str]) -> float:
    """A number with decimals; a foreign mark is believed too: 18.8 millones."""
    return float(re.sub(r"\D", "", match.group("whole")) + "." + match.group("rest"))
