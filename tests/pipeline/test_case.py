from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.errors import NewerCaseError, NotACaseError, SettingError
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.verifying import verify


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    pile/a.txt  "one"      pile/b.txt  "two"      pile/copy.txt  "one"
    """
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, text in (("a.txt", "one"), ("b.txt", "two"), ("copy.txt", "one")):
        (pile / name).write_text(text)
    folder = tmp_path / "case"
    Case.create(folder)
    with Case.open(folder, writing=True) as held:
        report = preserve(held, [str(pile)], progress=quiet)
    assert (len(report.preserved), report.duplicates) == (3, 1)
    return folder


def test_preserving_again_adds_nothing(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        report = preserve(held, [str(case.parent / "pile")], progress=quiet)
        assert (len(report.preserved), report.already) == (0, 3)
    assert len(list((case / "evidence").rglob("*"))) == 2 + 2 + 1  # objects, folders, incoming


def test_a_whole_case_has_no_differences(case: Path) -> None:
    assert verify(case, threads=2, progress=quiet).problems == ()


def _object(case: Path) -> Path:
    return next(path for path in sorted((case / "evidence").rglob("*")) if path.is_file())


def _slip_in(target: Path, moved: Path | None = None) -> None:
    target.parent.mkdir()
    if moved is None:
        target.touch()
    else:
        moved.rename(target)


def _rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.chmod(0o644)
    path.write_bytes(change(path.read_bytes()))


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def apply(case: Path) -> None:
        log = case / "record/log/entries.jsonl"
        log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))

    return apply


TAMPERED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a byte of an object is changed": ("object-altered", lambda c: _rewrite(_object(c), lambda d: d[:-1] + b"!")),
    "an object is taken away": ("object-missing", lambda c: _object(c).unlink()),
    "an object is slipped in": ("object-unknown", lambda c: _slip_in(c / "evidence/e3/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
    "a file with another name is slipped in": ("object-name", lambda c: (c / "evidence/notes.txt").write_text("x")),
    "an object lies in the wrong folder": ("object-misplaced", lambda c: _slip_in(c / "evidence/00" / _object(c).name, _object(c))),
    "an object may be written to": ("object-writable", lambda c: _object(c).chmod(0o644)),
    "a word of an entry is changed": ("root-differs", _lines(lambda ls: [*ls[:-1], ls[-1].replace(b"copy.txt", b"c0py.txt")])),
    "two entries change places": ("root-differs", _lines(lambda ls: [ls[0], ls[2], ls[1], *ls[3:]])),
    "an entry is taken away": ("entries-missing", _lines(lambda ls: ls[:-1])),
    "an entry is added": ("entries-unsigned", _lines(lambda ls: [*ls, ls[-1]])),
    "an entry is written another way": ("entry-unreadable", _lines(lambda ls: [*ls[:-1], ls[-1].replace(b'":', b'": ', 1)])),
    "the last line is torn": ("log-torn", _lines(lambda ls: [*ls[:-1], ls[-1][:-5]])),
    "the log is taken away": ("log-missing", lambda c: (c / "record/log/entries.jsonl").unlink()),
    "the checkpoint is taken away": ("checkpoint-missing", lambda c: (c / "record/checkpoint").unlink()),
    "the checkpoint's size is changed": ("signature-wrong", lambda c: _rewrite(c / "record/checkpoint", lambda d: d.replace(b"\n4\n", b"\n3\n"))),
    "the signature is changed": ("signature-wrong", lambda c: _rewrite(c / "record/checkpoint", lambda d: d[:-9] + b"AAAAAAA=\n")),
    "the key is changed": ("signature-wrong", _lines(lambda ls: [ls[0].replace(b'"key":"', b'"key":"A', 1).replace(b'=","key_name', b'","key_name', 1), *ls[1:]])),
}  # fmt: skip


@pytest.mark.parametrize("why", TAMPERED)
def test_tampering_is_named(case: Path, why: str) -> None:
    code, tamper = TAMPERED[why]
    tamper(case)
    assert code in {problem.code for problem in verify(case, threads=2, progress=quiet).problems}


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACaseError):
        Case.open(tmp_path, writing=False)


def test_a_case_of_a_newer_version_is_refused_with_both_numbers(case: Path) -> None:
    log = case / "record/log/entries.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"format":1', b'"format":9', 1))
    with pytest.raises(NewerCaseError, match=r"format 9.*up to 1"):
        Case.open(case, writing=False)


def test_another_key_does_not_write_to_a_case(case: Path, tmp_path: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "another")
    with pytest.raises(SettingError, match="another key"):
        Case.open(case, writing=True)


@pytest.mark.slow
def test_what_was_reported_survives_being_killed_at_any_moment(tmp_path: Path) -> None:
    """
    a pile of 900 files; the program is killed 12 times while it preserves them
    """
    environment = {**os.environ, "FIRSTHAND_HOME": str(tmp_path / "home")}
    pile, case = tmp_path / "pile", tmp_path / "case"
    pile.mkdir()
    for number in range(900):
        (pile / f"{number:03}.txt").write_text(f"page {number}")
    program = [sys.executable, "-m", "firsthand"]
    subprocess.run([*program, "new", str(case)], check=True, env=environment)
    dice = random.Random(7)  # noqa: S311 - only chooses the moments
    for _ in range(12):
        child = subprocess.Popen(
            [*program, "preserve", str(case), str(pile)], env=environment, stdout=subprocess.DEVNULL
        )
        time.sleep(dice.uniform(0.3, 1.6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        os.environ["FIRSTHAND_HOME"] = environment["FIRSTHAND_HOME"]
        with Case.open(case, writing=True) as held:
            known = {capture.digest for capture in held.captures()}
        wrong = {p.code for p in verify(case, threads=2, progress=quiet).problems}
        assert wrong <= {"object-unknown"}, wrong
        assert all((case / "evidence" / digest[:2] / digest).is_file() for digest in known)
    done = subprocess.run(
        [*program, "preserve", str(case), str(pile), "--json"],
        env=environment,
        check=True,
        capture_output=True,
    )
    report = json.loads(done.stdout)
    assert len(report["preserved"]) + report["already"] == 900
    assert verify(case, threads=2, progress=quiet).problems == ()
