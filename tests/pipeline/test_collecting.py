from __future__ import annotations

from pathlib import Path

import pytest

from custody import check, make_case
from firsthand.errors import OperatorError
from firsthand.model.collection import ApartKind, CollectionPart
from firsthand.pipeline.case import Case
from firsthand.pipeline.collecting import (
    Written,
    record_collection,
    record_inquiry,
    write_csv,
    written,
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return make_case(tmp_path)


def words(each: Written) -> dict[str, str]:
    return {part.name: part.words for part in each.parts}


def test_each_part_is_recorded_or_it_is_said_why_not(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        made = record_collection(
            held,
            {CollectionPart.COLLECTOR: "Ana", CollectionPart.CLOCK_OFFSET: "+0.3 s at 12:00"},
            because={CollectionPart.MACHINE: "it is borrowed"},
        )
    assert words(made) == {
        "collector": "Ana",
        "reason": "not recorded, because it was not stated when this was written",
        "address": "not recorded, because it was not stated when this was written",
        "machine": "not recorded, because it is borrowed",
        "virtual-identity": "not recorded, because it was not stated when this was written",
        "clock": "not recorded, because it was not stated when this was written",
        "clock-offset": "+0.3 s at 12:00",
        "user-agent": "not recorded, because it was not stated when this was written",
        "proxy": "not recorded, because it was not stated when this was written",
    }
    assert check(case).problems == ()
    log = (case / "record/log/entries.jsonl").read_bytes()
    assert b"+0.3 s" not in log
    assert b"borrowed" not in log


def test_a_part_is_not_both(case: Path) -> None:
    with Case.open(case, writing=True) as held, pytest.raises(OperatorError, match="both recorded"):
        record_collection(held, {CollectionPart.CLOCK: "NTP"}, because={CollectionPart.CLOCK: "no"})


def test_searches_are_listed_with_those_that_found_nothing(case: Path, tmp_path: Path) -> None:
    with Case.open(case, writing=True) as held:
        record_inquiry(held, engine="a.example", query="blood tests", result="12 pages")
        record_inquiry(
            held, engine="=cmd()", query="采血 (taking blood)", result=None, at="2030-01-01"
        )
        found = list(written(held, ApartKind.INQUIRY))
        assert not list(written(held, ApartKind.COLLECTION))
    assert [words(each)["result"] for each in found] == ["12 pages", "nothing found"]
    assert write_csv(iter(found), tmp_path / "searches.csv") == 2
    rows = (tmp_path / "searches.csv").read_text("utf-8").splitlines()
    assert rows[0] == "entry,recorded,by,time,engine,query,result"
    assert rows[2].endswith("2030-01-01,'=cmd(),采血 (taking blood),nothing found")
    with pytest.raises(OperatorError, match="cannot be written"):
        write_csv(iter(found), tmp_path / "searches.csv")


def test_empty_words_are_none(case: Path) -> None:
    with Case.open(case, writing=True) as held, pytest.raises(OperatorError, match="characters for query"):  # fmt: skip
        record_inquiry(held, engine="a", query=" ", result=None)


def test_words_that_are_gone_are_said_to_be(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        record_inquiry(held, engine="a.example", query="b", result=None)
        for path in (case / "record/apart").iterdir():
            path.unlink()
        (each,) = written(held, ApartKind.INQUIRY)
    assert (each.parts, "No such file" in each.problem) == ((), True)
    assert {p.code for p in check(case).problems} == {"apart-differs"}
