from __future__ import annotations

import re

import pytest

from firsthand.claim import spaced
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon

DATES = {
    ("ru", "15 марта 2018 года"): (2018, 3, 15),
    ("ru", "январь 2016 г."): (2016, 1, 0),
    ("ru", "2017"): (2017, 0, 0),
    ("ru", "сентября прошлого года"): (0, 9, 0),
    ("ru", "12.03.2018"): (2018, 3, 12),
    ("ru", "2018-03-12"): (2018, 3, 12),
}


@pytest.mark.parametrize(("language", "text"), DATES)
def test_a_date_is_read(language: str, text: str) -> None:
    words = lexicon(language)
    low = fold(text)
    assert re.fullmatch(spaced.date_pattern(words, bare=True), low)
    assert spaced.read_date(low, words) == DATES[language, text]


def test_a_month_alone_is_a_date_only_where_asked_for() -> None:
    assert re.fullmatch(spaced.date_pattern(lexicon("ru"), bare=False), "мая") is None


def test_an_article_is_no_number() -> None:
    """Один: one, or a certain one."""
    numbers = lexicon("ru").numbers
    assert list(spaced.find_numbers("один человек", numbers)) == []
    assert [w.number for w in spaced.find_numbers("двадцать один", numbers)] == [21]
