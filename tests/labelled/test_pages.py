"""Keep the pages of which every sentence is labelled fit to learn from, and their reader right."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.claim.vocabulary import base
from firsthand.model.claim import AgeRange, Counts, ElementValue, Period, Place, Quantity
from paged import PAGES, document_of, learnt_from, pages_in, pages_of
from paged_values import value_made, value_of

EVERY = list(pages_of())
WRITTEN = """# en-x-1 | 2019-03 | NGO report
place !compulsion:mandatory | Nobody in Aksu "had to come." | a widow of 71
 | A heading without a full stop
~aim:security | It may be for the police.
"""


def test_a_page_is_read_with_its_labels(tmp_path: Path) -> None:
    """three sentences, one denied, one hedged; a heading is a line of its own"""
    path = tmp_path / "en-pen-x-2.txt"
    path.write_text(WRITTEN, "utf-8")
    (page,) = pages_in(path)
    assert (page.language, page.writer, page.number, page.published) == (
        "en",
        "pen-x",
        2,
        "2019-03",
    )
    first, second, third = page.lines
    assert first.says == {("place", ""), ("compulsion", "mandatory")}
    assert (("compulsion", "mandatory"), "denied") in first.stances
    assert first.said_by == "a widow of 71"
    assert page.text[third.start : third.end] == "It may be for the police."
    assert third.stances == {(("aim", "security"), "hedged")}
    assert not second.says
    assert len(document_of(page).blocks) == 2
    (tmp_path / "notes.txt").write_text("", "utf-8")
    with pytest.raises(ValueError, match="LANGUAGE-WRITER-NUMBER"):
        pages_in(tmp_path / "notes.txt").__next__()


def test_each_writer_s_last_file_is_not_learnt_from() -> None:
    """what is measured on must not have been learnt"""
    learnt = {(page.writer, page.language, page.number) for page in learnt_from(EVERY)}
    for writer, language in {(page.writer, page.language) for page in EVERY}:
        numbers = {
            page.number for page in EVERY if (page.writer, page.language) == (writer, language)
        }
        assert {n for w, of, n in learnt if (w, of) == (writer, language)} == numbers - {
            max(numbers)
        }


def test_labels_are_known_and_pages_stand_once() -> None:
    assert EVERY, PAGES
    assert len({page.id for page in EVERY}) == len(EVERY)
    assert len({page.text for page in EVERY}) == len(EVERY)
    for page in EVERY:
        for line in page.lines:
            for element, code in line.says:
                known = base().find(element)
                assert known is not None, (page.id, element)
                assert (code in known.asked_codes) if known.asked_codes else not code, (
                    page.id,
                    code,
                )


@pytest.mark.parametrize(
    ("element", "written", "made"),
    [
        ("place", "Aksu_County", Place(name="Aksu County", code="652900")),
        ("period", "2019-03/..", Period(edtf="2019-03/..")),
        ("age_range", "18..", AgeRange(age_years_min=18, age_years_max=None)),
        ("population", "~61000", Quantity(low=61000, high=61000, approximate=False, unit="residents")),
        ("scale", "sampled/persons:..4000", Quantity(low=None, high=4000, approximate=True, unit="sampled", counts=Counts.PERSONS)),
        ("scale", "share/persons:0.625", Quantity(low=62.5, high=62.5, approximate=False, unit="share", counts=Counts.PERSONS)),
    ],
)  # fmt: skip
def test_a_written_value_is_that_of_a_suggestion(
    element: str, written: str, made: ElementValue
) -> None:
    assert value_of(element, written) == value_made(element, made)
    assert value_of(element, written) != value_made(element, Period(edtf="1999"))


@pytest.mark.parametrize(
    ("element", "written"),
    [("place", "_"), ("period", "March"), ("age_range", ".."), ("scale", "4000"), ("scale", "people/persons:3"), ("aim", "x")],
)  # fmt: skip
def test_a_value_of_another_form_is_refused(element: str, written: str) -> None:
    with pytest.raises(ValueError, match=element):
        value_of(element, written)


def test_written_values_can_be_read() -> None:
    for page in EVERY:
        for line in page.lines:
            for element, written in line.values:
                assert value_of(element, written).element == element, page.id
