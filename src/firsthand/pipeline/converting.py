"""Make the archive of a visit out of the browser's log, in a child process that can do nothing else.

In: the account of a visit, the private folder with the log, picture, print and final state, a key.  Out: a signed WACZ in that
folder, and the receipt. The log holds a stranger's bytes, so it is read with the doors shut: the child may write to the files that
were opened for it and to nothing else, and reaches no network. It does not get the key: what it wrote is signed here, when it is gone.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from firsthand.model.problem import Problem, Severity
from firsthand.model.receipt import Receipt, Visited
from firsthand.model.value import value
from firsthand.model.visit import Cookie
from firsthand.preserve.writing.signing import fingerprint
from firsthand.preserve.writing.vouchers import UnsignableError, add_voucher
from firsthand.store.codec import CodecError, decode, encode
from firsthand.tools.browser.private import LOG

_LOGGER = logging.getLogger(__name__)
SECONDS_MAX = 900.0  # a log of the greatest visit that is allowed takes some minutes
ARCHIVE, SPOOL, SCRATCH, RECEIPT = "page.wacz", "spool", "scratch", "receipt.json"
WRITTEN_TIMES = (
    4  # the archive, the spool of bodies with their frames, and the index, each of a visit's size
)
WRITTEN_BYTES_MIN = 1 << 30
CUT = (
    4  # of a log that there is no room to read as a whole, a quarter is read, or a quarter of that
)
LOG_BYTES_MIN = 100_000  # a browser's log begins with so many bytes before the first request
FULL_BYTES = 1 << 16  # a disk on which a write failed has less than one step of writing left
TAIL_BYTES = 1 << 18  # the list of ten files or so, and of zip's own words, is a hundredth of it


@value
class Converted:
    """What came of a visit: its archive and its receipt; neither where the log could not be read at all."""

    archive: Path | None
    receipt: Receipt | None
    problems: tuple[Problem, ...] = ()


def convert(
    visited: Visited,
    *,
    cookies: Sequence[Cookie],
    folder: Path,
    size_limit_bytes: int,
    key: EllipticCurvePrivateKey,
) -> Converted:
    """The archive, signed by *key*, and the receipt of a visit."""
    if not (folder / LOG).exists():
        told = [action.words for action in visited.actions if action.kind == "crashed"]
        return _failed(visited, "; ".join(["the browser wrote none", *told]))
    where = dataclasses.replace(visited.surroundings, archive_key=fingerprint(key))
    visited = dataclasses.replace(visited, surroundings=where)
    cut: tuple[Problem, ...] = ()
    whole_bytes = (folder / LOG).stat().st_size
    while True:
        try:
            done, said, written = _read_apart(visited, cookies, folder, size_limit_bytes)
        except subprocess.TimeoutExpired:
            return _failed(visited, f"it was not read within {SECONDS_MAX:g} s")
        except OSError as problem:
            done, said, written = 1, f"{problem.strerror}", b""
        left_bytes = (folder / LOG).stat().st_size // CUT
        if not done or left_bytes < LOG_BYTES_MIN or not _is_full(folder):
            break
        cut = (_no_room(visited, whole_bytes, left_bytes),)
        os.truncate(folder / LOG, left_bytes)
    if done and _is_full(folder):
        return _failed(visited, "the disk is full: what is made of it cannot be written")
    if done:
        return _failed(visited, f"what reads it broke down: {said.strip().splitlines()[-1:]}")
    problems = (*cut, *_sign(folder / ARCHIVE, visited, key))
    if said.strip():
        _LOGGER.warning("a browser's log is read with an open door: %s", ascii(said.strip()))
    try:
        receipt = decode(written, Receipt)
    except CodecError as problem:
        return _failed(visited, f"what reads it gives no receipt: {problem}")
    return Converted(archive=folder / ARCHIVE, receipt=receipt, problems=problems)


def _is_full(folder: Path) -> bool:
    where = os.statvfs(folder)
    return where.f_bavail * where.f_frsize < FULL_BYTES


def _no_room(visited: Visited, whole_bytes: int, left_bytes: int) -> Problem:
    """The beginning of a log takes less room, and it has the page itself; what comes later is lost, and that is said."""
    return Problem(
        severity=Severity.WARNING,
        code="capture-no-room",
        message=f"the disk is full: of {whole_bytes} bytes of the browser's log the first {left_bytes} were read",
        where=visited.address,
    )


def _read_apart(
    visited: Visited, cookies: Sequence[Cookie], folder: Path, size_limit_bytes: int
) -> tuple[int, str, bytes]:
    """Have the child read the log: with what status it ended, what it said, and the receipt as written."""
    with ExitStack() as stack:
        streams = [
            stack.enter_context((folder / name).open("w+b"))
            for name in (ARCHIVE, SPOOL, SCRATCH, RECEIPT)
        ]
        asked = {
            "visited": encode(visited).decode(),
            "cookies": [encode(cookie).decode() for cookie in cookies],
            "folder": os.fspath(folder),
            "handles": [stream.fileno() for stream in streams],
            "written_bytes_max": size_limit_bytes * WRITTEN_TIMES + WRITTEN_BYTES_MIN,
        }
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        complaints = stack.enter_context((folder / "complaints").open("w+b"))
        done = subprocess.run(
            [sys.executable, "-P", "-m", "firsthand.pipeline.archiving"],
            input=json.dumps(asked).encode(),
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env={**kept, "LANG": "C.UTF-8", "TZ": "UTC"},
            pass_fds=[stream.fileno() for stream in streams],
            timeout=SECONDS_MAX,
            start_new_session=True,
            check=False,
        )
        complaints.seek(0)
        said = complaints.read()[-400:].decode("utf-8", "replace")
        streams[-1].seek(0)
        return done.returncode, said, streams[-1].read()


def _sign(archive: Path, visited: Visited, key: EllipticCurvePrivateKey) -> Iterator[Problem]:
    """Sign what the child wrote; where it is not what it should have written, it is kept as it is, and that is said."""
    where = visited.surroundings
    before = _Tail(archive)
    try:
        with archive.open("r+b") as stream:
            add_voucher(stream, key=key, created=visited.finished, software=where.tool)
    except UnsignableError as problem:
        why = str(problem)
    except OSError as problem:
        before.put_back()
        why = f"{problem.strerror}"
    else:
        return
    yield Problem(
        severity=Severity.WARNING,
        code="capture-unsigned",
        message=f"the archive is kept and not signed: {why}",
        where=visited.address,
    )


class _Tail:
    """The end of an archive, where its list of entries stands: signing writes over it, and finds no room perhaps."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as stream:
            self._size = stream.seek(0, os.SEEK_END)
            self._start = stream.seek(max(0, self._size - TAIL_BYTES))
            self._data = stream.read()

    def put_back(self) -> None:
        """The archive as it was; this takes no room."""
        handle = os.open(self._path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.ftruncate(handle, self._size)
            os.pwrite(handle, self._data, self._start)
        finally:
            os.close(handle)


def _failed(visited: Visited, why: str) -> Converted:
    problem = Problem(
        severity=Severity.ERROR,
        code="capture-unread",
        message=f"the browser's log of the wire is lost: {why}",
        where=visited.address,
    )
    return Converted(archive=None, receipt=None, problems=(problem,))
