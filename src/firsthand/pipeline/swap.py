"""Write a folder beside the one that it replaces, and put it in its place in one step.

In: where it shall stand.  Out: an empty folder to write into; on success it stands there, and what
stood there is gone. A kill at any moment leaves the old folder or the new one, whole. A power cut is
not a kill: nothing here waits for the disk.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firsthand.errors import OperatorError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes the place of *folder* when the block ends well.

    Raises:
        OperatorError: somebody else is writing there now, or nothing can be written there.
    """
    target = folder.resolve()
    beside = target.with_name(f".{target.name}.next")
    try:
        beside.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, os.O_RDONLY)
    except OSError as problem:
        raise OperatorError(
            f"expected a place to write {folder} in, {beside.parent} is none: {problem.strerror}"
        ) from problem
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorError(f"another firsthand is writing {folder} now") from None
        _empty(beside)
        yield beside
        if _holds_something(target):
            _exchange(beside, target)
            shutil.rmtree(beside)
        else:
            beside.replace(target)
    finally:
        os.close(handle)


def _empty(folder: Path) -> None:
    """Remove what an interrupted writing left."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _exchange(one: Path, other: Path) -> None:
    """Both folders change places at once, where the system can; else one after the other."""
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is not None:
        names = (os.fsencode(one), os.fsencode(other))
        if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
            return
        found = ctypes.get_errno()
        if found not in {errno.ENOSYS, errno.EINVAL}:
            raise OSError(found, os.strerror(found), str(other))
    aside = one.with_name(f"{one.name}.old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
