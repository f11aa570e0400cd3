"""Put what was found into plain words: elements, values, dates, standings.

In: values.  Out: short English text, the same for the screen and for the dossier. Making text safe
to show is not done here but in `publish.safe`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.model.check import CheckKind, CheckResult
from firsthand.model.claim import (
    AgeRange,
    Coded,
    Element,
    ElementValue,
    Period,
    Place,
    Quantity,
    Stance,
    Words,
)
from firsthand.model.decision import DisputeState, Judging
from firsthand.model.finding import Standing
from firsthand.model.rights import Bound
from firsthand.model.standing import Position

# Of these units what one is must be said: "1,200 persons sampled". A case's own elements have others.
_UNITS = frozenset({
    "examined", "sampled", "profiled", "enrolled", "kits", "devices", "budget", "share", "residents",
})  # fmt: skip
NO_PLACES: Mapping[str, str] = {}

ELEMENT_WORDS = {
    Element.AIM: "Aim, as declared or reported",
    Element.COMPULSION: "Compulsion",
    Element.MODALITY: "What is taken",
    Element.CHANNEL: "On which occasion",
    Element.COLLECTOR: "Who takes it",
    Element.RECIPIENT: "Who is given it",
    Element.STORAGE: "Where it is stored",
    Element.LINKAGE: "What it is linked to",
    Element.AGE_RANGE: "Ages covered",
    Element.AGE_EXCEPTION: "Covered at any age",
    Element.TARGET_GROUP: "Whom it is aimed at",
    Element.POPULATION: "Size of the population",
    Element.KINSHIP: "Kinship",
    Element.LEGAL_BASIS: "Legal basis",
    Element.CONSENT: "Consent",
    Element.SANCTION: "What refusal costs",
    Element.TOOL: "Equipment",
    Element.ABSENT_RESIDENTS: "Absent residents",
    Element.SURVEILLANCE_CONTEXT: "Surveillance around it",
    Element.PERIOD: "When",
    Element.PLACE: "Where",
    Element.SCALE: "How many",
    Element.ASSESSMENT: "Judged by others as",
    Element.DENIAL: "Denial",
}


def element_in_words(element: Element) -> str:
    """What the claims of an element tell, as the head of a table; of a case's own, its key as words."""
    known = ELEMENT_WORDS.get(element)
    return known or element.value.replace("_", " ").capitalize()


STANDING_WORDS = {
    Standing.CORROBORATED: "two or more independent origins say so firmly, through two pages or more, and no other speaks firmly against it",
    Standing.SINGLE_ORIGIN: "one origin says so, however many pages repeat it",
    Standing.CONTESTED: "an origin independent of its own says firmly what cannot stand beside it",
    Standing.UNSUPPORTED: "nobody says so firmly",
}

STANCE_WORDS = {
    Stance.ASSERTED: "said firmly",
    Stance.HEDGED: "said with a hedge",
    Stance.DENIED: "denied",
    Stance.UNKNOWN: "said not to be known",
}

STANCE_PREFIXES = {
    Stance.DENIED: "denied: ",
    Stance.UNKNOWN: "not known: ",
    Stance.HEDGED: "hedged: ",
}

CHECK_WORDS = {
    CheckKind.ADDED: "Rounds that were added together",
    CheckKind.POPULATION: "Counts of people and the people who live there",
    CheckKind.SHARE: "Percentages, counts and populations",
    CheckKind.BANDS: "Parts that should add up to a whole",
    CheckKind.PARTS: "Places within a place",
    CheckKind.ROUNDING: "Rounded and cut off",
}

CHECK_RESULTS = {
    CheckResult.FAILS: "does not agree",
    CheckResult.CANNOT_TELL: "cannot be told",
    CheckResult.HOLDS: "agrees",
}

DISPUTE_WORDS = {
    DisputeState.OPEN: "open",
    DisputeState.EXPLAINED: "explained",
    DisputeState.BOTH: "looked at, both stand",
}

POSITION_WORDS = {
    Position.INTERESTED: "interested: what it says serves its own side",
    Position.HOSTILE: "hostile: what it says goes against its own side",
    Position.NEITHER: "neither",
    Position.NOT_KNOWN: "not known",
}

JUDGING_WORDS = {
    Judging.SOURCE: "The source: is it reliable",
    Judging.ITEM: "The item: is it what it purports to be",
    Judging.CONTENT: "The content: is it credible",
}

