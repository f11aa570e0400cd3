"""Let go of the places, periods, ages and figures of a page that are not its programme's.

In: the sentences of a page with what the rules made of each, and the odds of what each says.  Out: the same
sentences, without the values that are doubted. On a long page most figures, places and dates belong to something
else, and on a short one some do: history, another country, a firm's seat, an office's budget, one person's life. What speaks for and against a
mention is a handful of signs, weighed by one logistic regression (`data/doubts.csv`, learnt by `scripts/learn_doubts`).
On shorter ones too, what stands in a clause that tells of another programme is that programme's.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import log

import numpy as np
from numpy.typing import NDArray

from firsthand.claim.located import LARGE_NOUNS
from firsthand.claim.meaning import Network
from firsthand.claim.pages import ALONE_PASSAGES
from firsthand.claim.reading import Reading, clause
from firsthand.claim.signs import Considered
from firsthand.model.claim import AgeRange, Counts, Element, Period, Place, Quantity, Suggestion
from firsthand.model.value import value

LONG_PASSAGES = 12  # up to so many sentences a page is rather about one thing
# What is doubted on a shorter page: of places seen there two in three were another's, of counts and ages half at most.
OF_SHORT = frozenset({Element.PLACE, Element.PERIOD})
LEAST = -1.2  # log-odds: a value of which three of four such were wrong is let go
ODDS_LEAST, ODDS_MOST = -4.0, 6.0  # beyond these the network is sure, and no surer
SMALL = 100  # fewer people are an example or an incident
MONTH_CHARACTERS = 7  # of 2017-10
_ENDED = re.compile(r"[.!?。！？…][\"”»」』)）]*\s*$")
_DATELINE = re.compile(
    r"\s?(?:[-–—(（/:：]|,\s\w+[ .]\d|,\s\d)"
)  # "MANILA - ", "Ondjiva, 29 April"
_GOES_ON = re.compile(
    r" (?:[A-Z0-9]|of [A-Z])"
)  # "Camp 7", "Lake Chad Basin": part of a longer name
Signs = dict[str, float]
Odds = NDArray[np.float64]


@value
class Mention:
    """A value that the rules suggest, the number of its sentence, and the signs for and against it."""

    number: int
    made: Suggestion
    signs: Mapping[str, float]


@cache
def weights() -> Mapping[str, float]:
    """What each sign weighs."""
    text = files("firsthand.claim").joinpath("data/doubts.csv").read_text("utf-8")
    return {row["sign"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def undoubted(page: Sequence[Considered], seen: Sequence[Mention]) -> Sequence[Considered]:
    """*page* without those of the values *seen* on it that are doubted."""
    let_go = {(each.number, each.made) for each in seen if doubt_of(each) < LEAST}
    if len(page) > ALONE_PASSAGES:  # of a statement of a sentence or two nothing is another's
        let_go |= {
            (number, made)
            for number, each in enumerate(page)
            for made in each.made
            if compared(made) is not None and _is_of_another(made, each.reading)
        }
    if not let_go:
        return page
    return [
        replace(each, made=tuple(made for made in each.made if (number, made) not in let_go))
        for number, each in enumerate(page)
    ]


def mentions(page: Sequence[Considered], odds: Odds, network: Network) -> list[Mention]:
    """Every value that the rules suggest on a page, with its signs: on a shorter one places and periods, of a sentence or two none.

    Nor of sentences in a language that *network* does not know; *odds* has a row a sentence, a column a target of it.
    """
    if len(page) <= ALONE_PASSAGES:
        return []
    targets = {key: number for number, key in enumerate(network.targets)}
    found = [
        (number, made)
        for number, each in enumerate(page)
        if each.sentence.words.language in network.limits
        for made in each.made
        if compared(made) is not None
        and made.element.value in targets
        and (len(page) > LONG_PASSAGES or made.element in OF_SHORT)
    ]
    values: dict[Element, set[object]] = {}
    where: dict[object, set[int]] = {}
    for number, made in found:
        values.setdefault(made.element, set()).add(compared(made))
        where.setdefault((made.element, compared(made)), set()).add(number)
    takes = odds[:, [at for key, at in targets.items() if key.startswith("modality:")]].max(axis=1)
    return [
        Mention(
            number=number,
            made=made,
            signs={
                "always": 1.0,
                "short": float(len(page) <= LONG_PASSAGES),
                made.element.value: 1.0,
                "odds": _even(odds[number, targets[made.element.value]]),
                "takes": _even(takes[number]),
                "beside": max(_even(takes[at]) for at in _beside(number, len(page))),
                "page": float(np.clip(page[number].odds, ODDS_LEAST, ODDS_MOST)) / 2,
                "many": log(len(values[made.element])),
                "elsewhere": float(_is_elsewhere(page[number])),
                "below": number / len(page),  # the programme comes first, background later
                "again": log(len(where[made.element, compared(made)])),
                "taking": float(page[number].reading.taking),
                "heading": float(is_heading(page[number].reading.text)),
                **_of_value(made, page[number].reading),
            },
        )
        for number, made in found
    ]


def compared(made: Suggestion) -> tuple[object, ...] | None:
    """By what two values are the same; none of what is no value."""
    match made.value:
        case Place(name=name):
            return (name.lower(),)
        case Period(edtf=edtf):
            return (edtf,)
        case AgeRange(age_years_min=low, age_years_max=high):
            return (low, high)
        case Quantity(low=low, high=high, unit=unit, counts=counts):
            return (low, high, unit, counts)
    return None


def is_heading(text: str) -> bool:
    """Whether a sentence ends as a heading does: without a sign that closes it.

    >>> is_heading("Blood for the wanted"), is_heading("They took blood.")
    (True, False)
    """
    return not _ENDED.search(text)


def doubt_of(mention: Mention) -> float:
    """The log-odds that a value is the programme's."""
    known = weights()
    return sum(known.get(sign, 0.0) * size for sign, size in mention.signs.items())


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


