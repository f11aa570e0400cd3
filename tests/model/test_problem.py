from __future__ import annotations

from firsthand.model.problem import Outcome, Problem, Severity


def test_what_survived_stands_beside_what_is_wrong() -> None:
    problem = Problem(severity=Severity.ERROR, code="damaged", message="it breaks off", where="a")
    outcome = Outcome(values=("kept",), problems=(problem,))
    assert outcome.values == ("kept",)
    assert outcome.problems == (problem,)


def test_an_outcome_without_problems_needs_none_named() -> None:
    assert Outcome(values=(1,)) == Outcome(values=(1,), problems=())
