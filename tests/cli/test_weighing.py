from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from firsthand.cli import shown
from firsthand.cli.from_read_to_publish import weigh
from firsthand.cli.weighing import beside
from firsthand.model.check import Check, CheckedFigure, CheckKind, CheckResult
from firsthand.model.finding import Findings
from pipeline.published import made
from weigh.said import claim, people, weighed


def test_a_check_is_printed_with_all_its_figures() -> None:
    check = Check(
        kind=CheckKind.ADDED,
        result=CheckResult.FAILS,
        about="is it one count",
        note="17.5 + 18.8",
        figures=(CheckedFigure(words="nearly 36", low=None, high=36, claims=("c-1",)),),
        statements=("s-1",),
    )
    (told,) = beside(Findings(checks=(check,)))["checks"]
    assert told == {
        "id": check.id,
        "kind": "rounds_added",
        "result": "fails",
        "about": "is it one count",
        "note": "17.5 + 18.8",
        "figures": [
            {"words": "nearly 36", "low": None, "high": 36, "claims": ["c-1"], "address": ""}
        ],
        "statements": ["s-1"],
    }


def test_the_18_items_are_printed_and_what_is_not_stated_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = made(tmp_path, {"a.txt": b"More than 2 million people were examined in Hotan in 2017."})

    def printed(**words: object) -> str:
        with pytest.raises(typer.Exit):
            weigh(case, **words)  # type: ignore[arg-type]
        return capsys.readouterr().out

    lines = printed(gather=True).splitlines()
    assert lines[lines.index("2. Who paid for the work") + 1] == "    not stated"
    assert "nobody (stated by " in printed(tell=(2, "nobody"))
    table = json.loads(printed(gather=True, json_=True))["gather"]
    assert [each["item"] for each in table] == list(range(1, 19))
    assert table[1]["stated"]


def test_what_is_documented_is_printed_beside_what_is_estimated() -> None:
    findings = weighed([claim("page-a", people(2_000_000, place="650000", period="2017"))])
    (estimate,) = shown.findings(findings)["estimates"]
    assert estimate["documented"]["low"] == 2_000_000
    assert estimate["interval"] == {"kind": "bounds", "level": None}
