from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.model.problem import Severity
from firsthand.pipeline.assuming import (
    BYTES_MAX,
    NAME,
    enter_assumptions,
    read_assumptions,
    take_back,
)
from firsthand.pipeline.case import Case
from firsthand.weigh.synthesis.assumptions import NOTHING


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    return Case.create(tmp_path / "case")


def test_a_case_without_assumptions_has_none(case: Case) -> None:
    assert read_assumptions(case, None).values == (NOTHING,)


def test_the_case_s_own_file_is_read_and_another_is_read_instead(
    case: Case, tmp_path: Path
) -> None:
    """assumptions.toml in the folder of the case; --assumptions FILE."""
    (case.folder / NAME).write_text("format = 1\nseed = 5\n")
    other = tmp_path / "other.toml"
    other.write_text("format = 1\nseed = 6\n")
    own = read_assumptions(case, None)
    assert own.values[0].seed == 5
    assert [(p.severity, p.code) for p in own.problems] == [
        (Severity.NOTE, "assumptions-not-entered")
    ]
    assert own.values[0].entered is None
    assert read_assumptions(case, other).values[0].seed == 6
    assert not read_assumptions(case, other).problems


def test_a_file_that_is_none_is_the_operator_s_mistake(case: Case, tmp_path: Path) -> None:
    """Absent, no TOML, too large."""
    with pytest.raises(OperatorError, match="cannot be read"):
        read_assumptions(case, tmp_path / "absent")
    (case.folder / NAME).write_text("no = ")
    with pytest.raises(OperatorError, match="expected TOML"):
        read_assumptions(case, None)
    (case.folder / NAME).write_bytes(b"#" * (BYTES_MAX + 1))
    with pytest.raises(OperatorError, match="at most"):
        read_assumptions(case, None)


def test_what_was_entered_is_read_from_the_record_when_the_file_is_gone(
    case: Case, tmp_path: Path
) -> None:
    """By whom, when and why; the file as it was; opened again."""
    file = tmp_path / "a.toml"
    file.write_text("format = 1\nseed = 5\n")
    with Case.open(case.folder, writing=True) as held:
        enter_assumptions(held, file, reason=" asked of three nurses ")
    file.unlink()
    with Case.open(case.folder, writing=False) as held:
        (found,) = read_assumptions(held, None).values
    assert found.seed == 5
    assert found.sha256 == hashlib.sha256(b"format = 1\nseed = 5\n").hexdigest()
    assert found.entered is not None
    assert found.entered.reason == "asked of three nurses"
    assert found.entered.by.name


def test_the_last_entry_counts_and_a_file_that_differs_is_noted(case: Case, tmp_path: Path) -> None:
    """Two entries, then none; assumptions.toml in the folder says something else each time."""
    file = tmp_path / "a.toml"
    (case.folder / NAME).write_text("format = 1\nseed = 9\n")
    with Case.open(case.folder, writing=True) as held:
        for seed in (5, 6):
            file.write_text(f"format = 1\nseed = {seed}\n")
            enter_assumptions(held, file, reason="tried")
        found = read_assumptions(held, None)
        assert found.values[0].seed == 6
        assert [p.code for p in found.problems] == ["assumptions-not-entered"]
        enter_assumptions(held, case.folder / NAME, reason="the case's own")
        assert read_assumptions(held, None).problems == ()
        take_back(held, reason="misheard")
        assert read_assumptions(held, None).values == (NOTHING,)
        with pytest.raises(OperatorError, match="found none"):
            take_back(held, reason="again")


def test_what_cannot_be_used_and_what_has_no_reason_is_not_entered(
    case: Case, tmp_path: Path
) -> None:
    """A scenario that sets nothing there is; a blank reason."""
    file = tmp_path / "a.toml"
    file.write_text('format = 1\n[[scenario]]\nid = "x"\nname = "x"\nwhy = "y"\nset = {gone = 1}\n')
    with Case.open(case.folder, writing=True) as held:
        with pytest.raises(OperatorError, match="gone"):
            enter_assumptions(held, file, reason="why")
        file.write_text("format = 1\n")
        with pytest.raises(OperatorError):
            enter_assumptions(held, file, reason="  ")
        assert read_assumptions(held, None).values == (NOTHING,)
