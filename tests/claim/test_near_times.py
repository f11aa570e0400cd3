"""Times told from the date of the page."""

from __future__ import annotations

import pytest

from firsthand.claim.date_ways import END, FINE, FINE_END, FINE_OPEN, NEXT, NOW, OPEN, SAME
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon
from firsthand.claim.near_times import find_near

NAMED = {
    ("en", "it begins next month"): (OPEN, "2018-01/.."),
    ("en", "in the first six months of this year"): (SAME, "2017-01/2017-06"),
    ("en", "in the first quarter of 2016"): (SAME, "2016-01/2016-03"),
    ("en", "last week it began"): (OPEN, "2017-12/.."),
    ("en", "by the end of next year"): (END, "../2018"),
    ("en", "in the eighties"): (SAME, "1980/1989"),
    ("en", "in the 1970s"): (SAME, "1970/1979"),
    ("es", "se hace desde hace meses"): (OPEN, "2017/.."),
    ("tr", "ay başında geldi"): (FINE_OPEN, "2017-12-01/.."),
    ("de", "es beginnt im neuen Jahr"): (NEXT[OPEN], "2018/.."),
    ("zh", "即日起"): (OPEN, "2017-12-18/.."),
    ("zh", "下半年"): (OPEN, "2017-07/.."),
    ("zh", "明年底全部完成"): (NOW, "2017/2018"),
    ("zh", "2016年中期啟用"): (FINE_OPEN, "2016-06/.."),
    ("zh", "年底前"): (FINE_END, "../2017-12"),
    ("zh", "2016年夏天起"): (OPEN, "2016-06/.."),
    ("ru", "со следующего года"): (OPEN, "2018/.."),
    ("ru", "до конца года"): (SAME, "2017"),
    ("fr", "au dernier trimestre"): (SAME, "2017-10/2017-12"),
    ("fr", "la semaine prochaine"): (SAME, "2017-12"),
    ("de", "ab sofort"): (OPEN, "2017-12-18/.."),
    ("de", "mitte 2016"): (FINE, "2016-06"),
    ("es", "a partir del segundo semestre"): (NEXT[OPEN], "2018-07/.."),
    ("es", "el próximo mes"): (SAME, "2018-01"),
    ("ar", "ابتداء من الشهر القادم"): (OPEN, "2018-01/.."),
    ("ar", "في مطلع العام"): (FINE, "2017-01"),
    ("tr", "gelecek yıl"): (OPEN, "2018/.."),
    ("tr", "yılbaşından beri"): (FINE_OPEN, "2017-01/.."),
}


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_time_is_told_from_the_page(language: str, text: str) -> None:
    """A page of 18 December 2017."""
    way, edtf = NAMED[language, text]
    found = list(find_near(fold(text), words=lexicon(language), published="2017-12-18"))
    assert edtf in {each.ways.get(way) for each in found}


@pytest.mark.parametrize("published", [None, "soon", "9999-12-31"])
def test_without_a_date_of_the_page_none_is_told(published: str | None) -> None:
    assert not list(find_near("next month", words=lexicon("en"), published=published))


@pytest.mark.parametrize(("text", "published"), [("next month", "2017"), ("last week", "2017-12")])
def test_a_page_dated_by_its_year_tells_no_month(text: str, published: str) -> None:
    assert not list(find_near(text, words=lexicon("en"), published=published))


def test_a_language_without_words_tells_none() -> None:
    assert not list(find_near("келесі айдан", words=lexicon("kk"), published="2017-12-18"))
