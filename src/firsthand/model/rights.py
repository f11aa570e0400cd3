"""Worksheets of rights tests: norms, what a test asks, what bears on it, and what people marked."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.custody import Agent
from firsthand.model.moment import Moment
from firsthand.model.value import value


class Bound(StrEnum):
    """Whether a norm bound a state at a time, as far as is listed."""

    BOUND = "bound"
    IN_PART = "in_part"  # it came into force for the state during that time
    NOT_YET = "not_yet"
    SIGNED_ONLY = "signed_only"
    BINDS_NOBODY = "binds_nobody"  # a standard, or how a committee reads a treaty
    NOT_LISTED = "not_listed"  # nothing is listed of this state
    NOT_KNOWN = "not_known"  # which state or when is not known


class MarkWord(StrEnum):
    """What a person marks of an element of a test."""

    MET = "met"
    NOT_MET = "not_met"
    NO_EVIDENCE = "no_evidence"
    CONTESTED = "contested"


@value
class Bond:
    """How a state is bound by a norm: since when, and whether whoever listed it saw that said."""

    state: str  # ISO 3166-1
    how: str  # party | signed | domestic
    since: str  # EDTF
    seen: bool
    note: str = ""
    address: str = ""


@value
class RightsNorm:
    """A norm in our own words. That it was broken is said nowhere."""

    id: str
    name: str
    instrument: str
    article: str
    kind: str  # treaty | domestic | judgment | comment | standard
    in_force: str  # EDTF
    tests: tuple[str, ...]
    says: str
    address: str
    text_seen: bool
    bonds: tuple[Bond, ...] = ()


@value
class Question:
    """One element of a test: what is asked, and which claims bear on it (`element` or `element:code`)."""

    id: str
    asks: str
    bears: tuple[str, ...]


@value
class RightsTest:
    """A test: what it asks as a whole, and its elements."""

    id: str
    name: str
    asks: str
    questions: tuple[Question, ...]


@value
class Scope:
    """Of which state and time the worksheets ask. `proposed` where no person has said so."""

    state: str = ""  # ISO 3166-1; empty where not known
    period: str = ""  # EDTF; empty where not known
    proposed: bool = True


@value
class ScopeSet:
    """A person says of which state and time the worksheets ask; the last one counts."""

    state: str
    period: str
    reason: str
    by: Agent
    at: Moment


@value
class Mark:
    """A person marks an element of a test, on these statements, with a reason.

    The latest of each person on an element counts. `claims` are those of the statements then.
    """

    test: str
    question: str
    word: MarkWord
    statements: tuple[str, ...]
    claims: tuple[str, ...]
    reason: str
    by: Agent
    at: Moment


@value
class NormThen:
    """A norm, and whether it bound the state of the worksheets at their time."""

    norm: RightsNorm
    bound: Bound
    why: str


@value
class Filled:
    """One element with what the machine proposes to look at and what people marked.

    `bearing` are statements that bear on it, those that stand best first; `bearing_count` is all of them.
    """

    question: Question
    bearing: tuple[str, ...]
    bearing_count: int
    marks: tuple[Mark, ...]


@value
class Worksheet:
    """A test with its norms and elements. It has no verdict."""

    test: RightsTest
    norms: tuple[NormThen, ...]
    filled: tuple[Filled, ...]


@value
class Worksheets:
    """All tests of a case, and of which state and time they ask."""

    scope: Scope = Scope()
    sheets: tuple[Worksheet, ...] = ()
