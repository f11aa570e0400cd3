from __future__ import annotations

from firsthand.read.cues import cues_of
from firsthand.read.sentences import HITS_MAX, parse_sentence

ENGLISH = cues_of(("en",))


def hits(text: str) -> list[tuple[str, str]]:
    sentence = parse_sentence(text, ENGLISH)
    return [(" ".join(sentence.words[h.start : h.end]), h.role) for h in sentence.hits]


def test_of_cues_that_overlap_the_longer_counts() -> None:
    assert hits("She was quoted as saying that it rained.") == [("was quoted as saying", "say")]


def test_words_that_look_like_a_cue_are_masked() -> None:
    assert hits("It is said that according to plan it ended.") == []


def test_a_verb_written_large_inside_a_sentence_is_a_title() -> None:
    assert hits("Token Claims and Block Reports") == []
    assert hits("It rained. Said Ana: no.") == [("said", "say")]


def test_a_sentence_of_cues_has_no_more_than_the_most() -> None:
    assert len(hits("said Ana " * 1000)) == HITS_MAX


def test_an_apostrophe_is_no_quotation_mark() -> None:
    sentence = parse_sentence("The groups' head's word: ‘no’.", ENGLISH)
    quotes = [n for n in range(len(sentence.words)) if sentence.is_quote(n)]
    assert len(quotes) == 2


def test_a_hyphen_parts_clauses_only_between_spaces() -> None:
    sentence = parse_sentence("well-known men - and Mr. Example", ENGLISH)
    assert [sentence.words[n] for n in range(len(sentence.words)) if sentence.is_bound(n)] == ["-"]
