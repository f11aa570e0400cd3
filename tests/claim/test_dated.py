"""Every time that a sentence names, once."""

from __future__ import annotations

import pytest

from firsthand.claim.candidates import DATES, candidates_in
from firsthand.claim.dated import dated_in
from firsthand.claim.language import lexicon_for
from firsthand.claim.reading import read_sentence
from firsthand.model.claim import Period

NAMED = {
    "a date of a sentence that the rules know, once": ("en", "It began in March 2019.", ["2019-03/.."]),
    "the day of 今天起, closer than the rules' month": ("zh", "今天起採集", ["2020-11/..", "2020-11-20"]),
    "the first half, longer than this year": ("en", "In the first half of this year it ran.", ["2020-01/2020-06", "2020"]),
    "the end of next year, and not the year again": ("en", "It ends at the end of next year.", ["2021"]),
    "a length of time": ("en", "It ran for two years.", ["2018/2020"]),
    "nothing": ("en", "It ran.", []),
}  # fmt: skip

# Language, words, the page's day; EDTF that some way of some candidate has, and that none has.
READ = {
    "a year in numerals is a year": ("zh", "2018年3月启动采集,二〇一九年六月结束", "2020-11-20", {"2018-03/2019-06"}, {"2018-03/2018-06"}),
    "so is one of the republic": ("zh", "2018年3月启动采集,民国108年6月结束", "2020-11-20", {"2018-03/2019-06"}, {"2018-03/2018-06"}),
    "no day that a month has not": ("en", "between 30 and 31 June 2019", "2020-11-20", set(), {"2019-06-30/2019-06-31"}),
    "no year before all years": ("zh", "去年以来采集", "0001-01-15", set(), {"/..", ""}),
    "the first month": ("zh", "自元月起采集", "2020-11-20", {"2020-01/.."}, set()),
    "money is no month": ("zh", "自两千元月费起采集", "2020-11-20", set(), {"2020-01/.."}),
    "nothing from the day of a page that is known by a bound": ("en", "it runs until June 2019", "../2018-01-08", {"../2019-06"}, {"../2018-0/2019-06"}),
    "last year's month and one after it": ("zh", "去年3月启动采集,6月结束", "2020-07-01", {"2019-03/2019-06"}, set()),
    "a decade is not its first year": ("en", "in the 1990s it began", "2020-11-20", {"1990/1999"}, set()),
    "two years are no decade": ("fr", "dans les années 2019 et 2020", "2020-11-20", {"2019/2020"}, {"2010/2019"}),
    "an age is no decade": ("en", "men in their late sixties gave blood", "2020-11-20", set(), {"1960/1969"}),
    "people are no decade": ("es", "en los 60 hospitales", "2020-11-20", set(), {"1960/1969"}),
    "in advance is not the first": ("zh", "提前三个月通知", "2020-11-20", set(), {"2020-01/2020-03"}),
    "houses are no quarter": ("ru", "в 1500 кварталах", "2020-11-20", set(), {"2020-01/2020-03"}),
    "a town behind 目前": ("zh", "目前天津采集", "2020-11-20", set(), {"2020-11-18"}),
    "a short year is no length": ("zh", "18年底采集", "2020-11-20", set(), {"2002/2020"}),
}  # fmt: skip


@pytest.mark.parametrize("why", READ)
def test_a_time_is_read_for_what_it_is(why: str) -> None:
    language, text, published, wanted, unwanted = READ[why]
    words = lexicon_for(text, language)
    assert words is not None
    reading = read_sentence(text, words=words, published=published, near=True)
    found = {
        value.edtf
        for each in candidates_in(reading, frozenset((DATES,)))
        for _, value in each.ways.values()
        if isinstance(value, Period)
    }
    assert wanted <= found
    assert not unwanted & found


@pytest.mark.parametrize("why", NAMED)
def test_a_time_is_told_once(why: str) -> None:
    """A page of 20 November 2020."""
    language, text, told = NAMED[why]
    words = lexicon_for(text, language)
    assert words is not None
    reading = read_sentence(text, words=words, published="2020-11-20", near=True)
    found = list(dated_in(reading))
    assert sorted(each.edtf for each in found) == sorted(told)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
