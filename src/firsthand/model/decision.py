"""What people decide about findings: contradictions, the rule of standing, sources, standards of proof.

Each has a reason, who and when.

A decision names what it is about by an id, and keeps the claims that stood there when it was made:
so it is found again where a finding has another id after more was read.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from firsthand.model.custody import Agent
from firsthand.model.moment import Moment
from firsthand.model.reporting import ItemTold
from firsthand.model.rights import Mark, ScopeSet
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


class RoleWord(StrEnum):
    """On which side of a programme a source stands; a person says so."""

    PARTY = "party"  # runs it, or speaks for those who do
    OPPONENT = "opponent"  # works against it
    NEITHER = "neither"


@value
class Role:
    """A person's word on where a source stands, by its name. The latest on a name counts."""

    name: str
    role: RoleWord
    reason: str
    by: Agent
    at: Moment


class Judging(StrEnum):
    """The three things that are judged apart (Berkeley Protocol): none of them follows from another."""

    SOURCE = "source"  # who speaks: is it reliable
    ITEM = "item"  # the document: is it what it purports to be
    CONTENT = "content"  # what it says: is it credible


@value
class Assessment:
    """A person's judgement on a source, an item or a content, in their own words.

    `about` is a source's name, a document's id or a statement's; `claims` are those of the statement
    then. Nothing is computed from it.
    """

    judging: Judging
    about: str
    words: str
    reason: str
    by: Agent
    at: Moment
    claims: tuple[str, ...] = ()


@value
class Standard:
    """A standard of proof that a person finds met by a statement, in the words of the case."""

    statement: str
    claims: tuple[str, ...]
    words: str
    reason: str
    by: Agent
    at: Moment


@value
class StandingRule:
    """When a statement is corroborated and when contested; docs/methods/weighing.md says what each does.

    `origins_needed` independent origins and `carriers_needed` pages through which it reaches us, of
    which origins `seen_needed` must be in the case. `accepted_only`: only claims that people accepted
    are firm. `interested_counts`: whether an origin that is interested in the statement counts.
    `explained_contests`: whether a contradiction that a person explained still contests. `standards`
    are the words for standards of proof that may be used, the lowest first.
    """

    origins_needed: int = 2
    carriers_needed: int = 2
    seen_needed: int = 0
    accepted_only: bool = False
    interested_counts: bool = True
    explained_contests: bool = True
    standards: tuple[str, ...] = (
        "reasonable grounds to suspect",
        "reasonable grounds to believe",
        "clear and convincing",
        "beyond reasonable doubt",
    )

    def __post_init__(self) -> None:
        if self.origins_needed < 1 or self.carriers_needed < 1 or self.seen_needed < 0:
            raise ValueError("a rule asks for one origin and one page at the least")
        if not all(words.strip() for words in self.standards):
            raise ValueError("a standard of proof has words")

    @property
    def said(self) -> str:
        """The rule as one sentence, printed with the findings."""
        parts = [
            (
                f"corroborated: {self.origins_needed} independent origins or more say so firmly, "
                f"through {self.carriers_needed} pages or more"
            )
        ]
        if self.seen_needed:
            parts.append(f"{self.seen_needed} of the origins are in the case")
        if self.accepted_only:
            parts.append("only claims that people accepted are firm")
        if not self.interested_counts:
            parts.append("origins interested in the statement do not count")
        if not self.explained_contests:
            parts.append(
                "what contradicts it by a contradiction that was explained does not contest it"
            )
        return "; ".join(parts)


@value
class RuleSet:
    """A person sets the rule of standing of a case, from now on and for what is there."""

    rule: StandingRule
    reason: str
    by: Agent
    at: Moment


@value
class Decisions:
    """All that people decided about findings, in the order of the record."""

    disputes: tuple[DisputeRuling, ...] = ()
    rules: tuple[RuleSet, ...] = ()
    roles: tuple[Role, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    standards: tuple[Standard, ...] = ()
    scopes: tuple[ScopeSet, ...] = ()
    marks: tuple[Mark, ...] = ()
    told: tuple[ItemTold, ...] = ()

    @property
    def rule(self) -> StandingRule:
        """The rule in force: the last that was set, or ours."""
        return self.rules[-1].rule if self.rules else StandingRule()
