"""What weighing may be given that cannot be right: each time a named problem or refusal, and never a number."""

from __future__ import annotations

import pytest

from firsthand.model.check import CheckKind, CheckResult
from firsthand.model.claim import AgeRange, Counts
from firsthand.model.finding import Estimate, Population
from firsthand.weigh.disclosure import parse_grid
from firsthand.weigh.linking.lists import parse_lists
from firsthand.weigh.synthesis.assumptions import parse_assumptions
from firsthand.weigh.synthesis.cells import Category, Cell, Constraint, Term, make_system, on
from firsthand.weigh.systems import estimate_strata, parse_facts, parse_records, parse_strata
from weigh.said import claim, people, population, weighed

FIRST = people(1_000, place="650000", period="2016")
SECOND = people(2_000, place="650000", period="2017")


def systems(text: str, *, facts: str = "") -> list[str]:
    """The codes of what is wrong with a table; that there is no number is asserted."""
    found = parse_strata(text)
    if found.problems:
        assert found.values == ()
        return [problem.code for problem in found.problems]
    said = parse_facts(facts or "list\n", lists=found.values[0].patterns.lists)
    answer = estimate_strata(found.values, facts=said.values).together
    assert answer.union is None
    assert answer.methods == ()
    return [each.code for each in answer.refusals if each.withholds]


TABLE = "a,b,c,count\n1,0,0,60\n0,1,0,70\n0,0,1,80\n1,1,0,20\n1,0,1,30\n0,1,1,20\n1,1,1,9\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a,b,c,count\n1,0,0,1\n0,1,0,50\n0,0,1,50\n0,1,1,20\n", "too-few-members"),
        ("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,50\n0,1,1,20\n", "list-apart"),
        ("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,50\n", "list-apart"),
        ("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,50\n1,1,0,2\n0,1,1,2\n", "sparse-overlap"),
        ("a,b,count\n1,0,50\n0,1,50\n1,1,20\n", "too-few-lists"),
        ("a,b,c,count\n1,0,0,0\n0,1,0,0\n0,0,1,0\n", "nobody-listed"),
        (TABLE.replace("60", "-60"), "not-a-pattern"),
        (TABLE.replace("60", "6.5"), "not-a-pattern"),
        (TABLE.replace("60", "NaN"), "not-a-pattern"),
        (TABLE + "1,1,1,9\n", "pattern-twice"),
        (TABLE.replace("1,0,0,60", "0,0,0,60"), "not-a-pattern"),
        (TABLE.replace("a,b,c", "a,a,c"), "not-a-table"),
        ("", "not-a-table"),
    ],
)
def test_lists_that_cannot_be_counted_with(text: str, code: str) -> None:
    """One member, empty overlaps, negative counts, a pattern twice, two lists of one name, nothing."""
    assert code in systems(text)


def test_lists_of_other_units_or_made_from_one_another() -> None:
    """Families beside people; a list that copies another."""
    assert "different-lists" in systems(TABLE, facts="list,unit\na,people\nb,families\nc,people\n")
    assert "derived-list" in systems(TABLE, facts="list,derived_from\na,b\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("person,list\n1,a\n1,a\n", "record-twice"),
        ("person,list,stratum\n1,a,x\n1,b,y\n", "person-in-two-strata"),
        ("person,list\n1\n", "not-a-record"),
        ("person,list\n,a\n", "not-a-record"),
        ("name,list\nJane Doe,a\n", "not-a-table"),
    ],
)
def test_records_that_cannot_be_counted(text: str, code: str) -> None:
    """Duplicated records, a person in two strata, a broken row, names where keys should be."""
    found = parse_records(text)
    assert found.values == ()
    assert [problem.code for problem in found.problems] == [code]
    assert "Jane" not in found.problems[0].message


def test_lists_with_names_that_cannot_be_linked() -> None:
    """Nobody on a list; a column of biometrics."""
    for data, code in ((b"name\n", "empty-list"), (b"name,dna\nJane,x\n", "biometric-column")):
        found = parse_lists({"a": data, "b": b"name\nJane\n"})
        assert found.values == ()
        assert [problem.code for problem in found.problems] == [code]


def test_units_that_do_not_match_bound_nothing() -> None:
    """People and exams in one claim; exams where specimens are asked for; people of an assumption on exams."""
    persons = Cell(place="x", period="2017", category=Category.EXAMINED)
    exams = Cell(place="x", period="2017", category=Category.EXAMS)
    mixed = Constraint(id="m", terms=(Term(cell=persons), Term(cell=exams)), low=None, high=on(persons, 0, 9, id_="", said="").high, said="m")  # fmt: skip
    made = make_system([mixed], [])
    assert made.values[0].claims == ()
    assert [problem.code for problem in made.problems] == ["units-differ"]
    found = weighed([claim("a", people(500, place="650000", period="2017", counts=Counts.EVENTS))])
    assert not [each for each in found.estimates if isinstance(each, Estimate)]
    assert found.synthesis.bounds == ()


def test_places_in_a_circle_are_named_and_left_out() -> None:
    """North in South, South in North."""
    text = b'format = 1\n[[place]]\ncode = "n"\nwithin = "s"\n[[place]]\ncode = "s"\nwithin = "n"\n'
    found = parse_assumptions(text)
    assert found.values[0].within == ()
    assert {problem.code for problem in found.problems} == {"places-in-a-circle"}


def test_a_percentage_without_a_base_is_refused() -> None:
    """Three percent, and nobody says of whom."""
    found = weighed([claim("a", people(3, unit="share"))], populations=(population(24_000_000),))
    assert found.synthesis.bounds == ()
    (refused,) = found.synthesis.refused
    assert "3 percent" in refused.question
    assert "no page that gives the percentage gives a count of people" in refused.refused[0]


def test_populations_that_contradict_one_another_are_named_and_bound_no_ages() -> None:
    """Bands of 120 in a population of 100."""

    def of(group: str, persons: int) -> Population:
        return Population(area="X", place_code="650000", year="2010", group=group, persons=persons, kind="census", address="")  # fmt: skip

    told = (of("age 0-14", 40), of("age 15-64", 80), of("all residents", 100))
    found = weighed([claim("a", AgeRange(age_years_min=12, age_years_max=65))], populations=told)
    assert found.synthesis.bounds == ()
    (refused,) = found.synthesis.refused
    assert "cannot all be true" in refused.refused[0]
    assert "all residents 100" in refused.refused[0]


def test_rounds_larger_than_every_population_are_named_and_bound_nothing() -> None:
    """Three thousand examined where five hundred live: no number of people, and why."""
    found = weighed(
        [claim("a", people(3_000, place="650000", period="2017"))], populations=(population(500),)
    )
    assert not [each for each in found.estimates if isinstance(each, Estimate) and each.high]
    (check,) = (each for each in found.checks if each.kind is CheckKind.POPULATION)
    assert check.result is CheckResult.FAILS


@pytest.mark.parametrize(
    "text", ["", "place,a\nX,-3\n", "place,a\nX,3.5\n", "place,a\nX,3\nX,4\n", "place,a\nX,3,4\n"]
)
def test_tables_that_may_not_be_published_as_they_are(text: str) -> None:
    """Nothing, negative and broken counts, a row twice, a row too long."""
    found = parse_grid(text)
    assert found.values == ()
    assert found.problems
