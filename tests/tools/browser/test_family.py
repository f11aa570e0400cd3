from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firsthand.tools.browser.family import (
    _has_memory,
    end_all,
    end_marked,
    members,
    memory_bytes,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
MARK = f"a-mark-of-this-test-{os.getpid()}"


def _started(*words: str, mark: str = MARK) -> subprocess.Popen[bytes]:
    environment = {"PATH": os.environ["PATH"], "MARKED": mark}
    return subprocess.Popen([*words], env=environment, stdout=subprocess.PIPE)


def test_whoever_comes_from_a_marked_process_is_found_and_ended() -> None:
    """
    sh (marked) → env -i sleep (bears no mark of its own)
    """
    with _started("sh", "-c", "env -i /bin/sleep 60 & echo $!; wait") as started:
        assert started.stdout is not None
        child = int(started.stdout.readline())
        assert {started.pid, child} <= members(MARK)
        assert memory_bytes(members(MARK)) > 0
        end_all(members(MARK))
        started.wait(60)
    assert started.returncode == -9
    deadline = time.monotonic() + 60
    while members(MARK) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert members(MARK) == frozenset()


@pytest.mark.slow
def test_a_process_that_was_started_a_moment_ago_is_ended_too() -> None:
    for number in range(50):
        with _started("sleep", "60", mark=f"{MARK}-{number}") as started:
            end_marked(f"{MARK}-{number}")
            started.wait(60)
        assert started.returncode == -9


def test_what_shows_nothing_and_has_no_memory_is_no_process_that_is_being_started(
    tmp_path: Path,
) -> None:
    (tmp_path / "statm").write_bytes(b"0 0 0 0 0 0 0\n")
    assert not _has_memory(tmp_path)
    (tmp_path / "statm").write_bytes(b"34 1 0 0 0 0 0\n")
    assert _has_memory(tmp_path)


def test_this_process_and_strangers_are_never_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARKED", MARK)
    with _started("sleep", "60", mark="another") as stranger:
        assert os.getpid() not in members(MARK)
        assert stranger.pid not in members(MARK)
        end_marked(MARK)
        assert stranger.poll() is None
        stranger.kill()


def test_what_is_gone_weighs_nothing_and_is_ended_without_complaint() -> None:
    with _started("true") as gone:
        gone.wait()
        assert memory_bytes([gone.pid]) == 0
    end_all([gone.pid])
