from __future__ import annotations

import json
from pathlib import Path

import pytest

from answering import answering, dna, offer
from custody import firsthand, printed

pytestmark = pytest.mark.slow


def test_a_model_is_allowed_asked_and_forbidden(tmp_path: Path) -> None:
    case, page = str(tmp_path / "case"), tmp_path / "a.txt"
    page.write_text("Nurses noted a drop from each of us in the yard.")
    assert firsthand("run", case, str(page), home=tmp_path / "home").returncode == 0
    assert "nothing is sent anywhere" in firsthand("model", case, home=tmp_path / "home").stdout
    refused = firsthand("model", case, "--ask", home=tmp_path / "home")
    assert (refused.returncode, "nothing was sent" in refused.stderr) == (2, True)
    answer = offer(dna("a drop from each of us"), dna("nobody wrote this"))
    with answering(answer) as server:
        allow = ("--allow", server.address, "--name", "small", "--reason", "our own machine")
        told = firsthand("model", case, *allow, home=tmp_path / "home")
        assert f"may be sent to {server.address} (small)" in told.stdout
        asked = firsthand("model", case, "--ask", "--json", home=tmp_path / "home")
    assert asked.returncode == 1
    assert "not_on_the_page" in asked.stderr
    table = json.loads(asked.stdout)
    assert (table["asked"], table["already"]) == (1, 0)
    (offered,) = table["offered"]
    assert offered["refused"] == 1
    (claim,) = printed("claim", case, home=tmp_path / "home")["claims"]
    assert claim["id"] == offered["claims"][0]
    assert claim["maker"] == {"kind": "model", "name": "small", "version": "prompt 1"}
    end = firsthand("model", case, "--forbid", "--reason", "done", "--json", home=tmp_path / "home")
    assert json.loads(end.stdout)["allowed"] is None


def test_two_wishes_at_once_are_refused(tmp_path: Path) -> None:
    case = str(tmp_path / "case")
    assert firsthand("new", case, home=tmp_path / "home").returncode == 0
    told = firsthand("model", case, "--ask", "--forbid", "--reason", "x", home=tmp_path / "home")
    assert (told.returncode, "expected one of" in told.stderr) == (2, True)
