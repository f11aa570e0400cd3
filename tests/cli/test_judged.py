from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import typer

from claim.found import claims
from claim.judging import ANA, BO, judged
from firsthand.claim.judge import apply_judgements
from firsthand.cli import shown
from firsthand.cli.judged import Given, run
from firsthand.model.claim import Decision
from pipeline.to_judge import B, copied, make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("judged"))


def given(case: Path, **words: object) -> Given:
    """What is typed, everything else as it is where nothing is."""
    nothing: dict[str, object] = dict.fromkeys(Given.__dataclass_fields__, None)
    flags = (
        "queue", "blind", "accept_all", "reject_all", "unsure_all", "dry_run", "add", "undo",
        "batches", "require_two", "require_one", "json_",
    )  # fmt: skip
    nothing |= dict.fromkeys(flags, False) | {
        "next_": 2,
        "reason": "read",
        "batch": "",
        "case": case,
    }
    return Given(**(nothing | words))  # type: ignore[arg-type]


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


def test_what_was_typed_is_gathered_by_what_it_is_about() -> None:
    asked = given(
        Path(), accept=["a"], unsure=["b"], span=(3, 5), element="tool", document=B, quote="x"
    )
    assert asked.each == [("a", Decision.ACCEPTED), ("b", Decision.UNSURE)]
    assert (asked.anew.start, asked.anew.end, asked.anew.quote) == (3, 5, "x")
    assert (asked.choice.element, asked.choice.document) == ("tool", B)


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
    everybody = told(2, 1)["judgements"]
    assert isinstance(everybody, list)
    assert [(e["by"], e["decision"], e["blind"]) for e in everybody] == [
        (ANA.name, "accepted", False),
        (BO.name, "rejected", True),
    ]
