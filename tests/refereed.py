"""Programs of others that judge what we write; where one cannot be had, its test says so and is left out.

`scripts/setup tests` puts them into `.venv-referees/` and `.referees/`, so that nothing of theirs is beside the program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
REFEREES = Path(os.environ.get("FIRSTHAND_REFEREES", TOP / ".venv-referees")) / "bin"
REPLAYER = Path(os.environ.get("FIRSTHAND_REPLAYER", TOP / ".referees")) / "package"
SECONDS_MAX = 120


def referee(name: str) -> Path:
    """A program of the environment of referees."""
    found = REFEREES / name
    if not found.exists():
        pytest.skip(f"{name} is not installed: scripts/setup tests")
    return found


def installed(name: str) -> Path:
    """A program of the system."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return Path(found)


def judged(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a program says of what lies in *folder*. It is offline: what it would ask for is not there."""
    closed = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    return subprocess.run(
        list(map(str, command)), cwd=folder, env={**os.environ, **closed}, capture_output=True,
        text=True, check=False, timeout=SECONDS_MAX,
    )  # fmt: skip
