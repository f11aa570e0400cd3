"""Keep preserved bytes, each under the SHA-256 of its content, written once.

`evidence/ab/abcd…` holds the bytes whose digest is abcd…, so `sha256sum` agrees with us. Bytes come
in through `evidence/.incoming/` and get their name only when they are on the disk. What the bytes
are is not asked here but in `preserve`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from firsthand.errors import OperatorError

INCOMING = ".incoming"
CHUNK_BYTES = 1 << 20
OBJECT_BYTES_MAX = 64 << 30  # a larger file is an image of a disk; split it first
MODE = 0o444
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ObjectTooLargeError(OperatorError):
    """this file is larger than the vault takes."""


class Vault:
    """The folder `evidence/` of a case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the bytes of *digest* stand or would stand."""
        return self.folder / digest[:2] / digest

    def __contains__(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def open(self, digest: str) -> BinaryIO:
        """The preserved bytes, to read."""
        return self.path(digest).open("rb")

    def head(self, digest: str, size_bytes: int) -> bytes:
        """The first bytes of an object."""
        with self.open(digest) as stream:
            return stream.read(size_bytes)

    def batch(self) -> Batch:
        """A set of writes that become durable together: one barrier for all of them."""
        return Batch(self)

    def files(self) -> Iterator[Path]:
        """Everything that lies in the vault, in order, named rightly or not."""
        if self.folder.is_dir():
            for path in sorted(self.folder.rglob("*")):
                inside = path.relative_to(self.folder).parts
                if inside[0] != INCOMING and (path.is_symlink() or not path.is_dir()):
                    yield path

    def sweep(self) -> int:
        """Remove what an interrupted write left behind; nothing in it was ever reported."""
        count = 0
        for path in sorted((self.folder / INCOMING).glob("*")):
            path.unlink()
            count += 1
        return count


class Batch:
    """Objects on their way in. Leaving the `with` block without a fault commits them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._waiting: dict[str, Path] = {}
        self._count = 0

    def __enter__(self) -> Self:
        (self._vault.folder / INCOMING).mkdir(parents=True, exist_ok=True)
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

    def add(self, stream: BinaryIO) -> tuple[str, int]:
        """Take the bytes of *stream* in, hashing as they pass; digest and size in bytes.

        Raises:
            OSError: the stream could not be read to its end.
            OperatorError: the disk is full, or the object is too large.
        """
        self._count += 1
        path = self._vault.folder / INCOMING / f"{os.getpid()}-{self._count}"
        try:
            digest, size_bytes = self._copy(stream, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if digest in self._waiting or self._held(digest, size_bytes):
            path.unlink()
        else:
            self._waiting[digest] = path
        return digest, size_bytes

    def _held(self, digest: str, size_bytes: int) -> bool:
        """Whether these very bytes are kept already; a damaged object is never taken for them."""
        held = self._vault.path(digest)
        return held.is_file() and held.stat().st_size == size_bytes

    def _copy(self, stream: BinaryIO, path: Path) -> tuple[str, int]:
        digest, size_bytes = hashlib.sha256(), 0
        with path.open("xb") as target:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
                size_bytes += len(chunk)
                if size_bytes > OBJECT_BYTES_MAX:
                    raise ObjectTooLargeError(
                        f"a file has at most {OBJECT_BYTES_MAX} bytes, found {size_bytes} and more"
                    )
                _write(target, chunk)
            target.flush()
        return digest.hexdigest(), size_bytes

    def commit(self) -> None:
        """Make everything added durable, then give it its name."""
        for path in self._waiting.values():
            path.chmod(MODE)
            _sync(path)
        folders = set()
        for digest, path in sorted(self._waiting.items()):
            target = self._vault.path(digest)
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
            folders.add(target.parent)
        for folder in sorted(folders | {self._vault.folder}):
            _sync(folder)
        self._waiting = {}


def _write(target: BinaryIO, chunk: bytes) -> None:
    try:
        target.write(chunk)
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise OperatorError("the disk is full: nothing of this batch was kept") from problem
        raise


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_file(path: Path) -> tuple[str, int]:
    """Digest and size of a file, read in large steps."""
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            size_bytes += len(chunk)
    return digest.hexdigest(), size_bytes


def is_digest(name: str) -> bool:
    """Whether a file's name is one that the vault gives."""
    return _DIGEST.fullmatch(name) is not None


def is_write_protected(path: Path) -> bool:
    """Whether nobody may write to it."""
    return not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
