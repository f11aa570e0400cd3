from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.decision import DisputeState
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.disputing import rule_on
from firsthand.pipeline.ruled import decisions
from firsthand.pipeline.verifying import verify
from pipeline.published import made

PAGES = {
    "a.txt": b"Residents aged 12 to 65 had to give DNA to the police in 2017. It was mandatory.",
    "b.txt": b"Police took DNA from residents aged 12 to 56 in 2017, officials said.",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """a.txt  aged 12 to 65        b.txt  aged 12 to 56"""
    return made(tmp_path, PAGES)


@pytest.mark.slow
def test_a_decision_is_signed_outlasts_derived_deleted_and_can_be_taken_back(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        findings = stages.weigh_case(held).findings
        (found,) = findings.contradictions
        explained = (found.key[:10], DisputeState.EXPLAINED)
        (ruling,) = rule_on(held, findings, [explained], reason=" a misprint of 65 ")
        assert (ruling.key, ruling.reason) == (found.key, "a misprint of 65")
        assert decisions(held).disputes == (ruling,)
    for path in (case / "derived").iterdir():
        path.unlink()
    with Case.open(case, writing=True) as held:
        findings = stages.weigh_case(held).findings
        assert findings.contradictions[0].ruling == ruling
        rule_on(held, findings, [(found.key, DisputeState.OPEN)], reason="no, it is no misprint")
        assert stages.weigh_case(held).findings.contradictions[0].state is DisputeState.OPEN
    assert verify(case, threads=1, progress=stages.quiet).differences == 0


def test_a_key_that_names_none_and_a_decision_without_a_reason_are_refused(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        findings = stages.weigh_case(held).findings
        with pytest.raises(UnknownIdError):
            rule_on(held, findings, [("x-zz", DisputeState.EXPLAINED)], reason="so")
        key = findings.contradictions[0].key
        with pytest.raises(OperatorError):
            rule_on(held, findings, [(key, DisputeState.EXPLAINED)], reason=" ")
        assert decisions(held).disputes == ()
