"""The signs of a sentence by which is told what it says."""

from __future__ import annotations

from firsthand.claim.signs import Page, gist_of, senses_of, signs_of, wording_of
from firsthand.claim.suggest import consider
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page

TEXT = (
    "Nurses took blood from all residents of Aksu county in May. Whoever stayed away lost the"
    " heating allowance."
)


def _considered(text: str) -> Page:
    document = page(text)
    passages = split_passages(document)
    return consider(
        document, passages=passages, attributions=find_attributions(document, passages=passages)
    )


def test_small_words_and_pairs_are_marks_of_a_sentence() -> None:
    """ "no print, no rice": what is said is said by "no" """
    assert {"no", "no print", "no~no", "print~rice"} <= wording_of("no print, no rice")
    assert wording_of("没有 3") == {"没", "有", "没有"}
    assert gist_of("they took the blood") == {"took", "blood"}
    assert senses_of("采血样") == {"+采血", "+血样", "+采血样"}


def test_a_sentence_is_told_by_what_stands_beside_it_and_what_rules_found() -> None:
    """the first sentence names what is taken; the second knows that from the page"""
    first, second = signs_of(_considered(TEXT).sentences)
    assert "=!modality:blood_sample" in first.facts
    assert "=<!modality:blood_sample" in second.facts
    assert "=@modality:blood_sample" in second.facts
    assert "<blood" in second.beside
    assert ">allow" in first.beside
    assert "=first" in first.facts
    assert "=last" in second.facts


def test_lists_that_may_have_a_word_are_signs() -> None:
    """ "nurses" are in a list of those who take"""
    first, _ = signs_of(_considered(TEXT).sentences)
    assert any(sign.startswith("=%role ") for sign in first.facts)


def test_the_page_s_odds_are_a_scale() -> None:
    """each step that is reached is a sign, so that more speaks for more"""
    first, _ = signs_of(_considered(TEXT).sentences)
    steps = sorted(int(sign[len("=odds") :]) for sign in first.facts if sign.startswith("=odds"))
    assert steps == list(range(-4, steps[-1] + 1))
