from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.glossed import PERSONAL, bare, glossed, singled_out

NAMES = {
    "據河岸日報(The Riverside)網站指出": "據河岸日報網站指出",  # a gloss in Latin letters
    "该国智库“三河研究所”说": "该国智库三河研究所说",  # a word for what it is before the marks
    "“北岸观察”(North Shore Watch)说": "北岸观察说",  # a gloss behind them
    "党报《松江日报》刊文": "党报松江日报刊文",
    "《松江日报》刊文": "松江日报刊文",  # by its own last word
}


@pytest.mark.parametrize("text", NAMES)
def test_signs_around_a_name_part_nothing(text: str) -> None:
    assert bare(glossed(text)) == NAMES[text]


LEFT = (
    "他说“不知道”就走了",  # words, no name
    "依据《户籍管理条例》第三条",  # a law
    "村长（化名）说",  # no Latin letters
    "共(3000)人",
)


@pytest.mark.parametrize("text", LEFT)
def test_other_signs_stay(text: str) -> None:
    """he said; under the rules; under another name; so many"""
    assert glossed(text) == text


def test_the_name_that_marks_hold_is_singled_out() -> None:
    marked = glossed("州机关报《松江日报》记者")
    assert marked[slice(*(singled_out(marked) or (0, 0)))] == "松江日报"
    assert singled_out("松江日报") is None


def test_a_gloss_of_two_words_in_capitals_is_a_persons() -> None:
    assert PERSONAL in glossed("主任罗兰德(Anna Roland)说")
    assert PERSONAL not in glossed("北岸研究院(North Shore Institute)说")


@given(st.text(st.sampled_from("“”「」《》()（）人权观察 ABcd日报网站，")) | st.text())
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(glossed(text)) == len(text)
