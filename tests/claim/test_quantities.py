from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon
from firsthand.claim.quantities import Figure, find_figures


def figures(text: str) -> list[Figure]:
    language = "zh" if re.search(r"[\u3400-\u9fff]", text) else "en"
    return find_figures(fold(text), words=lexicon(language))


NUMBERS = {
    "1,880万": 18_800_000, "一千八百八十万": 18_800_000, "18.8百万": 18_800_000, "５００万": 5_000_000, "3亿": 300_000_000,
    "1亿3000万": 130_000_000, "三十六万五千": 365_000, "一千二百万": 12_000_000, "六萬三千": 63_000, "百万": 1_000_000, "3千万": 30_000_000,
    "seventeen and a half million": 17_500_000, "18,800,000": 18_800_000, "twenty-five": 25, "two million": 2_000_000,
    "half a million": 500_000, "two hundred and fifty-three": 253, "18.8m": 18_800_000, "2 lakh": 200_000, "1.2 crore": 12_000_000,
    "18 800 000": 18_800_000, "a million": 1_000_000, "three hundred thousand": 300_000,
}  # fmt: skip


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_is_read(words: str) -> None:
    assert [figure.number for figure in figures(words)] == [NUMBERS[words]]


BOUNDS = {
    "more than 11 million": (11_000_000, None, True),
    "at least 900,000": (900_000, None, True),
    "nearly 36 million": (None, 36_000_000, True),
    "up to 10,000": (None, 10_000, False),
    "fewer than four million": (None, 4_000_000, False),
    "about 19 million": (19_000_000, 19_000_000, True),
    "at least nearly 36 million": (36_000_000, 36_000_000, True),
    "between 60,000 and 70,000": (60_000, 70_000, False),
    "15 to 20 million": (15_000_000, 20_000_000, False),
    "15-20 million": (15_000_000, 20_000_000, False),
    "tens of millions of": (20_000_000, 99_999_999, True),
    "hundreds of thousands of": (200_000, 999_999, True),
    "近3600万": (None, 36_000_000, True),
    "约1880万人左右": (18_800_000, 18_800_000, True),
    "1880多万": (18_800_000, None, True),
    "十余万": (100_000, None, True),
    "不足700人": (None, 700, False),
    "至少90万": (900_000, None, True),
    "超过2000万": (20_000_000, None, True),
    "逾三万": (30_000, None, True),
    "15万至20万": (150_000, 200_000, False),
    "1-2万": (10_000, 20_000, False),
    "三四百万": (3_000_000, 4_000_000, False),
    "十几万": (110_000, 199_999, True),
    "数十万": (200_000, 999_999, True),
    "几百万": (2_000_000, 9_999_999, True),
    "3.***万": (30_000, 39_990, False),
    "上百万": (1_000_000, None, True),
}


@pytest.mark.parametrize("words", BOUNDS)
def test_a_hedge_or_a_range_gives_bounds(words: str) -> None:
    (figure,) = figures(words)
    assert (figure.low, figure.high, figure.approximate) == BOUNDS[words]


SHARES = {
    "over 90 percent": (90, None),
    "two-thirds of residents": (66.666667, 66.666667),
    "nine in ten": (90, 90),
    "half of the villagers": (50, 50),
    "三分之一": (33.333333, 33.333333),
    "百分之九十": (90, 90),
    "九成": (90, 90),
    "九成五": (95, 95),
    "两成多": (20, None),
    "99.2%": (99.2, 99.2),
}


@pytest.mark.parametrize("words", SHARES)
def test_a_share_is_in_percent(words: str) -> None:
    (figure,) = figures(words)
    assert figure.percent
    assert (figure.low, figure.high) == SHARES[words]


NO_NUMBERS = [
    "no-one",
    "the second time",
    "someone",
    "统一安排",
    "第一",
    "万一",
    "A4",
    "3/4",
    "10.0.0.1",
]


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_what_only_looks_like_a_number_is_none(words: str) -> None:
    assert figures(words) == []


@given(st.integers(1, 999_999_999))
def test_a_written_number_comes_back(number: int) -> None:
    assert [f.number for f in figures(f"{number:,} people")] == [number]
    assert [f.number for f in figures(f"{number}人")] == [number]


_ONES = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below ten thousand in Chinese numerals."""
    words = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += _ONES[digit] + sign
        elif words and number % unit and not words.endswith("零"):
            words += "零"
    return words


@given(st.integers(1, 9999), st.sampled_from(["", "万", "億"]))
def test_chinese_numerals_come_back(number: int, unit: str) -> None:
    scale = {"": 1, "万": 10_000, "億": 100_000_000}[unit]
    words = f"{written(number)}{unit}"
    if not unit and number < 10:
        words += "人"  # a numeral alone may be part of a word
    elif not unit and number % 10 and words.endswith(_ONES[number % 10]) and len(words) == 2:
        words += "人"
    (figure,) = figures(f"{words}")
    assert figure.low == figure.high == number * scale


@given(st.integers(1, 9999), st.sampled_from(["thousand", "million", "billion"]))
def test_a_figure_with_a_scale_is_read_whole(number: int, scale: str) -> None:
    (figure,) = figures(f"{number} {scale}")
    assert figure.number == number * {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]


@settings(deadline=None, max_examples=300)
@given(
    st.text()
    | st.text(st.sampled_from("0123456789,.万亿百十几数成分之多*%约近至- millionofhalfte"))
)
def test_any_text_survives(text: str) -> None:
    for language in ("en", "zh"):
        low = fold(text)
        assert len(low) == len(text)
        found = find_figures(low, words=lexicon(language))
        ends = [0, *(figure.end for figure in found)]
        for figure, end in zip(found, ends, strict=False):
            assert end <= figure.start < figure.end <= len(text)
            assert figure.hedged_from <= figure.start
            assert figure.low is None or figure.high is None or figure.low <= figure.high


BEYOND = {
    "a number of a card": "1" * 40 + " people",
    "words strung together": "tens of " + "trillion " * 60 + "people",
    "a part of words strung together": "a quarter of a " + "trillion " * 60 + "people",
    "several of signs strung together": f"数{'亿' * 60}人",
    "counted by signs strung together": f"数以{'亿' * 60}计",
    "more signs than any number has": f"数{'亿' * 3000}人",
    "two neighbours of signs strung together": f"三四{'亿' * 60}人",
}


@pytest.mark.parametrize("why", BEYOND)
def test_a_number_larger_than_any_count_counts_nothing(why: str) -> None:
    assert all(figure.doubtful or figure.number < 10**15 for figure in figures(BEYOND[why]))
    ends = [end for figure in figures(BEYOND[why]) for end in (figure.low, figure.high)]
    assert all(end is None or end <= 10**15 for end in ends)
