"""Which clause of a sentence says what its sense tells."""

from __future__ import annotations

from claim.found import claims
from firsthand.claim.clauses import CLAUSES_MAX, Wanted, spans_of, whole_of
from firsthand.claim.language import lexicon_for
from firsthand.claim.meaning import (
    around,
    gist,
    network,
    pooled,
    told_by_facts,
    told_by_those_beside,
)  # fmt: skip
from firsthand.claim.pieces import pieces_of
from firsthand.claim.reading import Reading, read_sentence
from firsthand.model.claim import Coded, Words


def _reading(text: str) -> Reading:
    words = lexicon_for(text, "en")
    assert words is not None
    return read_sentence(text, words=words, published=None, near=True)


def _wanted(text: str, targets: list[int], limit: float) -> Wanted:
    known = network()
    reading = _reading(text)
    beside = around(gist(pooled([pieces_of(reading.low)], known), known))
    return Wanted(
        reading=reading,
        targets=targets,
        limits=[limit] * len(known.targets),
        beside=told_by_those_beside(beside, known)[0],
        facts=told_by_facts([()], known)[0],
    )


def _said(text: str, target: str, limit: float) -> str:
    known = network()
    at = known.targets.index(target)
    (spans,) = spans_of([_wanted(text, [at], limit)], known)
    return text[slice(*spans[at])]


def test_the_clause_that_says_it_is_quoted() -> None:
    """the second of two"""
    text = "The swabs went to the county seat, and nobody was asked for consent."
    told = _said(text, "consent:uninformed", -20.0)
    assert "nobody was asked for consent" in told
    assert "county seat" not in told


def test_where_no_clause_says_it_by_itself_the_sentence_is_quoted() -> None:
    """the limit is above all odds; a sentence of one clause, or of too many, has no other words"""
    text = " The swabs went to the county seat, and nobody was asked for consent. "
    assert _said(text, "consent:uninformed", 99.0) == text.strip()
    assert _said("Nobody was asked.", "consent:uninformed", -20.0) == "Nobody was asked."
    many = ", ".join(["nobody was asked"] * (CLAUSES_MAX + 1))
    assert _said(many, "consent:uninformed", -20.0) == many


def test_clauses_of_several_sentences_are_told_as_each_by_itself() -> None:
    """a page's together; one sentence of them is no clauses, and one says two things"""
    known = network()
    two = [known.targets.index(each) for each in ("consent:uninformed", "sanction:welfare")]
    wanted = [
        _wanted("The swabs went to the county seat, and nobody was asked for consent.", two, -20.0),
        _wanted("Nobody was asked.", two[:1], -20.0),
        _wanted("Whoever stayed away lost the allowance, said the letter, which came in May.", two[1:], -20.0),
    ]  # fmt: skip
    together = spans_of(wanted, known)
    assert together == [spans_of([each], known)[0] for each in wanted]
    assert together[0][two[0]] != whole_of(wanted[0].reading.text)


def test_the_whole_of_a_sentence_is_without_what_stands_around_it() -> None:
    assert whole_of("  so it is.\n") == (2, 11)


def test_words_of_a_value_stand_in_its_quotation() -> None:
    page = (
        "Police swabbed every man in Aksu county in May 2019, and nobody was told what for. Lawyers called it"
        " degrading, while the ministry denied that anybody was forced. The profiles are kept in a store of the"
        " province, which cousins can be found by."
    )
    for made in claims(page):
        if isinstance(made.value, Coded | Words):
            assert made.value.text in made.quotation.exact
