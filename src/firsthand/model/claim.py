"""What a page says, element by element: a machine's suggestions, a person's judgements."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from firsthand.model.custody import Agent
from firsthand.model.document import Quotation
from firsthand.model.identity import Named
from firsthand.model.moment import Moment
from firsthand.model.value import value


class Element(StrEnum):
    """The 24 things a source may say of a programme; docs/GLOSSARY.md explains each."""

    AIM = "aim"
    COMPULSION = "compulsion"
    MODALITY = "modality"
    CHANNEL = "channel"
    COLLECTOR = "collector"
    RECIPIENT = "recipient"
    STORAGE = "storage"
    LINKAGE = "linkage"
    AGE_RANGE = "age_range"
    AGE_EXCEPTION = "age_exception"
    TARGET_GROUP = "target_group"
    POPULATION = "population"
    KINSHIP = "kinship"
    LEGAL_BASIS = "legal_basis"
    CONSENT = "consent"
    SANCTION = "sanction"
    TOOL = "tool"
    ABSENT_RESIDENTS = "absent_residents"
    SURVEILLANCE_CONTEXT = "surveillance_context"
    PERIOD = "period"
    PLACE = "place"
    SCALE = "scale"
    ASSESSMENT = "assessment"
    DENIAL = "denial"


class Stance(StrEnum):
    """How firmly the source says it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    UNKNOWN = "unknown"


class Counts(StrEnum):
    """What one unit of a count is. One is never taken for another."""

    PERSONS = "persons"
    VISITS = "visits"
    SAMPLES = "samples"
    RECORDS = "records"
    THINGS = "things"
    MONEY = "money"
    EVENTS = "events"


@value
class AgeRange:
    """Ages covered, in whole years, both included; `None` leaves that end open."""

    age_years_min: int | None
    age_years_max: int | None

    def __post_init__(self) -> None:
        if self.age_years_min is None and self.age_years_max is None:
            raise ValueError("an age range has at least one end")


@value
class Quantity:
    """A count as said. "Over N" has low N and no high; "nearly N" no low, high N, approximate.

    Used for `scale` and, with `group` and unit `residents`, for `population`. `vague` marks "tens
    of millions" and its like, where neither end is printed. For unit `share` the number is in
    percent.
    """

    low: int | float | None
    high: int | float | None
    approximate: bool
    unit: str
    counts: Counts | None = None
    place: str | None = None
    period: str | None = None
    currency: str | None = None
    group: str | None = None
    vague: bool = False


@value
class Period:
    """When it ran, as an EDTF date or interval."""

    edtf: str


@value
class Place:
    """Where, as written, and its administrative code (empty where none is sure).

    `candidates` are the codes of the places that the name may mean, where it may mean several.
    """

    name: str
    code: str
    candidates: tuple[str, ...] = ()


@value
class Coded:
    """One of an element's codes, and the words it was read from."""

    code: str
    text: str


@value
class Words:
    """An element whose value is the source's own words."""

    text: str


ElementValue = AgeRange | Quantity | Period | Place | Coded | Words


class MakerKind(StrEnum):
    """Who read the claim out of the words."""

    RULES = "rules"
    MODEL = "model"
    PERSON = "person"


@value
class Maker:
    """What made a suggestion, so that it can be weighed and repeated."""

    kind: MakerKind
    name: str
    version: str


@value
class Suggestion(Named):
    """A claim proposed: one element, its value, and the exact words it stands on.

    `said_by` is who the page says said it, as written there; empty where the page says it itself.
    """

    document: str
    element: Element
    value: ElementValue
    quotation: Quotation
    said_by: str
    stance: Stance
    maker: Maker

    @property
    def id(self) -> str:
        """Named by document, place in it, element, value and maker: made again, it is the same."""
        try:
            return self._id
        except AttributeError:
            return self._named(
                "c",
                self.document,
                self.element,
                self.quotation.position.start,
                self.quotation.position.end,
                repr(self.value).replace(", candidates=()", ""),  # as before places had any
                self.said_by,
                self.stance,
                self.maker.kind,
                self.maker.name,
            )


class Decision(StrEnum):
    """What a person decided about a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


@value
class Judgement:
    """A person's decision on a suggestion, with the reason, who and when.

    The latest one of a person counts. `batch` names the command that it was made with, so that all of
    it can be taken back; `blind` says that the person asked not to see what others had decided.
    A suggestion that a person wrote anew is rejected and `replaced_by` the new ones, which are
    accepted and say what they are in the place of: what the machine had offered stays beside them.
    """

    suggestion: str
    decision: Decision
    reason: str
    by: Agent
    at: Moment
    batch: str = ""
    blind: bool = False
    replaced_by: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


def settled(decisions: Iterable[Decision]) -> Decision | None:
    """What several people's decisions come to where two must accept; None while one more must speak.

    People who differ leave it unsure; nobody's decision weighs more for being later.

    >>> settled([Decision.ACCEPTED]) is None
    True
    >>> settled([Decision.ACCEPTED, Decision.REJECTED]).value
    'unsure'
    """
    given = list(decisions)
    accepting = given.count(Decision.ACCEPTED)
    rejecting = given.count(Decision.REJECTED)
    if accepting >= 2 and not rejecting:
        return Decision.ACCEPTED
    if len(set(given)) > 1:
        return Decision.UNSURE
    if accepting or not given:
        return None
    return Decision.REJECTED if rejecting else Decision.UNSURE


@value
class Claim:
    """A suggestion with its standing among people: `judgement` is None until it has one.

    Only an accepted one may carry a finding; whatever is shown says which it is. `said` is the latest
    judgement of each person, by name. Where `people_needed` is two, one person's acceptance leaves it
    suggested.
    """

    suggestion: Suggestion
    judgement: Judgement | None = None
    said: tuple[Judgement, ...] = ()
    people_needed: int = 1

    @property
    def id(self) -> str:
        """A claim keeps the id of the suggestion it was."""
        return self.suggestion.id

    @property
    def status(self) -> str:
        """One of suggested | accepted | rejected | unsure."""
        if self.people_needed > 1:
            decision = settled(each.decision for each in self.said)
            return "suggested" if decision is None else decision.value
        return "suggested" if self.judgement is None else self.judgement.decision.value

    @property
    def accepted_by(self) -> tuple[str, ...]:
        """Who accepts it now, by name, whether that is enough or not."""
        accepting = (each for each in self.said if each.decision is Decision.ACCEPTED)
        return tuple(each.by.name for each in accepting)
