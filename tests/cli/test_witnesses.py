from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from cli.within import Within
from firsthand.errors import OperatorError
from sealed_case import made

DETAILS = "name: Aygul Example\nalso: 阿依古丽\ncontact: by her cousin\n"  # Aygul in Chinese


def test_a_witness_enters_is_seen_by_recipients_and_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, within = made(tmp_path), Within(capsys)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DETAILS.encode())))
    _, out, _ = within.run("witness", case.folder, "add", "--json")
    (listed,) = json.loads(out)["witnesses"]
    called = listed["witness"]
    assert "Aygul" not in within.run("witness", case.folder)[1]
    assert "Aygul Example" in within.run("witness", case.folder, "--identity", case.key)[1]
    shown = within.run("witness", case.folder, "show", called, "--identity", case.key)[1]
    assert shown == DETAILS
    told = within.run("witness", case.folder, "--identity", case.key, "--json")[1]
    assert "Aygul" not in told
    (tmp_path / "more").write_text("contact: nobody\n")
    words = ("change", called, "--from", tmp_path / "more", "--identity", case.key)
    within.run("witness", case.folder, *words)
    shown = within.run("witness", case.folder, "show", called, "--identity", case.key)[1]
    assert "contact: nobody" in shown
    assert "also: 阿依古丽" in shown
    within.run("witness", case.folder, "erase", called, "--reason", "she asked")
    assert f"{called}  erased" in within.run("witness", case.folder)[1]


def test_the_register_opens_for_nobody_without_an_identity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, within = made(tmp_path), Within(capsys)
    (tmp_path / "d").write_text(DETAILS)
    (tmp_path / "odd").write_bytes(b"name: \xff")
    within.run("witness", case.folder, "add", "--from", tmp_path / "d", "--as", "witness-7")
    for words in (
        ("show", "witness-7"),
        ("change", "witness-7", "--from", tmp_path / "d"),
        ("add", "--from", tmp_path / "none"),
        ("add", "--from", tmp_path / "odd"),
        ("sing",),
    ):
        with pytest.raises(OperatorError) as problem:
            within.run("witness", case.folder, *words)
        assert "Aygul" not in str(problem.value)
