from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sealed_case
from custody import check
from firsthand.errors import OperatorError
from firsthand.pipeline.case import Case
from firsthand.pipeline.sealing import unseal
from sealed_case import SealedCase
from tampered.sealed_ways import ONE, OPENED, TWO, VERIFIED, sealed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that seals for Ana; two statements in it, of the same length."""
    place = tmp_path_factory.mktemp("sealed")
    case = sealed_case.made(place)
    case.seal(sealed_case.statement(place, file="one.txt"))
    case.seal(sealed_case.statement(place, file="two.txt", data=sealed_case.STATEMENT[::-1]))
    return place


@pytest.fixture
def case(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SealedCase:
    monkeypatch.setenv("FIRSTHAND_HOME", str(made / "home"))
    shutil.copytree(made, tmp_path / "made")
    return SealedCase(folder=tmp_path / "made/case", key=tmp_path / "made/ana.key")


def test_the_case_is_whole_before_it_is_touched(case: SealedCase) -> None:
    report = check(case.folder)
    assert (report.problems, report.entries, report.objects) == ((), 4, 2)
    assert sealed(case.folder, ONE) != sealed(case.folder, TWO)


@pytest.mark.parametrize("why", VERIFIED)
def test_verify_names_it_without_any_recipient_s_key_when(case: SealedCase, why: str) -> None:
    way = VERIFIED[why]
    way.do(case.folder)
    report = check(case.folder)
    named = [each.message for each in report.problems if each.code == way.code]
    assert any(way.words in message for message in named), report.problems
    assert report.differences


@pytest.mark.parametrize("why", OPENED)
def test_whoever_opens_it_is_told_and_nothing_is_written_when(
    case: SealedCase, tmp_path: Path, why: str
) -> None:
    """the holder of the signing key made all agree: only who opens an object can see what it was committed to"""
    words, do = OPENED[why]
    do(case.folder)
    assert check(case.folder).differences == 0
    with (
        Case.open(case.folder, writing=True) as held,
        pytest.raises(OperatorError, match=words),
    ):
        unseal(held, sealed(case.folder, ONE), tmp_path / "plain", identities=case.identities, reason="x")  # fmt: skip
    assert not (tmp_path / "plain").exists()
