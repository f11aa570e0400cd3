from __future__ import annotations

import pytest

from firsthand.claim.lexicon import lexicon
from firsthand.claim.phrases import name_before, on_programme, phrase_from, trimmed
from firsthand.claim.reading import Reading, read_sentence


def reading(text: str, language: str = "en") -> Reading:
    return read_sentence(text, words=lexicon(language), published=None, near=True)


PHRASES = {
    "to the full stop": ("in order to fight crime.", "in order", "fight crime"),
    "to a relative clause": ("to solve old cases, which police say", "to", "solve old cases"),
    "to a quotation mark": ("for “public order” only", "for", "public order"),
}


@pytest.mark.parametrize("why", PHRASES)
def test_a_phrase_ends_where_another_begins(why: str) -> None:
    text, cue, phrase = PHRASES[why]
    start, end = phrase_from(reading(text), text.index(cue) + len(cue))
    assert text[start:end] == phrase


def test_a_phrase_without_words_is_empty() -> None:
    start, end = phrase_from(reading("in order to."), len("in order to"))
    assert start == end


def test_a_name_begins_behind_the_last_small_word() -> None:
    text = "kept in the county police's DNA database"
    assert (
        text[name_before(reading(text), text.index("database")) :] == "county police's DNA database"
    )


def test_a_name_in_chinese_begins_behind_the_verb() -> None:
    text = "样本录入全国打拐DNA信息库"
    assert text[name_before(reading(text, "zh"), text.index("信息库")) :] == "全国打拐DNA信息库"


def test_edges_are_left_out() -> None:
    start, end = trimmed(reading("  «word», "), 1, 8)
    assert "  «word», "[start:end].strip("«»") == "word"


def test_a_sentence_far_from_biometrics_is_not_on_the_programme() -> None:
    assert on_programme(reading("DNA was taken."))
    far = read_sentence("It rained.", words=lexicon("en"), published=None, near=False)
    assert not on_programme(far)
