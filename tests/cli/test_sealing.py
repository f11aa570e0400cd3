from __future__ import annotations

import json
from pathlib import Path

import pytest

from captured import needs_chromium, reaching
from cli.within import Within
from firsthand.errors import OperatorError
from firsthand.pipeline.case import Case
from odd import Odd
from sealed_case import FILE, STATEMENT, made, statement


def test_a_statement_from_sealing_to_erasure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    a key, a recipient, an object sealed, opened, erased, verified; the key is shown by nothing
    """
    case = made(tmp_path)
    within = Within(capsys)
    _, out, _ = within.run("recipients", case.folder, "--new", tmp_path / "ben.key")
    ben = out.split("--add ")[1].split()[0]
    status, out, _ = within.run(
        "preserve", case.folder, "--restricted", statement(tmp_path), "--json"
    )
    (sealed,) = json.loads(out)["sealed"]
    assert status == 0
    assert sealed["address"] == f"sealed/{sealed['digest'][:16]}"
    assert "Aygul" not in out
    added = within.run(
        "recipients", case.folder, "--add", ben, "--name", "Ben", "--identity", case.key
    )
    assert "sealed again for the recipients there are now: 1" in added[1]
    target = tmp_path / "out.txt"
    told = within.run(
        "unseal", case.folder, sealed["address"], "--to", target,
        "--identity", tmp_path / "ben.key", "--reason", "to translate it",
    )  # fmt: skip
    assert f"it came as {FILE}" in told[1]
    assert target.read_bytes() == STATEMENT
    removed = within.run("recipients", case.folder, "--remove", ben, "--reason", "left")
    assert "1 still open for the removed key" in removed[1]
    assert "what was read stays read" in removed[1]
    erased = within.run("erase", case.folder, sealed["digest"], "--reason", "she asked for it")
    assert "copies of this case made before" in erased[1]
    status, out, _ = within.run("verify", case.folder)
    assert status == 0
    assert "by Ana: she asked for it [erased]" in out
    for key in (case.key, tmp_path / "ben.key"):
        assert key.read_text().split()[-1] not in within.said


def test_json_of_what_could_not_be_sealed_names_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = made(tmp_path)
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "Aygul.txt").symlink_to("/etc/passwd")
    status, out, err = Within(capsys).run("preserve", case.folder, "--restricted", pile, "--json")
    assert status == 1
    assert json.loads(out)["problems"][0]["code"] == "not-a-file"
    assert "Aygul" not in out
    assert "Aygul.txt" in err


def test_an_open_key_file_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = made(tmp_path)
    case.key.chmod(0o644)
    status, _, err = Within(capsys).run("recipients", case.folder, "--identity", case.key)
    assert status == 1
    assert "expected mode 0600, found 0644" in err


def test_what_makes_no_sense_is_the_operators_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = made(tmp_path)
    within = Within(capsys)
    for words in (
        ("recipients", case.folder, "--add", "age1x", "--new", tmp_path / "k"),
        ("recipients", case.folder, "--new", case.folder / "k"),
        ("recipients", case.folder, "--add", "age1x", "--name", "Ben"),
        ("erase", case.folder, "0000", "--reason", "r"),
    ):
        with pytest.raises(OperatorError):
            within.run(*words)
    with Case.open(case.folder, writing=False) as held:
        assert len(list(held.entries())) == 2


@needs_chromium
@pytest.mark.browser
@pytest.mark.slow
def test_a_page_is_preserved_restricted_and_json_does_not_say_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    a page, and an address within a private network, which fails; the screen says which, JSON does not
    """
    case, within = made(tmp_path), Within(capsys)
    with Odd() as site, reaching():
        words = (site.at("/popup"), "http://10.1.2.3/", "--wait", "0", "--reason", "a hearing")
        status, out, err = within.run("preserve", case.folder, "--restricted", *words, "--json")
    assert status == 1
    told = json.loads(out)
    assert [each["address"][:7] for each in told["sealed"]] == ["sealed/"]
    assert (told["failed"], [each["code"] for each in told["problems"]]) == (1, ["capture-failed"])
    assert "10.1.2.3" in err
    for word in ("odd.test", "popup", "10.1.2.3"):
        assert word not in out
        assert word.encode() not in case.everything()
    listed = within.run("collection", case.folder)[1]
    assert "    reason: a hearing\n" in listed
    assert f"    of {told['sealed'][0]['address']}\n" in listed
    assert "    proxy: none\n" in listed
