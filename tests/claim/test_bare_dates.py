"""Dates that stand in no sentence that a language file has for them."""

from __future__ import annotations

import pytest

from firsthand.claim.bare_dates import find_bare
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon


def bare(language: str, text: str, published: str | None = "2025-09-22") -> list[str]:
    found = find_bare(fold(text), text, words=lexicon(language), published=published)
    return [span.edtf for span in found]


NAMED = {
    ("en", "beginning with November 21, 2004"): "2004-11-21",
    ("en", "to be finished before 14 October"): "2024-10-14",
    ("en", "the 22nd of November 2024"): "2024-11-22",
    ("en", "October 16-18, 2024"): "2024-10-16/2024-10-18",
    ("en", "the 19th and 20th of February"): "2025-02-19/2025-02-20",
    ("en", "the vote of March"): "2025-03",
    ("fr", "les 19 et 20 février"): "2025-02-19/2025-02-20",
    ("fr", "à la mi-janvier"): "2025-01",
    ("es", "los días 22 y 23 de agosto"): "2025-08-22/2025-08-23",
    ("ru", "23 и 24 августа"): "2025-08-23/2025-08-24",
    ("zh", "2024年10月16-18日"): "2024-10-16/2024-10-18",
    ("zh", "8月3日至5日"): "2025-08-03/2025-08-05",
    ("zh", "二○○一年起"): "2001",
    ("zh", "元月1日"): "2025-01-01",
    ("zh", "26日起採集"): "2025-08-26",
    ("zh", "系統12日啟用"): "2025-09-12",
    ("zh", "下月二十六日"): "2025-10-26",
    ("zh", "本月3號"): "2025-09-03",
    ("zh", "二十日"): "2025-09-20",
}


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_date_is_read_where_no_word_leads_to_it(language: str, text: str) -> None:
    """A page of 22 September 2025."""
    assert NAMED[language, text] in bare(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "police may take it"),
        ("en", "May they come?"),
        ("en", "a march on the town"),
        ("zh", "第5号令"),
        ("zh", "今日"),
        ("zh", "星期日"),
        ("zh", "31日"),
    ],
)
def test_other_words_are_no_dates(language: str, text: str) -> None:
    """on 31日, a page of 22 April, whose month before has one; this page's has none"""
    assert bare(language, text, "2025-09-31" if text == "31日" else "2025-09-22") == []


@pytest.mark.parametrize("text", ["20 and 19 February", "30 and 31 February"])
def test_days_that_no_month_has_in_this_order_are_no_two_days(text: str) -> None:
    assert not [each for each in bare("en", text) if "/" in each]


def test_a_day_of_the_month_needs_the_day_of_the_page() -> None:
    assert bare("zh", "26日起", None) == []
    assert bare("zh", "26日起", "2025-09") == []
    assert bare("zh", "31日起", "2025-03-05") == []  # February has none
