"""Names that no table knows, by their shape alone: words with a capital, and what of a run of them may be the name.

In: a sentence in hand.  Out: where names may stand, with their shape. Most are no places, or not the programme's:
that is told in `claim.settled`. What rules hold to be a place is told in `claim.located`. Scripts that have no capitals
are read in `claim.arabic_names` and `claim.chinese_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from firsthand.claim.arabic_names import in_arabic, more_in_arabic
from firsthand.claim.chinese_names import Shape, in_han, more_in_han
from firsthand.claim.reading import Reading

NAMES_MAX = 16  # of one sentence: more are a list of members
WORDS_MAX = 5  # of one name
FIRST_MAX = 2  # words of a run that may not be the name's
MORE_MAX = 12  # of one sentence, of the shapes that a name before or beside them makes

_LARGE = "A-ZÀ-ÖØ-ÞĀ-ŽŞİĞА-ЯЁ"
# Nothing that may follow a word begins with what is in one: what was taken is not given back.
_WORD = rf"[{_LARGE}][\w-]*+(?:[’'](?!s\b)[\w-]++)?+"
_TURKISH = rf"[{_LARGE}][\w-]*"  # an ending stands behind the apostrophe
_BETWEEN = r"(?: (?:de la|de las|de los|de|del|du|des|la|el|al|of|am|an der|im|ob der|sur|sous|le|les|n[°º]|№)|,? (?:n[°º]|№))? |-(?=[A-ZÀ-Þ])"
_RUN = {tr: re.compile(rf"(?<![\w’']){word}(?:(?:{_BETWEEN})(?:{word}|\d{{1,3}}(?!\d)))*") for tr, word in ((False, _WORD), (True, _TURKISH))}  # fmt: skip
_SMALL_BEFORE = re.compile(r"(?<!\w)[^\W\d_]{4,}(?: [dв][eu]l?)? $")  # Distrikt …, gimnasio de …
_SMALL_BEHIND = re.compile(r" [^\W\d_]{4,}(?!\w)")
BEFORE_CHARACTERS = 24

_FIRST_WORDS = frozenset({"tr", "de"})  # where a noun behind a name has a capital too
_NUMBERED = frozenset({"de", "fr", "es"})  # where a number behind a name counts: Luzern 360 Männer
_CUT_BEFORE = frozenset({"de", "en"})
_BODY_EN = re.compile(
    r"(?: Regional| State| City| Provincial)? (?:(?:Government|Police|Authority|Council|Assembly|Commission|Court|Ministry|Command|Governor|District|Region|County|Province)$|(?:Department|Board|Ministry|Office|Bureau) of )"
)
_GENITIVE = 5  # Japans
_POSSESSED = re.compile(r"[’']s (?:Bazaa?r|Reach|Point|Bay|Cross|Hill|Island|Landing|Ferry)(?!\w)")
_NUMBER_BEHIND = re.compile(r"(?: [a-z]{2,3})? \d{1,3}(?: .*)?$")
_OF = re.compile(r" (?:de la|de las|de los|de|del|du|des|la|of|am|im|an der|ob der|sur|sous) ")
_COUNTED_EN = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|other|all)"
_SIDE_EN = r"(?:(?:[Nn]orth|[Ss]outh)-?(?:[Ee]ast|[Ww]est)?|[Ee]ast|[Ww]est|[Cc]entral)(?:ern)?"
_UNIT_EN = r"(?:provinces?|regions?|districts?|states?|zones?|counties|areas?)"
_SMALL_RU = r"(?:област|кра[йюея]|район|республик|округ|город|школ|колони|тюрьм|изолятор|метро|аэропорт|вокзал|больниц|отдел|университет|центр|детсад|порт|лагер)[а-яё]*"
_NUMBER_RU = r"(?: №\s?\d+(?: и (?:№\s?)?\d+)?)"
_SMALL = {
    language: tuple((name, re.compile(pattern)) for name, pattern in patterns)
    for language, patterns in {
        "en": (
            ("saint", r"\b(?P<name>(?:St|Mt|Ft)\. [A-Z][\w’-]+)"),
            ("side", rf"\b(?P<name>{_SIDE_EN} [A-Z][\w’-]+)"),
            ("side unit", rf"\b(?P<name>(?:{_COUNTED_EN} )?{_SIDE_EN} (?:border )?{_UNIT_EN}|[Dd]eep [Nn]orth|[Dd]eep [Ss]outh)\b"),
            ("counted", rf"\b(?P<name>{_COUNTED_EN} (?:(?:air|sea)?ports|provinces|districts|regions|states|zones|counties|locations|prisons|camps))\b"),
        ),
        "es": (("numbered", rf"(?<!\w)(?P<name>{_WORD}(?: {_WORD})? (?:[Nn]o\.|N[°º]) ?\d{{1,3}})"),),
        "fr": (("behind l'", rf"(?<!\w)[dlDL][’'](?P<name>{_WORD}(?:(?:{_BETWEEN}){_WORD}){{0,2}})"),),
        "ru": (
            ("adjective", rf"(?<!\w)(?P<name>[А-ЯЁ]?[а-яё-]{{3,60}}ск(?:ой|ом|ого|ому|ая|ую|ий|им|их|ие|ими|ое)(?: [а-яё]{{4,}})? {_SMALL_RU}{_NUMBER_RU}?)"),
            ("adjective and noun", r"(?<!\w)(?P<name>[А-ЯЁ][а-яё-]{2,}(?:ск|льн)(?:ой|ом|ого|ому|ая|ую|ий|им|их|ие|ое) [а-яё]{5,})"),
            ("numbered", rf"(?<!\w)(?P<name>(?:{_SMALL_RU}|ИК|лице[а-яё]+|гимнази[а-яё]+|участк[а-яё]+){_NUMBER_RU})"),
            ("unit", r"(?<!\w)(?P<name>столиц[еы]|области|республике)(?!\w)(?! [А-ЯЁ])"),
        ),
    }.items()
}  # fmt: skip


def names_in(reading: Reading) -> Iterator[Shape]:
    """Where names may stand in a sentence, by place; of each those parts too that may be the name alone."""
    found = {
        "zh": in_han,
        "ar": in_arabic,
    }.get(reading.words.language, _in_letters)(reading)
    for number, each in enumerate(found):
        if number >= NAMES_MAX:
            return
        yield each
    more = {
        "zh": more_in_han,
        "ar": more_in_arabic,
    }.get(reading.words.language, _more_in_letters)
    yield from islice(more(reading), MORE_MAX)


def _in_letters(reading: Reading) -> Iterator[Shape]:
    text, turkish = reading.text, reading.words.language == "tr"
    for run in _RUN[turkish].finditer(text):
        start, end = run.span()
        words = len(run[0].split())
        if words > WORDS_MAX or end - start < 2:
            continue
        first = "first" if start == 0 else "inside"
        yield start, end, ("run", first, f"{words} words")
        cut = 0
        for left in range(
            1, min(words, FIRST_MAX + 1)
        ):  # a noun, a title or the sentence's first word may stand before it
            cut = run[0].index(" ", cut) + 1
            if text[start + cut].isupper():
                yield (
                    start + cut,
                    end,
                    ("run", f"without its first {left}", f"{words - left} words"),
                )
        before = _SMALL_BEFORE.search(text, max(0, start - BEFORE_CHARACTERS), start)
        if before is not None and reading.words.language != "en":
            yield before.start(), end, ("run", "with the word before", f"{words + 1} words")
        behind = _SMALL_BEHIND.match(text, end)
        if behind is not None and reading.words.language in {"en", "tr"}:
            yield start, behind.end(), ("run", "with the word behind", f"{words + 1} words")


def _more_in_letters(reading: Reading) -> Iterator[Shape]:
    """Parts of runs that may be the name; what stands behind an apostrophe; regions that have no capital."""
    text, language = reading.text, reading.words.language
    for run in _RUN[language == "tr"].finditer(text):
        yield from _parts(text, run, language)
    for name, pattern in _SMALL.get(language, ()):
        for hit in pattern.finditer(text):
            yield *hit.span("name"), ("small", name)


def _parts(text: str, run: re.Match[str], language: str) -> Iterator[Shape]:
    """What of a run may be the name alone besides its end."""
    start, end = run.span()
    words = len(run[0].split())
    of = _POSSESSED.match(text, end)
    if of is not None:
        yield text.rfind(" ", start, end) + 1 if words > 1 else start, of.end(), ("run part", "with 's")  # fmt: skip
    numbered = _NUMBER_BEHIND.search(text, start, end) if language in _NUMBERED else None
    if numbered is not None:
        yield start, numbered.start(), ("run part", "without its number")
    if words > WORDS_MAX:
        yield text.rindex(" ", start, end) + 1, end, ("run part", "last of many")
        yield start, text.index(" ", start, end), ("run part", "first of many")
    for between in _OF.finditer(text, start, end):
        if language in _CUT_BEFORE:
            yield start, between.start(), ("run part", "before of")
        yield between.end(), end, ("run part", "behind of")
    if words > 1:
        yield from _first_of(text, start, end, language)
    joined = text.rfind("-", start, end) + 1
    if language == "de" and text[joined : joined + 1].isupper() and joined > start:
        yield joined, end, ("run part", "behind -")


def _first_of(text: str, start: int, end: int, language: str) -> Iterator[Shape]:
    """The first word of a run that goes on with a noun, and what of it stands before a body's word."""
    body = _BODY_EN.search(text, start, end) if language == "en" else None
    if body is not None:
        yield start, body.start(), ("run part", "before a body")
        if not start and (second := text.index(" ", start, end) + 1) < body.start():
            yield second, body.start(), ("run part", "before a body")
    if language not in _FIRST_WORDS:
        return
    where = "inside" if start else "first"
    if language == "de" and not start:  # In Lahr am Schwarzwald
        start = text.index(" ", start, end) + 1
    first = text.find(" ", start, end)
    if first < 0 or not text[start].isupper():
        return
    yield start, first, ("run part", "first word", where)
    if language == "de" and text[first - 1] == "s" and first - start >= _GENITIVE:
        yield start, first - 1, ("run part", "without its s")
