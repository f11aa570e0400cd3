"""Dates that stand in none of the sentences that a language file has for them: a date alone, a day of the month, two days.

In: a sentence in lower case and as written, its language's words, when the page was published.  Out: spans. Rules do not
ask for them: which of them is the programme's is told in `claim.settled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from firsthand.claim.date_ways import MONTH_DAY, month_after
from firsthand.claim.dates import YEARS, Span, dated_by, edtf_of
from firsthand.claim.entry import fill
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.patterns import Sentences
from firsthand.claim.quantities import GRAMMARS
from firsthand.claim.times import words_for

BARE, TWO_DAYS = "bare", "two days"
CAPITALS = frozenset({"en"})  # languages whose months have them, and are other words without
_HOLES = {
    "d": r"(?<!\d)(?P<d>\d{1,2})", "e": r"(?P<e>\d{1,2})(?!\d)", "n": r"(?P<n>\d{1,2})", "y": r"(?P<y>(?:19|20)\d\d)(?!\d)",
}  # fmt: skip
_HAN = "一二三四五六七八九"
_MONTH_DAY = re.compile(
    rf"(?<![\d月年第.节周期拜生今昨明即次翌近半每工连假末多数整同当平往终全隔{_HAN}十])(?P<m>本月|[这上下]个?月)? ?"
    rf"(?P<d>[12]\d|3[01]|0?[1-9]|[二三]?十[{_HAN}]?|[二三四五六七八九])(?:日|号(?![令文院楼馆线店机台仓公决议法门室井]))(?!\d|[本元圆方文语军常益化内以之])"
)
MONTHS_FAR = {"本月": 0, "这月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_made: dict[str, Sentences] = {}


def find_bare(low: str, written: str, *, words: Lexicon, published: str | None) -> Iterator[Span]:
    """Dates by themselves, by kind and place."""
    told = re.match(r"(\d{4})(?:-(\d\d))?", published or "")
    now = (int(told[1]), int(told[2] or 12)) if told else None
    ahead = words.cues["ahead"].search(low) is not None
    for kind, pattern in _patterns(words).live(low):
        for hit in pattern.finditer(low):
            if kind == TWO_DAYS:
                edtf = _two_days(hit, words, now, ahead=ahead)
            elif _is_word(hit, written, words.language):
                continue
            else:
                edtf = edtf_of(*dated_by(hit[0], words, now, ahead=ahead))
            if edtf:
                yield Span(start=hit.start(), end=hit.end(), edtf=edtf, kind=kind)
    if words.grammar == "chinese":
        yield from _days_of_month(low, published)


def _patterns(words: Lexicon) -> Sentences:
    made = _made.get(words.key)
    if made is None:
        form = GRAMMARS[words.grammar].date_pattern(words, bare=True)
        holes = {**_HOLES, "a": f"(?P<a>{form})", "b": f"(?P<b>{form})"}
        two = [(TWO_DAYS, fill(each, holes)) for each in words_for(words.language, "two_days")]
        made = _made[words.key] = Sentences([*two, (BARE, form)], sieve=words.sieve)
    return made


def _is_word(hit: re.Match[str], written: str, language: str) -> bool:
    """Whether it is no month but a word that is written as one: may, march."""
    if language not in CAPITALS or any(letter.isdigit() for letter in hit[0]):
        return False
    return not hit.start() or not written[hit.start() : hit.start() + 1].isupper()


def _two_days(
    hit: re.Match[str], words: Lexicon, now: tuple[int, int] | None, *, ahead: bool
) -> str:
    """Two days of one month: the 19th and 20th of February."""
    said = hit.groupdict()
    if said.get("n"):
        year, month, _ = dated_by(f"{int(said['n'])}月", words, now, ahead=ahead)
        year, first, last = int(said["y"] or year), int(said["d"]), int(said["e"])
    else:
        year, month, day = dated_by(said.get("b") or said["a"], words, now, ahead=ahead)
        year = int(said.get("y") or year)
        first, last = (int(said["d"]), day) if said.get("b") else (day, int(said["e"]))
    if not (month and 0 < first < last):
        return ""
    one, other = edtf_of(year, month, first), edtf_of(year, month, last)
    return f"{one}/{other}" if _is_day(one) and _is_day(other) else ""


def _is_day(edtf: str) -> bool:
    try:
        date.fromisoformat(edtf)
    except ValueError:
        return False
    return True


def _days_of_month(low: str, published: str | None) -> Iterator[Span]:
    """A day of the month, as Chinese news has it: the last one up to the page's day, or of the month that is named."""
    now = published or ""
    if not _is_day(now) or not YEARS[0] <= int(now[:4]) <= YEARS[1]:
        return
    for hit in _MONTH_DAY.finditer(low):
        day, named = _small(hit["d"]), hit["m"]
        far = MONTHS_FAR[named] if named else -(day > int(now[8:10]))
        edtf = f"{month_after(now[:7], far)}-{day:02d}"
        if _is_day(edtf):
            yield Span(start=hit.start("m" if named else "d"), end=hit.end(), edtf=edtf, kind=MONTH_DAY)  # fmt: skip


def _small(said: str) -> int:
    """A day in digits or numerals."""
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (10 * (_HAN.find(tens) + 1 if tens else 1) if ten else 0) + _HAN.find(ones or "?") + 1
