"""List the web archives at an address, and get at their bytes: a bucket, or a folder on this machine.

In: an address as the operator gave it.  Out: archives in order, each as a file to read. What lies in a
bucket is laid into a folder that is emptied when the reading is done; a folder's files are read where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from firsthand.errors import AddressNotFoundError
from firsthand.model.value import value
from firsthand.store.files import open_to_read, readable
from firsthand.store.vault import hash_file
from firsthand.tools.buckets import Bucket, NotReachedError, Stored

SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")
BUCKET = "s3://"


@value
class Place:
    """Where archives are: an address, and the endpoint it is asked for at."""

    address: str
    endpoint: str | None = None


@value
class Archive:
    """One web archive. Its mark changes with its bytes: an ETag, or the SHA-256 of a file."""

    address: str
    name: str  # the key in the bucket, or the path in the folder
    mark: str
    size_bytes: int


class Shelf(Protocol):
    """A place with archives."""

    @property
    def where(self) -> str:
        """What is shown of it: the address, and where requests for it go."""

    def archives(self) -> Iterator[Archive]:
        """All archives there, in order."""

    def at_hand(self, archive: Archive, folder: Path) -> Path:
        """The archive as a file; what has to be fetched is laid into *folder*.

        Raises:
            OSError: it cannot be read.
            NotReachedError: it cannot be fetched.
        """

    def piece(self, archive: Archive, start: int, end: int) -> bytes:
        """Some bytes of an archive; raises as `at_hand` does."""


def open_shelf(place: Place) -> Shelf:
    """The shelf at a place.

    Raises:
        OperatorError: there is none, or what it needs is not installed.
    """
    if place.address.startswith(BUCKET):
        return BucketShelf(place)
    return FolderShelf(Path(place.address))


class BucketShelf:
    """Archives in a bucket."""

    def __init__(self, place: Place) -> None:
        self._bucket = Bucket(place.address, endpoint=place.endpoint)
        self.where = f"{place.address} at {self._bucket.endpoint}"

    def archives(self) -> Iterator[Archive]:
        """What has the name of an archive."""
        for stored in self._bucket.listing():
            if stored.key.lower().endswith(SUFFIXES):
                yield Archive(
                    address=f"{BUCKET}{self._bucket.name}/{stored.key}",
                    name=stored.key,
                    mark=stored.mark,
                    size_bytes=stored.size_bytes,
                )

    def at_hand(self, archive: Archive, folder: Path) -> Path:
        """Fetch the archive into *folder*."""
        path = folder / "archive"
        with path.open("wb") as file:
            self._bucket.fetch(_stored(archive), file)
        return path

    def piece(self, archive: Archive, start: int, end: int) -> bytes:
        """A range request."""
        return self._bucket.piece(_stored(archive), start, end)


def _stored(archive: Archive) -> Stored:
    return Stored(key=archive.name, mark=archive.mark, size_bytes=archive.size_bytes)


class FolderShelf:
    """Archives in a folder on this machine, or one archive."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise AddressNotFoundError(f"there is nothing at {readable(str(path))} to sweep")
        self.where = readable(str(path))
        self._top = path.resolve() if path.is_dir() else path.resolve().parent
        self._one = None if path.is_dir() else path.resolve()

    def archives(self) -> Iterator[Archive]:
        """What has the name of an archive; links are not followed."""
        found = [self._one] if self._one else sorted(self._top.rglob("*"))
        for path in found:
            if path.name.lower().endswith(SUFFIXES) and path.is_file() and not path.is_symlink():
                digest, size_bytes = hash_file(path)
                name = path.relative_to(self._top).as_posix()
                yield Archive(
                    address=readable(f"{self._top.name}/{name}"),
                    name=name,
                    mark=digest,
                    size_bytes=size_bytes,
                )

    def at_hand(self, archive: Archive, folder: Path) -> Path:
        """The file itself."""
        del folder
        return self._top / archive.name

    def piece(self, archive: Archive, start: int, end: int) -> bytes:
        """Some of the file; it is checked by whoever asked."""
        with open_to_read(self._top / archive.name) as stream:
            stream.seek(start)
            return stream.read(end - start)


@contextmanager
def fetched(shelf: Shelf, archive: Archive) -> Iterator[Path | str]:
    """The archive as a file while it is read, or why there is none."""
    with TemporaryDirectory(prefix="firsthand-sweep-") as folder:
        try:
            path: Path | str = shelf.at_hand(archive, Path(folder))
        except NotReachedError as problem:
            path = str(problem)
        except OSError as problem:
            path = problem.strerror or "the disk fails"
        yield path
