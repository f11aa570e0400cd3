"""A folder that nobody else can read while a page is captured, and that is gone afterwards.

In: nothing.  Out: the folder. In it lie the browser's profile and its log of the wire, with every cookie in plain. The log is
overwritten before it is removed, and every file where the capture is restricted; what a drive or a file system keeps besides is not ours to
say. Of a process that was killed, the guardian (`tools/browser/guarding.py`) removes the folder at once; if that was killed too, the next
capture does: its lock tells that nobody holds it.
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

from firsthand.tools.browser.family import end_marked
from firsthand.tools.browser.guarding import Guardian

PREFIX, MAKING = "firsthand-capture-", "firsthand-making-"
LOCK, LOG = "lock", "net.json"
RESTRICTED = "restricted"  # lies in a folder all of whose files are overwritten
SCREEN, PRINT, STATE = "screen.png", "print.pdf", "state.html"
ASKED = "asked.jsonl"  # which frame asked for what
PLACE_BYTES_MAX = (
    32  # the browser makes a socket in it, and names of sockets have 107 bytes at most
)
SHORT_PLACE = Path("/tmp")  # noqa: S108 - the folder in it has a name nobody knows, and is ours alone
_ZEROS = bytes(1 << 20)


class PrivateFolder:
    """Used as `with PrivateFolder() as folder`. Of one that is *restricted* every file is overwritten in the end."""

    def __init__(self, *, restricted: bool = False) -> None:
        self.path = Path()
        self._restricted = restricted
        self._lock = -1
        self._guardian: Guardian | None = None

    def __enter__(self) -> Self:
        made = Path(tempfile.mkdtemp(prefix=MAKING, dir=place()))
        self._lock = os.open(made / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if self._restricted:
            (made / RESTRICTED).touch()
        self.path = made.with_name(PREFIX + made.name.removeprefix(MAKING))
        made.rename(self.path)  # locked before anybody can take it for one that was left behind
        self._guardian = Guardian(self.path)
        return self

    def __exit__(self, *_: object) -> None:
        _remove(self.path)
        os.close(self._lock)
        if self._guardian is not None:
            self._guardian.dismiss()

    def drop_profile(self) -> None:
        """The browser is gone: its profile goes too, which holds the page once more and takes room that the archive needs."""
        for path in self.path.iterdir():
            if path.is_dir() and not path.is_symlink():
                if self._restricted:
                    _overwrite_all(path)
                shutil.rmtree(path, ignore_errors=True)


def place() -> Path:
    """Where such folders are made: the system's folder for what is temporary, if its name is short."""
    told = Path(tempfile.gettempdir())
    return told if len(os.fsencode(told)) <= PLACE_BYTES_MAX else SHORT_PLACE


def sweep() -> int:
    """Remove what captures that were killed left behind, and end their browsers; how many there were."""
    return sum(remove_left(folder) for folder in sorted(place().glob(f"{PREFIX}*")))


def remove_left(folder: Path, *, wait: bool = False) -> bool:
    """Remove a capture's folder, and end its browser, if nobody holds it any more, or when nobody does; whether that was so."""
    try:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
            return False
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return False  # gone in the meantime, or none of ours
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False  # a capture that goes on
    else:
        _remove(folder)
        return True
    finally:
        os.close(lock)


def _remove(folder: Path) -> None:
    end_marked(os.fspath(folder))
    if (folder / RESTRICTED).exists():
        _overwrite_all(folder)
    else:
        with contextlib.suppress(OSError):
            _overwrite(folder / LOG)
    shutil.rmtree(folder, ignore_errors=True)


def _overwrite_all(folder: Path) -> None:
    for place_, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                _overwrite(Path(place_, name))


def _overwrite(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(handle, "wb", buffering=0) as stream:  # noqa: PTH123 - a handle, not a path
        left = os.fstat(handle).st_size
        while left > 0:
            left -= stream.write(_ZEROS[: min(left, len(_ZEROS))])
        os.fsync(handle)
