"""firsthand lexicon: check files of words, and count them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from typer import Exit
from typer.testing import CliRunner

from firsthand.cli.main import program
from firsthand.errors import OperatorError

pytestmark = pytest.mark.slow

ENGLISH = files("firsthand.claim").joinpath("data/en.toml").read_text("utf-8")


def lexicon(*words: str) -> tuple[int, str, str]:
    """Exit status, what was printed, what was complained of."""
    done = CliRunner().invoke(program(["lexicon"]), ["lexicon", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit | Exit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_without_a_file_every_language_is_counted() -> None:
    status, printed, _ = lexicon()
    assert status == 0
    head, *rows = printed.splitlines()
    assert {"en", "zh"} <= set(head.split())
    assert any(row.startswith("modality dna ") for row in rows)


def test_what_a_language_lacks_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(
        ENGLISH.replace("\nhedge = [", "\nhedge = []\nunable_ = [").replace("unable_", "#")
    )
    status, printed, _ = lexicon(str(path), "--empty")
    assert status == 0
    assert "cues.hedge " in printed
    assert "cues.deny " not in printed


def test_everything_wrong_is_told_and_good_files_are_counted(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(ENGLISH)
    bad.write_text(ENGLISH.replace("zero = 0", 'zero = "0"').replace('"palm_print"', '"palm"'))
    status, printed, complained = lexicon(str(good), str(bad), "--json")
    assert status == 2
    (told,) = json.loads(printed)["files"]
    assert told["language"] == "en"
    assert {"name", "words", "most", "fullest"} == set(told["lists"][0])
    assert "numbers.words.zero: expected a number" in complained
    assert "expected one of blood_sample" in complained


def test_every_language_as_json() -> None:
    _, printed, _ = lexicon("--json")
    told = json.loads(printed)
    assert {"en", "zh"} <= set(told["languages"])
    assert all(set(told["languages"]) < set(row) for row in told["lists"])


def test_a_file_that_is_not_there_is_the_operators_mistake(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="cannot be read"):
        lexicon(str(tmp_path / "none.toml"))
