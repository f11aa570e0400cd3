from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from firsthand.tools.programs import PROGRAMS, missing_programs


def test_a_program_on_the_path_is_not_missing(tmp_path: Path) -> None:
    for program in PROGRAMS:
        (tmp_path / program.name).write_text("#!/bin/sh\n")
        (tmp_path / program.name).chmod(0o755)
    os.environ["PATH"] = str(tmp_path)
    assert missing_programs() == ()


def test_each_missing_program_is_named_with_its_package(tmp_path: Path) -> None:
    os.environ["PATH"] = str(tmp_path)
    assert missing_programs() == PROGRAMS
    assert all(program.package and program.adds for program in PROGRAMS)


@pytest.mark.slow
def test_reading_without_the_programs_says_what_each_would_add(tmp_path: Path) -> None:
    """
    a machine with Python and nothing else; pile/a.txt is still read
    """
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile/a.txt").write_text("a page")
    done = subprocess.run(
        [sys.executable, "-m", "firsthand", "run", "case", "pile"],
        env={"PATH": "/nowhere", "FIRSTHAND_HOME": "home", "FIRSTHAND_AGENT": "a"}
        | {key: value for key, value in os.environ.items() if key == "PYTHONPATH"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "pdftotext is not installed (Debian: apt install poppler-utils)" in done.stderr
    assert "1 documents" in done.stdout
