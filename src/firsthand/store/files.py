"""Write files so that they survive a crash, and open them so that no trap among them catches us.

In: paths.  Out: open files, and writes that are on the disk when the call returns. A link, a device
or a pipe in the place of a file is an error here, never followed and never waited for.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import OperatorError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})  # controls, overrides, halves, line ends
JOINERS = frozenset({"\u200c", "\u200d"})  # letters of Persian, Uyghur and many others need them
STEP_BYTES = 1 << 20  # overwritten at a time: a browser's log may have gigabytes
READ = (
    os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
)  # no link is followed, no pipe waited for
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


class NotAFileError(OSError):
    """this is a link, a folder, a pipe or a device where a file should be."""

    def __init__(self, found: str) -> None:
        super().__init__(errno.EINVAL, f"expected a file, found {found}")


class NoRoomError(OperatorError):
    """the disk is full."""


def open_regular(path: str | Path) -> int:
    """A handle to read the regular file at *path*; a link or a pipe is refused without waiting.

    Raises:
        NotAFileError: something else is there.
        OSError: it cannot be opened.
    """
    return open_with_status(path)[0]


def open_with_status(path: str | Path) -> tuple[int, os.stat_result]:
    """As `open_regular`, with what the system says of the very file that is open."""
    try:
        handle = os.open(path, READ)
    except OSError as problem:
        if problem.errno == errno.ELOOP:
            raise NotAFileError("a link") from None
        if problem.errno == errno.ENXIO:
            raise NotAFileError("a socket") from None
        raise
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise NotAFileError(kind(status.st_mode))
    return handle, status


def open_to_read(path: str | Path) -> BinaryIO:
    """As `open_regular`, as a stream."""
    return os.fdopen(open_regular(path), "rb")


def read_small(path: Path, bytes_max: int) -> bytes:
    """The first *bytes_max* + 1 bytes of a file: enough to see that it is too long."""
    with open_to_read(path) as stream:
        return stream.read(bytes_max + 1)


def kind(mode: int) -> str:
    """What lies there, in a word.

    >>> kind(0o10644)
    'a pipe'
    """
    kinds = (
        (stat.S_ISREG, "a file"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISLNK, "a link"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((word for test, word in kinds if test(mode)), "a device")


def write_durably(path: Path, data: bytes, *, append: bool, mode: int = 0o644) -> None:
    """Write or append *data*; when this returns it is on the disk, and so is the file's name.

    *mode* is that of a file made now.

    Raises:
        NoRoomError: the disk is full.
    """
    flags = _WRITE | (os.O_APPEND if append else os.O_TRUNC)
    with room(path.name):
        _write_through(os.open(path, flags, mode), data)
        sync(path.parent)


def _write_through(handle: int, data: bytes) -> None:
    """Write all of *data* and have it on the disk; the handle is closed."""
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_durably(path: Path, data: bytes, *, beside: Path) -> None:
    """Put *data* in the place of what *path* held, by way of *beside*: interrupted, it holds the one or the other.

    Raises:
        NoRoomError: the disk is full; what was there before stands.
    """
    with room(path.name):
        _write_through(os.open(beside, _WRITE | os.O_TRUNC, 0o644), data)
        beside.replace(path)
        sync(path.parent)


def remove_overwritten(path: Path, *, bytes_max: int | None = None) -> None:
    """Overwrite a regular file with random bytes, bring them to the disk, and remove it; anything else is only removed.

    What a drive or a file system keeps of the old bytes elsewhere is not ours to say. Of a file longer than
    *bytes_max* the beginning is overwritten. A disk that takes no write keeps nothing from being removed.
    """
    status = path.lstat()
    if stat.S_ISREG(status.st_mode):
        left = status.st_size if bytes_max is None else min(status.st_size, bytes_max)
        with suppress(OSError):
            handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                while left > 0:
                    left -= os.write(handle, os.urandom(min(left, STEP_BYTES)))
                os.fsync(handle)
            finally:
                os.close(handle)
    path.unlink()


def sync(path: Path) -> None:
    """Have the file or folder at *path* on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def room(what: str) -> Iterator[None]:
    """Say in one sentence that a write failed, and why; nothing else passes for it."""
    try:
        yield
    except OSError as problem:
        if problem.errno in NO_ROOM:
            raise NoRoomError(f"the disk is full: {what} was not written") from problem
        raise OperatorError(f"{what} cannot be written: {problem.strerror}") from problem


def readable(text: str) -> str:
    r"""Text as it may be shown: what is no UTF-8, or would move or turn the line, is written out.

    >>> readable("a\udcff\nb")
    'a\\xff\\x0ab'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(letter: str) -> str:
    if unicodedata.category(letter) not in HIDDEN or letter in JOINERS:
        return letter
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:  # how Python holds a byte of a name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
