from __future__ import annotations

from firsthand.model.check import Check, CheckedFigure, CheckKind, CheckResult

FIGURE = CheckedFigure(words="5 people", low=5, high=5)


def test_a_check_is_named_by_what_is_asked_and_not_by_what_comes_out() -> None:
    asked = {"kind": CheckKind.BANDS, "about": "do they add up", "figures": (FIGURE,)}
    one = Check(result=CheckResult.HOLDS, note="", **asked)  # type: ignore[arg-type]
    other = Check(result=CheckResult.FAILS, note="2 less", **asked)  # type: ignore[arg-type]
    assert one.id == other.id
    assert one.id.startswith("k-")
