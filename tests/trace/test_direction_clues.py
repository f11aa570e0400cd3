from __future__ import annotations

import pytest

from firsthand.model.document import Document
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
