"""Find what a case asks beside the 24 elements: an own word, and what stands beside it.

In: a sentence.  Out: values of elements that the case added, in the form that each has. A word of the case says a
code, or is the value itself; or the count, the ages, the time or the place that stands nearest to it is. What is
found is bound to the sentence like anything else, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from firsthand.claim.coded import fits
from firsthand.claim.lexicon import OwnTerm
from firsthand.claim.nouns import is_spent
from firsthand.claim.reading import Found, Reading, clause, is_told, period_named, place_named
from firsthand.model.claim import (
    AgeRange,
    Coded,
    Element,
    ElementValue,
    Period,
    Place,
    Quantity,
    Words,
)
from firsthand.model.vocabulary import CODED, ValueForm

Span = tuple[int, int]
Valued = tuple[ElementValue, Span]
PERCENT_UNIT = "share"


class Standing(Protocol):
    """What stands somewhere in a sentence."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


StandingT = TypeVar("StandingT", bound=Standing)


def read_own(reading: Reading) -> Found:
    """Every value of the case's own elements that the sentence says, each once."""
    live = reading.words.context.sieve.live(reading.low)
    said: set[tuple[str, ElementValue]] = set()
    for term in reading.words.own:
        if term.words.number not in live:
            continue
        for match in term.words.finditer(reading.low):
            if not fits(reading, term, match):
                continue
            for told, span in _values(reading, term, match.span()):
                if (term.defined.key, told) not in said:
                    said.add((term.defined.key, told))
                    yield Element.named(term.defined.key), told, span


def _values(reading: Reading, term: OwnTerm, at: Span) -> Iterator[Valued]:
    form = term.defined.form
    words = reading.text[at[0] : at[1]]
    if form in CODED:
        yield Coded(code=term.code, text=words), at
    elif form is ValueForm.TEXT:
        yield Words(text=words), at
    elif form is ValueForm.COUNT:
        yield from _count(reading, term, at)
    elif form is ValueForm.AGE_RANGE:
        for ages in _nearest(reading, at, reading.ages):
            yield AgeRange(age_years_min=ages.low, age_years_max=ages.high), (ages.start, ages.end)
    elif form is ValueForm.PERIOD:
        dates = [each for each in reading.dates if not is_told(reading, each)]
        for span in _nearest(reading, at, dates):
            yield Period(edtf=span.edtf), (span.start, span.end)
    else:
        for place in _nearest(reading, at, reading.places):
            made = Place(name=place.name, code=place.code, candidates=place.candidates)
            yield made, (place.start, place.end)


def _nearest(reading: Reading, at: Span, standing: Iterable[StandingT]) -> Iterator[StandingT]:
    """The one of *standing* that is nearest to the word, in its clause if one is there, else in the sentence."""
    left, right = clause(reading, *at)
    found = list(standing)
    inside = [each for each in found if left <= each.start < right]
    chosen = inside or found
    if chosen:
        yield min(chosen, key=lambda each: (_gap(at, each), each.start))


def _gap(at: Span, each: Standing) -> int:
    return max(at[0] - each.end, each.start - at[1], 0)


def _count(reading: Reading, term: OwnTerm, at: Span) -> Iterator[Valued]:
    figures = [
        figure
        for figure in reading.figures
        if not figure.doubtful
        and not any(start < figure.end and figure.start < end for start, end in reading.doubted)
        and not is_spent(
            reading.low, figure, words=reading.words, dates=reading.dates, ages=reading.ages
        )
    ]
    for figure in _nearest(reading, at, figures):
        made = Quantity(
            low=figure.low,
            high=figure.high,
            approximate=figure.approximate,
            unit=PERCENT_UNIT if figure.percent else (term.defined.unit or term.defined.key),
            counts=term.defined.counts,
            place=place_named(reading),
            period=period_named(reading, figure.start, figure.end),
            vague=figure.vague,
        )
        yield made, (figure.start, figure.end)
