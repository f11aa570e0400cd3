from __future__ import annotations

import pytest

from firsthand.model.claim import (
    Coded,
    Counts,
    Element,
    ElementValue,
    Period,
    Place,
    Quantity,
    Stance,
)
from firsthand.model.finding import Standing
from firsthand.publish import wording
from firsthand.publish.wording import (
    counted,
    date_in_words,
    end_in_words,
    figure,
    in_words,
    value_said,
)

DATES = {
    "a year": ("2016", "2016"),
    "a day": ("2017-12-13", "13 December 2017"),
    "about": ("2016-09~", "about September 2016"),
    "unsure": ("2016?", "2016 (unsure)"),
    "open at its end": ("2016/..", "from 2016, end open"),
    "open at its start": ("../2017-10", "until October 2017, start open"),
    "no month": ("2016-13", "2016-13"),
    "no date": ("soon", "soon"),
}
VALUES: dict[str, tuple[ElementValue, str]] = {
    "a code": (Coded(code="home_visit", text=""), "home visit"),
    "a code and words": (Coded(code="dna", text="samples"), "DNA (“samples”)"),
    "the same twice": (Coded(code="police", text="Police"), "police"),
    "no code fits": (Coded(code="other", text="toe prints"), "toe prints"),
    "a place": (Place(name="Ili", code="654000"), "Ili (654000)"),
    "a place without code": (Place(name="six regions", code=""), "six regions"),
    "a period": (Period(edtf="2016/2017"), "2016 to 2017"),
}


@pytest.mark.parametrize("why", DATES)
def test_a_date_is_told_in_words(why: str) -> None:
    edtf, told = DATES[why]
    assert date_in_words(edtf) == told


@pytest.mark.parametrize("why", VALUES)
def test_a_value_is_told_without_codes(why: str) -> None:
    said, told = VALUES[why]
    assert in_words(said) == told


def test_a_place_code_is_told_with_its_name() -> None:
    said = Quantity(low=7, high=None, approximate=False, unit="taken", place="X1")
    assert value_said(said, places={"X1": "Exampleville"}) == "over 7 taken (Exampleville, X1)"
    assert value_said(said) == "over 7 taken (X1)"


def test_an_open_end_stays_open() -> None:
    assert figure(None, 9, approximate=True) == "nearly 9"
    assert figure(None, None, approximate=False) == "a number that is not printed"
    assert end_in_words(None) == "open"
    assert (counted(1, "entry", "entries"), counted(0, "page")) == ("1 entry", "0 pages")


def test_every_closed_word_has_words() -> None:
    assert wording.ELEMENT_WORDS.keys() == set(Element)
    assert wording.STANDING_WORDS.keys() == set(Standing)
    assert wording.STANCE_WORDS.keys() == set(Stance)


def test_a_count_of_a_cases_own_unit_needs_no_word_for_what_one_is() -> None:
    kiosks = Quantity(low=412, high=412, approximate=False, unit="kiosks", counts=Counts.THINGS)
    assert in_words(kiosks) == "412 kiosks"
    kits = Quantity(low=412, high=412, approximate=False, unit="kits", counts=Counts.THINGS)
    assert in_words(kits) == "412 things kits"
