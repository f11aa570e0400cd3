from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.html import Page
from firsthand.read.plain import read_plain


def read(data: bytes) -> Page:
    page = Page()
    read_plain(data, None, "a.txt", page)
    return page


def test_the_text_is_the_file_s_own_and_each_line_of_it_a_block() -> None:
    words = "血样 for all\n\n  Police took blood.\r\nA notice said so.\n"
    page = read(words.encode())
    assert page.draft.text == words
    found = [(words[b.position.start : b.position.end], b.path) for b in page.draft.blocks]
    assert found == [
        ("血样 for all", "char=0,10"),
        ("Police took blood.", "char=14,32"),
        ("A notice said so.", "char=34,51"),
    ]


def test_a_mark_of_byte_order_is_no_character_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfPolice").draft.text == "Police"


@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_any_text_is_kept_character_for_character(words: str) -> None:
    page = read(words.encode())
    if not any(problem.code == "not-text" for problem in page.problems):
        assert page.draft.text == words


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
