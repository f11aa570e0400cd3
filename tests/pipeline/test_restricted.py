from __future__ import annotations

import stat
from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.pipeline.restricted import Restricted


def test_only_its_owner_can_open_the_folder_and_what_is_in_it(tmp_path: Path) -> None:
    """The folder 0700, files 0600."""
    folder = tmp_path / "restricted"
    restricted = Restricted(folder)
    restricted.key()
    restricted.put("sheet.csv", b"x")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_key_is_random_and_stays(tmp_path: Path) -> None:
    """Each folder has its own."""
    one = Restricted(tmp_path / "one").key()
    assert Restricted(tmp_path / "one").key() == one
    assert Restricted(tmp_path / "two").key() != one
    (tmp_path / "one" / "key").write_bytes(b"short")
    with pytest.raises(OperatorError, match="32 bytes"):
        Restricted(tmp_path / "one").key()


def test_a_folder_that_others_can_open_is_refused(tmp_path: Path) -> None:
    """And a file in its place."""
    (tmp_path / "open").mkdir(mode=0o755)
    with pytest.raises(OperatorError, match="chmod 700"):
        Restricted(tmp_path / "open")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OperatorError, match="cannot be a restricted folder"):
        Restricted(tmp_path / "file")


def test_what_somebody_may_have_filled_in_is_not_written_over(tmp_path: Path) -> None:
    """A sheet lies there; nor is a link followed."""
    restricted = Restricted(tmp_path / "r")
    restricted.put("sheet.csv", b"mine")
    with pytest.raises(OperatorError, match="move it away"):
        restricted.put("sheet.csv", b"new")
    (tmp_path / "r" / "people.csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OperatorError, match="move it away"):
        restricted.put("people.csv", b"new")
    assert not (tmp_path / "elsewhere").exists()
