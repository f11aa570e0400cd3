from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KOSOVO_LIKE = """one,two,three,count
1,0,0,120
0,1,0,90
0,0,1,80
1,1,0,30
1,0,1,24
0,1,1,21
1,1,1,9
"""


def systems(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "firsthand", "systems", str(path), *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_table_of_patterns_is_answered_by_all_methods_together(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(KOSOVO_LIKE)
    done = systems(tmp_path / "t.csv", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["documented"] == 374
    assert len(answer["methods"]) >= 2
    for method in answer["methods"]:
        assert {"name", "low", "median", "high", "level"} <= method.keys()
        assert 374 <= method["low"] <= method["median"] <= method["high"]
    assert {"union", "refused"} <= answer.keys()


@pytest.mark.slow
def test_two_lists_are_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("one,two,count\n1,0,10\n0,1,10\n1,1,5\n")
    answer = json.loads(systems(tmp_path / "t.csv", "--json").stdout)
    assert answer["union"] is None
    assert any("3 lists" in reason or "three lists" in reason for reason in answer["refused"])


@pytest.mark.slow
def test_what_is_no_table_says_what_was_expected(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("one,two,three,count\n1,0,x,10\n")
    done = systems(tmp_path / "t.csv", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"]
    assert "expected" in done.stderr


@pytest.mark.slow
def test_a_table_that_is_not_there_is_the_operator_s_mistake(tmp_path: Path) -> None:
    done = systems(tmp_path / "none.csv")
    assert done.returncode == 2
    assert "cannot be read as a table" in done.stderr


@pytest.mark.slow
def test_linked_records_of_person_and_list_are_counted(tmp_path: Path) -> None:
    """One person on two lists twice over: a problem and no number."""
    (tmp_path / "t.csv").write_text("person,list\np1,a\np1,a\np1,b\n")
    done = systems(tmp_path / "t.csv", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["methods"] == []
    assert "a person is on the list a twice" in done.stderr


@pytest.mark.slow
def test_how_well_records_were_linked_must_be_a_share(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(KOSOVO_LIKE)
    done = systems(tmp_path / "t.csv", "--recall", "95")
    assert done.returncode == 2
    assert "expected --recall as a share" in done.stderr


def test_linking_that_misses_too_much_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(KOSOVO_LIKE)
    answer = json.loads(systems(tmp_path / "t.csv", "--recall", "0.85-0.95", "--json").stdout)
    assert answer["union"] is None
    assert [each["code"] for each in answer["refusals"]] == ["poor-linkage"]


def test_lists_of_different_units_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(KOSOVO_LIKE)
    (tmp_path / "lists.csv").write_text("list,unit\none,persons\ntwo,households\n")
    done = systems(tmp_path / "t.csv", "--lists", str(tmp_path / "lists.csv"), "--json")
    answer = json.loads(done.stdout)
    assert answer["methods"] == []
    assert answer["refused"] == ["the lists differ in unit: households, persons"]
