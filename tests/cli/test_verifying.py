"""What `verify` says of each sort of thing is tried in test_custody.py, test_exporting.py and tests/tampered."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from custody import make_case
from firsthand.cli.verifying import verify
from firsthand.errors import OperatorError
from firsthand.model.custody_event import FixityChecked
from firsthand.pipeline.case import Case


def test_a_check_is_recorded_with_its_outcome_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = make_case(tmp_path)
    with pytest.raises(typer.Exit):
        verify(case)
    with Case.open(case, writing=False) as held:
        assert len(list(held.entries())) == 5, "unasked, nothing is written"
    with pytest.raises(typer.Exit):
        verify(case, record=True)
    with Case.open(case, writing=False) as held:
        last = list(held.entries())[-1].body
    assert isinstance(last, FixityChecked)
    assert (last.objects, last.size_bytes, last.entries, last.differences) == (3, 6, 5, 0)
    assert "nothing differs" in capsys.readouterr().out


def test_an_export_continues_nothing_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "proofs").mkdir(parents=True)
    (folder / "entry-0.json").touch()
    with pytest.raises(OperatorError, match="are for a case or a packet"):
        verify(folder, since=tmp_path)
    with pytest.raises(OperatorError, match="this is a file"):
        verify(folder / "entry-0.json", since=tmp_path)
