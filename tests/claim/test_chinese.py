from __future__ import annotations

import re

import pytest

from firsthand.claim import chinese
from firsthand.claim.lexicon import lexicon

WORDS = lexicon("zh")


def test_a_numeral_alone_needs_something_counted() -> None:
    """统一 (unified) holds a one; 一名 is one person."""
    assert list(chinese.find_numbers("统一", WORDS.numbers)) == []
    assert [written.number for written in chinese.find_numbers("一名", WORDS.numbers)] == [1]


def test_hidden_digits_leave_an_interval() -> None:
    (written,) = chinese.find_numbers("3.***万", WORDS.numbers)
    assert (written.low, written.high) == (30_000, 39_990)


SHARES = {"七至八成": (70, 80), "六七成": (60, 70), "每十人中就有九人": (None, None)}


@pytest.mark.parametrize("text", SHARES)
def test_a_share_may_be_a_range_of_tenths_or_so_many_of_ten(text: str) -> None:
    (written,) = (each for each in chinese.find_numbers(text, WORDS.numbers) if each.percent)
    assert (written.low, written.high) == SHARES[text]


@pytest.mark.parametrize("text", ["1880,0万人", "18.8万000人"])
def test_digits_that_cannot_be_right_are_not_mended(text: str) -> None:
    assert any(written.doubtful for written in chinese.find_numbers(text, WORDS.numbers))


def test_groups_of_three_may_be_parted_by_spaces() -> None:
    (written,) = chinese.find_numbers("58 731条", WORDS.numbers)
    assert written.number == 58_731


DATES = {
    "2017年10月": (2017, 10, 0),
    "2017年4月12日": (2017, 4, 12),
    "2017年十一月二十三日": (2017, 11, 23),
    "二〇一七年": (2017, 0, 0),
    "2019年春": (2019, 0, 0),
    "去年十一月": (0, 11, 0),
    "9月中旬": (0, 9, 0),
    "民国106年10月": (2017, 10, 0),
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read(text: str) -> None:
    assert re.fullmatch(chinese.date_pattern(WORDS, bare=True), text)
    assert chinese.read_date(text, WORDS) == DATES[text]
