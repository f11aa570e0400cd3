from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firsthand.tools.browser.guarding import Guardian
from firsthand.tools.browser.private import LOCK, PREFIX, RESTRICTED

HELD = """
import fcntl, os, signal, sys
from pathlib import Path
from firsthand.tools.browser.guarding import Guardian
folder = Path(sys.argv[1])
lock = os.open(folder / "lock", os.O_RDWR)
fcntl.flock(lock, fcntl.LOCK_EX)
Guardian(folder)
os.killpg(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / f"{PREFIX}x"
    made.mkdir(mode=0o700)
    (made / LOCK).touch(mode=0o600)
    (made / RESTRICTED).touch()
    (made / "state.html").write_bytes(b"village clinic")
    return made


def test_when_whoever_captures_is_killed_the_folder_goes_at_once(
    folder: Path, tmp_path: Path
) -> None:
    """the whole group is killed; what lay in the folder is overwritten first"""
    os.link(folder / "state.html", tmp_path / "same")
    done = subprocess.run(
        [sys.executable, "-c", HELD, str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 60
    while folder.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert (tmp_path / "same").read_bytes() == bytes(14)


def test_a_guardian_that_is_dismissed_ends(folder: Path) -> None:
    """what is left is then no matter of its own: here nobody holds the folder, and it goes"""
    guardian = Guardian(folder)
    guardian.dismiss()
    assert guardian._child.returncode == 0
    assert not folder.exists()


def test_a_guardian_that_does_not_start_stops_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    Guardian(folder).dismiss()
    assert folder.exists()
