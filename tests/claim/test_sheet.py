from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim.found import claims
from claim.judging import ANA, BO, judged
from firsthand.claim.judge import apply_judgements
from firsthand.claim.sheet import (
    ANEW,
    CELL_CHARACTERS_MAX,
    COLUMNS,
    CUT,
    cells_of,
    guarded,
    is_as_told,
    own_judgement,
    row_of,
    rows_of,
    unguarded,
)
from firsthand.model.claim import Decision
from spoken import page

TEXT = "Police take DNA from residents."
PAGE = page(TEXT)
MADE = claims(TEXT)
SAID = [judged(MADE[0], Decision.ACCEPTED), judged(MADE[0], Decision.REJECTED, by=BO)]
CLAIMS = apply_judgements(MADE, judged=SAID, codings=[])
ONE = next(claim for claim in CLAIMS if claim.id == MADE[0].id)


def test_a_row_tells_of_the_claim_and_holds_what_its_reader_said_last() -> None:
    row = row_of(ONE, PAGE, by=ANA.name, blind=False)
    assert set(row) == set(COLUMNS)
    assert (row["address"], row["quote"], row["start"]) == (PAGE.address, TEXT, "0")
    assert json.loads(row["value"])
    assert (row["decision"], row["reason"], row["by"]) == ("accepted", "read", ANA.name)
    assert row["status"] == "rejected"  # Bo spoke last
    assert row["judged_by"] == "Ana Example: accepted; Bo Example: rejected"
    assert {row[name] for name in ANEW} == {""}


def test_a_blind_row_tells_nothing_of_what_others_said() -> None:
    row = row_of(ONE, PAGE, by="Cim", blind=True)
    assert not {
        row[name] for name in ("status", "judged_by", "sureness", "maker", "decision", "by")
    } - {""}
    assert row_of(ONE, PAGE, by=BO.name, blind=True)["decision"] == "rejected"


def test_a_claim_whose_page_is_gone_keeps_its_row() -> None:
    (row, *_) = rows_of([ONE], documents=[], by=ANA.name, blind=False)
    assert (row["address"], row["id"]) == ("", ONE.id)
    assert own_judgement(ONE, "Cim") is None


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula_does(first: str) -> None:
    cell = f"{first}cmd|' /C calc'!A0"
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell
    assert unguarded(cell) == cell


@given(st.text(alphabet="='+-@\t\r\nax＝", max_size=8))
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    written = guarded(cell)
    assert unguarded(written) == cell
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_a_cell_holds_what_a_spreadsheet_can_hold() -> None:
    long = "x" * (CELL_CHARACTERS_MAX + 9)
    assert is_as_told(long[:CELL_CHARACTERS_MAX] + CUT, long)
    assert not is_as_told("y" + CUT, long)
    assert is_as_told("a\r\nb ", "a\nb")
    assert not is_as_told("a c", "a b")


def test_cells_go_by_the_names_of_columns_in_whatever_order() -> None:
    told = cells_of(["reason", "mine", "id"], ["'=read", "x"])
    assert told == {"reason": "=read", "id": ""}


@pytest.mark.parametrize(
    ("cell", "same"),
    [
        ("## said that ## came", True),
        ("##", True),
        ("Anar ## came", True),
        ("## said that ## left", False),
        ("Bo ## came", False),
        ("## came ## said", False),
        ("## said… [cut]", True),
        ("## says… [cut]", False),
    ],
)
def test_a_cell_without_the_words_that_were_taken_out_is_as_told(cell: str, same: bool) -> None:
    assert is_as_told(cell, "Anar Example said that Bo came", block="##") is same
