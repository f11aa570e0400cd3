from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.divisions import (
    Division,
    Divisions,
    Townships,
    divisions,
    stem,
    townships,
    within,
)


def test_a_name_has_the_codes_of_its_year_or_of_the_nearest() -> None:
    """
    1980-1999  North County 110001        2000-2005  South County 110001 (unit 110001)
    1990-1995  North County 220001
    """
    known = Divisions([
        Division(name="North", code="110001", unit="110001", first=1980, last=1999),
        Division(name="North", code="220001", unit="220001", first=1990, last=1995),
        Division(name="South", code="110009", unit="110001", first=2000, last=2005),
    ])  # fmt: skip
    assert known.codes("North", 1985) == ("110001",)
    assert known.codes("North", 1992) == ("110001", "220001")
    assert known.codes("North", 2030) == known.codes("North", None) == ("110001",)
    assert known.codes("East", 1992) == ()
    assert known.code_in("110001", 2003) == "110009"
    assert known.code_in("110001", 1981) == "110001"
    assert known.code_in("999999", 1981) == "999999"


def test_real_places_kept_their_unit_when_they_were_given_another_code() -> None:
    """南汇县 was 310205, 310225, and 南汇区 310119."""
    known = divisions()
    assert known.codes("南汇县", 1981) == ("310205",)
    assert known.codes("南汇县", 1995) == ("310225",)
    assert known.codes("南汇区", 2005) == ("310119",)
    assert known.code_in("310119", 1981) == "310205"
    assert known.codes("墨玉县", 2017) == ("653222",)


def test_the_finest_place_around_decides() -> None:
    assert within(["320612", "110112"], ["CN", "320000"]) == ("320612",)
    assert within(["320612", "110112"], ["320000", "110000"]) == ("110112", "320612")
    assert within(["653222101", "652900101"], ["650000", "653222"]) == ("653222101",)
    assert within(["320612"], []) == ()


def test_townships_are_found_at_their_longest_name() -> None:
    known = Townships([("瓦乡", "1"), ("扎瓦乡", "653222201"), ("大扎瓦乡", "653222202")])
    assert list(known.finditer("在大扎瓦乡采血")) == [(1, 5, ("653222202",))]
    assert list(known.finditer("回乡")) == []
    assert list(townships().finditer("和田地区墨玉县扎瓦镇")) == [(7, 10, ("653222101",))]


@given(st.text(alphabet="城乡镇街道扎瓦苏木", max_size=30))
def test_every_township_found_stands_there(text: str) -> None:
    for start, end, codes in townships().finditer(text):
        assert 0 <= start < end <= len(text)
        assert codes


def test_the_digits_that_parts_share() -> None:
    assert [stem(code) for code in ("650000", "652900", "652901", "652901001")] == [
        "65", "6529", "652901", "652901001",
    ]  # fmt: skip
