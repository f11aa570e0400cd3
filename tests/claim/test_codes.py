from __future__ import annotations

import csv
from pathlib import Path

import pytest

from firsthand.claim.codes import CODES
from firsthand.model.claim import Element

TABLE = Path(__file__).parents[3] / "shared/data/elements.csv"


@pytest.mark.shared
@pytest.mark.skipif(not TABLE.is_file(), reason="the table of elements is not beside this checkout")
def test_the_codes_are_those_of_the_table() -> None:
    rows = csv.DictReader(TABLE.read_text("utf-8").splitlines())
    forms = {row["element"]: row["value form"] for row in rows}
    for element, codes in CODES.items():
        if element is not Element.RECIPIENT:  # the table says "same values as collector"
            assert [code for code in sorted(codes) if code not in forms[element]] == []


def test_who_takes_and_who_is_given_it_have_the_same_codes() -> None:
    assert CODES[Element.COLLECTOR] == CODES[Element.RECIPIENT]
