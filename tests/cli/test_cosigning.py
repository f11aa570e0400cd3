from __future__ import annotations

from pathlib import Path

from custody import firsthand, make_case, printed


def test_two_organisations_exchange_files(tmp_path: Path) -> None:
    case, home, other = make_case(tmp_path), tmp_path / "home", tmp_path / "other"
    request, answer = tmp_path / "request", tmp_path / "answer"
    asked = printed("cosign", case, "--ask", request, home=home)
    given = firsthand("cosign", request, "--with", "archive.example", "--answer", answer, "--log", asked["log_key"], home=other)  # fmt: skip
    assert (given.returncode, "signed: firsthand/" in given.stdout) == (0, True)
    keys = [line.strip() for line in given.stdout.splitlines() if line.startswith("    archive")]
    assert len(keys) == 2
    taken = firsthand("cosign", case, "--take", answer, *(f"--cosigner={key}" for key in keys), home=home)  # fmt: skip
    assert taken.stdout.count("archive.example signed the first 5 entries at ") == 2
    found = firsthand("verify", case, "--cosigner", keys[1], home=home)
    assert "anchored up to entry 4 by " in found.stdout
    assert "(cosigned by archive.example, key " in found.stdout
    assert "a tail of 2 entries" in found.stdout


def test_half_of_the_options_is_the_operators_mistake(tmp_path: Path) -> None:
    done = firsthand("cosign", tmp_path, home=tmp_path / "home")
    assert (done.returncode, "--ask FILE" in done.stderr) == (2, True)
