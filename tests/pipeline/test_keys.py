from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from custody import keep, make_case
from firsthand.errors import SettingError
from firsthand.pipeline import cosigner
from firsthand.pipeline.keys import archive_key, home, operator_key, private_paths


def test_a_key_is_made_once_and_is_the_operator_s_alone(tmp_path: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    first = operator_key()
    assert operator_key() == first
    kept = tmp_path / "home/signing.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_without_a_setting_the_key_lies_in_the_operator_s_home(tmp_path: Path) -> None:
    os.environ.pop("FIRSTHAND_HOME", None)
    os.environ["HOME"] = str(tmp_path)
    assert home() == tmp_path / ".config/firsthand"


def test_a_damaged_key_is_refused_with_both_sizes(tmp_path: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path)
    (tmp_path / "signing.key").write_bytes(b"short")
    with pytest.raises(SettingError, match="has 32 bytes, found 5"):
        operator_key()


def test_a_home_that_cannot_be_made_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "file/home")
    with pytest.raises(SettingError, match="set FIRSTHAND_HOME"):
        operator_key()


def test_the_key_of_archives_is_made_once_and_is_the_operator_s_alone(tmp_path: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    first = archive_key()
    assert archive_key().private_numbers() == first.private_numbers()
    kept = tmp_path / "home/archive.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept in private_paths()
    kept.chmod(0o640)
    with pytest.raises(SettingError, match="expected mode 0600"):
        archive_key()


def test_a_cosigner_s_keys_go_into_no_case(tmp_path: Path) -> None:
    """a folder is preserved in which somebody keeps the keys that they cosign by: its other files go in"""
    case = make_case(tmp_path)
    told = cosigner.public_keys("archive.example")
    (tmp_path / "home/cosigner/letter.txt").write_text("to whom it concerns")
    report = keep(case, tmp_path / "home/cosigner")
    refused = [each for each in report.problems if each.code == "signing-key"]
    assert len(refused) == len(told) == 2
    assert [path.read_bytes() for path in (case / "evidence").glob("??/*")].count(b"to whom it concerns") == 1  # fmt: skip
    held = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())
    for key in (tmp_path / "home/cosigner").glob("*/*.key"):
        assert key.read_bytes() not in held


@pytest.mark.parametrize("held", [b"", b"short", b"x" * 100_000])
def test_a_damaged_key_of_archives_is_refused_with_its_place(tmp_path: Path, held: bytes) -> None:
    os.environ["FIRSTHAND_HOME"] = str(tmp_path)
    (tmp_path / "archive.key").write_bytes(held)
    (tmp_path / "archive.key").chmod(0o600)
    with pytest.raises(
        SettingError, match=r"archive\.key does not sign archives: expected a private key"
    ):
        archive_key()
