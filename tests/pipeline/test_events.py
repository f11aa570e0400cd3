from __future__ import annotations

from pathlib import Path

import pytest

from custody import check, make_case
from firsthand.model.custody_event import Exported, ExportKind, FixityChecked
from firsthand.pipeline.case import Case
from firsthand.pipeline.events import leave_entry, published_as, sums_of

CHECKED = FixityChecked(objects=3, size_bytes=6, entries=5, root="00", differences=0)


def test_what_was_done_is_an_entry_with_agent_tool_and_outcome(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    assert leave_entry(case, CHECKED) == ""
    with Case.open(case, writing=False) as held:
        last = list(held.entries())[-1]
    assert (last.body, last.by.name, last.tool.name) == (CHECKED, "Ana", "firsthand")
    assert check(case).problems == ()


def test_a_reader_without_the_key_is_told_and_gets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(tmp_path)
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "another"))
    assert leave_entry(case, CHECKED) == "not recorded: another key signs this case"
    assert not (tmp_path / "another").exists()


def test_a_case_that_somebody_writes_to_is_told(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    with Case.open(case, writing=True):
        assert leave_entry(case, CHECKED).startswith("not recorded: ")


def test_a_dossier_is_known_again_by_its_sums(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "SHA256SUMS").write_text("x")
    (case / "withheld.txt").write_text("Ana\n# a remark\n")
    with Case.open(case, writing=False) as held:
        told = published_as(held, folder, withhold=None)
    assert told == Exported(kind=ExportKind.DOSSIER, objects=(), entries=5, sums=sums_of(folder / "SHA256SUMS"), withheld=1)  # fmt: skip
