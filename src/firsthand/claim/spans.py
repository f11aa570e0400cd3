"""The sentence in hand, and the spans of time and place that it names.

In: a sentence.  Out: periods as EDTF with their place in it. The date on which something was
published or said is no period of the programme, and is not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.lexicon import Lexicon, places
from firsthand.model.claim import Element, ElementValue, Period
from firsthand.model.document import Document
from firsthand.model.value import value

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]  # fmt: skip
_M = "|".join([*(month.capitalize() for month in _MONTHS), "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"])  # fmt: skip
_DATE = rf"(?:(?:{_M})\.?\s+(?:\d{{1,2}},?\s+)?)?(?:19|20)\d\d"
_ZH_DATE = r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?"
_ENGLISH = (
    (re.compile(rf"\b(?:from|between)\s+(?P<a>(?:{_M}|{_DATE}))\s+(?:to|and|until|through)\s+(?P<b>{_DATE})", re.IGNORECASE), "ab"),
    (re.compile(rf"\b(?:since|starting in|began in|started in|beginning in|has run since|launched in|introduced in)\s+(?P<a>{_DATE})", re.IGNORECASE), "a.."),
    (re.compile(rf"\b(?:until|lasted until|ended in|through)\s+(?P<b>{_DATE})", re.IGNORECASE), "..b"),
    (re.compile(rf"\b(?:in|during)\s+(?P<a>{_DATE})\b"), "a"),
)  # fmt: skip
_CHINESE = (
    (
        re.compile(
            rf"(?:自|从|從)?(?P<a>{_ZH_DATE})(?:起)?(?:至|到|—|－|-)(?P<b>{_ZH_DATE}|\d{{1,2}}月)"
        ),
        "ab",
    ),
    (re.compile(rf"(?:自|从|從)(?P<a>{_ZH_DATE})(?:起|开始|開始|以来|以來)"), "a.."),
    (re.compile(rf"(?P<a>{_ZH_DATE})(?:起|开始|開始|以来|以來)"), "a.."),
    (re.compile(rf"(?:截至|截止|直到|到)(?P<b>{_ZH_DATE})(?:结束|結束|为止|為止)"), "..b"),
    (re.compile(rf"(?P<a>{_ZH_DATE})"), "a"),
)
_PUBLISHED = re.compile(r"report(?:ed)?|publish|said|told|wrote|issued|announced|\bup(?:dated)?\b|报道|報道|發布|发布|表示|消息|电$|发表")  # fmt: skip


@value
class Reading:
    """One sentence being read: its text, its language's words, whether it names biometrics itself."""

    text: str
    words: Lexicon
    topical: bool
    document: Document


def periods_in(reading: Reading) -> Iterator[tuple[Element, ElementValue, tuple[int, int]]]:
    """Periods that the sentence gives for the programme."""
    cues = reading.words.cues
    for match, edtf in spans_of_time(reading.text):
        around = reading.text[max(0, match.start() - 50) : match.end() + 30]
        lone = "/" not in edtf
        if lone and (_PUBLISHED.search(around) or not cues["collect"].search(reading.text)):
            continue
        if lone and not reading.topical:
            continue
        yield Element.PERIOD, Period(edtf=edtf), match.span()
        return


def spans_of_time(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every date or interval in *text* with its EDTF, the widest first."""
    taken: list[tuple[int, int]] = []
    for pattern, form in (*_ENGLISH, *_CHINESE):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            edtf = _edtf(match.groupdict(), form)
            if edtf:
                taken.append(match.span())
                yield match, edtf


def _edtf(parts: dict[str, str | None], form: str) -> str | None:
    one, other = (_date(parts.get(name) or "") for name in "ab")
    if form == "ab" and other:
        if one and len(one) == 2:
            one = f"{other[:4]}-{one}"
        if other and len(other) == 2 and one:
            other = f"{one[:4]}-{other}"
        return f"{one}/{other}" if one else None
    if form == "a..":
        return f"{one}/.." if one and len(one) > 2 else None
    if form == "..b":
        return f"../{other}" if other and len(other) > 2 else None
    return one if one and len(one) > 2 else None


def _date(words: str) -> str:
    """A date, or two digits for a month without a year."""
    year = re.search(r"(?:19|20)\d\d", words)
    month = re.search(r"(\d{1,2})月", words)
    number = int(month.group(1)) if month else 0
    for n, name in enumerate(_MONTHS, 1):
        if re.match(rf"{name[:3]}", words.strip(), re.IGNORECASE):
            number = n
    day = re.search(r"(\d{1,2})日|\s(\d{1,2}),?\s+(?:19|20)\d\d", words)
    if number and not 1 <= number <= 12:
        return ""
    if not year:
        return f"{number:02d}" if number else ""
    text = year.group()
    if number:
        text += f"-{number:02d}"
        if day:
            text += f"-{int(day.group(1) or day.group(2)):02d}"
    return text


def place_of(reading: Reading) -> str | None:
    """The code of the place that the sentence names, if it names just one."""
    pattern, codes = places()
    found = {codes[match.group()] for match in pattern.finditer(reading.text)}
    finer = {code for code in found if code.isdigit()} or found
    return finer.pop() if len(finer) == 1 else None


def period_of(reading: Reading) -> str | None:
    """The period that the sentence names, if it names one."""
    found = [edtf for _, edtf in spans_of_time(reading.text)]
    return found[0] if len(found) == 1 else None
