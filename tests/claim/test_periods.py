from __future__ import annotations

import pytest

from claim.found import claims, said
from firsthand.model.claim import Period

RAN = {
    "The DNA collection lasted until October 2017.": "../2017-10",
    "DNA has been taken since November 2016.": "2016-11/..",
    "The programme ran from 2007 to 2021 and took fingerprints.": "2007/2021",
    "In August 2020 police took DNA from workers.": "2020-08",
    "自2016年起采集居民的虹膜。": "2016/..",
    "2014年至2016年，警方采集了血样。": "2014/2016",
    "採集指紋從2017年四月開始。": "2017-04/..",
}


@pytest.mark.parametrize("text", RAN)
def test_when_it_ran(text: str) -> None:
    assert ("period", RAN[text]) in said(text)


BESIDE = [
    "HRW said in December 2017 that DNA is taken.",
    "DNA is taken, says a report published in 2018.",
    "By the end of 2018 the database held 200,000 voice prints.",
    "On 31 December 2014 the database held 58,731 DNA profiles.",
    "In May 2017 the police bought DNA sequencers.",
    "DNA is taken there. The law was adopted in 1996.",
    "人权观察2017年12月报道，当局采集DNA。",
    "2020年人口普查显示，当地有300万人。当局采集DNA。",
]


@pytest.mark.parametrize("text", BESIDE)
def test_a_date_of_something_else_is_no_period(text: str) -> None:
    assert [made for made in claims(text) if made.element == "period"] == []


COUNTED_FROM_THE_PAGE = {
    "Since the spring police have taken DNA from workers.": "2019/..",
    "Police took DNA from workers in the first quarter.": "2019",
    "Since last month police have taken DNA from workers.": "2019-07/..",
    "今春以来，警方采集了居民的血样。": "2019/..",
    "入夏以来，警方采集了居民的血样。": "2019/..",
    "本周起采集居民的血样。": "2019-08/..",
}


@pytest.mark.parametrize("text", COUNTED_FROM_THE_PAGE)
def test_seasons_quarters_and_weeks_are_counted_from_the_page(text: str) -> None:
    made = claims(text, published="2019-08-20")
    assert {m.value.edtf for m in made if isinstance(m.value, Period)} == {
        COUNTED_FROM_THE_PAGE[text]
    }


def test_this_was_then_dates_what_was_told_before() -> None:
    text = "Les gendarmes ont pris les empreintes de tous les habitants du camp. C'était en juin."
    made = [each.value for each in claims(text, published="2019-09-03") if each.element == "period"]
    assert [str(getattr(each, "edtf", "")) for each in made] == ["2019-06"]
