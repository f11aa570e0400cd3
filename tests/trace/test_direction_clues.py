from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.document import Document, Link, TextPosition
from firsthand.trace.direction_clues import ClueKind, find_clues, says_translated
from spoken import page


def clues(one: Document, other: Document) -> set[tuple[ClueKind, str]]:
    told = (*says_translated(one), *says_translated(other))
    names = {one.id: "one", other.id: "other"}
    return {(clue.kind, names[clue.follows]) for clue in find_clues(one, other, told=told)}


@pytest.mark.parametrize(
    "text",
    [
        "Translated from the French by a friend",
        "本文译自英文",
        "Traduit de l'anglais",
        "Перевод с английского",
        "Übersetzung: A. B.",
        "ترجمة: أ ب",
        "原文链接：某报",
        "This article was originally published in Chinese.",
        "Оригинал статьи: газета",
    ],
)
def test_a_page_that_says_it_is_a_translation_follows(text: str) -> None:
    assert clues(page(text), page("something else")) == {(ClueKind.SAYS_TRANSLATED, "one")}


def test_a_page_that_names_the_publisher_of_the_other_follows() -> None:
    """
    据人权观察报道 on one page; the other is published by Human Rights Watch
    """
    report = page("They took blood.", publisher="Human Rights Watch")
    assert clues(page("据人权观察报道，警方抽血。"), report) == {(ClueKind.NAMES_PUBLISHER, "one")}


def test_the_later_of_two_dated_pages_follows_and_a_bare_year_says_nothing() -> None:
    early = page("a", address="a", published="2031-03-14")
    assert clues(early, page("b", published="2031-03-15")) == {(ClueKind.PUBLISHED_LATER, "other")}
    assert clues(early, page("b", published="2031")) == set()


def test_a_page_that_glosses_words_of_the_other_follows() -> None:
    """
    "Physicals for All (全民健康体检)" and a page that has 全民健康体检
    """
    english = page("The programme Physicals for All (全民健康体检) began.")
    chinese = page("全民健康体检开始了。")
    assert clues(english, chinese) == {(ClueKind.GLOSSES, "one")}


def test_signs_may_speak_against_one_another() -> None:
    one = page("Translated from Chinese", published="2030-01-01")
    other = page("译自英文", published="2031-01-01")
    assert {follows for _, follows in clues(one, other)} == {"one", "other"}


def test_a_page_that_says_from_which_language_follows_none_in_another() -> None:
    """
    译自英文 on a Chinese page: it follows the English page, not the Russian one
    """
    chinese = page("本文译自英文。", language="zh")
    assert clues(chinese, page("a", language="en")) == {(ClueKind.SAYS_TRANSLATED, "one")}
    assert clues(chinese, page("б", language="ru")) == set()


def test_translated_into_its_own_language_names_no_original() -> None:
    russian = page("Перевод на русский язык: редакция", language="ru")
    assert clues(russian, page("a", language="en")) == {(ClueKind.SAYS_TRANSLATED, "one")}


def test_a_link_called_the_original_is_followed() -> None:
    """
    "原文：https://…" with a link to the other; a link in passing is none
    """
    english = page("They took blood.", address="https://a.example/blood", language="en")
    words = "警方抽血。 出处：A报"
    start = words.index("A报")
    link = Link(
        target="http://www.a.example/blood?utm_source=x",
        position=TextPosition(start=start, end=start + 2),
    )
    chinese = dataclasses.replace(page(words, language="zh"), links=(link,))
    assert clues(chinese, english) == {(ClueKind.LINKS_ORIGINAL, "one")}
    passing = dataclasses.replace(
        page("另见 " * 20 + "A报", language="zh"),
        links=(dataclasses.replace(link, position=TextPosition(start=60, end=62)),),
    )
    assert clues(passing, english) == set()
