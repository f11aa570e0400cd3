from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.within import Within
from firsthand.errors import OperatorError
from pipeline.spoken_case import NAME, bind, spoken

GIVE = (
    "--purpose", "publication", "--audience", "public", "--detail", "words",
    "--given", "2020-01-01", "--how", "in writing",
)  # fmt: skip


def contents(folder: Path) -> str:
    return "\n".join(
        path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file()
    )


@pytest.mark.slow
def test_consent_is_given_used_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    bound, withheld, agreed to, published, taken back, withheld again with errata; nowhere a name
    """
    case, within = spoken(tmp_path), Within(capsys)
    folder, out = case.folder, tmp_path / "dossier"
    words = ("--object", "pile/said.txt", "--reason", "she says so", "--identity", case.key)
    within.run("consent", folder, "bind", "witness-7", *words)
    _, _, err = within.run("publish", folder, out, "--identity", case.key, "--json")
    assert "held back for want of consent: 1 documents" in err
    assert "names of the register were looked for" in err
    assert "my village" not in contents(out)
    told = json.loads(within.run("consent", folder, "give", "witness-7", *GIVE, "--json")[1])
    (given,) = told["consents"]
    assert given["revoked"] is None
    _, _, err = within.run("publish", folder, out, "--names-not-looked-for")
    assert "held back" not in err
    assert "my village" in contents(out)
    assert "agrees to publication for public: words" in within.run("consent", folder)[1]
    within.run("consent", folder, "revoke", given["id"], "--reason", "she asked")
    within.run("publish", folder, out, "--identity", case.key)
    assert "my village" not in contents(out)
    assert "Errata: one passage was withdrawn" in contents(out)
    everything = within.said + contents(folder) + contents(out)
    for word in (NAME, "阿依古丽", "Almaty"):
        assert word not in everything
        assert json.dumps(word).strip('"') not in everything


def test_a_name_in_words_for_the_record_is_refused_where_the_register_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, within = spoken(tmp_path), Within(capsys)
    words = ("--object", "pile/said.txt", "--reason", f"{NAME} says so")
    with pytest.raises(OperatorError, match="Nothing was recorded"):
        within.run("consent", case.folder, "bind", "witness-7", *words, "--identity", case.key)
    assert "nothing is bound" in within.run("consent", case.folder)[1]


def test_run_obeys_and_its_edition_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    all six verbs publish; then her words are bound: the next edition says that something was withdrawn
    """
    case, within = spoken(tmp_path), Within(capsys)
    words = (
        "run",
        case.folder,
        tmp_path / "pile",
        "--publish",
        tmp_path / "dossier",
        "--identity",
        case.key,
    )
    within.run(*words)
    assert "my village" in contents(tmp_path / "dossier")
    bind(case, object="pile/said.txt")
    within.run(*words)
    assert "my village" not in contents(tmp_path / "dossier")
    assert "Errata: one passage was withdrawn" in contents(tmp_path / "dossier")


def test_export_obeys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, within = spoken(tmp_path), Within(capsys)
    words = ("--object", "pile/said.txt", "--reason", "she says so")
    within.run("consent", case.folder, "bind", "witness-7", *words)
    with pytest.raises(OperatorError, match="purpose court for the audience the hague"):
        within.run(
            "export", case.folder, "pile/said.txt", tmp_path / "packet",
            "--purpose", "Court", "--audience", "The Hague", "--identity", case.key,
        )  # fmt: skip
    status, _, _ = within.run(
        "export", case.folder, "pile/paper.txt", tmp_path / "packet", "--identity", case.key
    )
    assert status == 0
    with pytest.raises(OperatorError, match="expected one of"):
        within.run("consent", case.folder, "ask")
