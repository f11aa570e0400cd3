"""Settle which values a page gives of its programme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claim.found import claims, said
from firsthand.claim import settled as module
from firsthand.claim import sureness
from firsthand.claim.candidates import FIGURES, KINDS, PLACES, Candidate
from firsthand.claim.date_ways import SAME
from firsthand.claim.language import lexicon_for
from firsthand.claim.meaning import network
from firsthand.claim.scored import Scorer, scorers
from firsthand.claim.settled import apart
from firsthand.model.claim import Element, Place

PROGRAMME = (
    "Since March 2019 the police have taken fingerprints and DNA from every resident of Almere"
    " district. In all 41,300 people have been fingerprinted, the office says. "
)
AROUND = (
    "The district lies between two rivers. Its farmers grow cotton and melons. The road to the"
    " capital was built in 1974 and is full of holes. The office of the governor spent 214 million on bridges last year. Trains do not stop"
    " here. Whoever refuses the fingerprints gets no card. The winter was long. Many of the young have left. The market is held on Sundays. A"
    " school has been closed since 2012. In summer the wells run dry. Nobody repairs"
    " them. An old man shows the ink on his fingertips. In France and in Spain such villages have been saved by tourists."
)


VALUES = {"place", "period", "scale", "population", "age_range"}


def _from(monkeypatch: pytest.MonkeyPatch, limit: float) -> None:
    """Values are taken from this share on."""
    known = {
        kind: replace(each, limits=dict.fromkeys(each.limits, limit))
        for kind, each in scorers().items()
    }
    monkeypatch.setattr(module, "scorers", lambda: known)


def test_a_programme_keeps_its_own_values_on_a_long_page() -> None:
    found = said(PROGRAMME + AROUND, published="2021-05-01")
    assert ("period", "2019-03/..") in found
    assert ("scale", "41300-41300 persons") in found
    assert ("place", "Almere district") in found


def test_what_else_a_long_page_dates_places_and_counts_is_let_go() -> None:
    """countries with tourists, a school closed long ago, a governor's bridges"""
    found = said(PROGRAMME + AROUND, published="2021-05-01")
    assert not {value for element, value in found if element == "period"} - {"2019-03/.."}
    assert not {value for element, value in found if element == "place"} - {"Almere district"}
    assert not {value for element, value in found if element == "scale"} - {"41300-41300 persons"}


def test_what_no_rule_suggests_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """with the words of its sentence: no share is asked for"""
    before = {made.quotation.exact for made in claims(PROGRAMME + AROUND, published="2021-05-01")}
    _from(monkeypatch, 0.0)
    monkeypatch.setattr(sureness, "SUGGESTED_FROM", 0)
    monkeypatch.setattr(sureness, "RULED_FROM", 0)
    made = [
        each
        for each in claims(PROGRAMME + AROUND, published="2021-05-01")
        if each.element in VALUES
    ]
    assert {each.value.edtf for each in made if each.element is Element.PERIOD} > {"2019-03/.."}  # type: ignore[union-attr]
    assert all(each.quotation.exact in PROGRAMME + AROUND for each in made)
    assert {each.quotation.exact for each in made} - before


def test_a_figure_without_its_noun_is_counted_where_it_is_likely() -> None:
    """no rule reads it"""
    text = (
        "Police in Aksu take blood and DNA from all residents of the county, and nobody may refuse. The samples are kept"
        " by the police. By Monday, 8,140. A total of 58,904 so far."
    )
    assert ("scale", "58904-58904 persons") in said(text)


def test_nothing_is_taken_from_more_than_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """what is no value stays"""
    _from(monkeypatch, 1.1)
    found = {element for element, _ in said(PROGRAMME + AROUND, published="2021-05-01")}
    assert not found & VALUES
    assert "modality" in found


def test_of_a_statement_of_three_sentences_the_rules_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    _from(monkeypatch, 1.1)
    assert {element for element, _ in said(PROGRAMME, published="2021-05-01")} >= {
        "place",
        "period",
        "scale",
    }


def test_a_language_that_the_network_does_not_know_is_read_by_rules() -> None:
    """Kazakh: nothing was learnt of it"""
    words = lexicon_for("тұрғын", "kk")
    assert words is not None
    assert words.language not in network().limits


def test_of_names_that_lie_in_each_other_the_likeliest_is_taken() -> None:
    def name(start: int, end: int) -> Candidate:
        place = Place(name="x" * (end - start), code="")
        return Candidate(kind=PLACES, start=start, end=end, ways={SAME: (Element.PLACE, place)})

    whole, part, other = name(0, 10), name(4, 10), name(12, 15)
    found = apart(
        [(0, whole, SAME, 0.5), (0, part, SAME, 0.6), (0, other, SAME, 0.4), (1, whole, SAME, 0.1)]
    )
    assert [(number, each) for number, each, *_ in found] == [(0, part), (0, other), (1, whole)]


def test_names_are_compared_within_their_sentence_alone() -> None:
    """a thousand sentences with a name each: a text of 10 MB has more"""
    compared: list[int] = []

    class Number(int):
        """A sentence's number that keeps how often it is compared with another's."""

        def __eq__(self, other: object) -> bool:
            compared.append(0)
            return int.__eq__(self, other)

        __hash__ = int.__hash__

    place = Place(name="x", code="")
    name = Candidate(kind=PLACES, start=0, end=1, ways={SAME: (Element.PLACE, place)})
    picked = [(Number(each), name, SAME, 1 - each / 1000) for each in range(1000)]
    assert len(list(apart(picked))) == 1000
    assert len(compared) < 10_000


def test_every_kind_has_a_scorer() -> None:
    assert set(scorers()) == set(KINDS)
    assert isinstance(scorers()[FIGURES], Scorer)
