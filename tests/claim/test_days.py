"""Days that a sentence names as a page's readers know them."""

from __future__ import annotations

import pytest

from firsthand.claim.days import find_days
from firsthand.claim.folding import fold

THURSDAY = "2020-01-09"
NAMED = {
    ("en", "it began on monday and went on yesterday"): ["2020-01-06", "2020-01-08"],
    ("de", "seit gestern müssen alle"): ["2020-01-08"],
    ("fr", "l'épreuve, entamée lundi, finit aujourd'hui"): ["2020-01-06", "2020-01-09"],
    ("es", "empezó el miércoles"): ["2020-01-08"],
    ("ru", "с понедельника снимают, в среду придут"): ["2020-01-06", "2020-01-08"],
    ("tr", "bu hafta pazartesi başladı, cumartesi bitti"): ["2020-01-06", "2020-01-04"],
    ("ar", "بدأ الاثنين"): ["2020-01-06"],
    ("zh", "周三开始，即日生效"): ["2020-01-08", "2020-01-09"],
    ("en", "the mondays of the month were sundays"): ["2020-01-06", "2020-01-05"],
    ("zh", "前天起實施，后天結束"): ["2020-01-07", "2020-01-11"],
    ("fr", "avant-hier et après-demain"): ["2020-01-07", "2020-01-11"],
    ("tr", "yarın ya da salı"): ["2020-01-10", "2020-01-07"],
    ("en", "a bluemonday"): [],
    ("tr", "dünya pazarlama günleri, dünkü ve pazartesiye kalan"): ["2020-01-08", "2020-01-06"],
    ("ru", "завтрак и завтра"): ["2020-01-10"],
    ("de", "morgenröte, montagabend, heutzutage, morgens"): ["2020-01-06"],
    ("fr", "la hiérarchie d'hier"): ["2020-01-08"],
    ("es", "el hoyo de hoy"): ["2020-01-09"],
    ("ar", "الحياة اليومية"): [],
    ("kk", "дүйсенбі"): [],
}


@pytest.mark.parametrize(("language", "low"), NAMED)
def test_a_day_is_told_from_that_of_the_page(language: str, low: str) -> None:
    found = list(find_days(fold(low), language=language, published=THURSDAY))
    assert [span.edtf for span in found] == NAMED[language, low]
    assert all(low[span.start : span.end].strip() for span in found)


@pytest.mark.parametrize(
    "published", [None, "2020", "2020-01", "2020-01-09~", "0001-01-01", "9999-12-31"]
)
def test_without_a_day_of_the_page_none_is_told(published: str | None) -> None:
    assert not list(find_days("on tuesday", language="en", published=published))
