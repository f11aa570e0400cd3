from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from custody import firsthand, make_case, printed, write_pile
from firsthand.pipeline import keys
from tampered.ways import entry, lines, resign

pytestmark = pytest.mark.slow

MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "a folder that is not there": (("verify", "nowhere"), "not a case"),
    "a folder that is not there, to read": (("read", "nowhere"), "no such folder"),
    "a file where a case should be": (("read", "letter.txt"), "no such folder"),
    "a folder that is no case": (("read", "home"), "no signed record"),
    "a folder that is no case, to verify": (("verify", "home"), "not a case"),
    "a folder that is no case, to preserve into": (
        ("preserve", "home", "letter.txt"),
        "not a case",
    ),
    "an address that is not there": (
        ("preserve", "case", "nowhere"),
        "there is nothing at nowhere",
    ),
    "an address with a login": (
        ("preserve", "case", "https://me:pw@a.example/x"),
        "holds no login",
    ),
    "nothing to preserve": (("preserve", "case"), "found none"),
    "a window that is none": (
        ("preserve", "case", "https://a.example", "--viewport", "x"),
        "1280x900",
    ),
    "an address on another network": (("preserve", "case", "S3://bucket/x"), "are captured"),
    "a name no file can have": (("preserve", "case", "x" * 5000), "cannot be reached"),
    "a case over a case": (("new", "case"), "there is a case already"),
    "a case in a folder with other things": (("new", "home"), "holds other things"),
    "a case under a file": (("new", "letter.txt/case"), "no case can be made"),
    "a case of a newer version": (("read", "newer"), "format 9, this firsthand reads up to 1"),
    "a newer version to verify": (("verify", "newer"), "format 9, this firsthand reads up to 1"),
    "a newer version to preserve into": (("preserve", "newer", "letter.txt"), "format 9"),
    "a wrong command": (("fetch", "case"), "No such command 'fetch'"),
    "a missing argument": (("verify",), "Missing argument 'PATH'"),
    "a setting that there is not": (("verify", "case", "--quick"), "No such option: --quick"),
}


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mistaken")
    make_case(place)
    make_case(place, name="newer")
    lines(entry(0, lambda e: e["body"].update(format=9)))(place / "newer")
    resign(place / "newer", keys.operator_key())
    (place / "letter.txt").write_text("dear reader")
    return place


@pytest.mark.parametrize("why", MISTAKES)
def test_a_mistake_of_the_operator_ends_with_2_and_one_clear_sentence(
    mistaken: Path, why: str
) -> None:
    told, words = MISTAKES[why]
    done = firsthand(*told, home=mistaken / "home", cwd=mistaken)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    said = [line for line in done.stderr.splitlines() if words.split()[0] in line]
    assert len(said) == 1


def test_the_report_of_preserve_says_which_files_have_the_bytes_of_others(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = firsthand("new", tmp_path / "case", "--json", home=home)
    assert json.loads(made.stdout)["name"] == "case"
    pile = write_pile(tmp_path / "pile", {"a.txt": b"one", "b.txt": b"one", "c.txt": b"two"})
    done = firsthand("preserve", tmp_path / "case", pile, home=home)
    assert done.stdout == (
        "preserved 3, kept already 0, of the same bytes as others 1\n"
        "    pile/b.txt has the bytes of pile/a.txt\n"
    )
    (pile / "manifest.csv").write_text("file,publisher\na.txt,The Paper\n")
    again = firsthand("preserve", tmp_path / "case", pile, home=home)
    assert "kept already 3" in again.stdout
    assert "described anew by a manifest 1" in again.stdout


def test_many_copies_are_counted_and_listed_only_in_json(tmp_path: Path) -> None:
    make_case(tmp_path, {"first.txt": b"one"})
    pile = write_pile(tmp_path / "pile", {f"{n:02}.txt": b"one" for n in range(30)})
    done = firsthand("preserve", tmp_path / "case", pile, home=tmp_path / "home")
    assert "and 10 more: --json lists them" in done.stdout
    more = write_pile(tmp_path / "more", {f"{n:02}.txt": b"one" for n in range(30)})
    shown = printed("preserve", tmp_path / "case", more, home=tmp_path / "home")
    assert (shown["duplicates"], len(shown["copies"])) == (30, 30)
    assert {copy["first"] for copy in shown["copies"]} == {"case-pile/first.txt"}


def test_names_that_are_no_text_break_nothing(tmp_path: Path) -> None:
    """a case in a folder, made by a person, both named in bytes that are no UTF-8"""
    odd = os.fsdecode(b"case-\xff")
    home = tmp_path / "home"
    program = [sys.executable, "-m", "firsthand"]
    environment = {**os.environ, "FIRSTHAND_HOME": str(home), "FIRSTHAND_AGENT": odd}
    for words in (
        ["new", odd],
        ["preserve", odd, str(write_pile(tmp_path / "pile", {"a": b"a"}))],
        ["verify", odd],
    ):
        done = subprocess.run(
            [*program, *words],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), words
    log = (tmp_path / odd / "record/log/entries.jsonl").read_text("utf-8")
    assert json.loads(log.splitlines()[0])["body"]["name"] == r"case-\xff"


def test_a_reason_that_is_no_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    make_case(
        tmp_path, {"a.txt": b"Police collected blood samples from all residents aged 12 to 65."}
    )
    home = tmp_path / "home"
    claim = printed("claim", tmp_path / "case", home=home)["claims"][0]["id"]
    done = firsthand(
        "claim", tmp_path / "case", "--accept", claim, "--reason", os.fsdecode(b"\xff"), home=home
    )
    assert done.returncode == 2
    assert "this cannot be recorded" in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert firsthand("verify", tmp_path / "case", home=home).returncode == 0
