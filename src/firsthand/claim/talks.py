"""Know a page that is a talk, and who speaks in it until somebody else does: a debate, a hearing, an interview.

In: the sentences of a page.  Out: for each sentence who speaks in it, as far as the page's form tells: where the name
stands. A page is a **debate** where four sentences or more begin with a speaker and a colon (or, in the manner of French and Russian minutes, a
speaker and a full stop), of two speakers at least: what follows is the speaker's until the next begins. It is an **interview** where five sentences or more ask
(or are marked as questions), three of them of "you", and somebody is introduced before or right after them: what is no question is that person's.
Short pages are left alone: there such forms are headings more often than talk.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from firsthand.claim.folding import spell

LABELS_MIN = 4
SPEAKERS_MIN = 2
QUESTIONS_MIN, ADDRESSED_MIN = 5, 3
ASKED_SHARE, ASKED_OFTEN = (
    10,
    4,
)  # one sentence in so many asks; asks often: fewer of these need say "you"
INTRODUCED = 4  # sentences at either end of an interview in which its guest is named
LABEL_CHARACTERS = 70

Place = tuple[int, int, int]  # the number of a sentence, and where in it a name stands

_UPPER = r"[A-ZÀ-ÖØ-ÞĞİŞА-ЯЁ]"
_WORD = rf"{_UPPER}[\w’'-]*"
_INITIAL = rf"{_UPPER}\."
_HAN = r"[\u3400-\u9fff]"
_COUNTED = r"[一二三四五六七八九十\d]{1,4}[岁歲]"  # an age
_ENDS_ASKING = re.compile(r"[?？؟][”\"»」』]?\s*$")
_QUOTED = re.compile(r"^[“\"«„「『»]")
_ENDING = re.compile(r"(?<=[a-zçğıöşü]{3})['’][a-zçğıöşü]{1,5}$")  # "Celal Hoca'yla"
_ANY_ENDING = "*"  # in the table, behind a word that may go on
_ELIDED = "l['’]"
# Words whose letters are not parted by spaces, and stand anywhere.
_UNPARTED = "zh"


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of talk, made of the words of `data/talks.csv`."""

    labels: tuple[re.Pattern[str], ...]  # who speaks, before a colon or the full stop of minutes
    no_label: re.Pattern[str]
    asks: re.Pattern[str]
    you: re.Pattern[str]
    guests: tuple[re.Pattern[str], ...]


