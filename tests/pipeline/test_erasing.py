from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from custody import check
from firsthand.errors import OperatorError
from firsthand.model.problem import Severity
from firsthand.pipeline.case import Case
from firsthand.pipeline.erasing import erase
from firsthand.pipeline.sealing import unseal
from sealed_case import STATEMENT, made, statement


def test_an_erased_object_is_opened_by_nobody_and_the_case_stays_whole(tmp_path: Path) -> None:
    case = made(tmp_path)
    sealed, other = case.seal(statement(tmp_path), statement(tmp_path, file="b")).sealed
    with Case.open(case.folder, writing=True) as held:
        erase(held, sealed.address, reason="she asked for it")
        with pytest.raises(OperatorError, match=r"was erased on .* by Ana"):
            unseal(held, sealed.digest, tmp_path / "o", identities=case.identities, reason="r")
        with pytest.raises(OperatorError, match="was erased on"):
            erase(held, sealed.digest, reason="again")
        unseal(held, other.digest, tmp_path / "other", identities=case.identities, reason="r")
    assert (tmp_path / "other").read_bytes() == STATEMENT
    assert not (case.folder / "keys" / f"{sealed.digest}.age").exists()
    report = check(case.folder)
    assert report.differences == 0
    (note,) = report.problems
    assert (note.code, note.severity) == ("erased", Severity.NOTE)
    assert note.message.startswith("erased on 20")
    assert note.message.endswith("by Ana: she asked for it")


def test_a_copy_made_before_still_opens(tmp_path: Path) -> None:
    """
    what erasure does not do, shown rather than hidden
    """
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    shutil.copytree(case.folder, tmp_path / "copy")
    with Case.open(case.folder, writing=True) as held:
        erase(held, sealed.digest, reason="r")
    with Case.open(tmp_path / "copy", writing=True) as held:
        unseal(held, sealed.digest, tmp_path / "o", identities=case.identities, reason="r")
    assert (tmp_path / "o").read_bytes() == STATEMENT


def test_a_key_put_back_after_erasure_is_named(tmp_path: Path) -> None:
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    key = case.folder / "keys" / f"{sealed.digest}.age"
    data = key.read_bytes()
    with Case.open(case.folder, writing=True) as held:
        erase(held, sealed.digest, reason="r")
    key.write_bytes(data)
    report = check(case.folder)
    assert report.differences == 1
    assert "wrapped-not-destroyed" in {each.code for each in report.problems}
    case.seal(statement(tmp_path))
    assert not key.exists()


def test_an_erasure_has_a_reason_and_an_object(tmp_path: Path) -> None:
    case = made(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    with Case.open(case.folder, writing=True) as held:
        for told, reason in ((sealed.digest, " "), ("0000", "r")):
            with pytest.raises(OperatorError):
                erase(held, told, reason=reason)
    assert (case.folder / "keys" / f"{sealed.digest}.age").exists()
