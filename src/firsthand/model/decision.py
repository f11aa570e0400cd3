"""What people decide about findings: contradictions explained. Each with a reason, who and when.

A decision names what it is about by an id, and keeps the claims that stood there when it was made:
so it is found again where a finding has another id after more was read.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from firsthand.model.custody import Agent
from firsthand.model.moment import Moment
from firsthand.model.value import value


class DisputeState(StrEnum):
    """How a contradiction stands among people."""

    OPEN = "open"
    EXPLAINED = "explained"  # a person says how both came to be said
    BOTH = "published_both"  # a person has looked and leaves both standing


@value
class DisputeRuling:
    """A person's decision on a contradiction. The latest on it counts.

    `key` is the contradiction's when it was decided; `one` and `other` are the claims of its sides
    then, by which it is found again.
    """

    key: str
    kind: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    state: DisputeState
    reason: str
    by: Agent
    at: Moment

    def shared(self, one: Collection[str], other: Collection[str]) -> int:
        """How many claims it shares with two sides; none where it shares none with either of them."""
        same = len(set(self.one) & set(one)), len(set(self.other) & set(other))
        crossed = len(set(self.one) & set(other)), len(set(self.other) & set(one))
        return max(sum(pair) if all(pair) else 0 for pair in (same, crossed))


@value
class Decisions:
    """All that people decided about findings, in the order of the record."""

    disputes: tuple[DisputeRuling, ...] = ()
