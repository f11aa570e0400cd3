"""Sentences that were read before, on this page or another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claim.found import claims, short
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon
from firsthand.claim.reading import Reading
from firsthand.claim.remembered import READINGS_MAX, Asked, forget, read_again

SAID = "Police took blood samples from 2,300 residents of Chaoyang in 2016."


def read(
    text: str = SAID, *, near: bool = True, around: Callable[[], frozenset[str]] = frozenset
) -> Reading:
    asked = Asked(
        text=text,
        words=lexicon("en").key,
        published=None,
        near=near,
        steeped=True,
        sampled=False,
        topical=True,
    )
    return read_again(asked, words=lexicon("en"), low=fold(text), before="", around=around)


def test_a_sentence_is_read_once() -> None:
    assert read() is read()


def test_under_other_circumstances_it_is_read_anew() -> None:
    assert read(near=False) is not read(near=True)


def test_what_was_forgotten_is_read_anew() -> None:
    before = read()
    forget()
    assert read() is not before


def test_readings_are_forgotten_when_there_are_many() -> None:
    first = read()
    for number in range(READINGS_MAX):
        read(f"Police took blood from {number} people.")
    assert read() is not first


def test_a_place_is_settled_by_the_page_in_hand() -> None:
    """Two provinces have a Pucheng county: the page says which, each time."""
    text = "Police took blood samples in Pucheng county."
    pages = [lambda: frozenset({"350000"}), lambda: frozenset({"610000"})]  # Fujian, Shaanxi
    codes = [[each.code for each in read(text, around=page).places] for page in (*pages, pages[0])]
    assert codes[0] == codes[2] != codes[1]


COUNTY = "Police took blood samples from all residents of Pucheng county. Everybody is in a DNA database."
PAGES = {
    "one province": f"Fujian registers everybody. {COUNTY}",
    "another": f"Shaanxi registers everybody. {COUNTY}",
}


@pytest.mark.parametrize("first", PAGES)
def test_the_order_of_pages_changes_nothing(first: str) -> None:
    alone = {}
    for name, text in PAGES.items():
        forget()
        alone[name] = claims(text)
    forget()
    names = [first, *(name for name in PAGES if name != first), first]
    assert [claims(PAGES[name]) for name in names] == [alone[name] for name in names]
    codes = [
        {value for kind, value in map(short, alone[name]) if kind == "place"} for name in PAGES
    ]
    assert codes[0] != codes[1]
