"""What in a sentence could be a value of the programme: figures, dates, ages, names of places.

In: a sentence in hand.  Out: candidates, each with the values that it could be, by the name of each way of
being one. More than one way may be open: a date may be when the programme ran or when it began, a figure may count those
taken or those who live there. Which of them is true, if any, is told in `claim.settled`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from firsthand.claim.counts import currency_of, population, quantity
from firsthand.claim.date_ways import OPEN, SAME, WAYS_OF_DATES
from firsthand.claim.dated import dated_in
from firsthand.claim.names import names_in
from firsthand.claim.nouns import is_spent, noun_of
from firsthand.claim.quantities import Figure
from firsthand.claim.reading import Reading
from firsthand.claim.whole_names import whole_place
from firsthand.model.claim import AgeRange, Counts, Element, ElementValue, Period, Place
from firsthand.model.moment import is_edtf
from firsthand.model.value import value

FIGURES, DATES, AGES, PLACES = "figures", "dates", "ages", "places"  # the kinds
KINDS = (FIGURES, DATES, AGES, PLACES)
NOTHING = "-"
REST = "rest"  # those whom an age does not name
ABOVE, BELOW, UP_TO = "above", "below", "up to"  # of an age that is named: older, younger, no older
# What a figure may be: unit and what is counted.
COUNTED = (
    "enrolled/persons", "sampled/persons", "examined/persons", "profiled/persons", "enrolled/records", "profiled/records",
    "sampled/samples", "share/persons", "kits/things", "devices/things", "enrolled/things", "examined/visits", "budget/money",
)  # fmt: skip
Ends = dict[str, tuple[int | None, int | None]]  # ages by way
WAYS: Mapping[str, tuple[str, ...]] = {
    FIGURES: (NOTHING, Element.POPULATION.value, *COUNTED),
    DATES: (NOTHING, *WAYS_OF_DATES),
    AGES: (NOTHING, SAME, REST, OPEN, ABOVE, BELOW, UP_TO),
    PLACES: (NOTHING, SAME),
}
ELEMENTS: Mapping[str, tuple[Element, ...]] = {
    FIGURES: (Element.SCALE, Element.POPULATION),
    DATES: (Element.PERIOD,),
    AGES: (Element.AGE_RANGE,),
    PLACES: (Element.PLACE,),
}
UNTIL = "is until"  # the make of a date that is an end alone
FEWEST = 2  # one of anything is no count
MOST_DIGITS = 8
OLDEST = 99  # a larger bare number is hardly an age
MOST = 20  # of a kind in one sentence: more are a table
MOST_PLACES = 28  # a name is often several: with and without what stands before it


@value
class Candidate:
    """What could be a value: its kind, where it stands, the value by each way of being one, and signs of its make."""

    kind: str
    start: int
    end: int
    ways: Mapping[str, tuple[Element, ElementValue]]
    make: tuple[str, ...] = ()


def candidates_in(reading: Reading, kinds: frozenset[str]) -> Iterator[Candidate]:
    """Every candidate of *kinds* in a sentence, by kind and place."""
    for kind, read in ((FIGURES, _figures), (DATES, _dates), (AGES, _ages), (PLACES, _places)):
        if kind in kinds:
            yield from islice(read(reading), MOST_PLACES if kind == PLACES else MOST)


def _figures(reading: Reading) -> Iterator[Candidate]:
    for figure in reading.figures:
        doubted = any(start < figure.end and figure.start < end for start, end in reading.doubted)
        if doubted or figure.doubtful or (figure.number < FEWEST and not figure.percent):
            continue
        spent = is_spent(
            reading.low, figure, words=reading.words, dates=reading.dates, ages=reading.ages
        )
        if spent or (figure.low is None and figure.high is None and not figure.vague):
            continue
        ways = {way: _counted(reading, figure, way) for way in COUNTED if ("share" in way) == figure.percent}  # fmt: skip
        noun = noun_of(reading.low, figure, reading.words, figures=reading.figures)
        living = None if figure.percent else population(reading, figure, noun)
        if living is not None:
            ways[Element.POPULATION.value] = living
        make = (f"of {noun.kind if noun else 'nothing'}", *_make_of(figure))
        yield Candidate(kind=FIGURES, start=figure.start, end=figure.end, ways=ways, make=make)


def _make_of(figure: Figure) -> Iterator[str]:
    """How a figure is written, and how large it is."""
    yield f"{min(MOST_DIGITS, len(str(int(figure.number))))} digits"
    for name, true in (
        ("percent", figure.percent), ("vague", figure.vague), ("no most", figure.high is None), ("no least", figure.low is None),
        ("about", figure.approximate), ("range", figure.low != figure.high), ("round", figure.number % 100 == 0),
    ):  # fmt: skip
        if true:
            yield name


def _counted(reading: Reading, figure: Figure, way: str) -> tuple[Element, ElementValue]:
    unit, _, counts = way.partition("/")
    money = counts == Counts.MONEY
    currency = currency_of(reading, figure) if money else None
    made = quantity(reading, figure, unit=unit, counts=Counts(counts), currency=currency)
    return Element.SCALE, made


def _dates(reading: Reading) -> Iterator[Candidate]:
    for each in dated_in(reading):
        told = {way: edtf for way, edtf in each.ways.items() if is_edtf(edtf)}
        if not told:  # a day that no month has
            continue
        length = f"{len(each.edtf.partition('/')[0])} long"
        make = (f"is {each.kind}", length, "of a year" if each.of_year else "of no year")
        yield Candidate(
            kind=DATES, start=each.start, end=each.end, make=make,
            ways={way: (Element.PERIOD, Period(edtf=edtf)) for way, edtf in told.items()},
        )  # fmt: skip


def _ages(reading: Reading) -> Iterator[Candidate]:
    for ages in reading.ages:
        own = AgeRange(age_years_min=ages.low, age_years_max=ages.high)
        ways: dict[str, tuple[Element, ElementValue]] = {SAME: (Element.AGE_RANGE, own)}
        for way, (low, high) in _other_ages(ages.low, ages.high).items():
            ways[way] = (Element.AGE_RANGE, AgeRange(age_years_min=low, age_years_max=high))
        make = tuple(
            name
            for name, true in (("no least", ages.low is None), ("no most", ages.high is None))
            if true
        )
        yield Candidate(kind=AGES, start=ages.start, end=ages.end, ways=ways, make=make)
    for figure in reading.figures:
        ways = {
            way: (Element.AGE_RANGE, AgeRange(age_years_min=low, age_years_max=high))
            for way, (low, high) in _bare_ages(reading, figure).items()
        }
        if ways:
            noun = noun_of(reading.low, figure, reading.words, figures=reading.figures)
            make = ("bare", f"of {noun.kind if noun else 'nothing'}", *_make_of(figure))
            yield Candidate(kind=AGES, start=figure.start, end=figure.end, ways=ways, make=make)


def _other_ages(low: int | None, high: int | None) -> Ends:
    """What ages that are open at one end may be besides: "under 12 none are taken" is from 12 on, "under 15" is up to 14."""
    if low is None and high is not None:
        return {REST: (high, None)} | ({BELOW: (None, high - 1)} if high else {})
    return {ABOVE: (low + 1, None)} if low is not None and high is None else {}


def _bare_ages(reading: Reading, figure: Figure) -> Ends:
    """What ages a number without a word for age may be ("from 12 to 65", "whoever is over 15"), by way."""
    low, high = figure.low, figure.high
    ends = [end for end in (low, high) if end is not None]
    is_age = not (figure.percent or figure.doubtful or figure.approximate) and all(
        end == int(end) and 0 < end <= OLDEST for end in ends
    )
    told = any(ages.start < figure.end and figure.start < ages.end for ages in reading.ages)
    dated = any(span.start < figure.end and figure.start < span.end for span in reading.dates)
    if not ends or not is_age or told or dated:
        return {}
    first, last = (None if end is None else int(end) for end in (low, high))
    if first != last:
        return {SAME: (first, last)} | _other_ages(first, last)
    age = int(ends[0])
    return {OPEN: (age, None), ABOVE: (age + 1, None), BELOW: (None, age - 1), UP_TO: (None, age)}  # fmt: skip


def _places(reading: Reading) -> Iterator[Candidate]:
    seen = set()
    for place in reading.places:
        made, (start, end), own = whole_place(reading, place)
        seen.add((start, end))
        make: tuple[str, ...] = (
            "known",
            "coded" if place.code else "uncoded",
            "own" if own else "",
        )
        if place.code and not place.code.isdigit():
            make = (*make, "country")
        yield Candidate(
            kind=PLACES, start=start, end=end, ways={SAME: (Element.PLACE, made)}, make=make
        )
    # By their spans: known by name, whatever the shape of it tells.
    aside: dict[tuple[int, int], tuple[Place, str]] = {}
    for place in reading.aside:
        made, span, _ = whole_place(reading, place)
        aside.setdefault(span, (made, "country" if place.code.isalpha() else "no country"))
    for start, end, shape in names_in(reading):
        if (start, end) not in seen:
            seen.add((start, end))
            made, _ = aside.get((start, end), (Place(name=reading.text[start:end], code=""), ""))
            yield Candidate(kind=PLACES, start=start, end=end, ways={SAME: (Element.PLACE, made)}, make=shape)  # fmt: skip
    for (start, end), (made, of_country) in aside.items():
        if (start, end) not in seen:
            yield Candidate(kind=PLACES, start=start, end=end, ways={SAME: (Element.PLACE, made)}, make=("aside", of_country))  # fmt: skip