def of_its_place(name: str, text: str, *, large_nouns: bool = False) -> Signs:
    """Where in its sentence a place stands: in front, as of a dateline or of one who acts; before the rest of a longer name.

    *large_nouns*: in the language every noun has a capital, so that one behind a name tells nothing.
    """
    start = text.find(name)
    if start < 0:
        return {}
    end = start + len(name)
    return {
        "dateline": float(start == 0 and bool(_DATELINE.match(text, end))),
        "in front": float(start == 0),
        "goes on": float(not large_nouns and bool(_GOES_ON.match(text, end))),
    }


def _even(odds: float) -> float:
    return float(np.clip(odds, ODDS_LEAST, ODDS_MOST)) / 2  # of the size of the other signs


def _beside(number: int, many: int) -> list[int]:
    return [at for at in (number - 1, number + 1) if 0 <= at < many]


def _is_elsewhere(each: Considered) -> bool:
    """Whether its sentence has words for another place, programme or time ("in neighbouring …", "by comparison")."""
    return each.sentence.words.cues["elsewhere"].stand(each.sentence.low)


def _of_value(made: Suggestion, reading: Reading) -> Signs:
    """What kind of value it is, as far as one kind is right more often than another."""
    match made.value:
        case Period(edtf=edtf):
            runs, ends = edtf.endswith("/.."), "/" in edtf and ".." not in edtf
            return {"runs on": float(runs), "has both ends": float(ends), "month": float(len(edtf) == MONTH_CHARACTERS)}  # fmt: skip
        case Place(name=name, code=code):
            return {
                "country": float(bool(code) and not code.isdigit()),
                **of_its_place(
                    name, reading.text, large_nouns=reading.words.language in LARGE_NOUNS
                ),
            }
        case Quantity(counts=Counts.PERSONS, unit=unit) if unit != "share":
            least = made.value.low if made.value.low is not None else made.value.high
            return {"few": float((least or 0) < SMALL)}
    return {}
