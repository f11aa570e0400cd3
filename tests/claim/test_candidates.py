"""What in a sentence could be a value."""

from __future__ import annotations

import pytest

from firsthand.claim.candidates import (
    AGES,
    BELOW,
    DATES,
    FIGURES,
    KINDS,
    PLACES,
    REST,
    WAYS,
    Candidate,
    _other_ages,
    candidates_in,
)
from firsthand.claim.date_ways import END, NEXT, OPEN, SAME
from firsthand.claim.language import lexicon_for
from firsthand.claim.reading import Reading, read_sentence
from firsthand.model.claim import AgeRange, Element, Period, Place, Quantity


def read(text: str, language: str = "en", published: str = "2020-11-20") -> Reading:
    words = lexicon_for(text, language)
    assert words is not None
    return read_sentence(text, words=words, published=published, near=True, steeped=True)


def found(text: str, kind: str, language: str = "en") -> list[Candidate]:
    return list(candidates_in(read(text, language), frozenset((kind,))))


def test_a_figure_may_count_those_taken_or_those_who_live_there() -> None:
    """of whatever it is said"""
    (each,) = found("They did 6,212 by Friday.", FIGURES)
    element, counted = each.ways["enrolled/persons"]
    assert element is Element.SCALE
    assert isinstance(counted, Quantity)
    assert (counted.low, counted.high, counted.unit, counted.counts) == (
        6212,
        6212,
        "enrolled",
        "persons",
    )
    assert each.ways["population"][0] is Element.POPULATION
    assert "share/persons" not in each.ways


def test_a_share_is_a_share_alone() -> None:
    (each,) = found("By Friday 61 percent had been done.", FIGURES)
    assert list(each.ways) == ["share/persons"]


@pytest.mark.parametrize("text", ["In 2017 it ended.", "One man came.", "Men from 12 to 65 came."])
def test_a_year_an_age_and_a_single_one_count_nothing(text: str) -> None:
    assert not found(text, FIGURES)


def test_a_sum_has_its_currency() -> None:
    (each,) = found("It cost $2.9 million.", FIGURES)
    money = each.ways["budget/money"][1]
    assert isinstance(money, Quantity)
    assert money.currency == "USD"


def test_figures_that_cannot_be_right_are_none() -> None:
    reading = read("They did 6,212 by Friday.")
    reading.doubted = ((9, 14),)
    assert not list(candidates_in(reading, frozenset((FIGURES,))))


def test_a_date_is_when_it_ran_began_or_ended() -> None:
    (each,) = found("It was in March 2019.", DATES)
    assert {way: value.edtf for way, (_, value) in each.ways.items() if isinstance(value, Period)} == {
        SAME: "2019-03", OPEN: "2019-03/..", END: "../2019-03",
    }  # fmt: skip


def test_a_date_without_a_year_may_be_of_the_next() -> None:
    """a page of November, and January"""
    (each,) = found("It was on 5 January.", DATES)
    dates = {way: value.edtf for way, (_, value) in each.ways.items() if isinstance(value, Period)}
    assert dates[SAME] == "2020-01-05"
    assert dates[NEXT[OPEN]] == "2021-01-05/.."


def test_a_day_of_the_week_may_be_the_next() -> None:
    """20 November 2020 was a Friday"""
    (each,) = found("It begins on Monday.", DATES)
    dates = {way: value.edtf for way, (_, value) in each.ways.items() if isinstance(value, Period)}
    assert (dates[SAME], dates[NEXT[OPEN]]) == ("2020-11-16", "2020-11-23/..")


def test_nobody_is_younger_than_nought() -> None:
    assert BELOW not in _other_ages(None, 0)
    assert _other_ages(None, 1)[BELOW] == (None, 0)


def test_ages_that_are_let_off_leave_the_rest() -> None:
    (each,) = found("Children under 12 are not asked.", AGES)
    assert each.ways[REST][1] == AgeRange(age_years_min=12, age_years_max=None)
    (both,) = found("Men from 12 to 65 are asked.", AGES)
    assert list(both.ways) == [SAME]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Puyo empezó la captura de huellas.", "es", "Puyo"),
        ("Wer in Kashgar wohnt, gibt Blut.", "de", "Kashgar"),
        ("警察在梅岗乡采血。", "zh", "梅岗乡"),
        ("تؤخذ البصمات في معسكر كلمة.", "ar", "معسكر كلمة"),
    ],
)
def test_names_are_candidates_whether_a_table_knows_them_or_not(
    text: str, language: str, name: str
) -> None:
    each = [each for each in found(text, PLACES, language) if text[each.start : each.end] == name]
    assert len(each) == 1


def test_a_name_that_rules_leave_aside_is_a_candidate_of_its_own_make() -> None:
    text = "南韓外交部說會採指紋。"
    reading = read(text, "zh")
    assert not reading.places
    assert [place.name for place in reading.aside] == ["南韓"]
    (each,) = [one for one in found(text, PLACES, "zh") if text[one.start : one.end] == "南韓"]
    assert each.make == ("aside", "country")


def test_a_name_that_rules_leave_aside_keeps_its_code_where_its_shape_tells_it_too() -> None:
    text = "A nun who had come to a hospital in Xining was bled for DNA."
    assert [place.name for place in read(text).aside] == ["Xining"]
    codes = {
        each.ways[SAME][1]
        for each in found(text, PLACES)
        if text[each.start : each.end] == "Xining"
    }
    assert codes == {Place(name="Xining", code="630100")}


def test_each_candidate_has_ways_of_its_kind() -> None:
    reading = read("From March 2019 police in Orsk took blood from 900 men aged 12 to 65.")
    every = list(candidates_in(reading, frozenset(KINDS)))
    assert {each.kind for each in every} == set(KINDS)
    assert all(set(each.ways) <= set(WAYS[each.kind]) for each in every)
