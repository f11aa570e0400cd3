from __future__ import annotations

import fcntl
import multiprocessing
import os
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from firsthand.tools.browser import private
from firsthand.tools.browser.private import (
    LOCK,
    LOG,
    PREFIX,
    PrivateFolder,
    _overwrite,
    place,
    remove_left,
    sweep,
)

DYING_SECONDS = 60.0  # a busy machine may take a while to take a killed process off its cores


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(private, "PLACE_BYTES_MAX", 1000)


def test_the_folder_is_nobody_else_s_and_gone_afterwards() -> None:
    with PrivateFolder() as folder:
        (folder.path / LOG).write_bytes(b"cookies")
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        assert folder.path.name.startswith(PREFIX)
    assert not folder.path.exists()


def test_the_folder_is_gone_after_an_error() -> None:
    with pytest.raises(RuntimeError), PrivateFolder() as folder:
        raise RuntimeError
    assert not folder.path.exists()


def test_a_log_is_overwritten_before_it_is_removed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"secret" * 400_000)
    kept = log.open("rb")
    _overwrite(log)
    with kept:
        assert kept.read() == bytes(2_400_000)


def _is_alive(number: str) -> bool:
    """Whether a process is there and does not only wait for its parent to ask."""
    try:
        status = Path("/proc", number, "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_what_a_killed_capture_left_behind_is_swept_with_its_processes(tmp_path: Path) -> None:
    """
    a process makes a folder, starts another in it, and is killed with its guardian before either can clean up
    """
    code = (
        "import os, signal, subprocess, sys, tempfile\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from firsthand.tools.browser import private\n"
        "private.PLACE_BYTES_MAX = 1000\n"
        "from firsthand.tools.browser.private import PrivateFolder\n"
        "with PrivateFolder() as folder:\n"
        "    started = subprocess.Popen(['sleep', '60'], env={**os.environ, 'TMPDIR': str(folder.path)},\n"
        "        start_new_session=True, stdout=subprocess.DEVNULL)\n"
        "    print(folder.path, started.pid, flush=True)\n"
        "    os.kill(folder._guardian._child.pid, signal.SIGKILL)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, check=False, text=True
    )
    folder, number = done.stdout.split()
    assert done.returncode == -9
    assert Path(folder).is_dir()
    assert sweep() == 1
    assert not Path(folder).exists()
    until = time.monotonic() + DYING_SECONDS
    while (alive := _is_alive(number)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not alive


def test_a_capture_that_goes_on_is_left_alone() -> None:
    with PrivateFolder() as folder:
        found = multiprocessing.get_context("fork").Process(target=sweep)
        found.start()
        found.join()
        assert sweep() == 0
        assert folder.path.is_dir()


def test_what_is_not_a_capture_of_ours_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "lock").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(elsewhere)
    (tmp_path / f"{PREFIX}empty").mkdir()
    (tmp_path / f"{PREFIX}file").touch()
    assert sweep() == 0
    assert (elsewhere / "lock").exists()
    assert os.path.lexists(tmp_path / f"{PREFIX}link")


def test_a_place_with_a_long_name_has_no_room_for_a_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(private, "PLACE_BYTES_MAX", 32)
    assert place() == private.SHORT_PLACE
    monkeypatch.setattr(tempfile, "tempdir", "/elsewhere")
    assert place() == Path("/elsewhere")


def test_of_a_restricted_capture_every_file_is_overwritten(tmp_path: Path) -> None:
    """other names of the same files show what became of their bytes; the profile goes as soon as the browser is gone"""
    kept = []
    with PrivateFolder(restricted=True) as folder:
        (folder.path / "profile" / "cache").mkdir(parents=True)
        for name in ("page.wacz", LOG, "profile/cache/0"):
            path = folder.path / name
            path.write_bytes(b"village clinic" * 100)
            os.link(path, tmp_path / path.name)
            kept.append(tmp_path / path.name)
        folder.drop_profile()
        assert not (folder.path / "profile").exists()
        assert (folder.path / "page.wacz").exists()
    assert not folder.path.exists()
    assert [path.read_bytes() for path in kept] == [bytes(1400)] * 3


def test_what_somebody_still_holds_is_removed_when_they_let_go(tmp_path: Path) -> None:
    """of a process that is killed, one file is closed before the other"""
    folder = tmp_path / f"{PREFIX}held"
    folder.mkdir()
    held = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    assert not remove_left(folder)
    waiting = threading.Thread(target=remove_left, args=(folder,), kwargs={"wait": True})
    waiting.start()
    assert folder.exists()
    os.close(held)
    waiting.join()
    assert not folder.exists()
