"""A small case to try things on, made by the real parts, and the real program to run on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import PreserveReport, preserve
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.verifying import VerifyReport, verify

PILE = {"a.txt": b"one", "b.txt": b"two", "copy.txt": b"one", "empty.txt": b""}


def write_pile(folder: Path, files: Mapping[str, bytes] = PILE) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def make_case(place: Path, files: Mapping[str, bytes] = PILE, *, name: str = "case") -> Path:
    """A case with the pile in it, signed by the key in place/home."""
    os.environ["FIRSTHAND_HOME"] = str(place / "home")
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    Case.create(place / name)
    keep(place / name, write_pile(place / f"{name}-pile", files))
    return place / name


def keep(case: Path, *paths: Path) -> PreserveReport:
    """Preserve into the case."""
    with Case.open(case, writing=True) as held:
        return preserve(held, [str(path) for path in paths], progress=quiet)


def check(case: Path, **settings: Any) -> VerifyReport:
    """Verify the case."""
    return verify(case, threads=2, progress=quiet, **settings)


def codes(report: VerifyReport | PreserveReport) -> set[str]:
    """What is wrong, by code."""
    return {problem.code for problem in report.problems}


def firsthand(*words: str | Path, home: Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run the program itself."""
    return subprocess.run(
        [sys.executable, "-m", "firsthand", *map(str, words)],
        env={**os.environ, "FIRSTHAND_HOME": str(home), "FIRSTHAND_AGENT": "Ana"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **settings,
    )


def printed(*words: str | Path, home: Path) -> Any:
    """What the program prints with --json."""
    return json.loads(firsthand(*words, "--json", home=home).stdout)
