from __future__ import annotations

from firsthand.model.standing import Beside, Position


def test_of_a_statement_with_nothing_beside_it_nothing_is_thought() -> None:
    nothing = Beside(statement="s-1")
    assert (nothing.only_through_drift, nothing.standard) == (False, None)
    assert {position.value for position in Position} == {
        "interested",
        "hostile",
        "neither",
        "not_known",
    }
