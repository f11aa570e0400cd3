from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.claim.dates import find_dates
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon

DATES = {
    ("en", "since November 2016"): "2016-11/..",
    ("en", "from March 2015 to the end of 2016"): "2015-03/2016-12",
    ("en", "from March 2015 through the close of 2016"): "2015-03/2016-12",
    ("en", "from 2015 to the end of 2016"): "2015/2016",
    ("en", "it began on 3 May 2016 and was completed on 7 June"): "2016-05-03/2016-06-07",
    ("en", "the registration got going on 3 May 2016"): "2016-05-03/..",
    ("en", "between July and October 2017"): "2017-07/2017-10",
    ("en", "from 2007 to 2021"): "2007/2021",
    ("en", "lasted until October 2017"): "../2017-10",
    ("en", "since 1 December 2022"): "2022-12-01/..",
    ("en", "since May last year"): "2017-05/..",
    ("en", "since January"): "2018-01/..",
    ("en", "since August"): "2017-08/..",
    ("en", "since mid-January 2017"): "2017-01/..",
    ("zh", "二○一七年"): "2017",
    ("zh", "元月起"): "2018-01/..",
    ("en", "from 1 July police will scan"): "2018-07-01/..",
    ("en", "in the summer of 2017"): "2017",
    ("en", "this year"): "2018",
    ("zh", "自2016年起"): "2016/..",
    ("zh", "2017年7月至10月"): "2017-07/2017-10",
    ("zh", "2014年至2016年"): "2014/2016",
    ("zh", "从2017年四月开始"): "2017-04/..",
    ("zh", "去年十一月起"): "2017-11/..",
    ("zh", "二〇一七年"): "2017",
    ("zh", "去年"): "2017",
    ("zh", "1至2月共采血"): "2018-01/2018-02",
    ("zh", "2016年1月—5月"): "2016-01/2016-05",
    ("zh", "5至9月"): "2017-05/2017-09",
    ("zh", "从2015年做到2016年"): "2015/2016",
    ("zh", "定于5月1日至6月30日采集"): "2018-05-01/2018-06-30",
    ("en", "all through 2016 and 2017"): "2016/2017",
}


@pytest.mark.parametrize(("language", "text"), DATES)
def test_a_span_of_time_is_read(language: str, text: str) -> None:
    """A page of March 2018."""
    found = find_dates(fold(text), words=lexicon(language), published="2018-03-10")
    assert [span.edtf for span in found] == [DATES[language, text]]


def test_a_month_without_a_year_is_none_where_the_page_has_no_date() -> None:
    assert find_dates("since january", words=lexicon("en"), published=None) == ()


def test_an_interval_that_runs_backward_is_none() -> None:
    assert find_dates("between 2019 and 2016", words=lexicon("en"), published=None) == ()


@settings(deadline=None, max_examples=200)
@given(
    st.text() | st.text(st.sampled_from("2017年月日自至起 from since may 0123456789-")),
    st.sampled_from([None, "2018", "2018-03", "2018-03-10", "nonsense"]),
)
def test_any_text_survives(text: str, published: str | None) -> None:
    for language in ("en", "zh"):
        for span in find_dates(fold(text), words=lexicon(language), published=published):
            assert 0 <= span.start < span.end <= len(text)
            assert span.edtf
