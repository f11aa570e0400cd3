from __future__ import annotations

import pytest

from firsthand.trace.calendars import find_days
from firsthand.trace.numerals import plain_digits

SAME_DAY = {
    "English": "on 14 March 2031",
    "American": "on March 14, 2031",
    "French": "le 14 mars 2031",
    "French, the first": "le 14 mars 2031",
    "German": "am 14. März 2031",
    "Spanish": "el 14 de marzo de 2031",
    "Russian": "14 марта 2031 года",
    "Turkish": "14 Mart 2031'de",
    "Arabic": "في ١٤ مارس ٢٠٣١",
    "Arabic of the Levant": "14 آذار 2031",
    "Uyghur": "2031-يىلى 14-مارتتىن بۇيان",
    "Kazakh": "2031 жылғы 14 наурыздан бері",
    "Chinese": "2031年3月14日",
    "traditional Chinese": "2031年3月14號",
    "in figures": "14.03.2031",
    "of the standard": "2031-03-14",
}


@pytest.mark.parametrize("reason", SAME_DAY)
def test_a_day_is_the_same_in_every_language(reason: str) -> None:
    """
    "14 марта 2031 года", "2031年3月14日" → 2031-03-14
    """
    found = find_days(plain_digits(SAME_DAY[reason]))
    assert [(day.year, day.month, day.day) for day in found] == [(2031, 3, 14)]


@pytest.mark.parametrize(
    "text", ["you may go", "the mayor", "майор сказал", "they marched", "آباء", "a mar de fondo"]
)
def test_a_word_that_looks_like_a_month_is_none(text: str) -> None:
    assert find_days(text) == []


def test_what_is_not_said_of_a_date_is_not_known() -> None:
    """
    "in May 2030" has no day, "3 Şubat" no year
    """
    found = find_days("in May 2030, 3 Şubat")
    assert [(d.year, d.month, d.day) for d in found] == [(2030, 5, None), (None, 2, 3)]


def test_no_month_has_forty_days() -> None:
    assert [day.day for day in find_days("2031年13月40日, 40 March")] in ([], [None])


def test_a_tibetan_date_of_the_common_calendar() -> None:
    """
    ༢༠༣༡ལོའི་ཟླ་༣པའི་ཚེས་༡༤: 14 March 2031; ཟླ་༥ཚེས་༣: 3 May
    """
    text = plain_digits("༢༠༣༡ལོའི་ཟླ་༣པའི་ཚེས་༡༤ཉིན། ཟླ་༥ཚེས་༣ཉིན།")
    assert [(day.year, day.month, day.day) for day in find_days(text)] == [
        (2031, 3, 14),
        (None, 5, 3),
    ]


@pytest.mark.parametrize("word", ["3 Aralik 2031", "3 ARALIK 2031", "3 Aralık 2031"])
def test_a_month_is_known_with_and_without_the_dot_of_its_i(word: str) -> None:
    assert [(day.month, day.day) for day in find_days(word)] == [(12, 3)]
