from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.valued import ValueFormError, read_value, written_value
from firsthand.model.claim import AgeRange, Coded, Counts, Element, Period, Place, Quantity, Words

CARDS = Path(__file__).parents[2].parent / "shared/data/cards.csv"


def test_every_form_is_read() -> None:
    assert read_value(Element.PERIOD, {"edtf": "2016-09/.."}) == Period(edtf="2016-09/..")
    assert read_value(Element.PLACE, {"name": "Aksu", "code": ""}) == Place(name="Aksu", code="")
    assert read_value(Element.MODALITY, {"code": "dna", "text": "DNA"}) == Coded(
        code="dna", text="DNA"
    )
    assert read_value(Element.STORAGE, {"text": "IJOP"}) == Words(text="IJOP")


def test_a_share_is_written_as_a_part_of_one_and_held_in_percent() -> None:
    fields = {"low": 0.03, "high": 0.03, "unit": "share", "counts": "persons"}
    found = read_value(Element.SCALE, fields)
    assert isinstance(found, Quantity)
    assert (found.low, found.counts) == (3, Counts.PERSONS)
    assert written_value(found)["low"] == 0.03


@pytest.mark.parametrize(
    ("element", "fields", "told"),
    [
        (Element.AGE_RANGE, {"min": 65, "max": 12}, "expected min up to max, found 65 and 12"),
        (Element.AGE_RANGE, {}, "expected at least one age"),
        (Element.AGE_RANGE, {"min": 12.5}, "expected whole years from 0 to 130, found 12.5"),
        (Element.AGE_RANGE, {"min": True}, "expected whole years"),
        (Element.MODALITY, {"code": "palm"}, "found 'palm'"),
        (Element.MODALITY, {"code": "dna", "colour": "red"}, "found 'colour'"),
        (Element.SCALE, {"low": 5, "unit": "people"}, "unit: expected one of examined, sampled"),
        (Element.SCALE, {"low": "5", "unit": "examined"}, "expected a number from 0 up"),
        (Element.SCALE, {"low": float("nan"), "unit": "examined"}, "expected a number from 0 up"),
        (Element.SCALE, {"low": 10**400, "unit": "examined"}, "expected a number from 0 up"),
        (Element.SCALE, {"low": 1e308, "unit": "share"}, "expected a number from 0 up"),
        (
            Element.SCALE,
            {"low": 1, "unit": "examined", "place": "\ud800"},
            "place: expected a text",
        ),
        (Element.PLACE, {"name": "Aksu", "candidates": ["\ud800"]}, "expected a list of texts"),
        (Element.SCALE, {"low": 3, "unit": "share"}, "expected a share between 0 and 1"),
        (Element.SCALE, {"unit": "examined"}, "expected at least one number"),
        (Element.SCALE, {"low": 1, "unit": "budget", "currency": "dollars"}, "a code like USD"),
        (Element.SCALE, {"low": 1, "unit": "examined", "counts": "souls"}, "found 'souls'"),
        (Element.POPULATION, {"low": 5, "unit": "examined"}, "expected one of residents"),
        (Element.PERIOD, {"edtf": "October 2017"}, "expected a date or interval like"),
        (Element.PERIOD, {"edtf": "2017-13"}, "found '2017-13'"),
        (Element.PERIOD, {"edtf": "../.."}, "expected a date or interval"),
        (Element.STORAGE, {"text": "  "}, "expected a text"),
        (Element.PLACE, {"code": "650000"}, "name: expected a text, found nothing"),
    ],
)
def test_what_is_wrong_is_told_with_what_was_expected(
    element: Element, fields: dict[str, object], told: str
) -> None:
    with pytest.raises(ValueFormError) as problem:
        read_value(element, fields)
    assert told in str(problem.value)


_numbers = st.one_of(
    st.none(), st.integers(0, 10**12), st.floats(0, 1e9).map(lambda n: round(n, 3))
)


@given(_numbers, _numbers, st.sampled_from(["examined", "share", "budget"]), st.booleans())
def test_what_is_written_is_read_again(
    low: float | None, high: float | None, unit: str, approximate: bool
) -> None:
    ends = sorted(n for n in (low, high) if n is not None)
    if not ends:
        return
    if unit == "share":
        ends = [end % 1 for end in ends]
        ends.sort()
    low, high = (ends[0] if low is not None else None), (ends[-1] if high is not None else None)
    fields = {"low": low, "high": high, "unit": unit, "approximate": approximate}
    found = read_value(Element.SCALE, fields)
    assert read_value(Element.SCALE, written_value(found)) == found


@given(st.integers(0, 130), st.integers(0, 130))
def test_ages_come_back(one: int, other: int) -> None:
    found = AgeRange(age_years_min=min(one, other), age_years_max=max(one, other))
    assert read_value(Element.AGE_RANGE, written_value(found)) == found


@pytest.mark.shared
@pytest.mark.skipif(not CARDS.exists(), reason="the tables beside the checkout are not here")
def test_the_values_of_real_statements_are_read_and_come_out_as_they_stand() -> None:
    with CARDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fields = json.loads(row["value"])
            written = written_value(read_value(Element(row["element"]), fields))
            assert {key: written[key] for key in fields} == fields, row["card"]
