"""What a page says, element by element: a machine's suggestions, a person's judgements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from functools import cache

from firsthand.model.custody import Agent
from firsthand.model.document import Quotation
from firsthand.model.identity import Named
from firsthand.model.moment import Moment
from firsthand.model.value import value

OWN_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")  # what an element or a code of a case may be called


class Element(StrEnum):
    """The 24 things a source may say of a programme, and those that a case adds.

    docs/GLOSSARY.md explains the 24, which alone are iterated over. A case's own are made by `named`; there is
    one object for each key, so that `is` tells them apart as it does the 24.
    """

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

    @classmethod
    def named(cls, key: str) -> Element:
        """The element of that key: one of the 24, or one that a case added.

        Raises:
            ValueError: *key* is none that an element may have.

        >>> Element.named("aim") is Element.AIM, Element.named("photo_kiosk").is_own
        (True, True)
        """
        return _element(key)

    @property
    def is_own(self) -> bool:
        """Whether a case added it."""
        return self._value_ not in type(self)._value2member_map_

    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        """Pickled by its key, whether it is one of the 24 or not."""
        return Element.named, (self.value,)


@cache
def _element(key: str) -> Element:
    """One object for each key; an own one is made as `enum.Flag` makes members that nobody listed."""
    known = {each.value: each for each in Element}.get(key)
    if known is not None:
        return known
    if not OWN_KEY.fullmatch(key):
        raise ValueError(
            f"expected small letters, digits and _, from 2 to 40 of them, found {key!r}"
        )
    made = str.__new__(Element, key)
    made._name_ = made._value_ = key
    return made


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
    """One of an element's codes, and the words it was read from.

    `was` is the name that a code was given first, where a case has renamed it since: what is known by it
    (claims, statements, rulings) stays known by it.
    """

    code: str
    text: str
    was: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """The code's name for good."""
        return self.was or self.code


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
    `element_was` is the key that an element of the case had first, where it was renamed since.
    `sureness` is how many of a hundred such suggestions were right where that was measured; none where it was not.
    """

    document: str
    element: Element
    value: ElementValue
    quotation: Quotation
    said_by: str
    stance: Stance
    maker: Maker
    element_was: str = field(default="", repr=False)
    sureness: int | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """The element's name for good."""
        return self.element_was or self.element.value

    @property
    def id(self) -> str:
        """Named by document, place in it, element, value and maker: made again, it is the same."""
        try:
            return self._id
        except AttributeError:
            return self._named(
                "c",
                self.document,
                self.key,
                self.quotation.position.start,
                self.quotation.position.end,
                _for_good(self.value),
                self.said_by,
                self.stance,
                self.maker.kind,
                self.maker.name,
            )


def _for_good(said: ElementValue) -> str:
    """A value as its claim is known by it: as before places had candidates and codes new names."""
    if isinstance(said, Coded):
        return f"Coded(code={said.key!r}, text={said.text!r})"
    return repr(said).replace(", candidates=()", "")


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
    suggested. `before` are judgements from before its code was split in several: they are shown, and it is
    asked again, as one of `parts`. `note` says what became of its element or code in this case, if anything.
    """

    suggestion: Suggestion
    judgement: Judgement | None = None
    said: tuple[Judgement, ...] = ()
    people_needed: int = 1
    before: tuple[Judgement, ...] = ()
    parts: tuple[str, ...] = ()
    note: str = ""

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
