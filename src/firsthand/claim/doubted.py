"""Let go of the values of a page that its own words tie to another programme.

In: the sentences of a page with the values they are held to give.  Out: the same without those that stand in a clause
which tells of another programme ("in neighbouring Yarla, too, 9,000 were swabbed"). Whether a value is likely at all is
told in `claim.settled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.claim.pages import ALONE_PASSAGES
from firsthand.claim.reading import Reading, clause
from firsthand.claim.signs import Considered
from firsthand.model.claim import AgeRange, Period, Place, Quantity, Suggestion

LONG_PASSAGES = 12  # up to so many sentences a page is rather about one thing


def of_nothing_else(page: Sequence[Considered]) -> Sequence[Considered]:
    """*page* without the values of other programmes; of a statement of a sentence or two nothing is another's."""
    if len(page) <= ALONE_PASSAGES:
        return page
    let_go = {
        (number, made)
        for number, each in enumerate(page)
        for made in each.made
        if compared(made.value) is not None and _is_of_another(made, each.reading)
    }
    if not let_go:
        return page
    return [
        replace(each, made=tuple(made for made in each.made if (number, made) not in let_go))
        for number, each in enumerate(page)
    ]


def compared(given: object) -> tuple[object, ...] | None:
    """By what two values are the same; none of what is no value."""
    match given:
        case Place(name=name):
            return (name.lower(),)
        case Period(edtf=edtf):
            return (edtf,)
        case AgeRange(age_years_min=low, age_years_max=high):
            return (low, high)
        case Quantity(low=low, high=high, unit=unit, counts=counts):
            return (low, high, unit, counts)
    return None


def _is_of_another(made: Suggestion, reading: Reading) -> bool:
    """Whether words for another programme stand in the value's clause or before it, or, for a place, in its sentence.

    "In neighbouring Yarla, too, 9,000 were swabbed", and not "9,000 were swabbed, which is more than in neighbouring Yarla".
    """
    another = reading.words.sections["page.another"]
    if not another.stand(reading.low):
        return False
    start = _start_of(made, reading)
    if start is None:
        return False
    left, _ = clause(reading, start, start, strong=True)
    _, right = clause(reading, start, start)
    if isinstance(made.value, Place):
        _, right = clause(reading, start, start, strong=True)
    return another.stand(reading.low, left, right)


def _start_of(made: Suggestion, reading: Reading) -> int | None:
    """Where in its sentence a value stands."""
    match made.value:
        case Place(name=name):
            found = reading.text.find(name)
            return None if found < 0 else found
        case Period(edtf=edtf):
            return next((each.start for each in reading.dates if each.edtf == edtf), None)
        case AgeRange():
            return next((each.start for each in reading.ages), None)
        case Quantity(low=low, high=high):
            ends = (low, high)
            return next(
                (each.start for each in reading.figures if (each.low, each.high) == ends), None
            )
    return None
