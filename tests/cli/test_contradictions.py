from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from firsthand.cli.contradictions import contradictions
from firsthand.errors import OperatorError
from pipeline.published import made
from pipeline.test_disputing import PAGES


def shown(case: Path, capsys: pytest.CaptureFixture[str], **words: object) -> str:
    with pytest.raises(typer.Exit) as ended:
        contradictions(case, **words)  # type: ignore[arg-type]
    assert ended.value.exit_code == 0
    return capsys.readouterr().out


def test_a_contradiction_is_listed_explained_and_listed_as_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """a.txt  aged 12 to 65        b.txt  aged 12 to 56"""
    case = made(tmp_path, PAGES)
    (found,) = json.loads(shown(case, capsys, json_=True))["contradictions"]
    assert (found["kind"], found["state"], found["ruling"]) == ("value", "open", None)
    assert len(found["sides"]) == 2
    assert all(side["quotes"][0]["exact"] for side in found["sides"])
    with pytest.raises(OperatorError, match="reason"):
        contradictions(case, explain=[found["key"]])
    told = shown(case, capsys, explain=[found["key"][:9]], reason="a misprint")
    assert "explained by " in told
    assert "a misprint" in told
    assert shown(case, capsys, state="open") == ""


def test_a_reason_for_nothing_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="--explain"):
        contradictions(tmp_path, reason="because")
