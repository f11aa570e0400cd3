from __future__ import annotations

from firsthand.model.claim import AgeRange, Counts
from firsthand.model.finding import Estimate, Population
from firsthand.model.lineage import Lineage
from firsthand.model.synthesis import Synthesis
from firsthand.weigh.synthesis.assumptions import parse_assumptions
from firsthand.weigh.weigh import weigh
from weigh.said import SETTINGS, claim, people, population, residents, weighed

FIRST = people(17_500_000, place="650000", period="2016-09/2017-03")
SECOND = people(18_800_000, place="650000", period="2017")
OVER_90 = people(90, place="650000", period="2016-09/2017-03", unit="share", over=True)
LIVING = (population(23_600_000),)


def found(*claims: object, populations: tuple[Population, ...] = LIVING) -> Synthesis:
    return weighed(list(claims), populations=populations).synthesis  # type: ignore[arg-type]


def test_a_count_a_share_and_a_population_are_named_as_a_conflict() -> None:
    """17.5 million as over 90 percent: at most 19.44 million residents; 23.6 are printed."""
    both = [claim("page-1", FIRST), claim("page-1", OVER_90, start=9)]
    made = found(*both, claim("page-2", SECOND))
    (conflict,) = made.conflicts
    assert conflict.note == (
        "17,500,000 as over 90 percent of the residents implies at most 19,444,444 residents"
    )
    assert len(conflict.statements) == 2
    assert conflict.proved
    assert made.conflicts_all
    (bound,) = made.bounds
    assert (bound.low_printed, bound.high_printed) == (18_800_000, 23_600_000)
    assert bound.disputed


def test_a_sum_of_rounds_conflicts_with_the_residents_and_bounds_nothing() -> None:
    """36 million is 17.5 + 18.8 million."""
    sum_ = people(36_000_000, place="650000", period="2016/2017")
    made = found(claim("a", FIRST), claim("b", SECOND), claim("c", sum_))
    assert [len(each.said) for each in made.conflicts] == [2]
    assert "resident" in made.conflicts[0].given[0]
    assert all(bound.high is not None and bound.high < 36_000_000 for bound in made.bounds)


def test_face_value_and_width_bound_the_same_question() -> None:
    """What figures at face value give lies within what their printed digits allow."""
    findings = weighed([claim("a", FIRST), claim("b", SECOND)], populations=LIVING)
    (estimate,) = findings.estimates
    (bound,) = findings.synthesis.bounds
    assert isinstance(estimate, Estimate)
    assert bound.question == estimate.question
    assert bound.low <= (estimate.low or 0)
    assert (bound.high or 0) >= (estimate.high or 0)


def test_a_copy_changes_nothing() -> None:
    """Three pages print one figure."""
    once = found(claim("a", FIRST), claim("b", SECOND))
    again = found(claim("a", FIRST), claim("b", SECOND), claim("c", SECOND), claim("d", SECOND))
    assert once == again


def test_a_percentage_without_a_base_is_refused() -> None:
    """ "3 percent of the people", nobody says of whom."""
    made = found(claim("a", people(3, unit="share")))
    assert "how many people the 3 percent are" in {each.question for each in made.refused}
    assert made.bounds == ()


def test_ages_that_a_source_names_are_bounded_where_bands_are_known() -> None:
    """12 to 65, with bands of 15 to 64 and of all ages."""
    bands = (
        Population(area="X", place_code="650000", year="2010", group="age 15-64", persons=70, kind="census", address=""),
        Population(area="X", place_code="650000", year="2010", group="all residents", persons=100, kind="census", address=""),
    )  # fmt: skip
    made = found(claim("a", AgeRange(age_years_min=12, age_years_max=65)), populations=bands)
    (bound,) = made.bounds
    assert (bound.low, bound.high) == (70, 100)
    assert "says nothing of how many were taken" in bound.note


def test_people_are_never_made_of_exams_unless_an_assumption_says_how() -> None:
    """Exams alone give no bound of people; with "one to two exams each", and its author, they do."""
    exams = people(1_000, place="650000", period="2017", counts=Counts.EVENTS)
    first = people(100, place="650000", period="2017", over=True)
    assert found(claim("a", exams), populations=()).bounds == ()
    text = """
format = 1
draws = 1000
[[assumption]]
id = "people-per-exam"
name = "people for each exam"
who = "A. Example"
when = "2030-01-02"
why = "an invented case"
of = "persons"
per = "exams"
quantiles = [[0, 0.5], [1, 1.0]]
[[derived]]
id = "people"
asks = "how many people stand behind the exams"
unit = "persons"
terms = [{cell = {place = "650000", period = "2017", category = "exams"}, times = ["people-per-exam"]}]
[[derived]]
id = "unsaid"
asks = "how many people the exams are"
unit = "persons"
terms = [{cell = {place = "650000", period = "2017", category = "exams"}}]
[[derived]]
id = "nowhere"
asks = "how many people elsewhere"
unit = "persons"
terms = [{cell = {place = "540000", category = "examined"}}]
"""
    authored = parse_assumptions(text.encode()).values[0]
    made = weigh(
        [claim("a", exams), claim("b", first)],
        lineage=Lineage(),
        documents=[],
        populations=(),
        settings=SETTINGS,
        authored=authored,
    ).synthesis
    (derived,) = made.derived
    assert 500 <= derived.low <= (derived.high or 0) <= 1_001
    assert derived.assumptions[0].who == "A. Example"
    why = {each.question: each.refused[0] for each in made.refused}
    assert why["how many people the exams are"].startswith("units do not match")
    assert why["how many people elsewhere"] == (
        "nothing in this case counts examined at least once, 540000"
    )


def test_places_that_an_author_puts_in_others_are_their_parts() -> None:
    """Two camps by name, in a district by name."""
    text = 'format = 1\n[[place]]\ncode = "camp one"\nwithin = "district"\n[[place]]\ncode = "camp two"\nwithin = "district"\n'
    authored = parse_assumptions(text.encode()).values[0]
    claims = [
        claim("a", people(500, place="camp one")),
        claim("b", people(601, place="camp two")),
        claim("c", people(700, place="district", over=True)),
    ]
    made = weigh(claims, lineage=Lineage(), documents=[], populations=(), settings=SETTINGS, authored=authored).synthesis  # fmt: skip
    (whole,) = (each for each in made.bounds if "in district" in each.question)
    assert whole.low > 1_000
    assert any("nobody is counted in two" in ground.said for ground in whole.low_rests)


def test_a_population_printed_on_a_page_is_a_scenario_too() -> None:
    """page-c says 24 million."""
    made = found(
        claim("a", FIRST), claim("b", SECOND), claim("c", residents(24_000_000, place="650000"))
    )
    (bound,) = made.bounds
    assert [s.high for s in bound.scenarios] == [23_650_000, 24_000_000, 36_400_000]
