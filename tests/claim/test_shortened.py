"""Short names of China's counties: where they are names, and where they are words or parts of others."""

from __future__ import annotations

import pytest

from firsthand.claim.gazetteer import places
from firsthand.claim.shortened import short_of, stands_as_name

SHORT = {
    "义乌市": "义乌",
    "澜沧拉祜族自治县": "澜沧",
    "塔什库尔干塔吉克自治县": "塔什库尔干",
    "迪庆藏族自治州": "迪庆",
    "丰县": "",  # one sign is never said alone
    "和平县": "",  # a word too
    "公安县": "",
}
STANDING = {
    "在鄯善抽了血": "650421",
    "十月,鄯善登记了指纹": "650421",
    "來自義烏的工人按了指紋": "330782",
    "塔什库尔干塔吉克女工照了虹膜": "653131",
}
ELSEWHERE = [
    "鄯善路上有摄像头",
    "在云溪县全域采血",
    "他是鄯善人",
    "一家鄯善日报",
    "来源：白沙晨报",
    "据义乌都市报报道",
]


@pytest.mark.parametrize("name", SHORT)
def test_a_name_is_said_without_the_word_for_its_kind(name: str) -> None:
    assert short_of(name) == SHORT[name]


@pytest.mark.parametrize("text", STANDING)
def test_a_short_name_has_the_code_of_the_whole_one(text: str) -> None:
    assert [each.codes for each in places().finditer(text, year=2019)] == [(STANDING[text],)]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_street_a_paper_another_place_or_a_word_is_no_county(text: str) -> None:
    assert not list(places().finditer(text))


def test_a_city_is_meant_where_a_county_in_it_bears_its_name() -> None:
    assert [each.codes for each in places().finditer("在宜宾采血", year=2010)] == [("511500",)]


def test_what_stands_before_a_short_name_decides() -> None:
    assert stands_as_name("到武冈采血", 1, 3)
    assert not stands_as_name("老武冈采血", 1, 3)
    assert stands_as_name("老塔什库尔干", 1, 6)
