from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import typer

from claim.found import claims
from claim.judging import ANA, BO, judged
from cli.typed import given
from firsthand.claim.judge import apply_judgements
from firsthand.cli import shown
from firsthand.cli.given import Given
from firsthand.cli.judged import run
from firsthand.errors import OperatorError
from firsthand.model.claim import Decision
from pipeline.to_judge import copied, make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("judged"))


def _lines(capsys: pytest.CaptureFixture[str], asked: Given) -> list[str]:
    with pytest.raises(typer.Exit) as ended:
        run(asked)
    assert ended.value.exit_code == 0
    return capsys.readouterr().out.splitlines()


def test_each_act_tells_in_lines_what_it_did(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = copied(made, tmp_path)
    first, quote, why, *_, last = _lines(capsys, given(case))
    assert first.split()[1] == "scale"
    assert "More than 2 million" in quote
    assert "an estimate would lose a figure" in why
    assert last.endswith("wait for Ana, 0 are judged")
    key = first.split()[0]
    queue = json.loads("\n".join(_lines(capsys, given(case, json_=True))))["queue"]
    full = queue[0]["claim"]["id"]
    _lines(capsys, given(case, require_two=True))
    row, done = _lines(capsys, given(case, accept=[key]))
    assert row.endswith("waits for a second person; accepted by Ana")
    assert done == "1 judged"
    *_, dry = _lines(capsys, given(case, reject_all=True, element="modality", dry_run=True))
    assert dry.endswith("would be rejected, nothing is recorded")
    (batch,) = _lines(capsys, given(case, batches=True))
    assert "1 judgements  read" in batch
    (undone,) = _lines(capsys, given(case, batch=batch.split()[0]))
    assert undone.startswith("1 judgements of b-")
    (told,) = _lines(capsys, given(case, export=tmp_path / "out.csv"))
    assert told.endswith("out.csv")
    table = tmp_path / "in.csv"
    table.write_text(f"id,decision,reason\n{full},accepted,read\n")
    size = (case / "record/log/entries.jsonl").stat().st_size
    told, last = _lines(capsys, given(case, import_=table, dry_run=True))
    assert (told[:9], last) == ("1 judged,", "nothing is recorded")
    assert (case / "record/log/entries.jsonl").stat().st_size == size
    (told,) = _lines(capsys, given(case, import_=tmp_path / "out.csv"))
    assert told.startswith("0 judged, 0 written, ")


def test_who_judges_blind_is_told_only_of_what_they_decided(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = copied(made, tmp_path)
    key = _lines(capsys, given(case))[0].split()[0]
    _lines(capsys, given(case, accept=[key], blind=True))
    os.environ["FIRSTHAND_AGENT"] = "Bo"
    row, _ = _lines(capsys, given(case, unsure=[key], blind=True, reason="who knows"))
    assert row.split()[1] == "unsure"
    (claim,) = json.loads(
        "\n".join(_lines(capsys, given(case, reject=[key], blind=True, json_=True)))
    )["claims"]
    assert (claim["decision"], claim["reason"]) == ("rejected", "read")
    assert not {"status", "judgement", "judgements", "accepted_by"} & set(claim)


def test_a_claim_shows_everybody_s_judgement_where_several_spoke() -> None:
    (made, *_) = claims("Police take DNA from residents.")
    said = [judged(made, Decision.ACCEPTED), judged(made, Decision.REJECTED, by=BO, blind=True)]

    def told(count: int, people_needed: int) -> dict[str, object]:
        (claim,) = apply_judgements(
            [made], judged=said[:count], codings=[], people_needed=people_needed
        )
        return shown.claim(claim)

    assert not {"judgements", "accepted_by", "people_needed"} & set(told(1, 1))
    assert told(1, 2)["accepted_by"] == [ANA.name]
    assert told(1, 2)["waits_for"] == "a second person to accept it"
    assert "waits_for" not in told(2, 2)
    everybody = told(2, 1)["judgements"]
    assert isinstance(everybody, list)
    assert [(e["by"], e["decision"], e["blind"]) for e in everybody] == [
        (ANA.name, "accepted", False),
        (BO.name, "rejected", True),
    ]


def test_a_value_that_is_broken_json_is_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="--value: expected a code or JSON, found"):
        run(given(copied(made, tmp_path), accept_all=True, value='{"code":'))


def test_pages_that_nobody_claimed_yet_are_told_where_no_bar_is_seen(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claiming that was broken off goes on first, which may take long; JSON stays alone on its way."""
    monkeypatch.setattr("firsthand.cli.judged.PAGES_TOLD", 2)
    case = copied(made, tmp_path)
    shutil.rmtree(case / "derived")
    with pytest.raises(typer.Exit):
        run(given(case, json_=True))
    told = capsys.readouterr()
    assert json.loads(told.out)["waiting"]
    assert told.err.split() == ["note:", "2", "pages", "were", "not", "read", "and", "claimed", "yet:", "that", "is", "done", "first"]  # fmt: skip
    with pytest.raises(typer.Exit):
        run(given(case, accept_all=True, element="modality"))
    assert not capsys.readouterr().err
