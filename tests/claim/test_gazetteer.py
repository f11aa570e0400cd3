"""Names of places in a text."""

from __future__ import annotations

import pytest

from firsthand.claim.divisions import Divisions
from firsthand.claim.gazetteer import Places, places, settle


def test_a_name_of_a_place_is_found_whole() -> None:
    found = [each.codes for each in places().finditer("in Aksu, Tibet and 喀什地区")]
    assert found == [("652900",), ("540000",), ("653100",)]
    assert list(places().finditer("Chadian")) == []


@pytest.mark.parametrize(
    ("name", "code"), [("庫爾勒", "652801"), ("库尔勒", "652801"), ("Xi'an", "610100")]
)
def test_a_name_is_known_in_every_script(name: str, code: str) -> None:
    (found,) = places().finditer(name)
    assert (found.start, found.end, found.codes) == (0, len(name), (code,))


def _codes(text: str, *around: str, year: int | None = None) -> list[str]:
    found = list(places().finditer(text, year=year))
    return [code for _, code in settle(found, lambda: around)]


def test_a_code_is_that_of_the_year() -> None:
    """昌都地区 became 昌都市, with another code."""
    assert _codes("昌都地区", year=2010) == ["542100"]
    assert _codes("昌都市", year=2018) == ["540300"]
    assert _codes("Qamdo", year=2010) == ["542100"]
    assert _codes("Qamdo", year=2018) == ["540300"]
    assert _codes("Qamdo") == ["540300"]


def test_of_several_places_of_one_name_the_one_inside_what_is_named_is_meant() -> None:
    assert _codes("通州区", year=2018) == [""]
    assert _codes("北京市通州区", year=2018) == ["110000", "110112"]
    assert _codes("通州区", "320600", year=2018) == ["320612"]


def test_a_township_is_known_by_its_county() -> None:
    """Many counties have a 城关镇; only one place is called 扎瓦镇."""
    assert _codes("墨玉县扎瓦镇") == ["653222", "653222101"]
    assert _codes("扎瓦镇") == ["653222101"]
    assert _codes("扎瓦镇", "410000") == [""]
    assert _codes("城关镇") == [""]


SCRIPTS = {
    "with a Russian ending": ("в Кашгаре брали кровь", True),
    "inside a Russian word": ("в ПриКашгаре", False),
    "with a Turkish ending": ("Türkiye'de", True),
    "behind Chinese signs": ("在Kashgar市", True),
    "inside an English word": ("Kashgarite", False),
    "with Arabic prefixes": ("وفي بكاشغر", True),
    "inside an Arabic word": ("سكاشغر", False),
}


@pytest.mark.parametrize("why", SCRIPTS)
def test_a_name_may_have_an_ending_where_its_language_gives_it_one(why: str) -> None:
    text, found = SCRIPTS[why]
    names = {"Кашгар": "653100", "Türkiye": "TR", "Kashgar": "653100", "كاشغر": "653100"}
    assert bool(list(Places(names, Divisions([])).finditer(text))) is found


def test_an_arabic_name_takes_no_ending_and_an_uyghur_one_does() -> None:
    """A drop (قطرة) is no Qatar, a bank (مصرف) no Egypt; in Kashgar is قەشقەردە."""
    assert list(places().finditer("قطرة دم في مصرف")) == []
    assert [each.codes for each in places().finditer("في قطر ومصر")] == [("QA",), ("EG",)]
    assert [each.codes for each in places().finditer("قەشقەردە")] == [("653100",)]
