from __future__ import annotations

from firsthand.pipeline.norms import norms_for
from pipeline.worked import weighed
from publish.told import DNA


def test_the_worked_case_has_its_norms_and_says_which_were_checked() -> None:
    norms = norms_for(weighed()[1])
    assert len(norms) == 19
    assert sum(norm.verified for norm in norms) == 16
    assert next(norm for norm in norms if norm.id == "n08").tests == (
        "purpose_binding",
        "legitimate_aim",
    )


def test_another_case_has_none() -> None:
    assert norms_for(DNA) == ()
