from __future__ import annotations

import pytest

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.decision import Decisions, DisputeRuling, DisputeState, RuleSet, StandingRule
from firsthand.model.moment import Moment

RULING = DisputeRuling(
    key="x-1",
    kind="value",
    one=("c-1", "c-2"),
    other=("c-3",),
    state=DisputeState.EXPLAINED,
    reason="two rounds",
    by=Agent(kind=AgentKind.PERSON, name="Ana"),
    at=Moment(utc="2030-01-01T00:00:00Z"),
)


def test_a_decision_knows_its_sides_again_whichever_stands_first() -> None:
    assert RULING.shared(["c-1", "c-9"], ["c-3"]) == 2
    assert RULING.shared(["c-3"], ["c-2", "c-1"]) == 3
    assert RULING.shared(["c-1"], ["c-2"]) == 0


def test_a_rule_says_itself_in_one_sentence() -> None:
    strict = StandingRule(
        origins_needed=3,
        seen_needed=1,
        accepted_only=True,
        interested_counts=False,
        explained_contests=False,
    )
    assert StandingRule().said == (
        "corroborated: 2 independent origins or more say so firmly, through 2 pages or more"
    )
    assert strict.said.count(";") == 4
    with pytest.raises(ValueError, match="at the least"):
        StandingRule(origins_needed=0)


def test_the_last_rule_that_was_set_is_in_force() -> None:
    rules = tuple(
        RuleSet(rule=StandingRule(origins_needed=n), reason="so", by=RULING.by, at=RULING.at)
        for n in (3, 4)
    )
    assert Decisions(rules=rules).rule.origins_needed == 4
    assert Decisions().rule == StandingRule()
