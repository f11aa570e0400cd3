from __future__ import annotations

import pytest

from firsthand.claim.dialogue import labels_in

TALKS = {
    "a label said twice": (["古麗：都抽了血。", "阿迪說。", "古麗：管子送走了。"], ["古麗", "", "古麗"]),
    "a question": (["记者：采了吗？", "居民：采了。", "记者：谁？", "居民：警察。"], ["", "居民", "", "居民"]),
    "question and answer in one": (["记者：采了吗？发言人：没有。", "记者：真的吗？发言人：真的。"], ["发言人", "发言人"]),
    "once is a heading": (["乌苏：都采了。"], [""]),
    "headings of a notice": (["采购单位：公安局。", "采购单位：卫生院。"], ["", ""]),
}  # fmt: skip


@pytest.mark.parametrize("why", TALKS)
def test_who_speaks_in_a_talk(why: str) -> None:
    texts, wanted = TALKS[why]
    found = labels_in(texts)
    named = [text[one[0] : one[1]] if one else "" for text, one in zip(texts, found, strict=True)]
    assert named == wanted
