from __future__ import annotations

from firsthand.model.finding import Findings, Standing


def test_a_standing_is_one_of_four_words() -> None:
    assert {standing.value for standing in Standing} == {
        "corroborated",
        "single_origin",
        "contested",
        "unsupported",
    }


def test_findings_of_nothing_are_empty() -> None:
    nothing = Findings()
    assert (nothing.statements, nothing.contradictions, nothing.ledger, nothing.estimates) == (
        (),
        (),
        (),
        (),
    )
