"""Compare pages of one language in two scripts by their letters: Uyghur, Kazakh, Serbian.

In: words and their tongue.  Out: one plain Latin form for all scripts of a language, how alike two
stretches are in it, and pages that are worth comparing. Tables are small and certain: Uyghur in
Arabic (UEY), Latin (ULY) and Cyrillic letters (USY), Kazakh in Cyrillic, Latin (2021) and Arabic
letters (töte jazu), Serbian in both. Vowels that one script tells apart and another does not are one letter.
Chinese orthographies are not told apart at all where words are compared (`trace.letters`).
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value

USUAL = {"ug": "Arab", "kk": "Cyrl", "sr": "Cyrl"}  # the script that a language's code alone means
GRAM = 4  # letters compared together
SKETCH = 32  # of the grams of a page, the least by their digests stand for it
SKETCH_GRAM = 10
COMMON_MIN = 3  # so many of them in common make two pages worth comparing
HOLDERS_MAX = 64
ALIKE_MAX = 6  # pages compared closely with one page; the likest
LETTERS_MIN = 12  # a shorter stretch is alike to many
EVEN_LETTERS, LETTERS_A_STEP = (
    60,
    10.0,
)  # as few letters in common as `TraceSettings` calls a passage
ODDS_MOST = 30.0
READ_MAX = 200_000

_CYRILLIC = dict(
    zip("абвгдезиклмнопрстуфхэ", "abvgdeziklmnoprstufxe", strict=True), ж="zh", ч="ch", ш="sh", й="y",
    ю="yu", я="ya", ё="yo", ц="ts", щ="sh", ъ="", ь="", ы="i", і="i",
)  # fmt: skip
_UYGHUR = {
    **_CYRILLIC, "в": "w", "ә": "e", "җ": "j", "ғ": "gh", "қ": "q", "ң": "ng", "һ": "h", "ө": "o", "ү": "u",
    **dict(zip("ابپتجخدرزسفقكگلمنھوۇۆۈۋىيەې", "abptjxdrzsfqkglmnhououwiyee", strict=True)),
    "چ": "ch", "ژ": "zh", "ش": "sh", "غ": "gh", "ڭ": "ng", "ئ": "", "ə": "e",
}  # fmt: skip
_KAZAKH = {
    **_CYRILLIC, "ж": "j", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "й": "i", "ш": "s", "щ": "s",
    **dict(zip("ابپتجحدرزسشفقكگلمنھوۆۇۋىيەعڭء", "abptjxdrzssfqkglmnhovuuiiegn'", strict=True)),
    "چ": "ch", "ٴ": "", "y": "i", "ı": "i", "ŋ": "n",
}  # fmt: skip
_SERBIAN = {
    **_CYRILLIC, "ж": "z", "х": "h", "ц": "c", "ч": "c", "ћ": "c", "ш": "s", "ђ": "d", "đ": "d", "љ": "lj",
    "њ": "nj", "џ": "dz", "ј": "j",
}  # fmt: skip
_TABLES: Mapping[str, Mapping[int, str]] = {
    language: {ord(letter): plain for letter, plain in table.items()}
    for language, table in (("ug", _UYGHUR), ("kk", _KAZAKH), ("sr", _SERBIAN))
}

Likeness = NDArray[np.float32]
Grams = frozenset[str]


@value
class Spelled:
    """A page in the plain form of its language: the grams of each stretch, and what stands for it."""

    stretches: tuple[Grams, ...]
    sketch: frozenset[bytes]


def in_script(code: str, script: str) -> str:
    """The tongue of a language in *script*: its code alone where that is its usual one.

    >>> in_script("ug", "Latn"), in_script("ug", "Arab"), in_script("fr", "Latn")
    ('ug-Latn', 'ug', 'fr')
    """
    return code if USUAL.get(code, script) in {script, "Zyyy"} else f"{code}-{script}"


def one_language(one: str, other: str) -> bool:
    """Whether two tongues are one language in two scripts."""
    return one != other and _base(one) == _base(other) and _base(one) in USUAL


def _base(tongue: str) -> str:
    return tongue.split("-", 1)[0]


def romanised(words: str, tongue: str) -> str:
    """*words* in plain Latin letters, the same for every script of the language; nothing between them.

    >>> romanised("شىنجاڭ", "ug"), romanised("Shinjang", "ug-Latn"), romanised("Шинҗаң", "ug-Cyrl")
    ('shinjang', 'shinjang', 'shinjang')
    """
    low = unicodedata.normalize("NFC", words.lower()).translate(_TABLES[_base(tongue)])
    plain = unicodedata.normalize("NFKD", low)
    return "".join(letter for letter in plain if letter.isalnum())


def spell(stretches: Sequence[str], *, tongue: str) -> Spelled:
    """Make a page ready to be compared with one in another script."""
    plain = [romanised(words, tongue) for words in stretches]
    whole = "".join(plain)[:READ_MAX]
    digests = {
        hashlib.blake2b(whole[at : at + SKETCH_GRAM].encode(), digest_size=8).digest()
        for at in range(len(whole) - SKETCH_GRAM + 1)
    }
    return Spelled(
        stretches=tuple(_grams(words) for words in plain),
        sketch=frozenset(sorted(digests)[:SKETCH]),
    )


def _grams(words: str) -> Grams:
    if len(words) < LETTERS_MIN:
        return frozenset()
    return frozenset(words[at : at + GRAM] for at in range(len(words) - GRAM + 1))


def likeness_of(one: Spelled, other: Spelled) -> Likeness:
    """For each two stretches the share of grams that they have in common, of all that either has."""
    table = np.zeros((len(one.stretches), len(other.stretches)), np.float32)
    for row, here in enumerate(one.stretches):
        for column, there in enumerate(other.stretches):
            if here and there:
                table[row, column] = len(here & there) / len(here | there)
    return table


def sure_of_letters(count: int) -> float:
    """The chance that *count* letters in common are one text: even at what a passage has at least.

    >>> sure_of_letters(60), sure_of_letters(100) > 0.98
    (0.5, True)
    """
    odds = min(max((count - EVEN_LETTERS) / LETTERS_A_STEP, -ODDS_MOST), ODDS_MOST)
    return round(1 / (1 + math.exp(-odds)), 4)


def find_alike(spelled: Mapping[int, Spelled], *, tongues: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of pages in two scripts of one language whose sketches have grams in common."""
    holders: dict[bytes, list[int]] = defaultdict(list)
    for page in sorted(spelled):
        for digest in spelled[page].sketch:
            holders[digest].append(page)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for held in holders.values():
        if len(held) <= HOLDERS_MAX:
            for at, one in enumerate(held):
                for other in held[at + 1 :]:
                    if one_language(tongues[one], tongues[other]):
                        common[one, other] += 1
    enough = sorted((-count, pair) for pair, count in common.items() if count >= COMMON_MIN)
    met: Counter[int] = Counter()
    found = []
    for _, pair in enough:
        if min(met[pair[0]], met[pair[1]]) < ALIKE_MAX:
            met.update(pair)
            found.append(pair)
    return sorted(found)
