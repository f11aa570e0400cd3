"""Keep preserved bytes, each under the SHA-256 of its content, written once.

`evidence/ab/abcd…` holds the bytes whose digest is abcd…, so `sha256sum` agrees with us. Bytes come
in through `evidence/.incoming/` and get their name only when they are on the disk. What the bytes
are is not asked here but in `preserve`; whether they still are what they were, in
`store.inspection`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from firsthand.errors import OperatorError
from firsthand.store.files import (
    READ,
    open_to_read,
    open_with_status,
    replace_durably,
    room,
    sync,
)

INCOMING = ".incoming"
NAMING = "naming"  # digests whose entry may not have been written; see `Vault.unrecorded`
CHUNK_BYTES = 1 << 20  # measured from 64 KiB to 4 MiB: all within 6 %, this one the fastest
OBJECT_BYTES_MAX = 64 << 30  # a larger file is an image of a disk; split it first
SYNC_THREADS = 16  # a journal writes many waiting barriers as one; see bench/custody.py
MODE = 0o444
_ZEROS = bytes(CHUNK_BYTES)
DIGEST_DIGITS = 64
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ObjectTooLargeError(OperatorError):
    """this file is larger than the vault takes."""


class DamagedObjectError(Exception):
    """the vault holds other bytes under this digest; the message says which."""


class Vault:
    """The folder `evidence/` of a case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the bytes of *digest* stand or would stand."""
        return self.folder / digest[:2] / digest

    def __contains__(self, digest: str) -> bool:
        path = self.path(digest)
        return path.is_file() and not path.is_symlink()

    def open(self, digest: str) -> BinaryIO:
        """The preserved bytes, to read."""
        return open_to_read(self.path(digest))

    def head(self, digest: str, size_bytes: int) -> bytes:
        """The first bytes of an object."""
        with self.open(digest) as stream:
            return stream.read(size_bytes)

    def batch(self) -> Batch:
        """A set of writes that become durable together: one barrier for all of them."""
        return Batch(self)

    def unrecorded(self) -> frozenset[str]:
        """Digests that got their name before a command was interrupted; no entry need speak of them."""
        try:
            with open_to_read(self.folder / INCOMING / NAMING) as stream:
                words = stream.read().decode("ascii", "replace").split()
        except OSError:
            return frozenset()
        return frozenset(word for word in words if is_digest(word))

    def recorded(self, digests: Iterable[str]) -> None:
        """The record speaks of these now: what an interruption leaves unrecorded is the rest."""
        before = self.unrecorded()
        left = before - frozenset(digests)
        if left == before:
            return
        path = self.folder / INCOMING / NAMING
        if left:
            self.note(left)
        else:
            path.unlink(missing_ok=True)

    def note(self, digests: Iterable[str]) -> None:
        """Have *digests* listed as those whose entry may not be written yet."""
        folder = self.folder / INCOMING
        beside = (
            folder / f"{os.getpid()}-0"
        )  # named as other bytes on their way in, and swept like them
        replace_durably(folder / NAMING, _listed(digests), beside=beside)

    def sweep(self) -> int:
        """Remove what an interrupted write left without a name; nothing in it was ever reported."""
        count = 0
        for path in sorted((self.folder / INCOMING).glob("*")):
            if path.name != NAMING and not path.is_dir():
                path.unlink()
                count += 1
        self.recorded([each for each in self.unrecorded() if not os.path.lexists(self.path(each))])
        return count


class Batch:
    """Objects on their way in. Leaving the `with` block without a fault commits them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._waiting: dict[str, Path] = {}
        self._count = 0
        self._buffer = bytearray(CHUNK_BYTES)

    def __enter__(self) -> Self:
        incoming = self._vault.folder / INCOMING
        if incoming.is_symlink():
            raise OperatorError(f"expected a folder at evidence/{INCOMING}, found a link")
        with room("evidence/"):
            incoming.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.commit()
        else:
            for path in self._waiting.values():
                path.unlink(missing_ok=True)

    def add(
        self, stream: BinaryIO, *, check: Callable[[int], None] | None = None
    ) -> tuple[str, int]:
        """Take the bytes of *stream* in, hashing as they pass; digest and size in bytes.

        *check* is told the size when all bytes have passed; if it raises, they are not taken.

        Raises:
            OSError: the stream could not be read to its end.
            DamagedObjectError: other bytes lie under this digest; nothing is put in their place.
            OperatorError: the disk is full, or the object is too large.
        """
        self._count += 1
        path = self._vault.folder / INCOMING / f"{os.getpid()}-{self._count}"
        try:
            digest, size_bytes = _copy(stream, path, self._buffer)
            if check is not None:
                check(size_bytes)
            known = digest in self._waiting or self._held(digest)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if known:
            path.unlink()
        else:
            self._waiting[digest] = path
        return digest, size_bytes

    def fill(
        self, write: Callable[[Filling], None], *, check: Callable[[], None]
    ) -> tuple[str, int]:
        """As `add`, for bytes that are made as they are written: *write* is given what to write to.

        *check* is called when all is written; if it raises, nothing is taken.

        Raises:
            OperatorError: the disk is full.
        """
        self._count += 1
        path = self._vault.folder / INCOMING / f"{os.getpid()}-{self._count}"
        try:
            with room("this batch"):
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
            with os.fdopen(handle, "wb", buffering=0) as target:
                write(Filling(target))
                check()
            digest, size_bytes = hash_file(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self._waiting[digest] = path
        return digest, size_bytes

    def _held(self, digest: str) -> bool:
        """Whether these very bytes are kept already: they are read again, not taken on trust."""
        held = self._vault.path(digest)
        if not os.path.lexists(held):
            return False
        try:
            found, _ = hash_file(held)
        except OSError as problem:
            raise DamagedObjectError(f"what is kept as {digest}: {problem.strerror}") from None
        if found != digest:
            raise DamagedObjectError(f"what is kept as {digest} has the SHA-256 {found}")
        return True

    def commit(self) -> None:
        """Make everything added durable, then give it its name."""
        if not self._waiting:
            return
        vault = self._vault
        with room("this batch"):
            paths = list(self._waiting.values())
            with ThreadPoolExecutor(min(SYNC_THREADS, len(paths))) as pool:
                list(pool.map(sync, paths))
            vault.note(vault.unrecorded() | self._waiting.keys())
            folders = {vault.folder}
            for digest, path in sorted(self._waiting.items()):
                target = vault.path(digest)
                target.parent.mkdir(exist_ok=True)
                path.rename(target)
                folders.add(target.parent)
            with ThreadPoolExecutor(min(SYNC_THREADS, len(folders))) as pool:
                list(pool.map(sync, sorted(folders)))
        self._waiting = {}


class Filling:
    """An object under way, to write to; a full disk is told as one."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target

    def write(self, data: bytes) -> None:
        """Write all of *data*."""
        with room("this batch"):
            _write(self._target, memoryview(data))


def _listed(digests: Iterable[str]) -> bytes:
    return "".join(f"{digest}\n" for digest in sorted(digests)).encode("ascii")


def _copy(stream: BinaryIO, path: Path, buffer: bytearray) -> tuple[str, int]:
    """Copy and hash; a hole in the source stays a hole, so that a sparse file costs no disk."""
    digest, size_bytes = hashlib.sha256(), 0
    with room("this batch"):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
    with os.fdopen(handle, "wb", buffering=0) as target:
        while count := _fill(stream, buffer):
            chunk = memoryview(buffer)[:count]
            digest.update(chunk)
            size_bytes += count
            if size_bytes > OBJECT_BYTES_MAX:
                raise ObjectTooLargeError(
                    f"a file has at most {OBJECT_BYTES_MAX} bytes, found {size_bytes} and more"
                )
            with room("this batch"):
                if count == CHUNK_BYTES and buffer == _ZEROS:
                    target.seek(count, os.SEEK_CUR)
                else:
                    _write(target, chunk)
        with room("this batch"):
            target.truncate(size_bytes)
            os.fchmod(target.fileno(), MODE)
    return digest.hexdigest(), size_bytes


def _fill(stream: BinaryIO, buffer: bytearray) -> int:
    """Read into one buffer: a fresh mebibyte for every small file costs more than its hash."""
    return stream.readinto(buffer)  # type: ignore[attr-defined, no-any-return]


def _write(target: BinaryIO, view: memoryview) -> None:
    while view:
        view = view[target.write(view) :]


Measured = tuple[str, int, int]  # the digest of a file's bytes, how many they are, its mode


def hash_file(path: str | Path) -> tuple[str, int]:
    """Digest and size of a regular file, read in large steps into one buffer.

    Raises:
        OSError: it is not there, is no file, or cannot be read.
    """
    found = measure_file(path)
    assert found is not None, "no size was too large"
    return found[:2]


def measure_file(path: str | Path, *, bytes_max: int | None = None) -> Measured | None:
    """As `hash_file`, with the file's mode; none of a file of more than *bytes_max*, which is not read.

    Raises:
        OSError: it is not there, is no file, or cannot be read.
    """
    handle, status = open_with_status(path)
    try:
        if bytes_max is not None and status.st_size > bytes_max:
            return None
        digest, size_bytes = _hash(handle, status.st_size)
        return digest, size_bytes, status.st_mode
    finally:
        os.close(handle)


def measure_all(paths: Iterable[str], *, bytes_max: int | None) -> list[Measured | str | None]:
    """As `measure_file` for each; in place of what cannot be read, why, in words.

    Nearly all are small, whole and there: these are read at once, which costs little beside their hash. Whatever is not
    so is left to `measure_file` to judge.
    """
    found: list[Measured | str | None] = []
    at_once = CHUNK_BYTES - 1 if bytes_max is None else min(bytes_max, CHUNK_BYTES - 1)
    sha256, start, status_of, read, close = hashlib.sha256, os.open, os.fstat, os.read, os.close
    is_file = stat.S_ISREG
    for path in paths:
        data = None
        try:
            handle = start(path, READ)
            try:
                status = status_of(handle)
                size_bytes, mode = status.st_size, status.st_mode
                if size_bytes <= at_once and is_file(mode):
                    data = read(handle, size_bytes + 1)  # one byte more, to see that this is all
            finally:
                close(handle)
        except OSError:
            data = None
        if data is not None and len(data) == size_bytes:
            found.append((sha256(data).hexdigest(), size_bytes, mode))
        else:
            found.append(_measured_or_why(path, bytes_max))
    return found


def _measured_or_why(path: str, bytes_max: int | None) -> Measured | str | None:
    try:
        return measure_file(path, bytes_max=bytes_max)
    except OSError as problem:
        return why_not(problem)


def why_not(problem: OSError) -> str:
    """What is said of an object that cannot be read.

    >>> why_not(OSError(13, "Permission denied"))
    'expected to read it, found: Permission denied'
    """
    return f"expected to read it, found: {problem.strerror or problem}"


def _hash(handle: int, size_bytes: int) -> tuple[str, int]:
    if size_bytes < CHUNK_BYTES:
        data = os.read(handle, size_bytes + 1)  # one byte more, to see that this is all
        if len(data) == size_bytes:
            return hashlib.sha256(data).hexdigest(), size_bytes
        os.lseek(handle, 0, os.SEEK_SET)
    digest, size_bytes = hashlib.sha256(), 0
    buffer = bytearray(CHUNK_BYTES)
    view = memoryview(buffer)
    with os.fdopen(handle, "rb", buffering=0, closefd=False) as stream:
        while count := stream.readinto(buffer):
            digest.update(view[:count])
            size_bytes += count
    return digest.hexdigest(), size_bytes


def is_digest(name: str) -> bool:
    """Whether a file's name is one that the vault gives."""
    return _DIGEST.fullmatch(name) is not None


def are_digests(names: Sequence[str]) -> bool:
    """Whether all are so; one look at all of them costs a thirtieth of a look at each."""
    digits = "".join(names)
    try:
        return {*map(len, names)} <= {DIGEST_DIGITS} and bytes.fromhex(digits).hex() == digits
    except ValueError:
        return False
