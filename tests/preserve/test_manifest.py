from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.manifest import read_manifest


@given(st.binary())
def test_any_bytes_are_a_manifest_or_a_problem(data: bytes) -> None:
    outcome = read_manifest(data, where="m")
    assert outcome.values or outcome.problems or not data.strip() or b"file" in data.lower()


SHAPES = {
    "commas": b"file,address\na.txt,https://a.example\n",
    "semicolons": b"file;address\na.txt;https://a.example\n",
    "tabs": b"file\taddress\na.txt\thttps://a.example\n",
    "columns in another order": b"address,file\nhttps://a.example,a.txt\n",
    "a byte order mark": b"\xef\xbb\xbffile,address\r\na.txt,https://a.example\r\n",
    "blank lines": b"file,address\n\n,\na.txt,https://a.example\n\n",
}


@pytest.mark.parametrize("why", SHAPES)
def test_a_manifest_is_understood_with(why: str) -> None:
    (row,) = read_manifest(SHAPES[why], where="m").values
    assert (row.file, row.described.address) == ("a.txt", "https://a.example")


def test_a_row_without_a_file_is_named_by_its_line() -> None:
    outcome = read_manifest(b"file,address\n,https://a.example\nb.txt,x\n", where="m")
    assert [row.file for row in outcome.values] == ["b.txt"]
    assert outcome.problems[0].where == "m:2"


WRONG = {
    "no column of files": (b"name,address\na.txt,x\n", "manifest-columns", "m", "expected a column file, found name, address"),
    "no header": (b"a.txt,https://a.example\n", "manifest-columns", "m", "expected a column file"),
    "nothing": (b"", "manifest-columns", "m", "found none") ,
    "a column twice": (b"file,file\na.txt,b.txt\n", "manifest-columns", "m", "found file twice"),
    "a row without a file": (b"file,address\n,https://a.example\n", "manifest-row", "m:2", "expected a file, found none"),
    "more cells than columns": (b"file,address\na.txt,x,y\n", "manifest-row", "m:2", "expected 2 cells, found 3"),
    "a quotation mark that is not closed": (b'file,address\na.txt,"x\nb.txt,y\n', "manifest-row", "m:3", "not closed"),
    "a file twice": (b"file,address\na.txt,x\n./a.txt,y\n", "manifest-twice", "m:3", "expected a.txt once"),
    "a path from the root": (b"file\n/etc/passwd\n", "manifest-outside", "m:2", "found /etc/passwd"),
    "a path out of the folder": (b"file\nsub/../../x\n", "manifest-outside", "m:2", "found sub/../../x"),
    "a drive": (b"file\nC:\\x\n", "manifest-outside", "m:2", "found C:"),
    "other bytes than UTF-8": ("file\nüben.txt\n".encode("latin-1"), "manifest-encoding", "m", "found other bytes at 5"),
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_a_manifest_says_what_is_wrong_and_where(why: str) -> None:
    data, code, where, words = WRONG[why]
    (problem, *_) = read_manifest(data, where="m").problems
    assert (problem.code, problem.where) == (code, where)
    assert words in problem.message


def test_a_bad_row_costs_only_itself() -> None:
    """
    a.txt   good     (none)  no file     huge  a cell no address can be     b.txt  good
    """
    huge = b"x" * 1_100_000
    data = b"file,address\na.txt,1\n,2\nh.txt," + huge + b"\nb.txt,3\n"
    outcome = read_manifest(data, where="m")
    assert [row.file for row in outcome.values] == ["a.txt", "b.txt"]
    assert [problem.code for problem in outcome.problems] == ["manifest-row", "manifest-row"]


def test_blank_cells_say_nothing() -> None:
    (row,) = read_manifest(b"file,address,publisher,published\na.txt, ,,\n", where="m").values
    described = row.described
    assert (described.address, described.publisher, described.published) == (None, None, None)


def test_a_short_row_and_empty_cells_behind_it_are_what_spreadsheets_write() -> None:
    outcome = read_manifest(b"file,address\na.txt\nb.txt,x,,,\n", where="m")
    assert ([row.file for row in outcome.values], outcome.problems) == (["a.txt", "b.txt"], ())


def test_a_column_that_is_not_read_is_noted() -> None:
    """a slip of the pen, "adress", must not lose what is said without a word"""
    outcome = read_manifest(b"file,adress\na.txt,https://a.example\n", where="m")
    (problem,) = outcome.problems
    assert (problem.severity, problem.message) == ("note", "these columns are not read: adress")


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["x", "y", ""])),
        unique_by=lambda r: r[0],
    )
)
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, str]]) -> None:
    def told(order: list[tuple[str, str]]) -> object:
        lines = "".join(f"{file},{address}\n" for file, address in order)
        return read_manifest(f"file,address\n{lines}".encode(), where="m").values

    assert told(rows) == told(rows[::-1])
