from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from firsthand.cli.rights import rights
from firsthand.errors import OperatorError
from pipeline.published import made
from pipeline.test_marking import PAGES


def shown(case: Path, capsys: pytest.CaptureFixture[str], **words: object) -> str:
    with pytest.raises(typer.Exit) as ended:
        rights(case, **words)  # type: ignore[arg-type]
    assert ended.value.exit_code == 0
    return capsys.readouterr().out


@pytest.mark.slow
def test_worksheets_are_listed_marked_and_listed_with_the_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = made(tmp_path, PAGES)
    (sheet,) = json.loads(shown(case, capsys, test="consent", json_=True))["tests"]
    free = next(each for each in sheet["elements"] if each["id"] == "free")
    assert free["marks"] == []
    (key,) = free["bearing"]
    words = {"mark": ("consent.free", "not_met"), "statement": [key], "reason": "it is said so"}
    told = shown(case, capsys, test="consent", state="CN", period="2016/2018", **words)
    assert "of CN, 2016/2018, as a person said" in told
    assert "not_met, says " in told
    assert "bound" in told
    assert "signed_only" in shown(case, capsys, test="legality")


def test_what_is_no_test_or_marks_nothing_is_a_mistake(tmp_path: Path) -> None:
    case = made(tmp_path, PAGES)
    with pytest.raises(OperatorError, match="expected one of"):
        rights(case, test="fairness")
    with pytest.raises(OperatorError, match="--mark"):
        rights(case, statement=["s-1"])
