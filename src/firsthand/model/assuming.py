"""Authored assumptions as a person enters them into the record: the file as it was, by whom, when and why."""

from __future__ import annotations

from firsthand.model.custody import Agent
from firsthand.model.moment import Moment
from firsthand.model.value import value


@value
class AssumptionsEntered:
    """A person rests numbers of this case on a file of assumptions; without text, on none any more. The last one counts."""

    text: str
    sha256: str
    reason: str


@value
class EnteredBy:
    """Who entered the assumptions that a number rests on, when, and why."""

    by: Agent
    at: Moment
    reason: str
