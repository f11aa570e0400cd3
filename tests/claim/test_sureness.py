from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim.found import claims, considered
from firsthand.claim import sureness as module
from firsthand.claim.sureness import LEAST, MOST, Weighed, signs_of, weights, with_sureness
from firsthand.claim.weighed import sensed, weigh
from firsthand.model.claim import Stance
from spoken import page

PAGE = (
    "Nurses took blood from all residents of Aksu county in May 2019. Whoever stayed away lost the"
    " heating allowance. The ministry said that the DNA may serve to find criminals. Nobody else"
    " answered our letters. The county lies in the north. Villagers queued before the clinic from dawn."
    " The samples were sent to the police. Winter is long there. A new road was opened in June."
)


def _read(text: str = PAGE) -> tuple[list[Weighed], list[module.Signs | None]]:
    read = considered(text).sentences
    found = list(weigh(page(text).id, read, sensed(read)))
    return found, signs_of(read, found)


def test_each_suggestion_on_a_page_says_how_sure_it_is() -> None:
    made = claims(PAGE)
    assert made
    assert {LEAST <= (each.sureness or 0) <= MOST for each in made} == {True}


def test_of_a_few_sentences_nothing_is_known() -> None:
    """what was measured are pages, and three sentences are none"""
    made = claims(". ".join(PAGE.split(". ")[:3]) + ".")
    assert made
    assert {each.sureness for each in made} == {None}


def test_a_language_without_a_network_has_no_sureness() -> None:
    """Kazakh is read by its rules alone"""
    text = "Полиция тұрғындардан ДНҚ алды. Ауылда екі мектеп бар. Дәрігерлер саусақ ізін алды. Қыс суық болды."
    assert {each.sureness for each in claims(text)} <= {None}


def test_what_rules_and_odds_both_tell_is_surer_than_what_neither_bears_out() -> None:
    """the signs of a suggestion speak as the table weighs them"""
    found, signs = _read()
    known = weights()
    for each, of in zip(found, signs, strict=True):
        assert of is not None
        if each.above is not None:
            less = signs_of_one(replace(each, above=-4.0))
            more = signs_of_one(replace(each, above=6.0))
            assert odds(more, known) > odds(less, known)


def signs_of_one(each: Weighed) -> module.Signs:
    """The signs of one suggestion of the page, alone."""
    (signs,) = signs_of(considered(PAGE).sentences, [each])
    assert signs is not None
    return signs


def odds(signs: module.Signs, known: Mapping[str, float]) -> float:
    """What the signs weigh together."""
    return sum(known.get(sign, 0.0) * size for sign, size in signs.items())


def test_stance_speaker_and_way_are_signs() -> None:
    found, signs = _read()
    for each, of in zip(found, signs, strict=True):
        assert of is not None
        assert of["hedged"] == float(each.made.stance is Stance.HEDGED)
        assert of["named"] == float(bool(each.made.said_by))
        assert ("ruled" in of) == each.ruled


def test_every_sign_is_weighed_that_a_page_shows() -> None:
    """but for those that were seen too seldom"""
    _, signs = _read()
    shown = {sign for of in signs if of for sign in of}
    assert len(shown & set(weights())) > len(shown) / 2


@given(st.permutations(range(6)))
def test_the_order_of_suggestions_changes_no_sureness(order: list[int]) -> None:
    read = considered(PAGE).sentences
    found = list(weigh(page(PAGE).id, read, sensed(read)))[:6]
    moved = [found[at] for at in order if at < len(found)]
    one = {each.id: each.sureness for each in with_sureness(read, found, {})}
    assert {each.id: each.sureness for each in with_sureness(read, moved, {})} == one


def test_a_suggestion_is_the_same_whatever_its_sureness() -> None:
    """a judgement on it holds when the table is learnt anew"""
    made = claims(PAGE)[0]
    assert replace(made, sureness=3).id == made.id


def test_a_page_of_certain_things_is_never_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "weights", lambda: {"always": 99.0})
    assert {each.sureness for each in claims(PAGE)} == {MOST}
    monkeypatch.setattr(module, "weights", lambda: {"always": -99.0})
    assert not claims(PAGE)
