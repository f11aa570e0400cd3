from __future__ import annotations

from pathlib import Path

import pytest

from authority import Authority
from custody import firsthand, make_case, printed
from mined import mine, proof_over


@pytest.mark.slow
def test_a_request_is_carried_to_an_authority_and_its_answer_recorded(tmp_path: Path) -> None:
    case, home = make_case(tmp_path), tmp_path / "home"
    done = firsthand("timestamp", case, "--ask", tmp_path / "q.tsq", home=home)
    assert "carry it to an authority" in done.stdout
    Authority(tmp_path / "a").answer(tmp_path / "q.tsq", tmp_path / "r.tsr")
    told = printed("timestamp", case, "--take", tmp_path / "r.tsr", home=home)
    assert told["authority"] == "CN=Trial time"
    found = firsthand("verify", case, home=home)
    assert found.returncode == 0
    assert f"anchored up to entry {told['size'] - 1}" in found.stdout
    assert "a tail of 1 entries" in found.stdout


@pytest.mark.slow
def test_a_state_is_carried_to_bitcoin_and_its_proof_recorded(tmp_path: Path) -> None:
    case, home = make_case(tmp_path), tmp_path / "home"
    asked = ("timestamp", case, "--ask", tmp_path / "state", "--as", "opentimestamps")
    assert "ots stamp" in firsthand(*asked, home=home).stdout
    proof, root = proof_over((tmp_path / "state").read_bytes(), height=99)
    (tmp_path / "state.ots").write_bytes(proof)
    (tmp_path / "header").write_text(mine(root).hex())
    taken = ("timestamp", case, "--take", tmp_path / "state.ots", "--block", tmp_path / "header")
    done = firsthand(*taken, home=home)
    assert "Bitcoin's block 99, made with 2^1 hashes" in done.stdout, done.stderr
    found = firsthand("verify", case, "--block", tmp_path / "header", home=home)
    assert found.returncode == 0
    assert "by 2023-11-14T22:13:20Z (Bitcoin's block 99" in found.stdout


def test_one_thing_is_asked_for_at_a_time(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    for words in ((), ("--ask", tmp_path / "a", "--take", tmp_path / "b")):
        done = firsthand("timestamp", case, *words, home=tmp_path / "home")
        assert done.returncode == 2
        assert "--ask FILE" in done.stderr
