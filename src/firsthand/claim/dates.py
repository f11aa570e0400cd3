"""Spans of time that a sentence names, as EDTF, with their place in it.

In: a lower-case sentence, its language's words, the year of publication.  Out: spans. Whether a span
is the programme's is decided in `claim.periods`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from firsthand.claim.entry import fill
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.patterns import Sentences
from firsthand.claim.quantities import GRAMMARS
from firsthand.model.value import value

YEARS = (1900, 2100)
MONTHS = 12
DATED = ("days", "span", "since", "until", "as_of", "during")
YEARS_BACK = {"this_year": 0, "last_year": 1, "before_last_year": 2}
MONTHS_BACK = {"this_month": 0, "last_month": 1}
SEASONS = {
    "spring": 5,
    "summer": 8,
    "autumn": 11,
}  # in which month it is over; winter is of two years


@value
class Span:
    """A date or an interval: where its words stand, and whether they say that something ran."""

    start: int
    end: int
    edtf: str
    kind: str  # span | since | until | as_of | during


_DAY = {  # alone, as one end of an interval of days
    "spaced": r"\d{1,2}",
    "chinese": r"\d{1,2}[日号](?!\d)|[一二三]?十?[一二三四五六七八九]?[日号]",
}
_made: dict[tuple[str, bool], Sentences] = {}


def _patterns(words: Lexicon, *, known: bool) -> Sentences:
    made = _made.get((words.key, known))
    if made is None:
        made = _made[words.key, known] = _compiled(words, known=known)
    return made


def _compiled(words: Lexicon, *, known: bool) -> Sentences:
    grammar = GRAMMARS[words.grammar]
    plain = grammar.date_pattern(words, bare=False)
    bare = grammar.date_pattern(words, bare=True)
    made = []
    for kind in DATED:
        date = bare if known or kind in {"days", "span"} else plain
        for sentence in words.dates[kind]:
            holes = {
                "a": f"(?P<a>{date})",
                "b": f"(?P<b>{date})",
                "d": f"(?P<d>{_DAY[words.grammar]})",
            }
            made.append((kind, fill(sentence, holes)))
    held = bare if known else f"{plain}|{bare}"
    whole = all("{a}" in each or "{b}" in each for kind in DATED for each in words.dates[kind])
    return Sentences(made, sieve=words.sieve, holding=held if whole else None)


_back_made: dict[str, Sentences] = {}


def _relative(words: Lexicon) -> Sentences:
    """What is counted from the date of the page: "last year"."""
    made = _back_made.get(words.key)
    if made is None:
        kinds = (*YEARS_BACK, *MONTHS_BACK, *SEASONS)
        sentences = [(kind, sentence) for kind in kinds for sentence in words.dates[kind]]
        made = _back_made[words.key] = Sentences(sentences, sieve=words.sieve)
    return made


def find_dates(text: str, *, words: Lexicon, published: str | None) -> tuple[Span, ...]:
    """Every date or interval in lower-case *text*, intervals before the dates inside them."""
    found: list[Span] = []
    told = re.match(r"(\d{4})(?:-(\d\d))?", published or "")
    now = (int(told.group(1)), int(told.group(2) or 12)) if told else None
    if now and not YEARS[0] < now[0] < YEARS[1]:  # 9999 or 0001: a year that stands for "none"
        now = None
    if words.grammar == "chinese":
        found += _months(text, now)
    for kind, pattern in _patterns(words, known=now is not None).live(text):
        for match in pattern.finditer(text):
            _keep(found, match, kind, words, now)
    if now is not None:
        for kind, pattern in _relative(words).live(text):
            for match in pattern.finditer(text):
                if not any(match.start() < s.end and s.start < match.end() for s in found):
                    edtf = edtf_of(*_back(kind, now), 0)
                    if _goes_on(match, words):  # 由本月起, "since the spring"
                        found.append(Span(start=match.start(), end=match.end(), edtf=f"{edtf}/..", kind="since"))  # fmt: skip
                        continue
                    found.append(Span(start=match.start(), end=match.end(), edtf=edtf, kind="during"))  # fmt: skip
    return tuple(sorted(found, key=lambda span: span.start))


_MONTHS = re.compile(
    r"(?:(?P<year>\d{4})年)?(?<![\d.])(?P<one>\d{1,2})(?:至|到|－|—|-|–|~|～)(?P<other>\d{1,2})月(?!\d|[份底初中]?[前后])"
)


def _months(text: str, now: tuple[int, int] | None) -> Iterator[Span]:
    """Months of one year that share the word for month: 1至5月."""
    for match in _MONTHS.finditer(text):
        one, other = int(match["one"]), int(match["other"])
        year = int(match["year"] or 0) or (now[0] - (other > now[1]) if now else 0)
        if 1 <= one < other <= MONTHS and edtf_of(year, one, 0):
            edtf = f"{edtf_of(year, one, 0)}/{edtf_of(year, other, 0)}"
            yield Span(start=match.start(), end=match.end(), edtf=edtf, kind="span")


_SINCE = re.compile(r"\b(?:since|from)\b|^[自从]|以来$")
_BEGAN = re.compile(r"起(?!草|诉)|(?:开始|以来)|,? on(?:wards?)?\b")


def _goes_on(match: re.Match[str], words: Lexicon) -> bool:
    """Whether what is counted from the page's date is a beginning."""
    told = words.dates["goes_on"]
    if told:
        return any(re.search(each, match.group()) for each in told)
    began = _BEGAN.match(match.string, match.end()) or _SINCE.search(match.group())
    return began is not None


