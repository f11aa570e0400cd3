from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand.cli.main import program
from firsthand.errors import OperatorError

TABLE = "place,girls,boys\nAsh,3,20\nElm,30,40\n"


def disclose(folder: Path, *words: str, text: str = TABLE) -> str:
    (folder / "t.csv").write_text(text)
    done = CliRunner().invoke(
        program(["disclose"]), ["disclose", str(folder / "t.csv"), *words], standalone_mode=False
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_small_counts_and_what_gives_them_away_are_printed_as_x(tmp_path: Path) -> None:
    """firsthand disclose t.csv"""
    lines = disclose(tmp_path).splitlines()
    assert lines[0] == ",girls,boys,total"
    assert lines[1].startswith("Ash,x,")
    assert sum(line.count("x") for line in lines[1:]) >= 4


def test_json_says_null_for_what_is_hidden(tmp_path: Path) -> None:
    """And never which of the hidden counts are small."""
    told = json.loads(disclose(tmp_path, "--json"))
    assert told["rows"][0]["girls"] is None
    assert told["hidden"] >= 4
    assert set(told) == {"way", "least", "rows", "hidden", "refused"}


def test_rows_can_be_put_together_instead(tmp_path: Path) -> None:
    """Ash + Elm: nothing is small any more."""
    assert "Ash + Elm,33,60,93" in disclose(tmp_path, "--way", "recode")


def test_rounding_that_gives_a_count_away_is_refused(tmp_path: Path) -> None:
    """2 2 / 2 2 adds up to 8, printed 10: each can only be 2, and each sum 4."""
    told = json.loads(disclose(tmp_path, "--way", "round", "--json", text="p,a,b\nx,2,2\ny,2,2\n"))
    assert told["rows"] == []
    assert "gives away 8 small counts" in told["refused"][0]


def test_what_is_no_table_is_refused_with_its_line(tmp_path: Path) -> None:
    """A picture renamed to .csv, say."""
    told = json.loads(disclose(tmp_path, "--json", text="nothing\n"))
    assert told["rows"] == []
    assert told["refused"]


def test_a_least_count_of_one_is_the_operators_mistake(tmp_path: Path) -> None:
    """--least 1"""
    with pytest.raises(OperatorError, match="--least 2 or more"):
        disclose(tmp_path, "--least", "1")
