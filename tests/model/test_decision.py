from __future__ import annotations

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.decision import DisputeRuling, DisputeState
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
