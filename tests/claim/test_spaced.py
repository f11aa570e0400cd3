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
    ("en", "1 June 2016"): (2016, 6, 1),
    ("en", "June 1st, 2016"): (2016, 6, 1),
    ("en", "October 2017"): (2017, 10, 0),
    ("en", "2019-04-30"): (2019, 4, 30),
    ("en", "late 2016"): (2016, 0, 0),
    ("en", "May"): (0, 5, 0),
    ("fr", "1er mars 2016"): (2016, 3, 1),
    ("fr", "septembre de l'année dernière"): (0, 9, 0),
    ("de", "3. März 2016"): (2016, 3, 3),
    ("de", "Oktober 2017"): (2017, 10, 0),
    ("es", "1 de marzo de 2016"): (2016, 3, 1),
    ("es", "octubre del 2017"): (2017, 10, 0),
    ("tr", "Ekim 2017'de"): (2017, 10, 0),
    ("tr", "1 Mart 2016'dan"): (2016, 3, 1),
    ("tr", "2017 yılının Ekim ayında"): (2017, 10, 0),
    ("ar", "15 آذار/مارس 2018"): (2018, 3, 15),
    ("ar", "تشرين الأول ٢٠١٧"): (2017, 10, 0),
    ("ar", "أكتوبر/تشرين الأول عام 2017"): (2017, 10, 0),
    ("ug", "2017-يىلى 10-ئاينىڭ 12-كۈنى"): (2017, 10, 12),
    ("ug", "2017-يىلى ئۆكتەبىردە"): (2017, 10, 0),
    ("kk", "2017 жылғы 12 қазан"): (2017, 10, 12),
    ("kk", "2017 жылдың қазан айында"): (2017, 10, 0),
}


@pytest.mark.parametrize(("language", "text"), DATES)
def test_a_date_is_read(language: str, text: str) -> None:
    words = lexicon(language)
    low = fold(text)
    assert re.fullmatch(spaced.date_pattern(words, bare=True), low)
    assert spaced.read_date(low, words) == DATES[language, text]


def test_a_month_alone_is_a_date_only_where_asked_for() -> None:
    assert re.fullmatch(spaced.date_pattern(lexicon("ru"), bare=False), "мая") is None


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
    (written,) = spaced.find_numbers(text, lexicon("en").numbers)
    assert (written.number, written.scale) == (number, scale)


def test_an_article_is_no_number() -> None:
    """Один: one, or a certain one."""
    numbers = lexicon("ru").numbers
    assert list(spaced.find_numbers("один человек", numbers)) == []
    assert [w.number for w in spaced.find_numbers("двадцать один", numbers)] == [21]


@pytest.mark.parametrize(
    "names",
    [
        ["mart(?:ta|tan)?", "ocak(?:ta|tan)?", "aralı[kğ](?:ta|tan)?"],
        ["sept(?:ember)?", "may"],
        ["jan|feb(?:ruary)?", "mar(?:ruary)?"],
        ["(?:(?:a|b)c)", "(?:(?:d|b)c)"],
        ["may"],
        [],
    ],
)  # fmt: skip
def test_an_ending_that_all_have_is_written_once_and_the_same_is_found(names: list[str]) -> None:
    """also where it is none, since a bracket or an alternative begins before it"""
    plain, shorter = (
        re.compile("|".join(names) or "(?!)"),
        re.compile(spaced.either_of(names) or "(?!)"),
    )
    text = "marttan ocakta aralığtan may september sept february feb marruary jan ac bc dc martt"
    assert [hit.span() for hit in shorter.finditer(text)] == [
        hit.span() for hit in plain.finditer(text)
    ]
    assert len(shorter.pattern) <= len(plain.pattern)
