from __future__ import annotations

import csv
import io
from importlib.resources import files

from firsthand.claim.codes import CODES
from firsthand.model.claim import Element
from firsthand.weigh.period import span_of
from firsthand.weigh.rights.listed import norms, rights_tests

ASKED = {
    "legality", "legitimate_aim", "necessity", "proportionality", "consent", "discrimination",
    "children", "retention", "purpose_binding", "remedy",
}  # fmt: skip


def test_each_test_has_elements_and_norms_and_each_norm_serves_a_test() -> None:
    assert {test.id for test in rights_tests()} == ASKED
    assert all(test.questions for test in rights_tests())
    assert {name for norm in norms() for name in norm.tests} == ASKED
    assert len({norm.id for norm in norms()}) == len(norms()) == 19


def test_what_bears_on_an_element_is_an_element_of_claims_or_one_of_its_codes() -> None:
    for test in rights_tests():
        for question in test.questions:
            for told in question.bears:
                element, colon, code = told.partition(":")
                assert element in set(Element), told
                assert not colon or code in CODES[Element(element)], told


def test_dates_are_edtf_and_each_norm_says_where_its_text_is() -> None:
    for norm in norms():
        assert span_of(norm.in_force) is not None, norm.id
        assert norm.address.startswith("http")
        assert all(span_of(bond.since) is not None for bond in norm.bonds)
        assert all(bond.seen or bond.note or norm.id == "ke-register-2020" for bond in norm.bonds)


def test_every_norm_of_the_table_that_the_worked_case_began_with_is_listed() -> None:
    """By the address of its text, with all its tests; whether the text was seen is as it was given."""
    table = files("firsthand").joinpath("pipeline/cases/xinjiang/norms.csv").read_text("utf-8")
    given = list(csv.DictReader(io.StringIO(table, newline="")))
    assert len(given) == 19
    for row in given:
        here = [norm for norm in norms() if norm.address == row["address"]]
        assert here, row["name"]
        assert set(row["tests"].split(";")) <= {test for norm in here for test in norm.tests}, row[
            "name"
        ]
        assert any(norm.text_seen is (row["verified"] == "yes") for norm in here), row["name"]
