"""Where a candidate stands, as whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claim.found import considered
from firsthand.claim.candidates import DATES, FIGURES, KINDS, PLACES, Candidate, candidates_in
from firsthand.claim.meaning import around, gist, network, pooled, states, told
from firsthand.claim.pieces import pieces_of
from firsthand.claim.signs import Considered, facts_of
from firsthand.claim.standing import PARTS, TOP, Sense, rows_of, spans_of_pieces, told_of, whole

TEXT = (
    "Since March 2019 the police have taken fingerprints and DNA from every resident of Almere district. In all 41,300"
    " people have been fingerprinted, the office says. Nobody was asked. The road was built in 1974."
)


def read() -> tuple[tuple[Considered, ...], Sense]:
    found = considered(TEXT, published="2021-05-01").sentences
    known = network()
    features = pooled([pieces_of(each.sentence.low) for each in found], known)
    gists = gist(features, known)
    odds = told(features, gists, around(gists), facts_of(found), known)
    return found, Sense(known=known, odds=odds, gists=gists)


def standing_in(sentences: Sequence[Considered]) -> list[tuple[int, Candidate]]:
    """Every candidate of every kind, with the number of its sentence."""
    return [
        (number, each)
        for number, one in enumerate(sentences)
        for each in candidates_in(one.reading, frozenset(KINDS))
    ]


def test_pieces_end_where_their_letters_do() -> None:
    """words of one piece and of several, with signs that are none"""
    for low in ("the irises of 12,000 inhabitants", "采集虹膜12万份，ꙮ", "  two  blanks "):
        ends = spans_of_pieces(low, pieces_of(low))
        assert len(ends) == len(pieces_of(low))
        assert ends == sorted(ends)
        assert ends[-1] == len(low.rstrip())


def test_a_row_has_the_pieces_around_a_candidate() -> None:
    sentences, sense = read()
    found = standing_in(sentences)
    rows, signs = rows_of(sentences, found, sense)
    assert len(rows) == len(signs) == len(found)
    wide = states([pieces_of("a")], sense.known)[0].shape[1]
    assert rows.shape[1] == PARTS * wide + sense.gists.shape[1]
    assert (rows == np.rint(rows)).all()
    assert np.abs(rows).max() <= TOP
    (number, figure), row = next(
        (one, row) for one, row in zip(found, rows, strict=True) if one[1].kind == FIGURES
    )
    low = sentences[number].sentence.low
    ends = spans_of_pieces(low, pieces_of(low))
    first = next(at for at, end in enumerate(ends) if end > figure.start)
    own = states([pieces_of(low)], sense.known)[0]
    assert (row[2 * wide : 3 * wide] == own[first]).all()
    assert (row[PARTS * wide :] == sense.gists[number]).all()


def test_signs_say_what_rules_make_of_it() -> None:
    sentences, sense = read()
    found = standing_in(sentences)
    _, signs = rows_of(sentences, found, sense)
    by = {
        (each.kind, _words(sentences, number, each)): of
        for (number, each), of in zip(found, signs, strict=True)
    }
    assert by[DATES, "since march 2019"]["rule: same"] == 1
    assert by[PLACES, "almere district"]["rule: same"] == 1
    assert {of.get("no rule", 0) for of in signs} == {0, 1}
    (number, each) = next(one for one in found if one[1].kind == FIGURES)
    assert told_of(sentences[number], each) == ("enrolled/persons",)


def _words(sentences: tuple[Considered, ...], number: int, each: Candidate) -> str:
    return sentences[number].sentence.low[each.start : each.end]


def test_signs_are_whole_numbers_of_known_names() -> None:
    rows = whole([{"odds": 0.5, "unknown": 1.0}, {"again": 99.0}], {"odds": 0, "again": 1})
    assert rows.tolist() == [[8, 0], [0, TOP]]


def test_no_candidates_no_rows() -> None:
    sentences, sense = read()
    rows, signs = rows_of(sentences, [], sense)
    assert len(rows) == len(signs) == 0
