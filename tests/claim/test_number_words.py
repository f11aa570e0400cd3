"""The generator of the tests is itself looked at, on numbers that grammars print."""

from __future__ import annotations

import pytest

from claim.number_words import SPELL

WRITTEN = {
    ("en", 253_000): "two hundred and fifty-three thousand",
    ("fr", 97_080): "quatre-vingt-dix-sept mille quatre-vingts",
    ("fr", 71): "soixante et onze",
    ("de", 23_400): "dreiundzwanzigtausendvierhundert",
    ("es", 22_500): "veintidós mil quinientos",
    ("ru", 22_000): "двадцать две тысячи",
    ("tr", 1_234): "bin iki yüz otuz dört",
    ("kk", 1_200): "бір мың екі жүз",
    ("ug", 23_000): "يىگىرمە ئۈچ مىڭ",
    ("ar", 23_500): "ثلاثة وعشرون ألف وخمسمئة",
    ("zh", 105_000_000): "一亿零五百万",
}


@pytest.mark.parametrize(("language", "number"), WRITTEN)
def test_a_number_is_spelled_as_grammars_print_it(language: str, number: int) -> None:
    assert SPELL[language](number) == WRITTEN[language, number]
