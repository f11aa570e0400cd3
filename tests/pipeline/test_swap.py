from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.pipeline.swap import replacing


def test_a_folder_is_replaced_only_when_the_writing_ends_well(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    with replacing(target) as beside:
        (beside / "a").write_text("old")
    with pytest.raises(FileNotFoundError), replacing(target) as beside:
        (beside / "b" / "no such folder").write_text("half")
    assert [path.name for path in target.iterdir()] == ["a"]
    with replacing(target) as beside:
        assert list(beside.iterdir()) == []
        (beside / "b").mkdir()
        (beside / "b" / "c").write_text("new")
    assert [path.name for path in target.iterdir()] == ["b"]
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_two_do_not_write_one_folder_at_a_time(tmp_path: Path) -> None:
    with (
        replacing(tmp_path / "folder") as beside,
        pytest.raises(OperatorError, match="another"),
        replacing(tmp_path / "folder"),
    ):
        pass
    assert not beside.exists()


def test_where_nothing_can_be_written_the_operator_is_told_where(tmp_path: Path) -> None:
    """a file where a folder is wanted; a folder without rights is met in the same way"""
    (tmp_path / "file").touch()
    with (
        pytest.raises(OperatorError, match=r"write .*/file/dossier in, .*/file is none: Not a dir"),
        replacing(tmp_path / "file" / "dossier"),
    ):
        pass


def test_an_empty_folder_is_filled_and_a_link_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    with replacing(tmp_path / "link") as beside:
        (beside / "a").write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (real / "a").read_text() == "new"
