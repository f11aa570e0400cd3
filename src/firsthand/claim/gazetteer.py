"""Names of places and their codes, as `data/places.csv` and the tables of `claim.divisions` say them.

In: a text and the year it speaks of.  Out: where names stand in it, and their codes then. Which of them is where the programme runs is told in
`claim.located`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from firsthand.claim.automaton import Automaton
from firsthand.claim.divisions import TOWN, Divisions, divisions, townships, within
from firsthand.claim.folding import spell
from firsthand.claim.romanised import romanised_in
from firsthand.claim.shortened import stands_as_name
from firsthand.claim.spelled import spelled
from firsthand.model.value import value


@value
class Named:
    """A name of a place in a text, and every code that it may have; `town`: it is a township's."""

    start: int
    end: int
    codes: tuple[str, ...]
    town: bool = False


class Places:
    """Names of places and their codes, all looked for in one pass.

    *codes* are today's, of names that mean one place; *divided* are names that have had codes of their own.
    To those that are *bare* no ending can be added: all their forms are known.
    """

    def __init__(
        self, codes: Mapping[str, str], divided: Divisions, *, bare: frozenset[str] = frozenset()
    ) -> None:
        self.codes, self._divided, self._bare = codes, divided, bare
        names = (*divided.names(), *divided.short, *codes)
        self._automaton = Automaton({name: len(name) for name in names})

    def finditer(self, text: str, *, year: int | None = None) -> Iterator[Named]:
        """Where names stand in *text*, the longest first, with their codes in *year*."""
        plain = spell(text)
        found = [(last + 1 - length, last + 1) for last, length in self._automaton.iter(plain)]
        reached = 0
        towns = townships().finditer(plain) if TOWN.search(plain) else ()
        spans = [(start, end, codes) for start, end, codes in towns]
        spans += [(start, end, ()) for start, end in found]
        spans += [
            (start, end, codes)
            for start, end, names in romanised_in(plain)
            if plain[start:end].rpartition(" ")[0]
            not in self.codes  # "Xinjiang County" is no 新绛县
            and (codes := self._codes_of_all(names, year))
        ]
        for start, end, codes in sorted(spans, key=lambda span: (span[0], -span[1], -len(span[2]))):
            name = plain[start:end]
            if name in self._bare and _is_letter(plain[end : end + 1]):
                continue
            short = name in self._divided.short and name not in self.codes
            if short and not stands_as_name(plain, start, end):
                continue
            if start >= reached and not _goes_on(plain, start, end):
                yield Named(
                    start=start,
                    end=end,
                    codes=codes or self._codes_of(name, year),
                    town=bool(codes) and not plain[start].isascii(),
                )
                reached = end

    def _codes_of_all(self, names: Iterable[str], year: int | None) -> tuple[str, ...]:
        """The codes of every place that may be meant; one name in Latin letters is often several."""
        return tuple(
            sorted({code for name in names for code in self._divided.codes(spell(name), year)})
        )

    def _codes_of(self, name: str, year: int | None) -> tuple[str, ...]:
        if name in self.codes:
            return (self._divided.code_in(self.codes[name], year),)
        return self._divided.codes(name, year)


def settle(found: Sequence[Named], around: Callable[[], Iterable[str]]) -> list[tuple[Named, str]]:
    """One code for each name where it is sure, else none: of several, the one inside what is *around*.

    The places named beside it come first, then those of the whole page. A township is taken at its name
    only where no other bears it, or its county or prefecture is named.
    """
    sure = {code for each in found if len(each.codes) == 1 and not each.town for code in each.codes}
    settled = []
    for each in found:
        codes = each.codes
        if len(codes) > 1 or each.town:
            inside = within(codes, sure) or within(codes, around())
            if not inside and each.town and len(codes) == 1:
                elsewhere = any(code.isdigit() for code in (*sure, *around()))
                inside = () if elsewhere else codes
            codes = inside
        settled.append((each, codes[0] if len(codes) == 1 else ""))
    return settled


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a word stands on past the span, in a script that parts words.

    In English and Arabic to both sides; elsewhere to the left, since an ending may stand on: Кашгаре, Kaşgar'da.
    """
    if _HAN.match(text, start):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if text[start:end].isascii() and _is_letter(after):
        return True
    if _ARABIC.match(text, start):
        if _is_letter(after) and not _UYGHUR.search(text[start : _word_end(text, end)]):
            return True
        return before.isalpha() and not _PREFIX.search(text, max(0, start - 4), start)
    return _is_letter(before)


def _word_end(text: str, at: int) -> int:
    """Where the word that *at* stands in ends."""
    while at < len(text) and _is_letter(text[at]):
        at += 1
    return at


def _is_letter(sign: str) -> bool:
    return sign == "_" or (sign.isalnum() and not _HAN.match(sign))


_HAN = re.compile(r"[\u3400-\u9fff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_UYGHUR = re.compile(
    "^ئ|[ېۈۋەڭۆۇچپ]"
)  # a word of a language with endings; an Arabic name that goes on is another word (قطر، قطرة)
_PREFIX = re.compile(
    r"(?:^|[^\w])(?:[وف]?[بكل]?(?:ال)?|لل)$"
)  # and, in, the: written onto the name


@cache
def places() -> Places:
    """Names of places, in any script, and their codes; `data/places.csv` says them, and `claim.spelled`."""
    text = files("firsthand.claim").joinpath("data/places.csv").read_text("utf-8")
    listed = {spell(row["name"]): row["code"] for row in csv.DictReader(text.splitlines())}
    forms = {spell(form): code for form, code in spelled().items()}
    far = {spell(name): "" for name in _abroad() if spell(name) not in divisions().short}
    return Places(
        {**far, **forms, **listed}, divisions(), bare=frozenset(forms) - frozenset(listed)
    )


def _abroad() -> Iterator[str]:
    """Cities, regions and camps outside the mainland as Chinese pages name them: places without a code."""
    text = files("firsthand.claim").joinpath("data/abroad.csv").read_text("utf-8")
    yield from (row["name"] for row in csv.DictReader(text.splitlines()))
