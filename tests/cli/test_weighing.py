from __future__ import annotations

from firsthand.cli.weighing import beside
from firsthand.model.check import Check, CheckedFigure, CheckKind, CheckResult
from firsthand.model.finding import Findings


def test_a_check_is_printed_with_all_its_figures() -> None:
    check = Check(
        kind=CheckKind.ADDED,
        result=CheckResult.FAILS,
        about="is it one count",
        note="17.5 + 18.8",
        figures=(CheckedFigure(words="nearly 36", low=None, high=36, claims=("c-1",)),),
        statements=("s-1",),
    )
    (told,) = beside(Findings(checks=(check,)))["checks"]
    assert told == {
        "id": check.id,
        "kind": "rounds_added",
        "result": "fails",
        "about": "is it one count",
        "note": "17.5 + 18.8",
        "figures": [
            {"words": "nearly 36", "low": None, "high": 36, "claims": ["c-1"], "address": ""}
        ],
        "statements": ["s-1"],
    }
