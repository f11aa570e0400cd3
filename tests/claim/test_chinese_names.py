"""Names of places in Chinese, by the signs around them and in rows."""

from __future__ import annotations

import pytest

from claim.found import names

NAMED = {
    "昨天梅岗乡派出所打电话。": {"梅岗乡", "梅岗乡派出所"},
    "在阿里阿德營重新登記。": {"阿里阿德營", "阿里阿德"},
    "凶手,荷兰林堡省有人采血。": {"荷兰林堡省"},
    "包括吉隆坡国际机场在内。": {"吉隆坡国际机场"},
    "民警到衡阳市救助站采血。": {"衡阳市救助站"},
    "記者在煙臺三中看到。": {"煙臺三中"},
    "上海梅岗警方采血。": {"梅岗"},
    "在弥陀、洞角、丹水等镇登记。": {"弥陀", "洞角", "丹水"},
    "将在全国采集。": {"全国"},
    "在23个州试用。": {"23个州"},
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_a_name_is_known_by_what_stands_around_it(text: str) -> None:
    assert names(text, "zh") >= NAMED[text]


def test_a_row_of_other_things_is_none_of_names() -> None:
    assert not names("收集姓名、性别、住址和照片。", "zh")
