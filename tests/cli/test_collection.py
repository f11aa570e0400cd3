from __future__ import annotations

from pathlib import Path

import pytest

from cli.within import Within
from custody import make_case, write_pile
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


def test_preserve_takes_the_collection_record_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    by options and a file; the listing shows the addresses that came in under it, and nothing of it stands in the log
    """
    case, within = make_case(tmp_path), Within(capsys)
    pile = write_pile(tmp_path / "more", {f"{n}.txt": f"{n}".encode() for n in range(7)})
    (tmp_path / "told").write_text("address: a café in Almaty\nreason: of the file\n", "utf-8")
    words = (
        "--collection",
        tmp_path / "told",
        "--reason",
        "a hearing",
        "--not-recorded",
        "machine=it is borrowed",
    )
    assert within.run("preserve", case, pile, *words)[0] == 0
    out = within.run("collection", case)[1]
    for line in (
        "collector: Ana", "reason: a hearing", "address: a café in Almaty",
        "machine: not recorded, because it is borrowed", "of more/0.txt",
        "and of 2 more: --json lists them", "proxy: not recorded, because files were taken, and no page was visited",
    ):  # fmt: skip
        assert f"    {line}\n" in out, line
    assert "Almaty" not in (case / "record/log/entries.jsonl").read_text()
    before = len((case / "record/log/entries.jsonl").read_text().splitlines())
    within.run("preserve", case, pile)
    assert len((case / "record/log/entries.jsonl").read_text().splitlines()) == before
