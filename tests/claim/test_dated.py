"""Every time that a sentence names, once."""

from __future__ import annotations

import pytest

from firsthand.claim.dated import dated_in
from firsthand.claim.language import lexicon_for
from firsthand.claim.reading import read_sentence

NAMED = {
    "a date of a sentence that the rules know, once": ("en", "It began in March 2019.", ["2019-03/.."]),
    "the day of 今天起, closer than the rules' month": ("zh", "今天起採集", ["2020-11/..", "2020-11-20"]),
    "the first half, longer than this year": ("en", "In the first half of this year it ran.", ["2020-01/2020-06", "2020"]),
    "the end of next year, and not the year again": ("en", "It ends at the end of next year.", ["2021"]),
    "a length of time": ("en", "It ran for two years.", ["2018/2020"]),
    "nothing": ("en", "It ran.", []),
}  # fmt: skip


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
