"""What the program suggests on a text, in short."""

from __future__ import annotations

from firsthand.claim.language import lexicon_for
from firsthand.claim.names import names_in
from firsthand.claim.reading import read_sentence
from firsthand.claim.signs import Page
from firsthand.claim.suggest import consider, suggest
from firsthand.model.claim import AgeRange, Coded, Period, Place, Quantity, Suggestion, Words
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page


def claims(text: str, *, published: str | None = None) -> tuple[Suggestion, ...]:
    """Every suggestion on a page of this text."""
    document = page(text, published=published)
    passages = split_passages(document)
    attributions = find_attributions(document, passages=passages)
    return suggest(document, passages=passages, attributions=attributions).values


def considered(text: str, *, published: str | None = None) -> Page:
    """What the rules make of each sentence on a page of this text."""
    document = page(text, published=published)
    passages = split_passages(document)
    attributions = find_attributions(document, passages=passages)
    return consider(document, passages=passages, attributions=attributions)


def names(text: str, language: str) -> set[str]:
    """What may be a name in a sentence."""
    words = lexicon_for(text, language)
    assert words is not None
    reading = read_sentence(text, words=words, published=None, near=True)
    return {text[start:end] for start, end, _ in names_in(reading)}


def short(made: Suggestion) -> tuple[str, str]:
    """Element and value, as words."""
    value = made.value
    if isinstance(value, Coded):
        return (made.element.value, value.code)
    if isinstance(value, Words):
        return (made.element.value, value.text)
    if isinstance(value, AgeRange):
        return (made.element.value, f"{value.age_years_min}-{value.age_years_max}")
    if isinstance(value, Quantity):
        counted = value.counts or value.unit
        return (made.element.value, f"{value.low}-{value.high} {counted}")
    if isinstance(value, Period):
        return (made.element.value, value.edtf)
    assert isinstance(value, Place)
    return (made.element.value, value.code or value.name)


def said(text: str, *, published: str | None = None) -> set[tuple[str, str]]:
    """Everything suggested on a text."""
    return {short(made) for made in claims(text, published=published)}


def stances(text: str, element: str) -> set[str]:
    """How all that is suggested of an element is said."""
    return {made.stance.value for made in claims(text) if made.element.value == element}
