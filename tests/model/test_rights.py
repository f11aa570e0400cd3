from __future__ import annotations

from firsthand.model.rights import MarkWord, Scope, Worksheets


def test_nothing_is_marked_and_no_state_known_before_anybody_says_so() -> None:
    assert Worksheets() == Worksheets(scope=Scope(state="", period="", proposed=True), sheets=())
    assert {word.value for word in MarkWord} == {"met", "not_met", "no_evidence", "contested"}
