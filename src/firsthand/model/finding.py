"""What stands, on how many independent origins, and what it contradicts."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.check import Check
from firsthand.model.claim import Element, ElementValue, Stance
from firsthand.model.decision import DisputeRuling, DisputeState, StandingRule
from firsthand.model.document import Quotation
from firsthand.model.identity import identify
from firsthand.model.reporting import Reported
from firsthand.model.standing import Beside, EdgeReason
from firsthand.model.synthesis import Synthesis
from firsthand.model.value import value


class Standing(StrEnum):
    """How a statement stands; docs/methods/weighing.md gives the rule."""

    CORROBORATED = "corroborated"
    SINGLE_ORIGIN = "single_origin"
    CONTESTED = "contested"
    UNSUPPORTED = "unsupported"


@value
class Statement:
    """Claims of equal meaning, taken together.

    `origins` are the ids of the origins reached through the lineage; `independent_origins` is how
    many of them count after one that rests on another is taken with it. `contradicts` names other
    statements. `judged_count` is how many of the claims a person has accepted. `stance` is the
    firmest among the claims; that something is denied is a statement of its own.
    """

    id: str
    element: Element
    value: ElementValue
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[str, ...]
    independent_origins: int
    contradicts: tuple[str, ...]
    standing: Standing
    judged_count: int
    explanation: str = ""
    stance: Stance = Stance.ASSERTED


@value
class Told:
    """The words of one claim, and who the page says said them."""

    claim: str
    quotation: Quotation
    said_by: str


@value
class Side:
    """One of the two statements of a contradiction: its first words, and how many claims say it."""

    statement: str
    told: tuple[Told, ...]
    claims_count: int


@value
class Contradiction:
    """Two statements that cannot both stand as they are, and in what they differ.

    `ruling` is what a person decided of it last; without one it is open. `sides` are in the order of
    `one` and `other`.
    """

    one: str
    other: str
    kind: str  # value | unit | place | period | group | denominator | stance
    note: str
    sides: tuple[Side, ...] = ()
    ruling: DisputeRuling | None = None

    @property
    def key(self) -> str:
        """Named by what it joins and how; made again, it is the same."""
        return identify("x", self.kind, *sorted((self.one, self.other)))

    @property
    def state(self) -> DisputeState:
        """How it stands among people."""
        return self.ruling.state if self.ruling else DisputeState.OPEN


@value
class LedgerRow:
    """One count as one page gives it: what it counts, of whom, where, when, said by whom.

    `hedge` is the one that the ends stand for (over, nearly, up to, about, between, vague), `precision`
    one unit of the last digit printed, `digits` how many carry information. `origins` are the first
    sources that this page may have it from.
    """

    claim: str
    document: str
    statement: str
    low: int | float | None
    high: int | float | None
    approximate: bool
    vague: bool
    unit: str
    counts: str | None
    currency: str | None
    group: str | None
    place: str | None
    period: str | None
    said_by: str
    stance: str
    quote: str
    hedge: str = ""
    precision: float | None = None
    digits: int | None = None
    origins: tuple[str, ...] = ()


@value
class Population:
    """The size of a population from a named source: a bound and a denominator, never a count of people taken."""

    area: str
    place_code: str
    year: str
    group: str
    persons: int
    kind: str
    address: str
    note: str = ""


@value
class Estimate:
    """A number we derived: its interval, level, method, assumptions and the claims it came from."""

    id: str
    question: str
    low: float | None
    high: float | None
    level: str
    method: str
    assumptions: tuple[str, ...]
    inputs: tuple[str, ...]


@value
class Refusal:
    """A question we do not answer with a number, and why."""

    id: str
    question: str
    refused: tuple[str, ...]


@value
class Findings:
    """All that weighing gives: sorted, and the same for any order of input."""

    statements: tuple[Statement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    estimates: tuple[Estimate | Refusal, ...] = ()
    checks: tuple[Check, ...] = ()
    beside: tuple[Beside, ...] = ()
    edges: tuple[EdgeReason, ...] = ()
    rule: StandingRule = StandingRule()
    reported: tuple[Reported, ...] = ()
    inputs: str = ""  # the digest of all that came in: the same gives the same findings
    gone: tuple[DisputeRuling, ...] = ()  # decisions on contradictions that are no longer found
    synthesis: Synthesis = Synthesis()
