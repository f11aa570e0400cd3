from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.systems.records import parse_records

WRONG = {
    "a person on a list twice": ("1,a\n1,a", "record-twice"),
    "a record without a list": ("1,", "not-a-record"),
    "a record without a person": (",a", "not-a-record"),
    "a row of three": ("1,a,x", "not-a-record"),
}


def test_people_are_counted_by_the_lists_they_are_on() -> None:
    """Three people on two lists."""
    outcome = parse_records("person,list\n1,b\n1,a\n2,a\n3,b\n")
    (stratum,) = outcome.values
    assert stratum.name == ""
    assert stratum.patterns.lists == ("a", "b")
    assert stratum.patterns.table == {(1, 1): 1, (1, 0): 1, (0, 1): 1}


def test_each_stratum_has_a_table_with_all_lists() -> None:
    """Nobody in the south is on the list b."""
    outcome = parse_records("person,list,stratum\n1,a,north\n1,b,north\n2,a,south\n")
    assert [(s.name, s.patterns.table) for s in outcome.values] == [
        ("north", {(1, 1): 1}),
        ("south", {(1, 0): 1}),
    ]


@pytest.mark.parametrize("reason", WRONG)
def test_a_wrong_record_leaves_no_table(reason: str) -> None:
    """A table of which a record is missing is another table."""
    rows, code = WRONG[reason]
    outcome = parse_records(f"person,list\n9,b\n{rows}\n")
    assert outcome.values == ()
    assert [p.code for p in outcome.problems] == [code]


def test_a_person_in_two_strata_is_a_problem() -> None:
    """North and south."""
    outcome = parse_records("person,list,stratum\n1,a,north\n1,b,south\n")
    assert [(p.code, p.where) for p in outcome.problems] == [("person-in-two-strata", "line 3")]
    assert outcome.values == ()


@pytest.mark.parametrize("head", ["", "person", "person,name,list", "person,list,list", '"x'])
def test_a_file_of_other_columns_is_no_table(head: str) -> None:
    """A column of names is not read, and not passed over either."""
    assert [p.code for p in parse_records(head).problems] == ["not-a-table"]


@given(st.permutations(["1,a", "1,b", "2,a", "3,b", "3,c"]))
def test_the_order_of_records_changes_nothing(rows: list[str]) -> None:
    """Five of them."""
    first = parse_records("person,list\n1,a\n1,b\n2,a\n3,b\n3,c\n")
    assert parse_records("\n".join(["person,list", *rows])) == first


@given(st.text())
def test_any_text_survives(text: str) -> None:
    """Whatever the file holds."""
    outcome = parse_records(text)
    assert not (outcome.values and outcome.problems)
