from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.systems.facts import Fact, parse_facts

LISTS = ("a", "b")


def test_what_is_said_of_each_list_is_read() -> None:
    """Columns in any order, blanks allowed."""
    outcome = parse_facts("derived_from,list,unit\n,b,persons\nb,a,\n", lists=LISTS)
    assert outcome.problems == ()
    assert outcome.values == (
        Fact(list_name="a", derived_from="b"),
        Fact(list_name="b", unit="persons"),
    )


WRONG = {
    "a list that is not in the table": ("list\nc\n", "unknown-list"),
    "a list described twice": ("list\na\na\n", "list-twice"),
    "a row too long": ("list\na,b\n", "not-a-fact"),
    "a row that ends before its list": ("unit,list\npersons\n", "not-a-fact"),
    "a column unknown": ("list,colour\na,red\n", "not-a-table"),
    "no column of lists": ("unit\npersons\n", "not-a-table"),
    "nothing": ("", "not-a-table"),
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_is_wrong_is_told(reason: str) -> None:
    text, code = WRONG[reason]
    assert [p.code for p in parse_facts(text, lists=LISTS).problems] == [code]


@given(st.text())
def test_any_text_survives(text: str) -> None:
    """Whatever the file holds."""
    parse_facts(text, lists=LISTS)
