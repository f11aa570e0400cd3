"""Tell the reader of figures that cannot be right, and mend none."""

from __future__ import annotations

import pytest

from firsthand.claim.suggest import suggest
from firsthand.model.claim import Element, Suggestion
from firsthand.model.problem import Outcome
from firsthand.read.passages import split_passages
from spoken import page


def read(text: str) -> Outcome[Suggestion]:
    document = page(text, published="2018-01-01")
    return suggest(document, passages=split_passages(document), attributions=())


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("18.8O", "Police collected blood samples from 18.8O million residents of Xinjiang."),
        (
            "1100",
            "Eleven million Uyghurs live there. Police took DNA samples from 1100 Uyghurs in Xinjiang.",
        ),
        ("1880,0万", "新疆公安机关采集了1880,0万名居民的血样。"),
    ],
)
def test_a_figure_that_cannot_be_right_is_told_and_counts_nothing(figure: str, text: str) -> None:
    """the letter O for a zero, 1100 where the page has eleven million, a comma in a wrong place"""
    outcome = read(text)
    assert any(figure in each.message for each in outcome.problems)
    assert not any(made.element is Element.SCALE for made in outcome.values)


def test_a_sound_figure_raises_no_doubt() -> None:
    """1,100 people of a county of 96,000"""
    outcome = read("Police took DNA samples from 1,100 of the county's 96,000 residents.")
    assert outcome.problems == ()
