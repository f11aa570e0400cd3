from __future__ import annotations

import csv
from pathlib import Path

import pytest

from firsthand.claim.codes import CODES

TABLE = Path(__file__).parents[3] / "shared/data/elements.csv"


@pytest.mark.shared
@pytest.mark.skipif(not TABLE.is_file(), reason="the table of elements is not beside this checkout")
def test_the_codes_are_those_of_the_table() -> None:
    forms = {row["element"]: row["value form"] for row in csv.DictReader(TABLE.open())}
    for element, codes in CODES.items():
        assert all(code in forms[element] for code in codes if element != "recipient")


def test_who_takes_and_who_is_given_it_have_the_same_codes() -> None:
    assert CODES["collector"] == CODES["recipient"]  # type: ignore[index]
