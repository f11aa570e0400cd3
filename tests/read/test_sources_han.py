from __future__ import annotations

import pytest

from firsthand.read.glossed import glossed
from firsthand.read.sources import Voice
from firsthand.read.sources_han import source_han, words_han

NAMED = {
    "调查网站“河岸”(The Riverside)": ("河岸", "broadcaster"),
    "自治州机关报《松江日报》": ("松江日报", "paper_named"),
    "北岸研究院主管亚洲的罗兰德(Anna Roland)": ("罗兰德", "person"),
    "拉多加军方準將拉赫曼(Saidur Rahman)": ("拉赫曼", "person"),
    "松江县公安局": ("松江县公安局", "ministry"),
}


@pytest.mark.parametrize("text", NAMED)
def test_whoever_is_named_goes_by_the_name_that_signs_single_out(text: str) -> None:
    """a site; a party paper; a person known by a gloss; a general; a police bureau"""
    found = source_han(glossed(text), 0, len(text), words_han(), reported=False)
    assert found is not None
    assert (found.voice, found.name, found.kind) == (Voice.NAMED, *NAMED[text])


@pytest.mark.parametrize(("text", "kind"), [("该报道", "story"), ("报告作者", "report")])
def test_what_was_cited_before_is_definite(text: str, kind: str) -> None:
    """the story; the report's authors"""
    found = source_han(text, 0, len(text), words_han(), reported=False)
    assert found is not None
    assert (found.voice, found.kind, found.definite) == (Voice.NOBODY, kind, True)


@pytest.mark.parametrize("text", ["将尽快", "如下", "一个强大的网站", "北" * 40])
def test_a_clause_names_nobody(text: str) -> None:
    """will soon; as follows; a strong site; what is too long"""
    found = source_han(text, 0, len(text), words_han(), reported=False)
    assert found is None or found.voice is not Voice.NAMED
