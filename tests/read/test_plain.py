from __future__ import annotations

from firsthand.read.html import Page
from firsthand.read.plain import read_plain


def read(data: bytes) -> Page:
    page = Page()
    read_plain(data, None, "a.txt", page)
    return page


def test_each_line_is_a_block_that_leads_back_to_its_characters() -> None:
    words = "血样 for all\n\n  Police took blood.\r\nA notice said so.\n"
    page = read(words.encode())
    assert page.draft.text == "血样 for all\nPolice took blood.\nA notice said so."
    for block in page.draft.blocks:
        start, end = (int(part) for part in block.path.removeprefix("char=").split(","))
        assert (
            page.draft.text[block.position.start : block.position.end] == words[start:end].strip()
        )


def test_a_short_first_line_is_a_title_and_a_dateline_a_date() -> None:
    page = read("全民体检\n2018年1月8日 新疆日报\n警方从居民身上采集血样。\n".encode())
    assert [(s.name, s.text) for s in page.stated] == [
        ("title", "全民体检"),
        ("published", "2018-01-08"),
    ]


def test_a_date_within_a_sentence_is_part_of_the_story() -> None:
    page = read(
        b"A title\nThe programme began on 2017-12-13 in all counties, officials in the capital said.\n"
    )
    assert [s.name for s in page.stated] == ["title"]


def test_bytes_that_are_no_text_say_so() -> None:
    page = read(b"a\x00\x00\x00b\x00\x01\x02" * 50)
    assert [problem.code for problem in page.problems] == ["not-text"]
