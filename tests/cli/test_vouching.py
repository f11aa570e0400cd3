from __future__ import annotations

from pathlib import Path

import pytest

from custody import firsthand
from pipeline.test_vouching import DOMAIN, Signer


@pytest.mark.slow
def test_an_archive_is_signed_carried_to_an_authority_and_stamped(tmp_path: Path) -> None:
    trial, home = Signer(tmp_path), tmp_path / "home"
    query, reply = tmp_path / "query.tsq", tmp_path / "reply.tsr"
    early, late = tmp_path / "early.wacz", tmp_path / "late.wacz"
    done = firsthand(
        "vouch", trial.archive, "--certificate", tmp_path / "chain.pem", "--key", tmp_path / "key.pem",
        "--ask", query, "--into", early, home=home,
    )  # fmt: skip
    assert f"signed for {DOMAIN}" in done.stdout, done.stderr
    trial.time.answer(query, reply)
    done = firsthand("vouch", early, "--take", reply, "--into", late, home=home)
    assert "by CN=Trial time" in done.stdout, done.stderr
    done = firsthand("vouch", early, "--take", reply, "--ask", query, "--into", late, home=home)
    assert (done.returncode, "give --certificate" in done.stderr) == (2, True)
