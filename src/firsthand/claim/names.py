"""Names that no table knows, by their shape alone: words with a capital, words behind one for a place, signs before one.

In: a sentence in hand.  Out: where names may stand, with their shape. Most are no places, or not the programme's:
that is told in `claim.settled`. What rules hold to be a place is told in `claim.located`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from firsthand.claim.chinese_names import Shape, in_han, more_in_han
from firsthand.claim.reading import Reading

NAMES_MAX = 16  # of one sentence: more are a list of members
WORDS_MAX = 5  # of one name
FIRST_MAX = 2  # words of a run that may not be the name's
MORE_MAX = 12  # of one sentence, of the shapes that a name before or beside them makes

_LARGE = "A-ZÀ-ÖØ-ÞĀ-ŽŞİĞА-ЯЁ"
_WORD = rf"[{_LARGE}][\w-]*(?:[’'](?!s\b)[\w-]+)?"
_TURKISH = rf"[{_LARGE}][\w-]*"  # an ending stands behind the apostrophe
_BETWEEN = r"(?: (?:de la|de las|de los|de|del|du|des|la|el|al|of|am|an der|im|ob der|sur|sous|le|les|n[°º]|№)|,? (?:n[°º]|№))? |-(?=[A-ZÀ-Þ])"
_RUN = {tr: re.compile(rf"(?<![\w’']){word}(?:(?:{_BETWEEN})(?:{word}|\d{{1,3}}(?!\d)))*") for tr, word in ((False, _WORD), (True, _TURKISH))}  # fmt: skip
_SMALL_BEFORE = re.compile(r"(?<!\w)[^\W\d_]{4,}(?: [dв][eu]l?)? $")  # Distrikt …, gimnasio de …
_SMALL_BEHIND = re.compile(r" [^\W\d_]{4,}(?!\w)")
BEFORE_CHARACTERS = 24

_FIRST_WORDS = frozenset({"tr", "de"})  # where a noun behind a name has a capital too
_WHOLE_WORDS = 2  # of so few words the last is seldom too many
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
            ("side", rf"\b(?P<name>{_SIDE_EN} [A-Z][\w’-]+)"),
            ("side unit", rf"\b(?P<name>(?:{_COUNTED_EN} )?{_SIDE_EN} (?:border )?{_UNIT_EN}|[Dd]eep [Nn]orth|[Dd]eep [Ss]outh)\b"),
            ("counted", rf"\b(?P<name>{_COUNTED_EN} (?:(?:air|sea)?ports|provinces|districts|regions|states|zones|counties|locations|prisons|camps))\b"),
        ),
        "fr": (("behind l'", rf"(?<!\w)[dlDL][’'](?P<name>{_WORD}(?:{_BETWEEN}{_WORD}){{0,2}})"),),
        "ru": (
            ("adjective", rf"(?<!\w)(?P<name>[А-ЯЁ]?[а-яё-]{{3,}}ск(?:ой|ом|ого|ому|ая|ую|ий|им|их|ие|ими|ое)(?: [а-яё]{{4,}})? {_SMALL_RU}{_NUMBER_RU}?)"),
            ("adjective and noun", r"(?<!\w)(?P<name>[А-ЯЁ][а-яё-]{2,}(?:ск|льн)(?:ой|ом|ого|ому|ая|ую|ий|им|их|ие|ое) [а-яё]{5,})"),
            ("numbered", rf"(?<!\w)(?P<name>(?:{_SMALL_RU}|ИК|лице[а-яё]+|гимнази[а-яё]+|участк[а-яё]+){_NUMBER_RU})"),
            ("unit", r"(?<!\w)(?P<name>столиц[еы]|области|республике)(?!\w)(?! [А-ЯЁ])"),
        ),
    }.items()
}  # fmt: skip

_KIND_AR = r"(?:معسكر|مركز|ولاية|محافظة|مديرية|بلدية|بلدة|قرية|مدينة|مخيم|مطار|معبر|ميناء|سجن|مستشفى|مدرسة|جامعة|كلية|منطقة|مكتب|حي|سوق|جزيرة|قاعة|مجمع|حقل|مقاطعة|إقليم|دائرة|ناحية|قضاء|جوازات)"
_ARABIC = re.compile(
    rf"(?<!\w)(?:[وفبلك]{{0,2}}(?P<kind>{_KIND_AR})(?P<one> [^\W\d_]{{2,}})(?P<two> [^\W\d_]{{2,}})?|(?:في|إلى|من) (?P<in>[^\W\d_]{{3,}})(?P<more> [^\W\d_]{{2,}})?)"
)
_NO_NAME_AR = r"(?!(?:في|إلى|من|على|عن|ثم|أو|مع|التي|الذي|هذا|هذه|ذلك|كل|جميع|أي|بعد|قبل|خلال) )"
_TWO_AR = rf"(?P<two> (?!و){_NO_NAME_AR}[^\W\d_]{{3,}})?"
_BEHIND_ARABIC = (
    ("behind a kind", re.compile(rf"(?<!\w)[وفبلك]{{0,2}}{_KIND_AR} (?={_NO_NAME_AR}(?P<one>[^\W\d_]{{3,}}){_TWO_AR})")),
    ("kind", re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?=(?P<one>{_KIND_AR} {_NO_NAME_AR}[^\W\d_]{{3,}}){_TWO_AR})")),
    ("behind in", re.compile(rf"(?<!\w)و?(?:في|إلى) (?={_NO_NAME_AR}(?P<one>[^\W\d_]{{3,}}){_TWO_AR})")),
    ("behind a people", re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:سكان|أهالي|أسر|مدارس|مطارات|صحة|أمانة|شرطة|مستشفيات|مباني|مراكز|سجون|مدن|مخيمات|أنحاء|إمارة|سلطات|بلديات) (?={_NO_NAME_AR}(?P<one>[^\W\d_]{{3,}}){_TWO_AR})")),
)  # fmt: skip
_ROW_ARABIC = re.compile(
    rf"(?:(?<!\w)(?:في|إلى|من|بين|{_KIND_AR}|مدن|مدارس|محافظات|مراكز)) (?:[^\W\d_]{{2,}} ?){{1,2}}(?P<row>(?: و[^\W\d_]{{3,}}(?: (?!و)[^\W\d_]{{3,}})?){{1,8}})"
)
_AND_ARABIC = re.compile(r" و(?P<one>[^\W\d_]{3,})(?P<two> (?!و)[^\W\d_]{3,})?")


def names_in(reading: Reading) -> Iterator[Shape]:
    """Where names may stand in a sentence, by place; of each those parts too that may be the name alone."""
    found = {
        "zh": in_han,
        "ar": _in_arabic,
    }.get(reading.words.language, _in_letters)(reading)
    for number, each in enumerate(found):
        if number >= NAMES_MAX:
            return
        yield each
    more = {
        "zh": more_in_han,
        "ar": _more_in_arabic,
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
        yield start, of.end(), ("run part", "with 's")
    numbered = _NUMBER_BEHIND.search(text, start, end)
    if numbered is not None and words <= WORDS_MAX + 2:
        yield start, numbered.start(), ("run part", "without its number")
    if words > WORDS_MAX:
        yield text.rindex(" ", start, end) + 1, end, ("run part", "last of many")
        yield start, text.index(" ", start, end), ("run part", "first of many")
    for between in _OF.finditer(text, start, end):
        yield start, between.start(), ("run part", "before of")
        yield between.end(), end, ("run part", "behind of")
    if words > 1:
        first = text.index(" ", start, end)
        if language in _FIRST_WORDS:
            yield start, first, ("run part", "first word", "first" if start == 0 else "inside")
        if words > _WHOLE_WORDS:
            yield start, text.rindex(" ", start, end), ("run part", "without its last")
        if language == "de" and text[first - 1] == "s" and first - start >= _GENITIVE:
            yield start, first - 1, ("run part", "without its s")
    joined = text.rfind("-", start, end) + 1
    if language == "de" and joined and text[joined : joined + 1].isupper():
        yield joined, end, ("run part", "behind -")


def _in_arabic(reading: Reading) -> Iterator[Shape]:
    for hit in _ARABIC.finditer(reading.text):
        if hit["kind"]:
            start, end = hit.start("kind"), hit.end("one")
            yield start, end, ("kind", "2 words")
            yield hit.start("one") + 1, end, ("behind a kind", "1 words")
            if hit["two"]:
                yield start, hit.end("two"), ("kind", "3 words")
                yield hit.start("one") + 1, hit.end("two"), ("behind a kind", "2 words")
        else:
            yield *hit.span("in"), ("behind in", "1 words")
            if hit["more"]:
                yield hit.start("in"), hit.end("more"), ("behind in", "2 words")


def _more_in_arabic(reading: Reading) -> Iterator[Shape]:
    """Names that stand behind others, in a row or with a word for their kind; and behind words for who lives there."""
    text = reading.text
    for name, pattern in _BEHIND_ARABIC:
        for hit in pattern.finditer(text):
            yield *hit.span("one"), (name, "1 words")
            if hit["two"]:
                yield hit.start("one"), hit.end("two"), (name, "2 words")
    for hit in _ROW_ARABIC.finditer(text):
        for each in _AND_ARABIC.finditer(text, hit.start("row"), hit.end("row")):
            yield *each.span("one"), ("row", "1 words")
            if each["two"]:
                yield each.start("one"), each.end("two"), ("row", "2 words")
