"""People who judge, and what they say, written in few words."""

from __future__ import annotations

from firsthand.model.claim import Decision, Judgement, Suggestion
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Body, Entry, Judged

TOOL = Agent(kind=AgentKind.PROGRAM, name="firsthand", version="1")
NOON = Moment(utc="2030-01-02T12:00:00Z")
LATER = Moment(utc="2030-01-02T13:00:00Z")


def person(name: str) -> Agent:
    return Agent(kind=AgentKind.PERSON, name=name)


ANA, BO, CIM = person("Ana Example"), person("Bo Example"), person("Cim Example")


def judged(
    suggestion: Suggestion,
    decision: Decision,
    *,
    by: Agent = ANA,
    at: Moment = NOON,
    batch: str = "",
    blind: bool = False,
) -> Judged:
    judgement = Judgement(
        suggestion=suggestion.id,
        decision=decision,
        reason="read",
        by=by,
        at=at,
        batch=batch,
        blind=blind,
    )
    return Judged(judgement=judgement, suggestion=suggestion)


def entry(body: Body, *, by: Agent = ANA, at: Moment = NOON) -> Entry:
    return Entry(at=at, by=by, tool=TOOL, body=body)
