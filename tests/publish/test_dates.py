from __future__ import annotations

import pytest

from firsthand.publish.dates import is_coarse, months_of

FOUND = {
    "a month": ("2017-02", (24205, 24205)),
    "a day": ("2017-02-03", (24205, 24205)),
    "a year": ("2016", (24192, 24203)),
    "an interval": ("2016-12/2017-02", (24203, 24205)),
    "open": ("../2017-02", (None, 24205)),
    "no month": ("2017-13", None),
    "open at both ends": ("../..", None),
    "words": ("soon/2017", None),
}


@pytest.mark.parametrize("why", FOUND)
def test_a_date_covers_months(why: str) -> None:
    edtf, months = FOUND[why]
    assert months_of(edtf) == months


def test_a_year_alone_is_coarse() -> None:
    assert is_coarse("2016?")
    assert not is_coarse("2016-01")
