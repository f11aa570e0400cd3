"""Weigh what the rules suggest with all signs of its sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from claim.found import claims, said
from firsthand.claim import weighed as module
from firsthand.claim.sayings import Sayings, sayings_of
from firsthand.model.claim import Element

PAGE = (
    "Nurses took blood from all residents of Aksu county in May 2019. Whoever stayed away lost the"
    " heating allowance. Nobody said why."
)


def _with_limits(monkeypatch: pytest.MonkeyPatch, limits: dict[str, float]) -> None:
    """The packaged table, some things told from other odds."""
    known = sayings_of("en")
    assert known is not None
    changed: Sayings = replace(
        known,
        limits=tuple(map(limits.get, known.targets, known.limits)),
    )
    monkeypatch.setattr(
        module, "sayings_of", lambda language: changed if language == "en" else None
    )


def test_a_rule_is_not_believed_where_everything_speaks_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ("modality", "blood_sample") in said(PAGE)
    _with_limits(monkeypatch, {"modality:blood_sample": 99.0})
    assert ("modality", "blood_sample") not in said(PAGE)


def test_what_the_odds_alone_tell_has_the_whole_sentence_for_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _with_limits(monkeypatch, {"kinship": -99.0})
    told = [made for made in claims(PAGE) if made.element is Element.KINSHIP]
    assert len(told) == 3
    assert all(made.value.text == made.quotation.exact for made in told)  # type: ignore[union-attr]


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


def test_where_nothing_was_learnt_the_rules_stand() -> None:
    """Uyghur has no table"""
    assert ("modality", "dna") in said("ساقچىلار بارلىق ئاھالىلەردىن DNA ئەۋرىشكىسى ئالدى.")
