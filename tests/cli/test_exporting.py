from __future__ import annotations

from pathlib import Path

from custody import firsthand, make_case, printed
from pipeline.test_packing import ONE


def test_the_command_says_what_was_packed_and_verify_reads_it(tmp_path: Path) -> None:
    case, home = make_case(tmp_path), tmp_path / "home"
    told = printed("export", case, ONE, tmp_path / "packet", home=home)
    assert told["object"] == ONE
    assert told["entries"][0] == 0
    again = firsthand("export", case, ONE[:8], tmp_path / "other", home=home)
    assert f"key {told['key']}: tell it" in again.stdout
    found = firsthand("verify", tmp_path / "packet", "--key", told["key"], home=home)
    assert found.returncode == 0
    assert "nothing differs" in found.stdout


def test_an_object_that_is_not_there_is_the_operators_mistake(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    done = firsthand("export", case, "nothing.txt", tmp_path / "packet", home=tmp_path / "home")
    assert done.returncode == 2
    assert "no object of this case" in done.stderr
