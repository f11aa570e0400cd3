from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from custody import check
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.problem import Severity
from firsthand.pipeline import witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.erasing import erase
from firsthand.pipeline.kept_sealed import (
    finish,
    identities_in,
    sealed_object,
    standing,
    witness_named,
)
from sealed_case import SealedCase, made, statement


def base(place: Path) -> SealedCase:
    """A case with one sealed object and one witness."""
    case = made(place)
    case.seal(statement(place))
    with Case.open(case.folder, writing=True) as held:
        witnesses.enter(held, "name: Aygul Example", pseudonym="witness-7")
    return case


def first(case: Case) -> str:
    """The object that was sealed first."""
    return next(iter(standing(case.entries()).sealed))


def test_an_interrupted_sealing_is_a_note_and_is_swept(tmp_path: Path) -> None:
    """
    ended when the object has its name and its key lies there, but no entry speaks of it
    """
    case = base(tmp_path)
    digest = "ab" * 32
    (case.folder / "evidence/ab").mkdir()
    held_object = case.folder / "evidence/ab" / digest
    key = case.folder / "keys" / f"{digest}.age.next"
    (case.folder / "evidence/.incoming/naming").write_text(f"{digest}\n")
    held_object.write_bytes(b"")
    key.write_bytes(b"k")
    with Case.open(case.folder, writing=True) as held:
        finish(held)
    assert not held_object.exists()
    assert not key.exists()
    assert check(case.folder).problems == ()


def test_a_key_file_that_others_can_read_is_told_of(tmp_path: Path) -> None:
    case = made(tmp_path)
    assert identities_in(case.key, case=case.folder).problems == ()
    case.key.chmod(0o644)
    (problem,) = identities_in(case.key, case=case.folder).problems
    assert (problem.code, problem.severity) == ("key-open", Severity.WARNING)
    assert "0644" in problem.message


def test_a_key_file_in_the_case_or_of_nothing_is_refused(tmp_path: Path) -> None:
    case = made(tmp_path)
    inside = case.folder / "ana.key"
    shutil.copyfile(case.key, inside)
    (tmp_path / "words").write_text("a diary\n")
    os.mkfifo(tmp_path / "pipe")
    for path in (inside, tmp_path / "words", tmp_path / "pipe", tmp_path / "none"):
        with pytest.raises(OperatorError) as problem:
            identities_in(path, case=case.folder)
        assert "diary" not in str(problem.value)
        assert case.identities[0].reveal() not in str(problem.value)


def test_objects_and_witnesses_go_by_their_names(tmp_path: Path) -> None:
    case = base(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        apart = standing(held.entries())
        digest = first(held)
    assert sealed_object(apart, digest[:9]).digest == digest
    assert sealed_object(apart, f"sealed/{digest[:16]}").digest == digest
    assert witness_named(apart, "witness-7") == "witness-7"
    for call, told in ((sealed_object, "zz"), (witness_named, "witness-8")):
        with pytest.raises(UnknownIdError):
            call(apart, told)


def test_an_object_that_was_erased_can_be_named_no_more(tmp_path: Path) -> None:
    case = base(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        digest = erase(held, first(held), reason="she asked for it").digest
        with pytest.raises(OperatorError, match=r"was erased on .* by Ana"):
            sealed_object(standing(held.entries()), digest)


def test_keys_and_register_lie_closed_to_others(tmp_path: Path) -> None:
    case = base(tmp_path)
    for folder in ("keys", "witnesses"):
        assert stat.S_IMODE((case.folder / folder).stat().st_mode) == 0o700
        for path in (case.folder / folder).iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