@cache
def _rows() -> Mapping[str, Sequence[tuple[str, str]]]:
    """What the table has by role: a word's language and the word as a pattern."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    text = files("firsthand.claim").joinpath("data/talks.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        for word in row["words"].split("|"):
            plain = re.escape(word.removesuffix(_ANY_ENDING)).replace("\\ ", " ")
            found[row["role"]].append(
                (row["language"], plain + (r"\w*" if word.endswith(_ANY_ENDING) else ""))
            )
    return found


def _any(role: str, language: str | None = None, *, but: str | None = None) -> str:
    """One pattern for the words of a role, of one language or of all but one; longer words first."""
    words = {
        word for of, word in _rows()[role] if language in {None, of} and (but is None or of != but)
    }
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


@cache
def _forms() -> _Forms:
    link = f"(?:{_any('link')}|{_ELIDED})"
    titled = rf"(?:{_any('title')}\.? )?"
    plain = (
        rf"(?:{_any('article')} )?{titled}(?:(?:{_WORD}|[A-Z]\.|{link}) ){{0,6}}(?:{_WORD}|[A-Z]\.)"
    )
    rows = rf"{_any('minutes')}\.? (?:(?:{_WORD}|{_any('minutes_link')}|l['’]\w+) ?){{1,6}}[.:]"
    dotted = rf"{_WORD} {_INITIAL} {_INITIAL}:?|{_INITIAL} {_INITIAL} {_WORD}[.:]"
    behind = _any("guest_behind", but=_UNPARTED)
    arabic, letters = _any("guest_title", "ar"), r"[\u0621-\u064a]+"
    asked = rf"{_any('introduces')}(?:了|：|:)?(?:{_HAN}{{0,8}}{_any('introduced_as')})?"
    return _Forms(
        labels=tuple(
            re.compile(pattern)
            for pattern in (
                rf"(?P<who>{plain})(?: ?\([^)]{{1,40}}\))? ?: ",
                rf"(?P<who>{rows}|{dotted})(?:$| (?=[—–-]? ?{_UPPER}))",
                rf"(?P<who>(?:ال)?{letters}(?: {letters}){{0,3}}): ",
                r"(?P<who>[\u3400-\u9fff·]{1,10})(?:[（(][^）)]{1,12}[）)])?[：:](?=[“「\"]?[\u3400-\u9fff0-9])",
            )
        ),
        no_label=re.compile(rf"(?:{_any('no_label')}|\w|.*{_any('no_label_end')})$"),
        asks=re.compile(rf"{_any('asks')}\s?[.:：]"),
        you=re.compile(
            rf"\b{_any('you', but=_UNPARTED)}\b|{_any('you', _UNPARTED)}|{_any('you_ending')}\b",
            re.IGNORECASE,
        ),
        guests=(
            re.compile(
                rf"{asked}(?P<told>[\u3400-\u9fff·]{{2,5}}?)(?=[（(，。、]|$|是|曾|在)"
                rf"|(?P<office>{_HAN}{_any('guest_behind', _UNPARTED)})"
                rf"|^(?P<first>[\u3400-\u9fff·]{{2,5}})(?:（化名）|，{_COUNTED})"
            ),
            re.compile(rf"{arabic} (?P<told>{letters} (?:بن |بنت |ال)?{letters})"),
            re.compile(
                rf"(?P<titled>{_any('guest_title', but='ar')}\.? {_WORD}(?: {_WORD})?)"
                rf"|(?P<named>{_WORD}(?: (?:[A-Z]\. )?{_WORD}){{1,2}})"
                rf"|(?P<behind>{_WORD} {behind})"
            ),
        ),
    )


def speakers_of(texts: Sequence[str]) -> list[Place | None]:
    """Who speaks in each sentence of a talk; None throughout where the page is none.

    >>> minutes = ["Mr. Hay: It is so.", "I saw it.", "The Minister: No.", "Mr. Hay: Yes.", "The Minister: Not at all."]
    >>> speakers_of(minutes)
    [(0, 0, 7), (0, 0, 7), (2, 0, 12), (3, 0, 7), (4, 0, 12)]
    """
    plain = [spell(text) for text in texts]
    return _debate(plain) or _interview(plain) or [None] * len(plain)


def _debate(texts: Sequence[str]) -> list[Place | None]:
    labels = [_label_of(text) for text in texts]
    keys = [
        text[slice(*one)].casefold().split() if one else []
        for text, one in zip(texts, labels, strict=True)
    ]
    last = Counter(key[-1] for key in keys if key)  # "Mr. Bernard Hay" and "Mr. Hay"
    begun = [
        one if key and last[key[-1]] > 1 else None for key, one in zip(keys, labels, strict=True)
    ]
    if (
        sum(map(bool, begun)) < LABELS_MIN
        or sum(count > 1 for count in last.values()) < SPEAKERS_MIN
    ):
        return []
    found: list[Place | None] = []
    now: Place | None = None
    for number, one in enumerate(begun):
        now = (number, *one) if one else now
        found.append(now)
    return found


def _label_of(text: str) -> tuple[int, int] | None:
    start = text[:LABEL_CHARACTERS]
    for pattern in _forms().labels:
        match = pattern.match(start)
        if match is not None and not _forms().no_label.match(match["who"].strip()):
            first, last = match.span("who")
            while last > first and start[last - 1] in " .:":
                last -= 1
            return first, last
    return None


def _interview(texts: Sequence[str]) -> list[Place | None]:
    forms = _forms()
    marked = sum(forms.asks.match(text) is not None for text in texts)
    asks = [
        forms.asks.match(text) is not None
        or (not marked and _ENDS_ASKING.search(text) is not None and not _QUOTED.match(text))
        for text in texts
    ]
    asked = [text for text, one in zip(texts, asks, strict=True) if one]
    if len(asked) < QUESTIONS_MIN or len(asked) * ASKED_SHARE < len(texts):
        return []
    least = ADDRESSED_MIN - (len(asked) * ASKED_OFTEN >= len(texts))
    if not marked and sum(forms.you.search(text) is not None for text in asked) < least:
        return []
    first = asks.index(True)
    guest = _guest_in(
        texts, [*range(min(first + 1, INTRODUCED)), *range(len(texts) - INTRODUCED, len(texts))]
    )
    if guest is None:
        return []
    return [guest if number > first and not asking else None for number, asking in enumerate(asks)]


def _guest_in(texts: Sequence[str], numbers: Sequence[int]) -> Place | None:
    for number in numbers:
        for pattern in _forms().guests:
            match = pattern.search(texts[number])
            if match is not None and match.lastgroup is not None:
                first, last = match.span(match.lastgroup)
                ending = _ENDING.search(texts[number][first:last])  # "Celal Hoca'yla"
                return number, first, last - len(ending.group()) if ending else last
    return None
