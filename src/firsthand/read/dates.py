"""Read dates as sources write them into EDTF, and never guess between two readings.

In: words.  Out: an EDTF date, or None. Which date is a page's publication is decided in `read.stated`.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar enero ocak января يناير",
            "february feb février fevrier februar febrero şubat февраля فبراير",
            "march mar mars märz marzo mart марта مارس",
            "april apr avril abril nisan апреля أبريل",
            "may mai mayo mayıs мая مايو",
            "june jun juin juni junio haziran июня يونيو",
            "july jul juillet juli julio temmuz июля يوليو",
            "august aug août aout agosto ağustos августа أغسطس",
            "september sep sept septembre septiembre eylül сентября سبتمبر",
            "october oct octobre oktober octubre ekim октября أكتوبر",
            "november nov novembre noviembre kasım ноября نوفمبر",
            "december dec décembre decembre dezember diciembre aralık декабря ديسمبر",
        ),
        1,
    )
    for name in names.split()
}
_WORD = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_PATTERNS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<y>\d{4})\s*年(?:\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号號])?)?"),
    re.compile(
        rf"\b(?P<w>{_WORD})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<w>{_WORD})\.?,?\s+(?:de\s+)?(?P<y>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<w>{_WORD})\.?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)"),
)
_LIKELY_YEARS = range(1900, 2101)


def read_date(words: str) -> str | None:
    """The first date in *words*, as fine as it is written.

    A date of which day and month could be exchanged (03/04/2017) is not read: a wrong direction of
    copying may hang on it.

    >>> read_date("2017年12月13日 来源：新华社")
    '2017-12-13'
    >>> read_date("Wed, 13 Dec 2017 10:00:00 GMT")
    '2017-12-13'
    """
    text = words[:400]
    if "年" in text:
        text = re.sub(r"[０-９〇○零一二三四五六七八九十]+", _chinese_number, text)
    found = [match for pattern in _PATTERNS if (match := pattern.search(text))]
    impossible = 0  # up to here stands a date that no calendar has: no part of it is one either
    for match in sorted(found, key=lambda match: (match.start(), -len(match.group()))):
        if match.start() < impossible:
            continue
        date = _date(match.groupdict())
        if date:
            return date
        impossible = match.end()
    return None


def _chinese_number(match: re.Match[str]) -> str:
    digits = match.group()
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        tens_digit = tens.translate(_DIGITS) or "1"
        return f"{tens_digit}{ones.translate(_DIGITS) or '0'}"
    return digits.translate(_DIGITS)


def _date(parts: dict[str, str | None]) -> str | None:
    year = int(parts["y"] or 0)
    word = parts.get("w")
    month = _MONTHS[word.lower()] if word else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    if year not in _LIKELY_YEARS:
        return None
    if not month:
        return f"{year:04d}"
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"
