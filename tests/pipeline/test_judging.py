from __future__ import annotations

import os
from pathlib import Path

import pytest

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.claim import Claim, Decision
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.decided import judgements
from firsthand.pipeline.judging import judge, need_people, take_back
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet
from followed import REPORT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a.txt  the report
    """
    folder = tmp_path_factory.mktemp("judging")
    os.environ["FIRSTHAND_HOME"] = str(folder / "home")
    (folder / "a.txt").write_text(REPORT)
    Case.create(folder / "case")
    with Case.open(folder / "case", writing=True) as held:
        preserve(held, [str(folder / "a.txt")], progress=quiet)
    return folder


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Case:
    """A case of its own, that Ana has open."""
    import shutil

    os.environ["FIRSTHAND_HOME"] = str(made / "home")
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    shutil.copytree(made / "case", tmp_path / "case")
    return Case.open(tmp_path / "case", writing=True)


def _claims(held: Case) -> tuple[Claim, ...]:
    return stages.claims(held, stages.read(held)).values


def _status(held: Case, key: str) -> str:
    return next(claim.status for claim in _claims(held) if claim.id == key)


def test_the_last_command_is_taken_back_whole_then_the_one_before(held: Case) -> None:
    with held:
        before = _claims(held)
        one, other, *_ = (claim.id for claim in before)
        judge(held, [(one, Decision.ACCEPTED), (other, Decision.REJECTED)], reason="read")
        judge(held, [(one, Decision.REJECTED)], reason="read again")
        batch, gone = take_back(held, "", reason="a slip")
        assert [each.judgement.reason for each in gone] == ["read again"]
        assert _status(held, one) == "accepted"
        first, gone = take_back(held, "", reason="the wrong page")
        assert (len(gone), first != batch) == (2, True)
        assert _claims(held) == before
        with pytest.raises(OperatorError, match="Ana has judged nothing"):
            take_back(held, "", reason="once more")


def test_nobody_takes_back_what_another_said(held: Case) -> None:
    with held:
        one = _claims(held)[0].id
        judge(held, [(one, Decision.ACCEPTED)], reason="read")
        batch = judgements(held).judged[0].judgement.batch
        os.environ["FIRSTHAND_AGENT"] = "Bo"
        judge(held, [(one, Decision.UNSURE)], reason="who knows")
        with pytest.raises(UnknownIdError, match="no batch of yours has it"):
            take_back(held, batch, reason="not mine")
        os.environ["FIRSTHAND_AGENT"] = "Ana"
        assert take_back(held, batch, reason="mine")[0] == batch
        assert _status(held, one) == "unsure"


def test_two_must_accept_where_the_case_asks_for_it(held: Case) -> None:
    with held:
        one = _claims(held)[0].id
        judge(held, [(one, Decision.ACCEPTED)], reason="read")
        need_people(held, 2, reason="the house rule")
        assert _status(held, one) == "suggested"
        os.environ["FIRSTHAND_AGENT"] = "Bo"
        judge(held, [(one, Decision.ACCEPTED)], reason="so do I", blind=True)
        assert _status(held, one) == "accepted"
        assert [each.blind for each in _claims(held)[0].said] == [False, True]
        with pytest.raises(OperatorError, match="so already"):
            need_people(held, 2, reason="again")
        need_people(held, 1, reason="Bo has left")
        assert _status(held, one) == "accepted"


def test_nothing_is_decided_without_a_reason(held: Case) -> None:
    with held:
        before = len(list(held.entries()))
        one = _claims(held)[0].id
        for act in (
            lambda: judge(held, [(one, Decision.ACCEPTED)], reason=" "),
            lambda: take_back(held, "", reason=""),
            lambda: need_people(held, 2, reason=""),
        ):
            with pytest.raises(OperatorError, match="give --reason"):
                act()
        assert len(list(held.entries())) == before


def test_one_command_decides_once_on_a_claim(held: Case) -> None:
    with held:
        one = _claims(held)[0].id
        before = len(list(held.entries()))
        with pytest.raises(OperatorError, match=f"one decision on {one}, found accepted and rej"):
            judge(held, [(one, Decision.ACCEPTED), (one[:10], Decision.REJECTED)], reason="read")
        assert len(list(held.entries())) == before
        judge(held, [(one, Decision.ACCEPTED), (one[:10], Decision.ACCEPTED)], reason="read")
        assert len(list(held.entries())) == before + 1
