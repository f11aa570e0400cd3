from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from cryptography.x509 import Certificate

from firsthand.model.problem import Problem, Severity
from firsthand.preserve.signatures import Stamped
from firsthand.preserve.waczs import CheckedWacz
from firsthand.store.timestamps import StampError, check_reply
from preserved import whole, zipped
from tampered.wacz_ways import WAYS, Trial


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("trial"))


def judged(trial: Trial, data: bytes) -> list[Problem]:
    """What our verifier says where the roots of the trial are believed."""

    def read(reply: bytes, beside: Sequence[Certificate], /) -> Stamped | str:
        try:
            stamp = check_reply(reply, roots=[trial.time.root], beside=beside)
        except StampError as problem:
            return str(problem)
        return Stamped(
            utc=stamp.utc, authority=stamp.authority, algorithm=stamp.algorithm, imprint=stamp.imprint,
            trusted=stamp.trusted,
        )  # fmt: skip

    wacz = CheckedWacz(
        io.BytesIO(data), where="x.wacz", roots=[trial.root.certificate], read_stamp=read
    )
    return [each for each in wacz.run() if isinstance(each, Problem)]


def test_the_archive_is_whole_before_it_is_touched(trial: Trial) -> None:
    found = judged(trial, zipped(trial.members))
    assert [each for each in found if each.severity is not Severity.NOTE] == []
    told = [each.message for each in found if each.code == "signature"]
    assert len(told) == 2
    assert "signed for archive.example" in told[0]
    assert told[1].endswith("by CN=Trial time")


@pytest.mark.parametrize("why", WAYS)
def test_verify_names_it_when(trial: Trial, why: str) -> None:
    way = WAYS[why]
    found = judged(trial, way.do(trial))
    named = [each for each in found if each.code == way.code and each.severity is not Severity.NOTE]
    assert any(way.words in each.message for each in named), found


def test_a_signature_that_is_taken_out_leaves_an_unsigned_archive_and_that_is_said(
    trial: Trial,
) -> None:
    """nothing inside can show that there was one: whoever expects a signature looks for it"""
    assert "unsigned" in {each.code for each in judged(trial, zipped(whole()))}
