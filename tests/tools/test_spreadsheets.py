from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from firsthand.errors import OperatorError
from firsthand.tools import spreadsheets
from firsthand.tools.spreadsheets import read_xlsx, work, write_xlsx

HEADS = ("id", "decision")
# A sheet has no place for what no XML can hold: it comes back as its number.
written = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))


def _read_here(data: bytes) -> list[tuple[str, ...]]:
    """The child's own work, without a child."""
    return [spreadsheets._row(frame, "claims.xlsx").cells for frame in work(data)]


@settings(max_examples=60)
@given(st.lists(written.filter(bool), min_size=1, max_size=5))
def test_what_is_written_comes_back_letter_by_letter(cells: list[str]) -> None:
    data = write_xlsx(HEADS, [[cell, "x"] for cell in cells], choices={})
    assert _read_here(data)[1:] == [(cell, "x") for cell in cells]


def test_the_same_rows_are_the_same_bytes_and_hold_no_formula() -> None:
    rows = [["=1+1", "accepted"], ["https://a.example/", ""]]
    choices = {"decision": ("accepted", "rejected")}
    data = write_xlsx(HEADS, rows, choices=choices)
    assert data == write_xlsx(HEADS, rows, choices=choices)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not any("hyperlink" in name for name in parts.namelist())
    assert "<f>" not in sheet
    assert '"accepted,rejected"' in sheet.replace("&quot;", '"')


def test_numbers_dates_and_flags_that_a_spreadsheet_made_are_text_again() -> None:
    """
    12 (a number)   0.5   true   2030-01-02 (a date)   a formula's last value   -
    """
    import datetime as dt

    stream = io.BytesIO()
    book = Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, 12)
    sheet.write_number(0, 1, 0.5)
    sheet.write_boolean(0, 2, True)
    sheet.write_datetime(0, 3, dt.date(2030, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_formula(0, 4, "=1+1", None, 2)
    sheet.write_string(2, 0, "x")
    book.close()
    rows = read_xlsx(stream.getvalue(), where="claims.xlsx")
    assert rows[0].cells == ("12", "0.5", "true", "2030-01-02", "2")
    assert [row.number for row in rows] == [1, 3]


@pytest.mark.parametrize("data", [b"", b"no spreadsheet", b"PK\x03\x04" + b"\x00" * 90])
def test_what_is_no_spreadsheet_is_one_sentence(data: bytes) -> None:
    with pytest.raises(OperatorError, match=r"claims\.xlsx cannot be read"):
        read_xlsx(data, where="claims.xlsx")


def test_a_sheet_that_claims_all_the_room_there_is_costs_its_child_alone() -> None:
    """
    one cell, in the last row and column that a sheet can have
    """
    data = write_xlsx(HEADS, [["x", "y"]], choices={})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b'r="B2"', b'r="XFD1048576"')
            new.writestr(name, part)
    with pytest.raises(OperatorError, match=r"claims\.xlsx cannot be read: expected up to"):
        read_xlsx(stream.getvalue(), where="claims.xlsx")


def test_more_rows_than_a_case_has_claims_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spreadsheets, "ROWS_MAX", 1)
    data = write_xlsx(HEADS, [["x", "y"]], choices={})
    with pytest.raises(OperatorError, match="up to 1 rows, found more"):
        _read_here(data)
