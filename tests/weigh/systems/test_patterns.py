from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.systems.patterns import Patterns, parse_patterns, parse_strata


def test_a_table_has_a_column_for_each_list_and_one_of_counts() -> None:
    """The count may stand anywhere."""
    (patterns,) = parse_patterns("a,count,b\n1,5,0\n1,2,1\n\n").values
    assert patterns.lists == ("a", "b")
    assert patterns.table == {(1, 0): 5, (1, 1): 2}
    assert patterns.documented == 7
    assert patterns.on_all((0, 1)) == 2


NO_TABLE = {
    "nothing": "",
    "no counts": "a,b\n1,0\n",
    "no lists": "count\n5\n",
    "one name twice": "a,a,count\n1,0,5\n",
    "a list without a name": "a,,count\n1,0,5\n",
    "a quotation mark that does not close": 'a,b,count\n"1,0,5\n',
}


@pytest.mark.parametrize("reason", NO_TABLE)
def test_what_is_no_table_is_a_problem(reason: str) -> None:
    """And nothing is made of it."""
    outcome = parse_patterns(NO_TABLE[reason])
    assert outcome.values == ()
    assert [p.code for p in outcome.problems] == ["not-a-table"]


NO_PATTERN = {
    "too short": "1,5",
    "neither 0 nor 1": "2,0,5",
    "no number": "1,0,many",
    "half a person": "1,0,2.5",
    "fewer than none": "1,0,-3",
    "on no list": "0,0,5",
    "too long a number": "1,0,9999999999999999",
}


@pytest.mark.parametrize("reason", NO_PATTERN)
def test_a_row_that_is_no_pattern_leaves_no_table(reason: str) -> None:
    """A table of which a row is missing is another table."""
    outcome = parse_patterns(f"a,b,count\n1,1,7\n{NO_PATTERN[reason]}\n")
    assert outcome.values == ()
    assert [(p.code, p.where) for p in outcome.problems] == [("not-a-pattern", "line 3")]


def test_a_pattern_that_stands_twice_is_a_problem() -> None:
    """Which of the two counts is meant?"""
    outcome = parse_patterns("a,b,count\n1,0,5\n1,1,2\n1,0,1\n")
    assert outcome.values == ()
    assert [(p.code, p.where) for p in outcome.problems] == [("pattern-twice", "line 4")]


def test_a_column_of_strata_makes_a_table_of_each() -> None:
    """North and south; the same pattern may stand in both."""
    text = "a,stratum,count,b\n1,south,5,0\n1,north,2,1\n1,north,3,0\n"
    outcome = parse_strata(text)
    assert [(each.name, each.patterns.table) for each in outcome.values] == [
        ("north", {(1, 0): 3, (1, 1): 2}),
        ("south", {(1, 0): 5}),
    ]
    assert [p.code for p in parse_patterns(text).problems] == ["not-a-table"]
    short = parse_strata("a,b,count,stratum\n1,0,5\n")
    assert [p.code for p in short.problems] == ["not-a-pattern"]


def test_lists_stand_in_the_order_of_their_names() -> None:
    """And with them the marks."""
    patterns = Patterns(lists=("b", "a"), counts=(((0, 1), 4), ((1, 1), 2)))
    assert patterns.ordered() == Patterns(lists=("a", "b"), counts=(((1, 0), 4), ((1, 1), 2)))


@given(st.text())
def test_any_text_survives(text: str) -> None:
    """Whatever the file holds."""
    for patterns in parse_patterns(text).values:
        assert patterns.documented >= 0


@pytest.mark.parametrize("counts", [(((0, 0), 1),), (((1,), 1),), (((1, 2), 1),), (((1, 0), -1),)])
def test_a_pattern_that_cannot_be_is_refused(
    counts: tuple[tuple[tuple[int, ...], int], ...],
) -> None:
    """On no list, of another table, neither 0 nor 1, fewer than none."""
    with pytest.raises(ValueError, match=r"a pattern|a count"):
        Patterns(lists=("a", "b"), counts=counts)
