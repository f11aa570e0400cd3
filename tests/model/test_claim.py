from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Coded,
    Decision,
    Element,
    Judgement,
    Maker,
    MakerKind,
    Stance,
    Suggestion,
)
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.document import Quotation, TextPosition
from firsthand.model.moment import Moment

SUGGESTED = Suggestion(
    document="d-1",
    element=Element.MODALITY,
    value=Coded(code="dna", text="DNA"),
    quotation=Quotation(document="d-1", exact="DNA", position=TextPosition(start=0, end=3)),
    said_by="",
    stance=Stance.ASSERTED,
    maker=Maker(kind=MakerKind.RULES, name="rules", version="1"),
)


def test_an_age_range_has_an_end() -> None:
    with pytest.raises(ValueError, match="at least one end"):
        AgeRange(age_years_min=None, age_years_max=None)


def test_a_suggestion_made_again_by_a_newer_version_is_the_same() -> None:
    newer = dataclasses.replace(
        SUGGESTED, maker=Maker(kind=MakerKind.RULES, name="rules", version="2")
    )
    assert newer.id == SUGGESTED.id


def test_another_stance_speaker_or_value_is_another_suggestion() -> None:
    others = [
        dataclasses.replace(SUGGESTED, stance=Stance.DENIED),
        dataclasses.replace(SUGGESTED, said_by="a ministry"),
        dataclasses.replace(SUGGESTED, value=Coded(code="iris", text="DNA")),
    ]
    assert len({SUGGESTED.id, *(other.id for other in others)}) == 4


def test_nothing_is_accepted_without_a_person() -> None:
    assert Claim(suggestion=SUGGESTED).status == "suggested"
    judged = Judgement(
        suggestion=SUGGESTED.id,
        decision=Decision.ACCEPTED,
        reason="the page says so",
        by=Agent(kind=AgentKind.PERSON, name="an analyst"),
        at=Moment(utc="2030-01-01T00:00:00Z"),
    )
    claim = Claim(suggestion=SUGGESTED, judgement=judged)
    assert (claim.status, claim.id) == ("accepted", SUGGESTED.id)


def test_there_are_the_24_elements() -> None:
    assert len(Element) == 24
