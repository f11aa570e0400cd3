from __future__ import annotations

import pytest

from firsthand.weigh.linking import lists
from firsthand.weigh.linking.lists import columns_of, parse_lists


def codes(data: bytes) -> list[str]:
    found = parse_lists({"a": data})
    assert bool(found.values) is not bool(found.problems)
    for problem in found.problems:
        assert "Jane" not in problem.message
        assert "Doe" not in problem.message
    return [problem.code for problem in found.problems]


def test_records_are_in_one_order_whatever_that_of_files_and_rows() -> None:
    """Two lists, forwards and backwards; lines are where they were."""
    one, other = b"name,sex\nJan,m\nEva,f\n", b"sex,name\nf,Eva\n"
    forwards = parse_lists({"a": one, "b": other})
    backwards = parse_lists({"b": other, "a": b"name,sex\nEva,f\nJan,m\n"})
    assert [(r.list_name, r.said) for r in forwards.values] == [
        (r.list_name, r.said) for r in backwards.values
    ]
    assert [r.line for r in forwards.values] == [3, 2, 2]
    assert columns_of(forwards.values) == ("name", "sex")
    assert forwards.values[0].value_of("name") == "eva"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Jane Doe,1980\nJan,1981\n", "unknown-column"),
        (b"name,iris_template\nJane,x\n", "biometric-column"),
        (b"name,father_name\nJane,Doe\n", "unknown-column"),
        (b"name,identity_number\nJane,1\n", "unknown-column"),
        (b"birth_year\n1980\n", "no-name"),
        (b"name,name\nJane,Doe\n", "column-twice"),
        (b"name,sex\nJane\n", "not-a-record"),
        (b"name,sex\n,\nJane,f,x\n", "not-a-record"),
        (b"name,stratum\n,North\n", "not-a-record"),
        (b"name,birth_year\nJane Doe,x\n", "not-a-value"),
        (b"name,birth_year\n", "empty-list"),
        (b"", "no-name"),
        (b'name\n"Jane Doe\n', "not-a-table"),
        (b"name\nJan\xff\n", "not-a-table"),
    ],
)
def test_what_is_wrong_is_named_without_anybody_s_name(data: bytes, code: str) -> None:
    """A file without a row of column names begins with somebody: even that is not repeated."""
    assert code in codes(data)


def test_one_wrong_row_leaves_no_records_of_any_list() -> None:
    """A list of which a row is missing is another list."""
    found = parse_lists({"a": b"name\nJan\n", "b": b"name\nJan 1\nEva\n"})
    assert found.values == ()
    assert [p.where for p in found.problems] == ["b, line 2"]


def test_more_rows_than_any_list_of_victims_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The limit is of all lists together."""
    monkeypatch.setattr(lists, "ROWS_MAX", 3)
    found = parse_lists({"a": b"name\nJan\nEva\n", "b": b"name\nJan\nEva\n"})
    assert [p.code for p in found.problems] == ["too-many-rows"]
