from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.headers import header_text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, ""),
        ("Blood\r\n  samples", "Blood samples"),
        ("=?utf-8?B?6KGA5qC3?=", "血样"),
        ("=?gb2312?B?0arR+Q==?= of 2031", "血样 of 2031"),
        ("=?nowhere?B?6KGA?=", "=?nowhere?B?6KGA?="),
        ("=?ú-8?B?6KGA?=", "=?ú-8?B?6KGA?="),
    ],
)
def test_a_header_is_said_in_its_own_words(told: str | None, words: str) -> None:
    assert header_text(told) == words


@given(st.text())
def test_any_header_is_one_line(told: str) -> None:
    assert "\n" not in header_text(told)
