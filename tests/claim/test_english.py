from __future__ import annotations

import re

import pytest

from firsthand.claim import english
from firsthand.claim.lexicon import lexicon

WORDS = lexicon("en")


@pytest.mark.parametrize(
    ("text", "number", "scale"),
    [
        ("18.8 million", 18_800_000, 10**6),
        ("412", 412, 1),
        ("two and a half thousand", 2_500, 1_000),
    ],
)
def test_a_number_keeps_the_power_that_its_words_gave_it(
    text: str, number: int, scale: int
) -> None:
    (written,) = english.find_numbers(text, WORDS.numbers)
    assert (written.number, written.scale) == (number, scale)


DATES = {
    "1 june 2016": (2016, 6, 1),
    "june 1st, 2016": (2016, 6, 1),
    "october 2017": (2017, 10, 0),
    "2019-04-30": (2019, 4, 30),
    "late 2016": (2016, 0, 0),
    "may": (0, 5, 0),
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read(text: str) -> None:
    assert re.fullmatch(english.date_pattern(WORDS, bare=True), text)
    assert english.read_date(text, WORDS) == DATES[text]


def test_a_month_alone_is_a_date_only_where_asked_for() -> None:
    assert re.fullmatch(english.date_pattern(WORDS, bare=False), "may") is None
