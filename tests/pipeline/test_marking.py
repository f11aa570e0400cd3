from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.rights import MarkWord
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.marking import mark, set_scope
from firsthand.pipeline.verifying import verify
from pipeline.published import made

PAGES = {
    "a.txt": b"Police took DNA from residents aged 12 to 65 in 2017. Taking part is mandatory."
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """a.txt  it is mandatory, from 12 years"""
    return made(tmp_path, PAGES)


@pytest.mark.slow
def test_a_person_marks_an_element_on_statements_and_it_is_signed(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        weighed = stages.weigh_case(held)
        key = next(s.id for s in weighed.findings.statements if s.element == "compulsion")
        made_ = mark(
            held, weighed, ("consent.free", "not_met"), on=[key[:9]], reason="it is said so"
        )
        assert (made_.word, made_.statements) == (MarkWord.NOT_MET, (key,))
        assert made_.claims
        sheets = {s.test.id: s for s in stages.weigh_case(held).worksheets.sheets}
        assert sheets["consent"].filled[1].marks == (made_,)
    assert verify(case, threads=1, progress=stages.quiet).differences == 0


@pytest.mark.slow
def test_a_state_and_a_time_are_set_and_each_keeps_the_other(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        set_scope(held, stages.weigh_case(held), state="cn", period="", reason="it is there")
        set_scope(held, stages.weigh_case(held), state="", period="2016/2018", reason="then")
        scope = stages.weigh_case(held).worksheets.scope
        assert (scope.state, scope.period, scope.proposed) == ("CN", "2016/2018", False)


def test_what_cannot_be_marked_is_refused(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        weighed = stages.weigh_case(held)
        for told, on, reason in (
            (("consent.free", "not_met"), [], "so"),
            (("consent.free", "broken"), ["s-"], "so"),
            (("consent.fairness", "met"), [], "so"),
            (("consent.free", "no_evidence"), [], " "),
        ):
            with pytest.raises(OperatorError):
                mark(held, weighed, told, on=on, reason=reason)
        with pytest.raises(UnknownIdError):
            mark(held, weighed, ("consent.free", "met"), on=["s-zz"], reason="so")
        for state, period in (("China", ""), ("CN", "lately")):
            with pytest.raises(OperatorError):
                set_scope(held, weighed, state=state, period=period, reason="so")
        made_ = mark(held, weighed, ("remedy.access", "no_evidence"), on=[], reason="nobody says")
        assert made_.statements == ()
