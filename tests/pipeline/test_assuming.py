from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import OperatorError
from firsthand.pipeline.assuming import BYTES_MAX, NAME, read_assumptions
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
    assert read_assumptions(case, None).values[0].seed == 5
    assert read_assumptions(case, other).values[0].seed == 6


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