def _keep(
    found: list[Span],
    match: re.Match[str],
    kind: str,
    words: Lexicon,
    now: tuple[int, int] | None,
) -> None:
    if any(match.start() < span.end and span.start < match.end() for span in found):
        return
    parts = match.groupdict()
    ahead = words.cues["ahead"].search(match.string) is not None
    known = None if kind == "span" and _has_year(parts, words) else now
    dates = [dated_by(parts.get(name) or "", words, known, ahead=ahead) for name in "ab"]
    if kind == "days":
        kind, dates = "span", _days(dates, parts.get("d") or "", words)
    elif kind == "span":
        dates[1] = _following(dates, parts.get("b") or "", words)
        dates[1] = _whole_year(dates, parts.get("b") or "", words)
    edtf = _edtf(dates[0], dates[1], kind)
    if edtf:
        found.append(Span(start=match.start(), end=match.end(), edtf=edtf, kind=kind))


def _days(
    dates: list[tuple[int, int, int]], written: str, words: Lexicon
) -> list[tuple[int, int, int]]:
    """Both ends where one is a day alone: "between 6 and 20 December", 3月18日到22日."""
    read = GRAMMARS[words.grammar].read_date
    day = int(written) if written.isdigit() else read(written, words)[2]
    full = dates[1] if dates[1][1] else dates[0]
    other = (full[0], full[1], day)
    return [other, full] if dates[1][1] else [full, other]


def _following(
    dates: list[tuple[int, int, int]], written: str, words: Lexicon
) -> tuple[int, int, int]:
    """The end of an interval; "the following April" is the next one after its beginning."""
    (year, month, _), (_, last, day) = dates
    if year and last and any(re.search(each, written) for each in words.dates["following"]):
        return year + (last <= month or not month), last, day
    return dates[1]


def _whole_year(
    dates: list[tuple[int, int, int]], written: str, words: Lexicon
) -> tuple[int, int, int]:
    """The end of an interval that begins in a month: "from October 2020 to the end of 2024" ends in December."""
    (_, first, _), (year, month, day) = dates
    ended = any(re.search(each, written) for each in words.dates["year_end"])
    return (year, MONTHS, 0) if first and year and not month and ended else (year, month, day)


def _has_year(parts: Mapping[str, str | None], words: Lexicon) -> bool:
    """Whether one end of an interval gives the year of both."""
    grammar = GRAMMARS[words.grammar]
    return any(grammar.read_date(part, words)[0] for part in parts.values() if part)


def dated_by(
    text: str, words: Lexicon, now: tuple[int, int] | None, *, ahead: bool
) -> tuple[int, int, int]:
    """Year, month and day, 0 where none is said.

    A month without a year is the last one before the page was published; where the sentence looks
    ahead, the next one.
    """
    year, month, day = GRAMMARS[words.grammar].read_date(text, words)
    if year or now is None:
        return year, month, day
    for kind in (*MONTHS_BACK, *YEARS_BACK):
        if any(re.search(sentence, text) for sentence in words.dates[kind]):
            year, other = _back(kind, now)
            return year, month or other, day
    if not month:
        return year, month, day
    if ahead:
        return now[0] + (month < now[1]), month, day
    return now[0] - (month > now[1]), month, day


def _back(kind: str, now: tuple[int, int]) -> tuple[int, int]:
    """Year and month of what is said as "last year" or "this month"; 0 where no month is said."""
    if kind in SEASONS:
        return now[0] - (now[1] <= SEASONS[kind]), 0
    if kind in YEARS_BACK:
        return now[0] - YEARS_BACK[kind], 0
    months = 12 * now[0] + now[1] - 1 - MONTHS_BACK[kind]
    return months // 12, months % 12 + 1


def _edtf(one: tuple[int, int, int], other: tuple[int, int, int], kind: str) -> str:
    if kind == "span":
        one = (one[0] or other[0], *one[1:])
        other = (other[0] or one[0], *other[1:])
        start, end = edtf_of(*one), edtf_of(*other)
        return f"{start}/{end}" if start and end and one <= other else ""
    if kind == "since":
        return f"{edtf_of(*one)}/.." if edtf_of(*one) else ""
    if kind in {"until", "as_of"}:
        return f"../{edtf_of(*other)}" if edtf_of(*other) else ""
    return edtf_of(*one)


def edtf_of(year: int, month: int, day: int) -> str:
    """A date as EDTF, as close as it is said; empty without a year."""
    if not YEARS[0] <= year <= YEARS[1]:
        return ""
    text = str(year)
    if 1 <= month <= 12:
        text += f"-{month:02d}"
        if 1 <= day <= 31:
            text += f"-{day:02d}"
    return text
