from __future__ import annotations

import pytest

from firsthand.model.claim import (
    AgeRange,
    Coded,
    Counts,
    ElementValue,
    Period,
    Place,
    Quantity,
    Words,
)
from firsthand.pipeline.summary import summarise, value_said
from pipeline.worked import weighed


def people(low: int | None, high: int | None, *, approximate: bool = False) -> Quantity:
    return Quantity(
        low=low, high=high, approximate=approximate, unit="examined", counts=Counts.PERSONS
    )


SAID: dict[str, tuple[ElementValue, str]] = {
    "ages": (AgeRange(age_years_min=12, age_years_max=65), "12 to 65 years"),
    "from an age": (AgeRange(age_years_min=5, age_years_max=None), "5 years and over"),
    "to an age": (AgeRange(age_years_min=None, age_years_max=5), "up to 5 years"),
    "a figure": (people(18_800_000, 18_800_000), "18,800,000 persons examined"),
    "about": (people(7, 7, approximate=True), "about 7 persons examined"),
    "over": (people(7, None), "over 7 persons examined"),
    "nearly": (people(None, 7, approximate=True), "nearly 7 persons examined"),
    "up to": (people(None, 7), "up to 7 persons examined"),
    "a range": (people(7, 9), "7 to 9 persons examined"),
    "vague": (people(None, None), "a number that is not printed persons examined"),
    "money, when and where": (
        Quantity(
            low=9,
            high=9,
            approximate=False,
            unit="budget",
            counts=Counts.MONEY,
            currency="USD",
            period="2017",
            place="650000",
        ),
        "9 USD budget in 2017 (650000)",
    ),
    "a population": (
        Quantity(low=9, high=9, approximate=False, unit="residents", group="Uyghur"),
        "9 residents Uyghur",
    ),
    "a code": (Coded(code="home_visit", text="home visits"), "home visit: home visits"),
    "a bare code": (Coded(code="dna", text="dna"), "dna"),
    "a place": (Place(name="Ili", code="654000"), "Ili"),
    "a time": (Period(edtf="2016/.."), "2016/.."),
    "words": (Words(text="IJOP app"), "IJOP app"),
}


@pytest.mark.parametrize("reason", SAID)
def test_a_value_is_said_in_a_few_words(reason: str) -> None:
    """For a table."""
    value, words = SAID[reason]
    assert value_said(value) == words


@pytest.mark.slow
def test_the_table_shows_what_is_repeated_and_what_drifted() -> None:
    """The worked case: most pages first; 36 million were check-ups before they were people."""
    findings, claims, described = weighed()
    rows = summarise(findings, claims=claims, drifts=described.drifts)
    assert [row.pages for row in rows] == sorted((row.pages for row in rows), reverse=True)
    assert (rows[0].said.split(":")[0], rows[0].pages, rows[0].independent_origins) == (
        "dna",
        14,
        5,
    )
    drifts = {drift for row in rows for drift in row.drifts}
    assert "unit: check-ups → people" in drifts
    denied = [row.said for row in rows if row.said.startswith("denied: ")]
    assert len(denied) == 3
