from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.claim.ages import find_ages
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon

AGES = {
    ("en", "aged 12 to 65"): (12, 65),
    ("en", "aged 12-65"): (12, 65),
    ("en", "12 to 65 years old"): (12, 65),
    ("en", "over the age of five"): (5, None),
    ("en", "up to age 18"): (None, 18),
    ("en", "over 15 years of age"): (15, None),
    ("zh", "12至65岁"): (12, 65),
    ("zh", "十二歲至六十五歲"): (12, 65),
    ("zh", "五岁以上"): (5, None),
    ("zh", "未满14周岁"): (None, 14),
}


@pytest.mark.parametrize(("language", "text"), AGES)
def test_a_range_of_ages_is_read(language: str, text: str) -> None:
    (ages,) = find_ages(fold(text), words=lexicon(language))
    assert (ages.low, ages.high) == AGES[language, text]


@pytest.mark.parametrize(
    "text", ["aged 43", "aged 65 to 12", "aged 200 to 300", "a 12-year sentence"]
)
def test_what_is_no_range_is_none(text: str) -> None:
    assert list(find_ages(text, words=lexicon("en"))) == []


@pytest.mark.slow
@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("aged 0123456789-to岁歲至以上")))
def test_any_text_survives(text: str) -> None:
    for language in ("en", "zh"):
        for ages in find_ages(fold(text), words=lexicon(language)):
            assert 0 <= ages.start < ages.end <= len(text)
