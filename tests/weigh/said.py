"""Pages, claims and lineages for the tests of weighing, written in few words."""

from __future__ import annotations

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Coded,
    Counts,
    Decision,
    Element,
    ElementValue,
    Judgement,
    Maker,
    MakerKind,
    Period,
    Place,
    Quantity,
    Stance,
    Suggestion,
    Words,
)
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.document import Document, Quotation, ReadState, TextPosition
from firsthand.model.finding import Findings, Population, Statement
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
    Origin,
)
from firsthand.model.moment import Moment
from firsthand.weigh.meaning import Meant, group_by_meaning
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.weigh import weigh

RULES = Maker(kind=MakerKind.RULES, name="rules", version="1")
READER = Agent(kind=AgentKind.PERSON, name="Aygul Example")
SETTINGS = WeighSettings()


def page(name: str, *, text: str | None = None, publisher: str | None = None) -> Document:
    """A page at an address of its own; its text differs from every other page's."""
    return Document(
        capture=f"cap-{name}",
        locator="",
        address=f"https://example.org/{name}",
        media_type="text/html",
        state=ReadState.READ,
        text=f"the text of {name}" if text is None else text,
        publisher=publisher or name,
    )


def claim(
    where: Document | str,
    value: ElementValue,
    *,
    element: Element | None = None,
    stance: Stance = Stance.ASSERTED,
    said_by: str = "",
    start: int = 0,
    decision: Decision | None = None,
) -> Claim:
    """What a page says; the element follows from the value where only one fits."""
    document = page(where).id if isinstance(where, str) else where.id
    suggestion = Suggestion(
        document=document,
        element=element or _element(value),
        value=value,
        quotation=Quotation(
            document=document, exact="words", position=TextPosition(start=start, end=start + 5)
        ),
        said_by=said_by,
        stance=stance,
        maker=RULES,
    )
    if decision is None:
        return Claim(suggestion=suggestion)
    judgement = Judgement(
        suggestion=suggestion.id,
        decision=decision,
        reason="read it",
        by=READER,
        at=Moment(utc="2030-01-02T03:04:05Z"),
    )
    return Claim(suggestion=suggestion, judgement=judgement)


def _element(value: ElementValue) -> Element:
    match value:
        case AgeRange():
            return Element.AGE_RANGE
        case Quantity():
            return Element.POPULATION if value.unit == "residents" else Element.SCALE
        case Period():
            return Element.PERIOD
        case Place():
            return Element.PLACE
        case Coded():
            return Element.MODALITY
        case Words():
            return Element.TOOL


def code(code_: str, text: str = "") -> Coded:
    """One of an element's codes."""
    return Coded(code=code_, text=text or code_)


def people(
    low: float | None,
    high: float | None = None,
    *,
    period: str | None = None,
    place: str | None = None,
    unit: str = "examined",
    counts: Counts | None = Counts.PERSONS,
    about: bool = False,
    over: bool = False,
) -> Quantity:
    """A count; one number is low and high at once unless it is "over" that."""
    return Quantity(
        low=low,
        high=low if high is None and not over else high,
        approximate=about,
        unit=unit,
        counts=counts,
        place=place,
        period=period,
    )


def nearly(high: float, *, period: str | None = None, place: str | None = None) -> Quantity:
    """ "Nearly N" people examined."""
    return Quantity(
        low=None,
        high=high,
        approximate=True,
        unit="examined",
        counts=Counts.PERSONS,
        period=period,
        place=place,
    )


def residents(persons: int, *, place: str | None = None, group: str = "all residents") -> Quantity:
    """A population as a page prints it."""
    return Quantity(
        low=persons, high=persons, approximate=False, unit="residents", place=place, group=group
    )


def population(
    persons: int, *, area: str = "Xinjiang", code_: str = "650000", year: str = "2015"
) -> Population:
    """A population from a named source."""
    return Population(
        area=area,
        place_code=code_,
        year=year,
        group="all residents",
        persons=persons,
        kind="census",
        address="https://example.org/census",
    )


def edge(
    later: Document | str,
    earlier: Document | str,
    *claims: Claim,
    type_: EvidenceType = EvidenceType.JUDGEMENT,
    at: int | None = None,
) -> Derivation:
    """*later* came from *earlier*, for *claims* only if any are given; `at` is where it shows."""
    later_id = later if isinstance(later, str) else later.id
    quotation = None
    if at is not None:
        quotation = Quotation(
            document=later_id, exact="words", position=TextPosition(start=at, end=at + 5)
        )
    return Derivation(
        later=later_id,
        earlier=earlier if isinstance(earlier, str) else earlier.id,
        kind=DerivationKind.REPORT,
        score=0.9,
        evidence=(DerivationEvidence(type=type_, later=quotation),),
        claims=tuple(sorted(each.id for each in claims)),
    )


def origin(id_: str, name: str, *aliases: str) -> Origin:
    """A source that is named and not in the case."""
    return Origin(id=id_, name=name, seen=False, documents=(), aliases=aliases)


def meant(*claims: Claim) -> tuple[Meant, ...]:
    """The statements that *claims* make."""
    return group_by_meaning(claims, names={})


def weighed(
    claims: list[Claim],
    *edges: Derivation,
    pages: list[Document] | None = None,
    origins: tuple[Origin, ...] = (),
    populations: tuple[Population, ...] = (),
) -> Findings:
    """Weigh *claims* with this lineage."""
    return weigh(
        claims,
        lineage=Lineage(derivations=edges, origins=origins),
        documents=pages or [],
        populations=populations,
        settings=SETTINGS,
    )


def only(findings: Findings, element: Element | None = None) -> Statement:
    """The one statement there is, of that element if one is given."""
    (statement,) = (s for s in findings.statements if element in {None, s.element})
    return statement
