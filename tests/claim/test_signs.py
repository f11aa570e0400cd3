"""What lists and rules say of a sentence and of its page."""

from __future__ import annotations

from claim.found import considered
from firsthand.claim.signs import facts_of

TEXT = (
    "Nurses took blood from all residents of Aksu county in May. Whoever stayed away lost the"
    " heating allowance."
)


def test_a_sentence_knows_what_rules_found_in_it_and_on_its_page() -> None:
    """the first sentence names what is taken; the second knows that from the page"""
    first, second = facts_of(considered(TEXT).sentences)
    assert "!modality:blood_sample" in first
    assert "@modality:blood_sample" in second
    assert "first" in first
    assert "last" in second


def test_lists_that_may_have_a_word_are_signs() -> None:
    """ "nurses" are in a list of those who take"""
    first, _ = facts_of(considered(TEXT).sentences)
    assert any(sign.startswith("%role ") for sign in first)


def test_the_page_s_odds_are_a_scale() -> None:
    """each step that is reached is a sign, so that more speaks for more"""
    first, _ = facts_of(considered(TEXT).sentences)
    steps = sorted(int(sign[len("odds") :]) for sign in first if sign.startswith("odds"))
    assert steps == list(range(-4, steps[-1] + 1))


def test_every_sentence_knows_how_long_its_page_is() -> None:
    """of a long page fewer say anything"""
    short, long = considered(TEXT).sentences, considered(f"{TEXT} " * 5).sentences
    assert (len(short), len(long)) == (2, 10)
    assert not {fact for facts in facts_of(short) for fact in facts if fact.startswith("over")}
    assert all({"over4", "over8"} <= facts and "over16" not in facts for facts in facts_of(long))
