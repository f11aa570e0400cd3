"""A folder that nobody else can read while a page is captured, and that is gone afterwards.

In: nothing.  Out: the folder. In it lie the browser's profile and its log of the wire, with every cookie in plain. The log is
overwritten before it is removed; what a drive or a file system keeps of it besides is not ours to say. What a process
that was killed left behind is removed when the next capture begins: its lock tells that nobody holds it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Self

from firsthand.tools.browser.family import end_all, members

PREFIX, MAKING = "firsthand-capture-", "firsthand-making-"
LOCK, LOG = "lock", "net.json"
SCREEN, PRINT, STATE = "screen.png", "print.pdf", "state.html"
ASKED = "asked.jsonl"  # which frame asked for what
PLACE_BYTES_MAX = (
    32  # the browser makes a socket in it, and names of sockets have 107 bytes at most
)
SHORT_PLACE = Path("/tmp")  # noqa: S108 - the folder in it has a name nobody knows, and is ours alone
_ZEROS = bytes(1 << 20)


class PrivateFolder:
    """Used as `with PrivateFolder() as folder`."""

    def __init__(self) -> None:
        self.path = Path()
        self._lock = -1

    def __enter__(self) -> Self:
        made = Path(tempfile.mkdtemp(prefix=MAKING, dir=place()))
        self._lock = os.open(made / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.path = made.with_name(PREFIX + made.name.removeprefix(MAKING))
        made.rename(self.path)  # locked before anybody can take it for one that was left behind
        return self

    def __exit__(self, *_: object) -> None:
        _remove(self.path)
        os.close(self._lock)


def place() -> Path:
    """Where such folders are made: the system's folder for what is temporary, if its name is short."""
    told = Path(tempfile.gettempdir())
    return told if len(os.fsencode(told)) <= PLACE_BYTES_MAX else SHORT_PLACE


def sweep() -> int:
    """Remove what captures that were killed left behind, and end their browsers; how many there were."""
    count = 0
    for folder in sorted(place().glob(f"{PREFIX}*")):
        try:
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
                continue
            lock = os.open(folder / LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            continue  # gone in the meantime, or none of ours
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # a capture that goes on
        else:
            _remove(folder)
            count += 1
        finally:
            os.close(lock)
    return count


def _remove(folder: Path) -> None:
    end_all(members(os.fspath(folder)))
    with contextlib.suppress(OSError):
        _overwrite(folder / LOG)
    shutil.rmtree(folder, ignore_errors=True)


def _overwrite(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(handle, "wb", buffering=0) as stream:  # noqa: PTH123 - a handle, not a path
        left = os.fstat(handle).st_size
        while left > 0:
            left -= stream.write(_ZEROS[: min(left, len(_ZEROS))])
        os.fsync(handle)
