from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from answering import answering, dna, offer

pytestmark = pytest.mark.slow


def _said(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FIRSTHAND_HOME": str(home / "home")}
    return subprocess.run(
        [sys.executable, "-m", "firsthand", *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_model_is_allowed_asked_and_forbidden(tmp_path: Path) -> None:
    case, page = str(tmp_path / "case"), tmp_path / "a.txt"
    page.write_text("Nurses noted a drop from each of us in the yard.")
    assert _said(tmp_path, "run", case, str(page)).returncode == 0
    assert "nothing is sent anywhere" in _said(tmp_path, "model", case).stdout
    refused = _said(tmp_path, "model", case, "--ask")
    assert (refused.returncode, "nothing was sent" in refused.stderr) == (2, True)
    answer = offer(dna("a drop from each of us"), dna("nobody wrote this"))
    with answering(answer) as server:
        allow = ("--allow", server.address, "--name", "small", "--reason", "our own machine")
        told = _said(tmp_path, "model", case, *allow)
        assert f"may be sent to {server.address} (small)" in told.stdout
        asked = _said(tmp_path, "model", case, "--ask", "--json")
    assert asked.returncode == 1
    assert "not_on_the_page" in asked.stderr
    table = json.loads(asked.stdout)
    assert (table["asked"], table["already"]) == (1, 0)
    (offered,) = table["offered"]
    assert offered["refused"] == 1
    (claim,) = json.loads(_said(tmp_path, "claim", case, "--json").stdout)["claims"]
    assert claim["id"] == offered["claims"][0]
    assert claim["maker"] == {"kind": "model", "name": "small", "version": "prompt 1"}
    end = _said(tmp_path, "model", case, "--forbid", "--reason", "done", "--json")
    assert json.loads(end.stdout)["allowed"] is None


def test_two_wishes_at_once_are_refused(tmp_path: Path) -> None:
    case = str(tmp_path / "case")
    assert _said(tmp_path, "new", case).returncode == 0
    told = _said(tmp_path, "model", case, "--ask", "--forbid", "--reason", "x")
    assert (told.returncode, "expected one of" in told.stderr) == (2, True)
