from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from custody import check
from ended import end_at
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.problem import Severity
from firsthand.pipeline import recipients, witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.erasing import erase
from firsthand.pipeline.kept_sealed import (
    finish,
    identities_in,
    sealed_object,
    standing,
    witness_named,
)
from firsthand.pipeline.sealing import unseal
from firsthand.store.sealing import Identity
from sealed_case import STATEMENT, SealedCase, made, statement

BEN = Identity.fresh()


def base(place: Path) -> SealedCase:
    """A case with one sealed object and one witness."""
    case = made(place)
    case.seal(statement(place))
    with Case.open(case.folder, writing=True) as held:
        witnesses.enter(held, "name: Aygul Example", pseudonym="witness-7")
    return case


def writing(work: Callable[[Case], object], folder: Path) -> None:
    with Case.open(folder, writing=True) as held:
        work(held)


def first(case: Case) -> str:
    """The object that was sealed first."""
    return next(iter(standing(case.entries()).sealed))


def ended_everywhere(place: Path, work: Callable[[SealedCase], object], *, least: int) -> None:
    """Do *work* in copies of a case, ended before each of its steps: no object is lost, none lies open."""
    case = base(place)
    step = 0
    while True:
        copy = SealedCase(folder=place / "copy" / "case", key=case.key)
        shutil.rmtree(copy.folder, ignore_errors=True)
        shutil.copytree(case.folder, copy.folder)
        ended = end_at(step, lambda: work(copy))  # noqa: B023 - called at once
        report = check(copy.folder)
        wrong = [each for each in report.problems if each.severity is not Severity.NOTE]
        assert {each.code for each in wrong} <= {"wrapped-not-destroyed"}, (step, wrong)
        assert b"village clinic" not in copy.everything(), step
        with Case.open(copy.folder, writing=True) as held:
            apart = finish(held)
            for digest in apart.keys:
                target = place / "out"
                unseal(held, digest, target, identities=case.identities, reason="r")
                assert target.read_bytes() == STATEMENT
                target.unlink()
            for witness in apart.register:
                witnesses.look(held, witness, identities=case.identities)
            erased = set(apart.erased)
        left = {path.name.partition(".")[0] for path in (copy.folder / "keys").iterdir()}
        assert left == apart.keys.keys(), step
        assert not left & erased
        after = check(copy.folder)
        assert after.differences == 0, (step, after.problems)
        assert {each.code for each in after.problems} <= {"torn", "erased"}, (step, after.problems)
        if not ended:
            break
        step += 1
    assert step >= least


@pytest.mark.slow
def test_sealing_may_end_at_any_step(tmp_path: Path) -> None:
    path = statement(tmp_path, file="another")
    ended_everywhere(tmp_path, lambda case: case.seal(path), least=15)


@pytest.mark.slow
def test_erasing_may_end_at_any_step(tmp_path: Path) -> None:
    ended_everywhere(
        tmp_path,
        lambda case: writing(lambda held: erase(held, first(held), reason="r"), case.folder),
        least=9,
    )


@pytest.mark.slow
def test_opening_may_end_at_any_step_and_leaves_all_or_nothing(tmp_path: Path) -> None:
    """
    ended when half of the plain bytes are written, too: nothing has the name of the file then
    """
    case = base(tmp_path)
    target = tmp_path / "out"
    step = 0

    def work(held: Case) -> None:
        unseal(held, first(held), target, identities=case.identities, reason="r")

    while True:
        target.unlink(missing_ok=True)
        ended = end_at(step, lambda: writing(work, case.folder))
        assert not target.exists() or target.read_bytes() == STATEMENT, step
        assert check(case.folder).differences == 0, step
        if not ended:
            break
        step += 1
    assert target.exists()
    assert step >= 7


@pytest.mark.slow
def test_a_change_of_recipients_may_end_at_any_step(tmp_path: Path) -> None:
    ended_everywhere(
        tmp_path,
        lambda case: writing(
            lambda held: recipients.add(
                held, BEN.recipient, name="Ben", identities=case.identities
            ),
            case.folder,
        ),
        least=15,
    )


@pytest.mark.slow
def test_entering_and_erasing_a_witness_may_end_at_any_step(tmp_path: Path) -> None:
    def work(case: SealedCase) -> None:
        writing(lambda held: witnesses.enter(held, "name: Other Person"), case.folder)
        writing(lambda held: witnesses.forget(held, "witness-7", reason="r"), case.folder)

    ended_everywhere(tmp_path, work, least=15)


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


def test_keys_and_register_lie_closed_to_others(tmp_path: Path) -> None:
    case = base(tmp_path)
    for folder in ("keys", "witnesses"):
        assert stat.S_IMODE((case.folder / folder).stat().st_mode) == 0o700
        for path in (case.folder / folder).iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
