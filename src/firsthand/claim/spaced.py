"""Read numbers and dates as languages with spaces between words write them.

In: lower-case text and the lexicon's tables.  Out: numbers with their places; dates. Everything that
is particular to a language stands in its file under `[numbers]` and `[dates]`; here is only how parts
are put together: eighteen and a half million, quatre-vingt-dix mille, ثلاثة وعشرون ألفا, 2 bin 500.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from firsthand.claim.entry import fill
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.number_phrases import Phrase, find_phrases
from firsthand.claim.numbering import Numbers
from firsthand.claim.numerals import WORD, Numerals, Sign, Writing
from firsthand.claim.written import NUMBER_MAX, Written, whole

BASES = frozenset({3, 4, 5, 10, 20, 100})  # of nine in ten
VAGUE_MIN = 24  # "several people" says less than two dozen
_NEXT = re.compile(rf"[ \u00a0]?(?P<w>{WORD})")


def find_numbers(text: str, numbers: Numbers) -> Iterator[Written]:
    """Every number in lower-case *text*."""
    numerals = numbers.numerals
    assert numerals is not None, "the lexicon of a spaced language has [numbers.writing]"
    phrases = list(find_phrases(text, numerals))
    if phrases:
        yield from _shares(text, phrases, numerals)
    yield from _vague(text, numerals)
    for phrase in phrases:
        if not _is_word(text, phrase, numerals.writing):
            yield Written(
                start=phrase.start,
                end=phrase.end,
                number=whole(phrase.number),
                scale=phrase.scale,
                about=phrase.rounded,
                doubtful=phrase.doubtful,
            )


def _is_word(text: str, phrase: Phrase, writing: Writing) -> bool:
    """Whether it is an article or another word (un, ein, yüz) and no number."""
    if 0 < phrase.number < 1 and phrase.scale == 1 and not text[phrase.start].isdigit():
        return True
    hit = writing.not_alone.match(text, phrase.start) if writing.not_alone else None
    return phrase.marks == 1 and hit is not None and hit.end() == phrase.end


def _shares(text: str, phrases: Sequence[Phrase], numerals: Numerals) -> Iterator[Written]:
    """Two thirds, nine in ten, üçte biri."""
    writing = numerals.writing
    for phrase in phrases:
        for part, base in writing.parts:
            hit = part.follows(text, phrase.end + text.startswith("-", phrase.end))
            if hit and 0 < phrase.number <= base and phrase.number == int(phrase.number):
                end, scale = _scaled(text, hit.end(), numerals)
                number = phrase.number * scale / base
                yield (
                    Written(start=phrase.start, end=end, number=whole(number), scale=scale)
                    if scale > 1  # a quarter of a million
                    else _share(phrase.start, end, phrase.number, base)
                )
        for of, base in writing.bases:
            at = of.begin(text, phrase.start)
            if at is not None and 0 < phrase.number < base:
                yield _share(at, phrase.end, phrase.number, base)
    for one, other in pairwise(phrases):
        between = text[one.end : other.start].strip()
        for pattern, few, many in (
            (writing.out_of, one, other),
            (writing.out_of_first, other, one),
        ):
            if (
                pattern
                and 0 < few.number < many.number
                and many.number in BASES
                and pattern.fullmatch(between)
            ):
                yield _share(one.start, other.end, few.number, many.number)


def _share(start: int, end: int, part: float, base: float) -> Written:
    return Written(start=start, end=end, number=whole(100 * part / base), percent=True)


def _vague(text: str, numerals: Numerals) -> Iterator[Written]:
    """What both words of "tens of millions" leave open."""
    for words, low, high in numerals.vague:
        for match in words.finditer(text):
            end, scale = _scaled(text, match.end(), numerals)
            if scale == 1 and high is not None and high < VAGUE_MIN:
                continue
            top = None if high is None else (high + 1) * scale - 1
            yield Written(start=match.start(), end=end, number=0, low=low * scale, high=top, scale=scale, vague=True)  # fmt: skip


def _scaled(text: str, end: int, numerals: Numerals) -> tuple[int, int]:
    """Where the scales end that follow from *end* on, and what they multiply by."""
    scale = 1
    of = numerals.writing.of.match(text, end)
    token = _NEXT.match(text, of.end() if of else end)
    while token and scale <= NUMBER_MAX:  # "a quarter of a million million …" says nothing more
        read = numerals.read(token.group("w"))
        if read is None or not _are_scales(read.signs):
            break
        for sign in read.signs:
            scale *= int(sign.number)
        end = token.end()
        token = _NEXT.match(text, end)
    return end, scale


def _are_scales(signs: Sequence[Sign]) -> bool:
    return all(sign.scale or sign.number == 100 for sign in signs)


YEAR = r"(?<![\d,])(?:19|20)\d\d(?!\d|,\d|['’]?s\b|-?х\b)"  # not the 1990s
_HOLES = {
    "y": YEAR,
    "d": r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    "n": r"(?<!\d)(?:1[0-2]|0?[1-9])(?!\d)",
}
_MIDDLE = (r"(?<=\bmid-)", r"(?<=\bmi-)")  # mid-January, mi-janvier
_ANYWHERE = ("{y}-{n}-{d}", r"{d}\.{n}\.{y}", "{d}/{n}/{y}", "{y}-{n}")


def date_pattern(words: Lexicon, *, bare: bool) -> str:
    """What a date looks like; with *bare*, a month alone is one."""
    forms = [*_ANYWHERE, *words.dates["forms"], *(words.dates["bare"] if bare else ())]
    holes = {**_HOLES, "m": _month(words)}
    return f"(?:{'|'.join(fill(form, holes) for form in forms)})"


def read_date(text: str, words: Lexicon) -> tuple[int, int, int]:
    """Year, month and day of a date; 0 where it names none."""
    for pattern in _forms(words):
        match = pattern.fullmatch(text.strip())
        if match:
            found = match.groupdict()
            month = int(found.get("n") or 0) or _month_named(found.get("m") or "", words)
            return int(found.get("y") or 0), month, int(found.get("d") or 0)
    return 0, 0, 0


_forms_made: dict[str, tuple[re.Pattern[str], ...]] = {}
_months_made: dict[str, tuple[re.Pattern[str], ...]] = {}


def _forms(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    """What dates look like in a language, each form by itself."""
    made = _forms_made.get(words.key)
    if made is None:
        holes = {**_HOLES, "m": _month(words)}
        named = {name: f"(?P<{name}>{pattern})" for name, pattern in holes.items()}
        forms = (*_ANYWHERE, *words.dates["forms"], *words.dates["bare"])
        made = _forms_made[words.key] = tuple(re.compile(fill(form, named)) for form in forms)
    return made


def _month(words: Lexicon) -> str:
    names = sorted((name for month in words.months for name in month), key=len, reverse=True)
    numerals = words.numbers.numerals
    joined = numerals.writing.joined if numerals else ""  # "January and-March", written as one word
    begins = "|".join((r"(?<![\w-])", *_MIDDLE, *([rf"(?<=\s{joined})"] if joined else ())))
    return rf"(?:{begins})(?:{either_of(names) or '(?!)'})(?!\w)"


def either_of(names: Sequence[str]) -> str:
    """The *names* as alternatives; an ending that all have is written once: a pattern is made ready in so much less time.

    >>> either_of(["ocak(?:ta)?", "mart(?:ta)?"]), either_of(["may", "june"])
    ('(?:ocak|mart)(?:ta)?', 'may|june')
    """
    first = names[0] if len(names) > 1 else ""
    endings = (first[found.start() :] for found in re.finditer(r"(?<!\\)\(\?:", first))
    for ending in endings:
        stems = [name.removesuffix(ending) for name in names if name.endswith(ending)]
        if len(stems) == len(names) and not _is_open(ending) and not any("|" in each for each in stems):  # fmt: skip
            return f"(?:{'|'.join(stems)}){ending}"
    return "|".join(names)


def _is_open(ending: str) -> bool:
    """Whether some of its brackets close what is opened elsewhere."""
    try:
        re.compile(ending)
    except re.error:
        return True
    return "|" in re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", ending)


def _month_named(text: str, words: Lexicon) -> int:
    made = _months_made.get(words.key)
    if made is None:
        either = ("|".join(names) or "(?!)" for names in words.months)
        made = _months_made[words.key] = tuple(map(re.compile, either))
    return next((n for n, month in enumerate(made, 1) if month.fullmatch(text)), 0)
