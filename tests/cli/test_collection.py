from __future__ import annotations

from pathlib import Path

import pytest

from custody import make_case
from firsthand.cli.collection import collection, inquiry
from firsthand.errors import OperatorError


def test_what_was_written_down_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = make_case(tmp_path)
    collection(case, collector="Ana", not_recorded=["machine=it is borrowed"])
    collection(case)
    out = capsys.readouterr().out
    assert out.count("    collector: Ana\n") == 2
    assert "    machine: not recorded, because it is borrowed\n" in out
    inquiry(case, engine="a.example", query="b", nothing=True)
    inquiry(case, csv=tmp_path / "searches.csv")
    inquiry(case, json_=True)
    out = capsys.readouterr().out
    assert "1 searches in" in out
    assert '"result": "nothing found"' in out
    assert "salt" not in out


def test_half_a_search_and_an_unknown_part_are_the_operators_mistake(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    with pytest.raises(OperatorError, match="a search has --engine"):
        inquiry(case, engine="a")
    with pytest.raises(OperatorError, match="PART=REASON"):
        collection(case, not_recorded=["colour=red"])
