from __future__ import annotations

import pytest

from firsthand.claim.lexicon import lexicon
from firsthand.claim.numerals import LONGEST_CHARACTERS, Numerals, Read


def numerals(language: str) -> Numerals:
    made = lexicon(language).numbers.numerals
    assert made is not None
    return made


def signs(language: str, word: str) -> list[tuple[float, bool]]:
    read = numerals(language).read(word)
    return [(sign.number, sign.scale) for sign in read.signs] if read else []


KNOWN = {
    ("ru", "двухсот"): [(200, False)],
    ("ru", "миллионами"): [(1_000_000, True)],
    ("ru", "полутора"): [(1.5, False)],
}


@pytest.mark.parametrize(("language", "word"), KNOWN)
def test_a_word_says_its_number_in_every_form(language: str, word: str) -> None:
    assert signs(language, word) == KNOWN[language, word]


@pytest.mark.parametrize(("language", "word"), [("ru", "стоять"), ("ru", "семья"), ("ru", "")])
def test_a_word_that_only_begins_like_one_says_none(language: str, word: str) -> None:
    assert numerals(language).read(word) is None


def test_a_word_that_is_longer_than_any_number_is_not_looked_at() -> None:
    assert numerals("ru").read("сто" * LONGEST_CHARACTERS) is None


def test_the_same_word_is_looked_up_once() -> None:
    table = numerals("ru")
    one = table.read("тысяч")
    assert isinstance(one, Read)
    assert table.read("тысяч") is one
