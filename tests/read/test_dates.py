from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.moment import is_edtf
from firsthand.read.dates import read_date

EDTF = {
    "2017": True, "2017-12": True, "2017-12-13": True, "2017?": True, "2016-09/2017-03": True,
    "../2018-01-08": True, "2018-01-08/..": True, "2017-13": False, "2017-02-30": False,
    "2017-12-13T10:00:00": False, "..": False, "": False, "../..": False, "2017/2018/2019": False,
    "next year": False,
}  # fmt: skip


@pytest.mark.parametrize("text", EDTF)
def test_edtf_is_a_day_that_exists_or_a_span_of_such(text: str) -> None:
    assert is_edtf(text) is EDTF[text]


DATES = {
    "2018年1月8日": "2018-01-08",
    "发布时间：2018-01-08 10:15": "2018-01-08",
    "二〇一七年十二月十三日": "2017-12-13",
    "January 8, 2018 at 10 am": "2018-01-08",
    "8 Jan 2018": "2018-01-08",
    "2018-01-08T10:00:00+08:00": "2018-01-08",
    "Mon, 08 Jan 2018 02:15:00 GMT": "2018-01-08",
    "8 января 2018": "2018-01-08",
    "8 Ocak 2018": "2018-01-08",
    "2018/1/8": "2018-01-08",
    "01/08/2018": None,
    "2018-02-30": None,
    "31 June 2018": None,
    "12 to 65": None,
}


@pytest.mark.parametrize("words", DATES)
def test_a_date_is_read_as_it_is_written_or_not_at_all(words: str) -> None:
    assert read_date(words) == DATES[words]


@given(st.text())
def test_any_words_are_a_date_or_none(words: str) -> None:
    found = read_date(words)
    assert found is None or is_edtf(found)
