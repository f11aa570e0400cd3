from __future__ import annotations

import pytest

from firsthand.model.problem import Problem
from firsthand.weigh.synthesis.assumptions import (
    DRAWS,
    NOTHING,
    SEED,
    Authored,
    parse_assumptions,
)
from firsthand.weigh.synthesis.cells import Category, Unit

ONE = """
[[assumption]]
id = "came-again"
name = "of those of the first round, who came to the second"
who = "A. Example"
when = "2030-01-02"
why = "an invented case"
quantiles = [[0, 0.5], [0.5, 0.8], [1, 0.95]]
"""
DERIVED = """
[[derived]]
id = "at-least-once"
asks = "how many people came at least once"
unit = "persons"
terms = [
  {cell = {place = "650000", period = "2017", category = "examined"}},
  {cell = {place = "650000", period = "2016", category = "examined"}, times = ["1 - came-again"]},
]
within = {place = "650000", category = "examined"}
dependence = "independent"
"""


def parse(text: str) -> tuple[Authored, tuple[Problem, ...]]:
    outcome = parse_assumptions(f"format = 1\n{text}".encode())
    return outcome.values[0], outcome.problems


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse(text)[1]]


def test_an_assumption_says_who_when_and_why() -> None:
    """A share with three quantiles, and what is derived from it."""
    found, problems = parse(ONE + DERIVED)
    assert problems == ()
    (one,) = found.assumptions
    assert (one.who, one.when, one.why) == ("A. Example", "2030-01-02", "an invented case")
    assert one.is_share
    assert one.said == "a share, 0.5 to 0.95 (0.8 at 50%)"
    (wanted,) = found.wanted
    assert wanted.parts[1].rest == ("came-again",)
    assert wanted.within is not None
    assert wanted.within.said == "examined at least once, 650000"
    assert wanted.dependence == "independent"
    assert (found.seed, found.draws) == (SEED, DRAWS)
    assert len(found.sha256) == 64
    assert Authored() == NOTHING


def test_a_ratio_takes_one_unit_to_another() -> None:
    """One to three specimens for each person."""
    found, problems = parse(
        ONE.replace("[[0, 0.5], [0.5, 0.8], [1, 0.95]]", "[[0, 1], [1, 3]]")
        + 'of = "specimens"\nper = "persons"\n'
    )
    assert problems == ()
    (one,) = found.assumptions
    assert (one.of, one.per, one.is_share) == (Unit.SPECIMENS, Unit.PERSONS, False)
    assert one.said == "specimens for each of persons, 1 to 3"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('who = "A. Example"', 'who = " "'),
        ('when = "2030-01-02"', 'when = "lately"'),
        ('why = "an invented case"', ""),
        ("[0, 0.5]", "[0, -0.5]"),
        ("[1, 0.95]", "[1, 1.5]"),
        ("[0, 0.5], ", ""),
        ("[0.5, 0.8]", "[0.5, 0.99]"),
        ("[0.5, 0.8]", "[0.5, nan]"),
        ("[0.5, 0.8]", "[0, 0.6]"),
        ("[0.5, 0.8]", "0.8"),
        ('"came-again"', '"Came Again"'),
        ("quantiles", 'of = "people"\nquantiles'),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(before: str, after: str) -> None:
    """No author, no date, no reason, a negative share, more than all, quantiles that fall ..."""
    found, problems = parse(ONE.replace(before, after))
    assert found.assumptions == ()
    assert [problem.code for problem in problems] == ["assumption-unusable"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('category = "examined"}}', 'category = "people"}}'),
        ('unit = "persons"', 'unit = "souls"'),
        ('times = ["1 - came-again"]', "times = [3]"),
        ('dependence = "independent"', 'dependence = "some"'),
        ('period = "2017"', "period = 2017"),
        ("terms = [", "others = ["),
    ],
)
def test_what_is_derived_must_say_of_what(before: str, after: str) -> None:
    """A category, a unit, ids, a kind of dependence, a period in quotes, terms."""
    found, problems = parse(ONE + DERIVED.replace(before, after))
    assert found.wanted == ()
    assert [problem.code for problem in problems] == ["derived-unusable"]


def test_circular_places_are_named_and_left_out() -> None:
    """a in b in c in a; d in e."""
    places = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("x", "a")]
    text = "".join(f'[[place]]\ncode = "{i}"\nwithin = "{o}"\n' for i, o in places)
    found, problems = parse(text)
    assert [problem.code for problem in problems] == ["places-in-a-circle"] * 3
    assert found.within == (("d", "e"),)


def test_two_entries_of_one_id_are_none() -> None:
    """Nobody knows which is meant."""
    found, problems = parse(ONE + ONE.replace("0.8", "0.7"))
    assert found.assumptions == ()
    assert [problem.code for problem in problems] == ["said-twice"]


def test_scenarios_set_assumptions_that_there_are() -> None:
    """One that there is, and one that there is not."""
    text = '[[scenario]]\nid = "all"\nname = "all came again"\nwhy = "the least"\nset = {came-again = 0.95}\n'
    found, problems = parse(ONE + text)
    assert problems == ()
    assert found.scenarios[0].values == (("came-again", 0.95),)
    assert codes(ONE + text.replace("came-again = ", "went = ")) == ["unknown-assumption"]
    assert codes(ONE + text.replace("0.95}", '"0.95"}')) == ["scenario-unusable"]


def test_a_file_of_another_kind_is_refused_whole() -> None:
    """No TOML, another format, no text."""
    for data, code in (
        (b"format = ", "not-toml"),
        (b"format = 2", "other-format"),
        (b"\xff\xfe", "not-toml"),
        (b"", "other-format"),
    ):
        outcome = parse_assumptions(data)
        assert outcome.values == ()
        assert [problem.code for problem in outcome.problems] == [code]


def test_a_seed_and_a_number_of_draws_are_whole_numbers() -> None:
    """A fraction, and too many."""
    assert codes("seed = 1.5\ndraws = 100000000\n") == ["no-whole-number"] * 2
    assert parse("seed = 7\ndraws = 10\n")[0].seed == 7
    assert codes("assumption = 3\n") == ["not-a-list"]


def test_cells_name_what_is_counted() -> None:
    """A place, a time, a category."""
    found, _ = parse(ONE + DERIVED)
    cell = found.wanted[0].parts[0].cell
    assert (cell.place, cell.period, cell.category) == ("650000", "2017", Category.EXAMINED)
    assert cell.said == "examined in 2017, 650000"
