from __future__ import annotations

import dataclasses

from clued import clues_of, link
from firsthand.model.document import Stated
from spoken import page

TEXT = "HRW said that blood was taken. Read the full report."


def test_a_source_has_one_name_however_it_is_written() -> None:
    """
    人权观察, HRW and hrw.org are Human Rights Watch
    """
    clues = clues_of(
        page("据人权观察报道，居民被抽血。", address="a"),
        page(TEXT, address="b"),
        page("blood", address="https://www.hrw.org/report"),
    )
    assert set(clues.named[0]) == set(clues.named[1]) == {"Human Rights Watch"}
    assert clues.published_by["Human Rights Watch"] == (2,)


def test_a_page_that_names_its_own_publisher_names_no_source() -> None:
    assert clues_of(page(TEXT, publisher="Human Rights Watch")).named == ({},)


def test_nobody_anonymous_is_a_named_source() -> None:
    assert clues_of(page("A resident said that blood was taken.")).named == ({},)


def test_a_link_leads_to_the_page_of_the_case_under_any_of_its_addresses() -> None:
    there = page("report", address="https://www.example.org/a/")
    web = "https://web.archive.org/web/2018/http://example.org/a?utm_source=x"
    here = dataclasses.replace(page(TEXT, address="b"), links=(link(TEXT, "report", web),))
    own = dataclasses.replace(here, links=(link(TEXT, "report", "b"),))
    assert clues_of(here, there).links == (frozenset({1}), frozenset())
    assert clues_of(own, there).links[0] == frozenset()


def test_a_page_that_gives_another_address_as_its_own_is_a_copy_of_that() -> None:
    stated = (Stated(name="canonical", text="https://example.org/a", found="link"),)
    here = dataclasses.replace(page(TEXT, address="b"), stated=stated)
    assert clues_of(here, page("x", address="http://example.org/a")).copy_of[0] == frozenset({1})


def test_a_credit_to_the_beginning_of_the_own_house_s_name_is_no_source() -> None:
    """明報 on a page of 明報加拿大; on another's page it is one"""
    text = "【明報專訊】諾瓦勒縣各村都採集了血樣,村民說沒有人問過他們是否願意。"
    own = page(text, address="https://a.example/1", publisher="明報加拿大")
    other = page(text, address="https://b.example/1", publisher="阿爾德日報")
    assert "Ming Pao" not in clues_of(own).named[0]
    assert "Ming Pao" in clues_of(other).named[0]
