from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from custody import PILE, check, firsthand, keep, make_case, printed, write_pile
from firsthand.errors import (
    CaseExistsError,
    NewerCaseError,
    NotACaseError,
    OperatorError,
    SettingError,
)
from firsthand.model.record import Denominators, Entry, Preserved
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.stages import read
from firsthand.store.casebook import Casebook
from firsthand.store.codec import canonical
from tampered.ways import LOG, entry, lines, resign


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    a.txt "one"      b.txt "two"      copy.txt "one"      empty.txt ""
    """
    return make_case(tmp_path)


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACaseError):
        Case.open(tmp_path, writing=False)


def test_a_folder_with_other_things_does_not_become_a_case(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(OperatorError, match="holds other things"):
        Case.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_case_is_not_made_over_another(case: Path) -> None:
    with pytest.raises(CaseExistsError):
        Case.create(case)


@pytest.mark.parametrize("left", ["nothing", "folders", "note", "line"])
def test_a_case_whose_making_was_interrupted_is_made_again(tmp_path: Path, left: str) -> None:
    """killed between the first folder and the first checkpoint: nothing was reported yet"""
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    case = tmp_path / "case"
    Case.create(case)
    if left == "nothing":
        shutil.rmtree(case)
        case.mkdir()
    else:
        (case / "record/checkpoint").rename(case / "record/checkpoint.next")
        if left != "line":
            (case / LOG).unlink()
        if left == "folders":
            (case / "record/checkpoint.next").unlink()
    with pytest.raises(NotACaseError):
        Case.open(case, writing=False)
    Case.create(case)
    assert check(case).problems == ()


def test_a_case_that_lost_its_checkpoint_is_not_made_anew(case: Path) -> None:
    """what looks like an interrupted making but holds evidence is left alone"""
    (case / "record/checkpoint").unlink()
    before = (case / LOG).read_bytes()
    with pytest.raises(CaseExistsError):
        Case.create(case)
    assert (case / LOG).read_bytes() == before


def test_a_case_of_a_newer_version_is_refused_with_both_numbers(case: Path) -> None:
    lines(entry(0, lambda e: e["body"].update(format=9, more={"unknown": 1})))(case)
    resign(case, keys.operator_key())
    with pytest.raises(NewerCaseError, match=r"format 9.*up to 1"):
        Case.open(case, writing=False)
    with pytest.raises(NewerCaseError, match=r"format 9.*up to 1"):
        check(case)


def test_another_key_does_not_write_to_a_case(case: Path, tmp_path: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "another")
    with pytest.raises(SettingError, match="another key"):
        Case.open(case, writing=True)
    assert check(case).problems == ()


def test_a_copied_case_is_the_case(case: Path, tmp_path: Path) -> None:
    subprocess.run(["cp", "-r", str(case), str(tmp_path / "copy")], check=True)
    assert check(tmp_path / "copy").problems == ()
    assert keep(tmp_path / "copy", tmp_path / "case-pile").already == len(PILE)
    assert check(tmp_path / "copy").problems == ()


@pytest.mark.slow
def test_a_moved_case_is_the_case(case: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = printed("read", case, home=home)
    (tmp_path / "elsewhere").mkdir()
    case.rename(tmp_path / "elsewhere" / "renamed")
    moved = tmp_path / "elsewhere" / "renamed"
    assert check(moved).problems == ()
    assert printed("read", moved, home=home) == before


READ_ONLY = """
set -e
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
shift
exec "$@"
"""


def _read_only(case: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program where nothing can be written into the case, as on a burnt disc."""
    program = [sys.executable, "-m", "firsthand", words[0], str(case), *words[1:]]
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", READ_ONLY, "sh", str(case), *program],
        env={**os.environ, "FIRSTHAND_HOME": str(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


CAN_MOUNT = (
    shutil.which("unshare") is not None
    and subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount --bind /tmp /tmp && mount -o remount,ro,bind /tmp"],
        capture_output=True, check=False,
    ).returncode == 0
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not CAN_MOUNT, reason="no read-only folder can be made here without root")
def test_a_case_on_a_read_only_medium_opens_and_verifies(case: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = _read_only(case, "verify", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing differs" in done.stdout
    fresh = _read_only(case, "read", "--json", home=home)
    assert len(json.loads(fresh.stdout)["documents"]) == len(PILE)
    assert json.loads(fresh.stdout) == printed("read", case, home=home)
    after = _read_only(case, "search", "two", home=home)
    assert "b.txt" in after.stdout
    refused = _read_only(case, "preserve", str(tmp_path / "case-pile"), home=home)
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_a_stranger_without_a_key_of_their_own_reads_and_verifies(
    case: Path, tmp_path: Path
) -> None:
    """their home cannot be written: no key is made, and nothing derived by others is believed"""
    (tmp_path / "file").touch()
    for words in (("read", case, "--json"), ("verify", case)):
        done = firsthand(*words, home=tmp_path / "file" / "home")
        assert done.returncode == (1 if words[0] == "read" else 0), done.stderr
        assert "Traceback" not in done.stderr


def test_what_was_derived_and_may_not_be_read_is_made_again(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """derived/ may neither be written nor read by who asks"""

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with Case.open(case, writing=False) as held:
        read(held)
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("shutil.copyfile", refused)
    with Case.open(case, writing=False) as held:
        assert len(read(held)) == len(PILE)


DERIVED: dict[str, Callable[[Path], object]] = {
    "half a database": lambda d: (d / "casebook.sqlite").write_bytes(
        (d / "casebook.sqlite").read_bytes()[:9000]
    ),
    "a page": lambda d: (d / "casebook.sqlite").write_bytes(b"<!doctype html>"),
    "gone": shutil.rmtree,
    "emptied": lambda d: (d / "casebook.sqlite").write_bytes(b""),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", DERIVED)
def test_damaged_derived_is_made_again_or_refused_in_one_sentence(
    case: Path, tmp_path: Path, what: str
) -> None:
    home = tmp_path / "home"
    before = firsthand("read", case, "--json", home=home)
    DERIVED[what](case / "derived")
    after = firsthand("read", case, "--json", home=home)
    if after.returncode == 2:
        assert after.stderr.count("\n") == 1
        assert "delete the folder derived/" in after.stderr
    else:
        assert after.stdout == before.stdout
    assert check(case).problems == ()


def test_a_text_that_other_hands_put_into_derived_is_never_shown(
    case: Path, tmp_path: Path
) -> None:
    """
    mallory makes derived/ with her own key, in which b.txt says "36 million"
    """
    with Case.open(case, writing=False) as held:
        honest = read(held)
    with Casebook(tmp_path / "forged", key=b"m" * 32) as forged:
        forged.put("anything", "anything", honest)
    shutil.rmtree(case / "derived")
    (tmp_path / "forged").rename(case / "derived")
    with Case.open(case, writing=False) as held:
        assert read(held) == honest


def test_the_key_is_kept_from_others_and_never_taken_into_a_case(
    case: Path, tmp_path: Path
) -> None:
    key = tmp_path / "home" / "signing.key"
    keys.archive_key()
    assert key.stat().st_mode & 0o777 == 0o600
    report = keep(case, tmp_path / "home")
    assert {p.code for p in report.problems} == {"signing-key"}
    held = [path.read_bytes() for path in (case / "evidence").rglob("*") if path.is_file()]
    assert key.read_bytes() not in held
    assert (tmp_path / "home/archive.key").read_bytes() not in held
    key.chmod(0o644)
    with pytest.raises(SettingError, match="expected mode 0600"):
        Case.open(case, writing=True)


def test_half_a_key_is_refused_with_both_numbers(tmp_path: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/signing.key").write_bytes(b"x" * 7)
    (tmp_path / "home/signing.key").chmod(0o600)
    with pytest.raises(SettingError, match="has 32 bytes, found 7"):
        Case.create(tmp_path / "case")


def test_entries_are_lines_that_anybody_can_read(case: Path) -> None:
    for line in (case / LOG).read_bytes().splitlines():
        assert canonical(json.loads(line)) == line


@pytest.mark.slow
def test_two_who_preserve_at_once_do_not_harm_each_other(case: Path, tmp_path: Path) -> None:
    """the second is told to wait, and nothing of either is lost"""
    pile = write_pile(tmp_path / "more", {f"{n}.txt": f"more {n}".encode() for n in range(400)})
    program = [sys.executable, "-m", "firsthand", "preserve", str(case), str(pile)]
    children = [
        subprocess.Popen(program, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for _ in range(4)
    ]
    said = [child.communicate()[1] for child in children]
    ended = [child.returncode for child in children]
    assert 0 in ended
    assert set(ended) <= {0, 2}
    for status, line in zip(ended, said, strict=True):
        assert ("another firsthand is writing" in line) == (status == 2)
    report = check(case)
    assert report.problems == ()
    assert report.objects == 3 + 400


def test_the_record_is_passed_over_once_and_again_when_it_grew(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    four files were preserved; then an empty table of populations is entered
    """
    with Case.open(case, writing=True) as held:
        entries = tuple(held.entries())
        passes: list[int] = []

        def once() -> Iterator[Entry]:
            passes.append(1)
            return iter(entries)

        monkeypatch.setattr(held, "entries", once)
        kept = {e.body.capture.id: e.at.utc for e in entries if isinstance(e.body, Preserved)}
        assert len(held.captures()) == len(kept)
        assert held.last_met() == max(kept.values())
        assert [each.body for each in held.decided()] == [entries[0].body]
        assert passes == [1]
        monkeypatch.undo()
        added = Denominators(populations=())
        held.append([added])
        assert [each.body for each in held.decided()] == [entries[0].body, added]


@pytest.mark.parametrize("typed", ["Ana", " Ana\t"])
def test_who_works_here_is_called_without_spaces_around(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_AGENT", typed)
    assert operator().name == "Ana"


def test_a_name_of_spaces_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_AGENT", "  ")
    monkeypatch.setattr("getpass.getuser", lambda: "machine-user")
    assert operator().name == "machine-user"
