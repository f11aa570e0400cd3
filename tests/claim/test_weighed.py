"""Weigh what the rules suggest with the sense of its sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from claim.found import claims, said
from firsthand.claim import sureness
from firsthand.claim import weighed as module
from firsthand.claim.meaning import network
from firsthand.model.claim import Element

PAGE = (
    "Nurses took blood from all residents of Aksu county in May 2019. Whoever stayed away lost the"
    " heating allowance. Nobody said why."
)


def _with_limits(monkeypatch: pytest.MonkeyPatch, limits: dict[str, float]) -> None:
    """The packaged network, some things told from other odds in English."""
    known = network()
    english = tuple(map(limits.get, known.targets, known.limits["en"]))
    changed = replace(known, limits={"en": english})
    monkeypatch.setattr(module, "network", lambda: changed)


def test_a_rule_is_not_believed_where_everything_speaks_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ("modality", "blood_sample") in said(PAGE)
    _with_limits(monkeypatch, {"modality:blood_sample": 99.0})
    assert ("modality", "blood_sample") not in said(PAGE)


def test_what_the_odds_alone_tell_stands_in_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """and is said once a page"""
    _with_limits(monkeypatch, {"kinship": -99.0})
    (made,) = [made for made in claims(PAGE) if made.element is Element.KINSHIP]
    assert made.value.text in made.quotation.exact  # type: ignore[union-attr]


def test_a_value_is_never_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """that a number stands there is told by the odds; which, only by a rule"""
    _with_limits(monkeypatch, {"scale": -99.0, "population": -99.0, "age_range": -99.0})
    assert not {each for each, _ in said(PAGE)} & {"scale", "population", "age_range"}


def test_an_aim_is_told_once_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """where it is said most surely"""
    _with_limits(monkeypatch, {"aim:research": -99.0})
    told = Counter(
        made.element for made in claims(PAGE) if getattr(made.value, "code", "") == "research"
    )
    assert told[Element.AIM] == 1


def test_a_long_page_has_limits_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """what is told from lower odds on a short page is not on a long one, and the other way round"""
    monkeypatch.setattr(sureness, "SUGGESTED_FROM", 0)
    monkeypatch.setattr(sureness, "RULED_FROM", 0)
    monkeypatch.setattr(module, "OF_ANOTHER_MATTER", -99.0)
    known = network()
    long = " ".join([PAGE] * module.LONG_PASSAGES)
    low, high = (
        tuple(limit if key == "kinship" else 99.0 for key in known.targets)
        for limit in (-99.0, 99.0)
    )
    for short_limits, long_limits in ((low, high), (high, low)):
        limits = {"en": short_limits, f"en{module.LONG}": long_limits}
        monkeypatch.setattr(module, "network", lambda limits=limits: replace(known, limits=limits))
        told = [("kinship" in {element for element, _ in said(text)}) for text in (PAGE, long)]
        assert told == [short_limits is low, long_limits is low]


def test_where_nothing_was_learnt_the_rules_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """no limits are known for the language"""
    monkeypatch.setattr(module, "network", lambda: replace(network(), limits={}))
    assert ("modality", "blood_sample") in said(PAGE)
    assert ("modality", "dna") in said("ساقچىلار بارلىق ئاھالىلەردىن DNA ئەۋرىشكىسى ئالدى.")