BOUND_WORDS = {
    Bound.BOUND: "bound it then",
    Bound.IN_PART: "bound it for part of that time",
    Bound.NOT_YET: "not yet in force for it",
    Bound.SIGNED_ONLY: "signed, not ratified",
    Bound.BINDS_NOBODY: "binds no state by itself",
    Bound.NOT_LISTED: "not listed for it",
    Bound.NOT_KNOWN: "not known",
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")


def value_said(said: ElementValue, *, places: Mapping[str, str] = NO_PLACES) -> str:
    """A value in the words of a table; *places* gives names for codes.

    >>> value_said(AgeRange(age_years_min=12, age_years_max=65))
    '12 to 65 years'
    """
    match said:
        case AgeRange():
            return _ages(said)
        case Quantity():
            return _quantity(said, places)
        case Period():
            return said.edtf
        case Place():
            return said.name or said.code
        case Coded():
            code = said.code.replace("_", " ")
            return f"{code}: {said.text}" if said.text and said.text != said.code else code
        case Words():
            return said.text


def in_words(said: ElementValue, *, places: Mapping[str, str] = NO_PLACES) -> str:
    """A value as a reader who knows no codes is told it.

    >>> in_words(Coded(code="medical_exam", text="yearly physicals"))
    'medical exam (“yearly physicals”)'
    >>> in_words(Period(edtf="2016-09/2017-03"))
    'September 2016 to March 2017'
    """
    match said:
        case Period():
            return date_in_words(said.edtf)
        case Coded():
            return _coded(said)
        case Place():
            code = f" ({said.code})" if said.name and said.code else ""
            return (said.name or said.code) + code
        case _:
            return value_said(said, places=places)


def code_in_words(code: str) -> str:
    """One code of an element as words."""
    return "DNA" if code == "dna" else code.replace("_", " ")


def date_in_words(edtf: str) -> str:
    """An EDTF date or interval as words; what is not understood stays as written.

    >>> date_in_words("2016-11/..")
    'from November 2016, end open'
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one_date(edtf)
    if start in {"", ".."}:
        return f"until {_one_date(end)}, start open"
    if end in {"", ".."}:
        return f"from {_one_date(start)}, end open"
    return f"{_one_date(start)} to {_one_date(end)}"


def figure(low: float | None, high: float | None, *, approximate: bool) -> str:
    """A count with its ends as they were said: open where they were open."""
    if low is None and high is None:
        return "a number that is not printed"
    if high is None:
        return f"over {low:,}"
    if low is None:
        return f"{'nearly' if approximate else 'up to'} {high:,}"
    if low == high:
        return f"{'about ' if approximate else ''}{low:,}"
    return f"{low:,} to {high:,}"


def end_in_words(number: float | None) -> str:
    """One end of an interval; none is open.

    >>> end_in_words(18_750_000), end_in_words(None)
    ('18,750,000', 'open')
    """
    return "open" if number is None else f"{number:,.0f}"


def capital(question: str) -> str:
    """A question as it stands at the head of a line."""
    return question[:1].upper() + question[1:]


def counted(number: int, one: str, more: str = "") -> str:
    """A number and its noun.

    >>> counted(1, "page"), counted(2, "page")
    ('1 page', '2 pages')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _one_date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None or not 1 <= int(match[2] or 1) <= len(_MONTHS):
        return text
    year, month, day, doubt = match.groups()
    said = year if month is None else f"{_MONTHS[int(month) - 1]} {year}"
    if day is not None:
        said = f"{int(day)} {said}"
    return f"{'about ' if doubt in {'~', '%'} else ''}{said}{' (unsure)' if doubt in {'?', '%'} else ''}"


def _coded(said: Coded) -> str:
    code = code_in_words(said.code)
    if not said.text or said.text.casefold() == code.casefold():
        return code
    if said.code == "other":
        return said.text
    return f"{code} (“{said.text}”)"


def _ages(ages: AgeRange) -> str:
    if ages.age_years_max is None:
        return f"{ages.age_years_min} years and over"
    if ages.age_years_min is None:
        return f"up to {ages.age_years_max} years"
    return f"{ages.age_years_min} to {ages.age_years_max} years"


def _quantity(quantity: Quantity, places: Mapping[str, str]) -> str:
    said = figure(quantity.low, quantity.high, approximate=quantity.approximate)
    what = quantity.counts.value if quantity.counts else ""
    unit = quantity.unit
    if unit not in _UNITS:
        what = ""  # a case's own unit says by itself what is counted
    if quantity.unit == "share":
        what, unit = "percent", f"of {what}" if what else ""
    who = quantity.group if quantity.group and quantity.group != unit else ""
    parts = [said, quantity.currency or what, unit, who]
    if quantity.period:
        parts.append(f"in {quantity.period}")
    if quantity.place:
        name = places.get(quantity.place)
        parts.append(f"({name}, {quantity.place})" if name else f"({quantity.place})")
    return " ".join(part for part in parts if part)
