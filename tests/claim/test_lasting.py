"""How long something went on."""

from __future__ import annotations

import pytest

from firsthand.claim.ages import find_ages
from firsthand.claim.date_ways import AHEAD, FINE, FINE_AHEAD, FINE_OPEN, OPEN, SAME, THEN, Dated
from firsthand.claim.folding import fold
from firsthand.claim.lasting import find_lasting
from firsthand.claim.lexicon import lexicon
from firsthand.claim.quantities import find_figures


def lengths(language: str, text: str, published: str | None = "2018-04-10") -> list[Dated]:
    low, words = fold(text), lexicon(language)
    return list(
        find_lasting(
            low,
            words=words,
            figures=find_figures(low, words=words),
            ages=list(find_ages(low, words=words)),
            published=published,
        )
    )


NAMED = {
    ("en", "In the past two years they listed thousands."): (SAME, "2016/2018"),
    ("en", "For two years it has run."): (OPEN, "2016/.."),
    ("en", "In the last 13 months 31,000 were taken."): (SAME, "2017-03/2018-04"),
    ("en", "Over the past year prints were taken."): (FINE, "2017-04/2018-04"),
    ("en", "It began a fortnight ago."): (FINE_OPEN, "2018-03-27/.."),
    ("en", "Two years ago it was tried."): (THEN, "2016"),
    ("en", "It is to go on for six months."): (AHEAD, "2018-04/2018-10"),
    ("zh", "两年来共采血"): (SAME, "2016/2018"),
    ("zh", "近三個月"): (SAME, "2018-01/2018-04"),
    ("zh", "一年半内完成"): (FINE_AHEAD, "2018-04/2019-10"),
    ("zh", "十五年前"): (THEN, "2003"),
    ("zh", "半年多来"): (FINE_OPEN, "2017-10/.."),
    ("de", "Seit zwei Jahren arbeite man so."): (OPEN, "2016/.."),
    ("de", "seit einem Vierteljahr"): (OPEN, "2018-01/.."),
    ("fr", "depuis deux ans"): (OPEN, "2016/.."),
    ("fr", "voilà une quinzaine de jours"): (OPEN, "2018-03/.."),
    ("es", "desde hace seis años"): (OPEN, "2012/.."),
    ("es", "Hace una semana empezaron."): (OPEN, "2018-04/.."),
    ("ru", "за последние два года"): (SAME, "2016/2018"),
    ("ru", "за полтора года"): (FINE, "2016-10/2018-04"),
    ("tr", "son iki yılda"): (SAME, "2016/2018"),
    ("ar", "منذ ثلاث سنوات"): (OPEN, "2015/.."),
    ("ar", "قبل عامين"): (OPEN, "2016/.."),
}


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_length_of_time_is_told_from_the_page(language: str, text: str) -> None:
    """A page of 10 April 2018."""
    way, edtf = NAMED[language, text]
    assert [each.ways.get(way) for each in lengths(language, text)] == [edtf]


NONE = {
    "an age": ("en", "Boys of 12 years of age came."),
    "an age with a hyphen": ("en", "a 12-year-old"),
    "an age over": ("en", "Boys over 16 years came."),
    "prison": ("en", "He got five years in prison."),
    "Strafe": ("de", "zwei Jahre Haft"),
    "徒刑": ("zh", "判处三年有期徒刑"),
    "刑期": ("zh", "徒刑三年"),
    "a class": ("zh", "三年级学生"),
    "a year of Taiwan's": ("zh", "民国103年"),
    "a range": ("en", "from 12 to 65 years"),
    "too long": ("en", "for 400 years"),
    "no number": ("zh", "一二三年"),
}


@pytest.mark.parametrize("why", NONE)
def test_ages_and_sentences_are_no_length_of_time(why: str) -> None:
    assert not lengths(*NONE[why])


@pytest.mark.parametrize(
    ("text", "published", "many"),
    [
        ("for two years", None, 0),
        ("for two years", "2018", 1),
        ("for two months", "2018", 0),
        ("for two weeks", "2018-04", 0),
        ("for two weeks", "2018-02-31", 0),
    ],
)
def test_a_page_dated_less_closely_tells_less(text: str, published: str | None, many: int) -> None:
    assert len(lengths("en", text, published)) == many


@pytest.mark.parametrize(
    "text", ["第十三年来", "三百五十年来", "十三五年来", "二〇一三年来", "十二三百年来"]
)
def test_numerals_of_no_length_of_time_tell_none(text: str) -> None:
    assert not lengths("zh", text)
