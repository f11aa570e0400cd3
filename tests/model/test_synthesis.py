from __future__ import annotations

import dataclasses

from firsthand.model.finding import Findings
from firsthand.model.synthesis import DRAWN, IDENTIFIED, P_BOX, Synthesis


def test_findings_without_counts_have_an_empty_synthesis() -> None:
    """Nothing bounded, nothing in conflict, nothing assumed."""
    assert Findings().synthesis == Synthesis()
    assert not any(
        getattr(Synthesis(), field.name)
        for field in dataclasses.fields(Synthesis)
        if field.name != "conflicts_all"
    )


def test_three_kinds_of_interval_are_told_apart() -> None:
    """What is identified, what is drawn, what holds whatever the dependence."""
    assert len({IDENTIFIED, DRAWN, P_BOX}) == 3
