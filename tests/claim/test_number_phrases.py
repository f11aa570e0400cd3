from __future__ import annotations

import pytest

from firsthand.claim.lexicon import lexicon
from firsthand.claim.number_phrases import find_phrases


def phrases(language: str, text: str) -> list[tuple[str, float]]:
    numerals = lexicon(language).numbers.numerals
    assert numerals is not None
    found = find_phrases(text, numerals)
    return [(text[each.start : each.end], -1 if each.doubtful else each.number) for each in found]


FOUND = {
    ("ru", "18,8 млн человек"): [("18,8 млн", 18_800_000)],
    ("ru", "80 тыс. проб"): [("80 тыс.", 80_000)],
    ("ru", "80 тыс."): [("80 тыс", 80_000)],
    ("ru", "1 млн 234 тыс. 500"): [("1 млн 234 тыс. 500", 1_234_500)],
    ("ru", "два с половиной миллиона"): [("два с половиной миллиона", 2_500_000)],
    ("ru", "пять, шесть"): [("пять", 5), ("шесть", 6)],
    ("ru", "18-ти сёл"): [("18-ти", 18)],
    ("ru", "5 миллионов000 человек"): [("5 миллионов000", -1)],
    ("ru", "1.2345.6 проб"): [("1.2345.6", -1)],
    ("ru", "а4, covid-19, ми-8, 5g"): [],
    ("ru", "миллионов людей"): [],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FOUND)
def test_a_number_is_found_with_its_words(language: str, text: str) -> None:
    assert phrases(language, text) == FOUND[language, text]
