from __future__ import annotations

import pytest

from firsthand.model.synthesis import Derived, Unanswered
from firsthand.weigh.synthesis.assumptions import CellName, parse_assumptions
from firsthand.weigh.synthesis.cells import Category
from firsthand.weigh.synthesis.deriving import derive

AGAIN = """
[[assumption]]
id = "came-again"
name = "of those of the first round, who came to the second"
who = "A. Example"
when = "2030-01-02"
why = "an invented case"
quantiles = [[0, 0.5], [0.5, 0.8], [1, 0.95]]
"""
GAVE = """
[[assumption]]
id = "gave"
name = "specimens from each person examined"
who = "B. Example"
when = "2030-01-02"
why = "an invented case"
of = "specimens"
per = "persons"
quantiles = [[0, 0], [1, 2]]
"""
ONCE = """
[[derived]]
id = "at-least-once"
asks = "how many people came at least once"
unit = "persons"
terms = [
  {cell = {place = "x", period = "2017", category = "examined"}},
  {cell = {place = "x", period = "2016", category = "examined"}, times = ["1 - came-again"]},
]
within = {place = "x", category = "examined"}
"""
SPECIMENS = """
[[derived]]
id = "specimens"
asks = "how many specimens were taken"
unit = "specimens"
terms = [{cell = {place = "x", period = "2017", category = "examined"}, times = ["gave"]}]
"""
ENDS: dict[tuple[str, Category], tuple[float, float | None]] = {
    ("2017", Category.EXAMINED): (1_000.0, 1_100.0),
    ("2016", Category.EXAMINED): (800.0, 900.0),
    ("", Category.EXAMINED): (1_000.0, 1_200.0),
    ("2018", Category.EXAMINED): (700.0, None),
}


def find(name: CellName) -> tuple[float, float | None] | str:
    return ENDS.get((name.period, name.category), f"nothing counts {name.said}")


def derived(text: str) -> tuple[tuple[Derived, ...], tuple[Unanswered, ...]]:
    outcome = parse_assumptions(f"format = 1\ndraws = 20000\n{text}".encode())
    assert outcome.problems == ()
    return derive(outcome.values[0], find)


def test_people_of_two_rounds_under_a_share_who_came_again() -> None:
    """1,000 to 1,100 and 5 to 50 percent of 800 to 900, no more than 1,200 in all."""
    (one,), refused = derived(AGAIN + ONCE)
    assert refused == ()
    assert 1_000 < one.low < 1_120
    assert one.high == 1_200
    assert (one.hard_low, one.hard_high) == (1_000, 1_200)
    assert one.box_low <= one.low
    assert (one.box_high or 0) >= one.high
    assert (one.level, one.kind) == ("0.9", "p-box")
    assert one.assumptions[0].why == "an invented case"


def test_the_same_file_gives_the_same_numbers_and_another_seed_others() -> None:
    """To the last digit."""
    assert derived(AGAIN + ONCE) == derived(AGAIN + ONCE)
    (one,), _ = derived(AGAIN + ONCE)
    (other,), _ = derived(GAVE + AGAIN + SPECIMENS + ONCE)[0][:1], ()
    assert (one.low, one.high) == (other.low, other.high)


def test_units_are_followed_through_the_factors() -> None:
    """Specimens of persons by an assumption; without it, and the other way round, no number."""
    (one,), _ = derived(GAVE + SPECIMENS)
    assert one.unit == "specimens"
    _, (none,) = derived(SPECIMENS.replace(', times = ["gave"]', ""))
    assert none.refused[0].startswith("units do not match")
    _, (wrong,) = derived(
        GAVE + SPECIMENS.replace("2017", "2018").replace('["gave"]', '["gave", "gave"]')
    )
    assert wrong.refused[0].startswith("units do not match: gave is of persons")
    _, (left,) = derived(GAVE + SPECIMENS.replace('["gave"]', '["1 - gave"]'))
    assert left.refused[0].startswith("1 - gave needs a share")
    within = SPECIMENS + 'within = {place = "x", category = "examined"}\n'
    _, (inside,) = derived(GAVE + within)
    assert "is not counted in specimens" in inside.refused[0]


def test_what_the_case_does_not_count_gives_no_number() -> None:
    """An unknown cell, an assumption that is not there."""
    _, (one,) = derived(GAVE + SPECIMENS.replace("2017", "1999"))
    assert one.refused == ("nothing counts examined in 1999, x",)
    _, (other,) = derived(SPECIMENS)
    assert other.refused == ("no usable assumption has the id gave",)


def test_an_open_end_stays_open() -> None:
    """700 or more examined: at most nobody knows how many specimens."""
    (one,), _ = derived(GAVE + SPECIMENS.replace("2017", "2018"))
    assert (one.high, one.box_high, one.middle[1]) == (None, None, None)
    assert one.low > 0


def test_assumptions_that_the_counts_rule_out_give_no_number() -> None:
    """Less than 1,000 people in all, where 1,000 came to one round."""
    text = ONCE.replace("2017", "2016").replace(
        '{place = "x", category', '{place = "x", period = "2017", category'
    )
    low = AGAIN.replace("[[0, 0.5], [0.5, 0.8], [1, 0.95]]", "[[0, 0.99], [1, 1]]")
    _, (none,) = derived(low + text)
    assert "contradict what is counted" in none.refused[0]


def test_how_far_each_assumption_moves_the_lower_end() -> None:
    """A share of 0.5 to 0.95 of 800 people moves 1,000 by 48 to 376."""
    wide = ONCE.replace('within = {place = "x", category = "examined"}', "")
    (one,), _ = derived(AGAIN + wide)
    (swing,) = one.swings
    assert swing.low == pytest.approx(1_000 + 800 * (1 - 0.935))
    assert swing.high == pytest.approx(1_000 + 800 * (1 - 0.53))


def test_a_scenario_sets_an_assumption_and_leaves_the_others_open() -> None:
    """All of 0.8 came again; a value that the counts rule out."""
    text = (
        '[[scenario]]\nid = "s"\nname = "four in five"\nwhy = "asked"\nset = {came-again = 0.8}\n'
    )
    (one,), _ = derived(AGAIN + ONCE + text)
    (scenario,) = one.scenarios
    assert (scenario.low, scenario.high) == (1_160, 1_200)
    minus = ONCE.replace('times = ["1 - came-again"]', 'times = ["came-again"], minus = true')
    (other,), _ = derived(
        AGAIN + minus.replace('within = {place = "x", category = "examined"}', "")
    )
    assert other.low == pytest.approx(1_000 - 900 * 0.935, abs=3)


def test_draws_that_the_counts_rule_out_are_taken_off_and_counted() -> None:
    """More than 1,200 people in all: wherever fewer than three in four came again."""
    wide = ONCE.replace('within = {place = "x", category = "examined"}', "")
    (free,), _ = derived(AGAIN + wide)
    assert free.outside == 0
    assert free.middle[0] == pytest.approx(1_160, abs=3)
    (bound,), _ = derived(AGAIN + ONCE)
    assert bound.outside == pytest.approx(20_000 * 0.5 * 25 / 30, abs=300)
    assert bound.middle[0] < free.middle[0]
