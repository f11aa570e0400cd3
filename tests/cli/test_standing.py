from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from firsthand.cli.standing import standing
from firsthand.errors import OperatorError
from pipeline.published import made
from pipeline.test_standings import PAGES


def shown(case: Path, capsys: pytest.CaptureFixture[str], **words: object) -> str:
    with pytest.raises(typer.Exit) as ended:
        standing(case, **words)  # type: ignore[arg-type]
    assert ended.value.exit_code == 0
    return capsys.readouterr().out


@pytest.mark.slow
def test_the_rule_is_shown_set_and_shown_as_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = made(tmp_path, PAGES)
    assert shown(case, capsys).startswith("corroborated: 2 independent origins")
    told = shown(case, capsys, set_=["origins_needed=3"], reason="three are asked for")
    assert "three are asked for" in told
    shown(case, capsys, role=("The Police", "party"), source=("The Police", "poor"), reason="x")
    table = json.loads(shown(case, capsys, json_=True))
    assert table["rule"]["origins_needed"] == 3
    assert [each["role"] for each in table["roles"]] == ["party"]
    assert [(e["judging"], e["words"]) for e in table["judgements"]] == [("source", "poor")]
    assert "The Police: party" in shown(case, capsys)


def test_a_reason_for_nothing_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="say what"):
        standing(tmp_path, reason="because")
